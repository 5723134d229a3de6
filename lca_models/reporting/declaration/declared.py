"""What a declaration says: one object that every member of a bundle is written from, so that no figure is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.system.pack import Pack
from lca_models.reporting.report.content import Report
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

Made = TypeVar("Made")


@dataclass(frozen=True)
class Declared:
    """A footprint of a data sheet as its maker declares it.

    Whatever of it holds figures is worked out from `result` alone, so that whoever has the sheet works out the same.
    """

    study: Study
    result: Footprint  # of a product of a data sheet
    issued: datetime  # with its zone; the one thing that differs between two bundles of the same inputs
    is_example: bool = False  # made up: every document says so on its first page
    ids: tuple[str, ...] = ()  # NAME=VALUE of the identifiers that payloads ask for
    placeholder_ids: bool = False  # what nobody has named stands as a placeholder, and the payloads are drafts
    further_requirements: Path | None = None  # a table of the holder of a standard, beside those of the kit
    received: tuple[Mapping[str, Any], ...] = field(default=())  # bundles that this one extends, the first issued first
    read_sheet: DataSheet | None = field(default=None, repr=False, compare=False)  # where somebody has read it already
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # what takes long

    @property
    def pack(self) -> Pack:
        """What the maker gives. Raises ValueError for a product of no data sheet, which nobody declares."""
        if self.result.system.pack is None:
            raise ValueError("a declaration is of the product of a data sheet")
        return self.result.system.pack

    @property
    def file(self) -> Path:
        """The data sheet. Raises ValueError for a pack that was made in Python, which has none."""
        if self.pack.file is None:
            raise ValueError("a declaration is of a data sheet in a file")
        return self.pack.file

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """What several members are written from, worked out once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]  # type: ignore[no-any-return]

    @cached_property
    def sheet(self) -> DataSheet:
        """The data sheet as it was judged."""
        return self.read_sheet or read_data_sheet(self.file)

    @cached_property
    def report(self) -> Report:
        """Results with intervals, drivers, quality and what they rest on; their texts are in English."""
        with speaking(ENGLISH):
            return Report(self.study, self.result, self.issued, ENGLISH)
