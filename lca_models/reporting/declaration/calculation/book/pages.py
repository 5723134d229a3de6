"""A workbook before it is written: pages of cells, each a number, a text or a formula, and the names of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Content = float | str | bool | None

INPUT, CITED, FOLLOWS, TEXT, HEADING, NOTE, TITLE, VERDICT = (
    "input", "cited", "follows", "text", "heading", "note", "title", "verdict",
)  # fmt: skip
_SAFE_NAME = re.compile(r"[A-Za-z]\w*_\w*", re.ASCII)  # with a low line, so that it is the place of no cell
LONGEST_NAME = 200


@dataclass(frozen=True)
class Cell:
    """What a cell holds."""

    content: Content = None
    formula: str = ""  # without its equals sign; `content` is then its value, once it is worked out
    look: str = TEXT


@dataclass(frozen=True)
class Given:
    """A cell that its maker filled: what may be changed, and what `changes` looks at."""

    place: str  # of the cell: meters!D2
    pointer: str  # of the value in the data sheet: meters[0].months.2025-01
    label: str
    content: Content
    said: str = ""  # where the sheet has it, in words


def number(value: float, look: str = CITED) -> Cell:
    """A cell with a number."""
    return Cell(float(value), look=look)


def text(words: object, look: str = TEXT) -> Cell:
    """A cell with a text."""
    return Cell(str(words), look=look)


def follows(formula: str, look: str = FOLLOWS) -> Cell:
    """A cell with a formula."""
    return Cell(formula=formula, look=look)


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Page:
    """A sheet of the workbook; its first row holds the headings."""

    name: str
    widths: tuple[float, ...] = ()
    is_hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)  # by row and column, counted from 0
    rows: int = 0

    def add(self, cells: Sequence[Cell | None]) -> int:
        """A row below the others; its number, counted from 1."""
        for column, cell in enumerate(cells):
            if cell is not None:
                self.cells[(self.rows, column)] = cell
        self.rows += 1
        return self.rows

    def put(self, row: int, column: int, cell: Cell) -> None:
        """A cell of a row that is there, `row` counted from 1, `column` from 0."""
        self.cells[(row - 1, column)] = cell

    def place(self, row: int, column: int) -> str:
        """A cell as formulas name it, `row` counted from 1, `column` from 0: meters!D2."""
        return f"{self.name}!{column_letters(column)}{row}"

    def span(self, column: int, first: int, last: int) -> str:
        """Cells of a column below each other: meters!D2:D7."""
        letters = column_letters(column)
        return f"{self.name}!{letters}{first}:{letters}{last}"

    def across(self, row: int, first: int, last: int) -> str:
        """Cells of a row beside each other: meters!D2:O2."""
        return f"{self.name}!{column_letters(first)}{row}:{column_letters(last)}{row}"


@dataclass
class Book:
    """All pages, names of cells, and what its maker filled."""

    pages: dict[str, Page] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # place by name: product!C2, keys!B2:G2
    given: list[Given] = field(default_factory=list)

    def page(self, name: str, widths: Sequence[float] = (), *, is_hidden: bool = False) -> Page:
        """A page, made where it is not there yet."""
        return self.pages.setdefault(name, Page(name, tuple(widths), is_hidden))

    def name(self, words: str, place: str) -> str:
        """How formulas call a place: by its name, or as a place where the name cannot be one, or is taken."""
        taken = {one.lower() for one in self.names}
        if not _SAFE_NAME.fullmatch(words) or len(words) > LONGEST_NAME or words.lower() in taken:
            return place
        self.names[words] = place
        return words

    def fill(self, page: Page, row: int, column: int, content: Content, given: tuple[str, str, str]) -> str:
        """A cell of the maker; its place. `given`: pointer, label and words of its place in the data sheet."""
        page.put(row, column, Cell(content, look=INPUT))
        place = page.place(row, column)
        self.given.append(Given(place, given[0], given[1], content, given[2]))
        return place

    def placed(self) -> Iterator[tuple[str, Cell]]:
        """Every cell by its place, page by page and row by row."""
        for page in self.pages.values():
            for (row, column), cell in sorted(page.cells.items()):
                yield page.place(row + 1, column), cell
