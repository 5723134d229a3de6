"""Cells of the maker on the front pages, and the parameters of the pack that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lca_models.impact.footprint import Footprint
from lca_models.inventory.activity.sheet.models import DataSheet, Value
from lca_models.reporting.declaration.calculation.book.pages import HEADING, Book, Page, text
from lca_models.reporting.declaration.calculation.texts import both


@dataclass
class Filling:
    """The front pages of a workbook while they are written."""

    book: Book
    sheet: DataSheet
    result: Footprint
    cells: dict[str, str] = field(default_factory=dict)  # places of what the maker filled, by pointer
    formulas: dict[str, str] = field(default_factory=dict)  # of parameters of the pack, over these cells

    @property
    def chemistry(self) -> str:
        """Key of the chemistry of the archetype."""
        return self.result.system.shipped_product.chemistry

    def page(self, name: str, columns: Sequence[str], widths: Sequence[float] = ()) -> Page:
        """A page with its headings, keys of `texts.csv`."""
        page = self.book.page(name)
        page.widths = tuple(widths)
        page.add([text(both(one), HEADING) for one in columns])
        return page

    def fill(self, page: Page, row: int, column: int, value: Value, pointer: str, label: str) -> str:
        """A number of the data sheet as a cell that may be changed; its place."""
        place = self.book.fill(page, row, column, value.number, (pointer, label, value.place))
        self.cells[pointer] = place
        return place

    def follow(self, parameter: str, formula: str) -> None:
        """A parameter of the pack follows cells; what is said first stands."""
        if formula:
            self.formulas.setdefault(parameter, formula)


def written(value: Value) -> str:
    """A value as its maker wrote it, with the document behind it."""
    return f"{value.words} [{value.evidence_id}]" if value.evidence_id else value.words


def quoted(words: str) -> str:
    """A text in a formula."""
    return '"' + words.replace('"', '""') + '"'


def plain(number: float) -> str:
    """A number in a formula."""
    return repr(float(number)).removesuffix(".0")
