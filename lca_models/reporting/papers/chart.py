"""A figure that can be drawn for a screen and for a paper: its table in both languages, what draws it, what a caption says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint

COLUMN, PAGE = 82.0, 174.0  # mm: one column and two


@dataclass(frozen=True)
class Chart:
    """One figure of some results, not drawn yet."""

    kind: str  # in its file name, and of its words in the catalogue: caption.KIND
    results: tuple[Footprint, ...]
    table: Callable[[str], pd.DataFrame]  # tidy, with units in a column, in words of a language
    draw: Callable[..., Any]  # of (table, ax, language=, width=, text=)
    per: str = ""  # code of what its amounts are counted per
    width: float = COLUMN  # mm in a paper where none is asked for
    values: Mapping[str, object] = field(default_factory=dict)  # what its caption says: n, seed
    name: str = ""  # of its files for a screen; its kind where none is given
    printed: Callable[[str], pd.DataFrame] | None = None  # the table for a paper, where it is another
    cited: tuple[str, ...] = ()  # keys of sources that stand behind it beside those of its results
    listed: Callable[[str], pd.DataFrame] | None = None  # the table for readers, where the tidy one is of draws

    @property
    def file_name(self) -> str:
        """Name of its files for a screen, without their endings."""
        return self.name or self.kind

    @property
    def for_paper(self) -> Callable[[str], pd.DataFrame]:
        """The table that is drawn in a paper, in words of a language."""
        return self.printed or self.table

    def drawn(self, ax: Any, **way: Any) -> Any:
        """Draw it for a screen, in a language (`language`)."""
        return self.draw(self.table(way.get("language", ENGLISH)), ax, **way)
