"""The workbook of a data sheet while it is written: its pages, where their cells are, and what a page begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca_models.inventory.activity.sheet.blank.archetype import Archetype, Place
from lca_models.inventory.activity.sheet.blank.looks import (
    AMBER_SIGN,
    GREEN_SIGN,
    LINE,
    RED_SIGN,
    THREE_LINES,
    TWO_LINES,
    WIDTHS,
    Looks,
)
from lca_models.inventory.activity.sheet.blank.texts import Words, both, in_order, text
from lca_models.inventory.activity.sheet.fields import Field, ListEntry, Material

KEYS, HEADINGS, FIRST = 3, 4, 5  # rows of the keys, of the headings, and the first below them; counted from 0
MONTHS = 12
PRINTED = 230  # signs across a page that can still be read
INPUT_TITLE, INPUT_TEXT = 32, 255  # characters that a message of Excel holds
PAGE_ORDER = ("start", "product", "cycle_test", "cell_materials", "pack_parts", "plant", "meters", "output", "allocation",
              "transport", "end_of_life", "certificates", "suppliers", "evidence", "quality", "checks", "lists")  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a page: what it holds, its heading, and what a comment says of it."""

    key: str
    words: Words
    width: str  # a name of WIDTHS
    help: Words = ("", "")


@dataclass
class Book:
    """What the pages of one workbook share."""

    file: Any  # xlsxwriter.Workbook
    looks: Looks
    language: str
    archetype: Archetype
    name: str  # of the product
    sheets: dict[str, Any] = field(default_factory=dict)
    rows: dict[Place, int] = field(default_factory=dict)  # of fields on their own pages, counted from 0
    free_rows: dict[Place, int] = field(default_factory=dict)  # of materials of one's own
    on_start: dict[Place, int] = field(default_factory=dict)  # of those whose input cell stands on the page start

    def both(self, words: Words, between: str = " ") -> str:
        return both(words, self.language, between)

    def word(self, entry: ListEntry) -> str:
        """What a drop-down calls a choice."""
        return in_order((entry.english, entry.chinese), self.language)[0]


def column_of(one: Field) -> Column:
    """A column of the table of fields as one of a page."""
    width = one.key if one.key in WIDTHS else "score" if one.key.startswith("q_") else "list" if one.list else "text"
    return Column(one.key, one.heading, width, (one.help_en, one.help_zh))


def letter(column: int) -> str:
    """The letters of a column counted from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def cell(column: int, row: int, sheet: str = "") -> str:
    """The place of a cell counted from 0; with its sheet it is absolute."""
    return f"{sheet}!${letter(column)}${row + 1}" if sheet else f"{letter(column)}{row + 1}"


def begin_page(
    book: Book, name: str, columns: Sequence[Column], frozen: int, values: Mapping[str, Words] | None = None
) -> Any:
    """A new page with title, instruction, keys (hidden), headings with comments, frozen panes, protection and print set-up.

    A first column of keys is hidden. `frozen`: columns that stay in sight; `values`: of the names in the instruction.
    """
    sheet, looks = book.sheets[name], book.looks
    has_keys = bool(columns) and columns[0].key == "key"
    sheet.write_string(0, int(has_keys), book.both(text(f"{name}.title"), "  "), looks.of("title"))
    sheet.set_row(0, 24)
    for row, words in enumerate(_instructions(book, name, values or {}), 1):
        sheet.write_string(row, int(has_keys), words, looks.of("do", text_wrap=False))
    sheet.set_row(KEYS, TWO_LINES)
    for column, one in enumerate(columns):
        is_key = one.key == "key"
        sheet.set_column(column, column, WIDTHS[one.width], None, {"hidden": True, "level": 1} if is_key else {})
        write_two_lines(book, sheet, HEADINGS, column, one.words, "heading")
        sheet.write_string(KEYS, column, one.key, looks.of("hidden"))
        if any(one.help):
            sheet.write_comment(HEADINGS, column, book.both(one.help, "\n"), _comment(one.help))
    sheet.set_row(KEYS, LINE, None, {"hidden": True})
    sheet.set_row(HEADINGS, THREE_LINES)
    sheet.freeze_panes(FIRST, frozen)
    set_up_page(book, sheet, sum(WIDTHS[one.width] for one in columns if one.key != "key"))
    sheet.repeat_columns(0, max(frozen - 1, 0))
    return sheet


def set_up_page(book: Book, sheet: Any, width: int) -> None:
    """Protection without a password, and how the page is printed; `width`: of its columns together, in signs."""
    allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter",
               "select_locked_cells", "select_unlocked_cells")  # fmt: skip
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(max(1, round(width / PRINTED)), 0)
    sheet.repeat_rows(0, HEADINGS)
    sheet.set_footer(f"&L&8&F  &A&R&8{in_order(text('print'), book.language)[0]}")


def write_two_lines(book: Book, sheet: Any, row: int, column: int, words: Words, look: str) -> None:
    """Both languages in a cell, that of the reader above."""
    first, second = in_order(words, book.language)
    looks = book.looks
    if first == second or not second:
        sheet.write_string(row, column, first, looks.of(look))
        return
    sheet.write_rich_string(row, column, looks.of("first" if look == "heading" else "plain"), f"{first}\n",
                            looks.of("second"), second, looks.of(look))  # fmt: skip


def write_label(book: Book, sheet: Any, row: int, column: int, one: Field | Material) -> None:
    """The name of a row in both languages, with a comment that says what it is and where it is found."""
    write_two_lines(book, sheet, row, column, (one.english, one.chinese), "label")
    words = (one.help_en, one.help_zh)
    sheet.write_comment(row, column, book.both(words, "\n"), _comment(words))


def add_signs(looks: Looks, sheet: Any, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
    """Colour cells by the sign that they begin with."""
    for sign in (GREEN_SIGN, AMBER_SIGN, RED_SIGN):
        sheet.conditional_format(first_row, first_column, last_row, last_column,
                                 {"type": "text", "criteria": "begins with", "value": sign,
                                  "format": looks.sign(sign)})  # fmt: skip


def add_choice(book: Book, sheet: Any, row: int, column: int, one: Field, last_row: int | None = None) -> None:
    """A drop-down of a list, or the message of where a value is found; other words are possible where a list is long."""
    options: dict[str, Any] = {
        "validate": "any",
        "input_title": in_order(text("input.title"), book.language)[0][:INPUT_TITLE],
        "input_message": book.both((one.help_en, one.help_zh), "\n")[:INPUT_TEXT],
    }
    if one.list:
        options |= {
            "validate": "list",
            "source": f"=list_{one.list}",
            "error_type": "warning",
            "error_title": in_order(text("list.title"), book.language)[0][:INPUT_TITLE],
            "error_message": book.both(text("list.words"), "\n")[:INPUT_TEXT],
        }
    sheet.data_validation(row, column, row if last_row is None else last_row, column, options)


def _instructions(book: Book, name: str, values: Mapping[str, Words]) -> tuple[str, ...]:
    """The sentence of a page in both languages, that of the reader first."""
    english, chinese = text(f"{name}.do")
    filled = (english.format(**{key: words[0] for key, words in values.items()}),
              chinese.format(**{key: words[1] for key, words in values.items()}))  # fmt: skip
    return in_order(filled, book.language)


def _comment(words: Words) -> dict[str, Any]:
    lines = 2 + sum(len(one) // 32 for one in words) + len(words[1]) // 16
    return {"width": 260, "height": min(18 * lines, 260), "font_size": 9, "author": "lca_models"}
