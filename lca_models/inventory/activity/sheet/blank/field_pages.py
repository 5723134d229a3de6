"""Pages of a data sheet with one row a field: the archetype in grey beside an empty yellow cell, and what is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lca_models.inventory.activity.sheet.blank.archetype import shown_unit
from lca_models.inventory.activity.sheet.blank.book import (
    FIRST,
    Book,
    Column,
    add_choice,
    begin_page,
    cell,
    column_of,
    letter,
    write_label,
)
from lca_models.inventory.activity.sheet.blank.live import archetype_formula, used_formula
from lca_models.inventory.activity.sheet.blank.looks import LINE, TWO_LINES, number_format
from lca_models.inventory.activity.sheet.blank.texts import in_order, text
from lca_models.inventory.activity.sheet.fields import (
    MATERIALS,
    NUMBER,
    WHOLE,
    Field,
    Material,
    columns_of,
    find_entry,
)

FREE_ROWS = 6  # for materials of one's own
_BEFORE = {  # keys of the columns up to the value used, by kind of page
    False: ("key", "label", "archetype", "yours", "unit", "used"),
    True: ("key", "label", "archetype", "yours", "unit", "basis", "state", "used"),
}
_COPIED = ("yours", "unit", "basis", "source_kind")  # what the page start asks for


def field_columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a page of fields, in their order."""
    known = columns_of(sheet)
    before = _BEFORE[sheet in MATERIALS]
    found = [column_of(known[key]) if key in known and key != "label" else _computed(sheet, key) for key in before]
    rest = [column_of(one) for key, one in known.items() if key not in before]
    own = [one for one in rest if one.key == "process"]  # asked for in few rows
    places = [position for position, one in enumerate(rest) if one.key == "source_kind"]
    rest = [one for one in rest if one not in own]
    return (*found, *rest[: places[0] - len(own)], *own, *rest[places[0] - len(own) :])


def lay_out(book: Book, sheet: str) -> None:
    """Give each row of a page its place, before anything refers to it."""
    rows = book.archetype.rows(sheet)
    for position, one in enumerate(rows):
        book.rows[sheet, one.key] = FIRST + position
    if sheet in MATERIALS:
        for number in range(FREE_ROWS):
            book.free_rows[sheet, f"other_{number + 1}"] = FIRST + len(rows) + number


def write_field_page(book: Book, sheet: str) -> None:
    """Write a page of fields."""
    columns = field_columns(sheet)
    page = begin_page(book, sheet, columns, 2)
    at = {one.key: position for position, one in enumerate(columns)}
    rows = book.archetype.rows(sheet)
    for one in rows:
        row = book.rows[sheet, one.key]
        page.set_row(row, TWO_LINES)
        page.write_string(row, 0, one.key, book.looks.of("hidden"))
        write_label(book, page, row, 1, one)
        _write_archetype(book, page, sheet, one, row)
        _write_used(book, page, sheet, one, row, at["used"])
        for key, column in at.items():
            if key not in ("key", "label", "archetype", "used"):
                _write_input(book, page, sheet, one, row, key, column)
    if sheet in MATERIALS:
        for (where, key), row in book.free_rows.items():
            if where == sheet:
                _write_free_row(book, page, sheet, key, row, at)
    last = max(row for (where, _), row in {**book.rows, **book.free_rows}.items() if where == sheet)
    for key, column in at.items():
        if key == "process":
            page.data_validation(FIRST, column, last, column,
                                 {"validate": "list", "source": "=list_processes", "error_type": "warning"})  # fmt: skip
        elif key in columns_of(sheet) and key not in _BEFORE[True]:
            add_choice(book, page, FIRST, column, columns_of(sheet)[key], last)
    if sheet == "product":
        last = FIRST + len(rows) - 1
        page.conditional_format(FIRST, at["yours"], last, at["yours"], {
            "type": "formula", "format": book.looks.condition("missing"),
            "criteria": f'=AND(OR($A{FIRST + 1}="name",$A{FIRST + 1}="chemistry"),${letter(at["yours"])}{FIRST + 1}="")',
        })  # fmt: skip


def _computed(sheet: str, key: str) -> Column:
    words = {"key": ("key", "键名"), "label": text("heading.material" if sheet in MATERIALS else "heading.label")}
    help_words = text(f"help.{key}") if key in ("label", "archetype", "used") else ("", "")
    width = "key" if key == "key" else key
    return Column(key, words[key] if key in words else text(f"heading.{key}"), width, help_words)


def _write_archetype(book: Book, page: Any, sheet: str, one: Field | Material, row: int) -> None:
    number = book.archetype.number(sheet, one.key)
    entry = book.archetype.choices.get((sheet, one.key))
    if number is not None:
        unit = shown_unit(one)
        look = book.looks.of("archetype", num_format=number_format(number, unit))
        if formula := archetype_formula(book, sheet, one.key):
            page.write_formula(row, 2, formula, look, number)
        else:
            page.write_number(row, 2, number, look)
    else:
        page.write_string(row, 2, book.word(entry) if entry else "", book.looks.of("archetype"))


def _write_used(book: Book, page: Any, sheet: str, one: Field | Material, row: int, column: int) -> None:
    if isinstance(one, Field) and one.kind not in (NUMBER, WHOLE):
        page.write_string(row, column, "", book.looks.of("used"))
        return
    number = book.archetype.number(sheet, one.key)
    look = book.looks.of("used", num_format=number_format(number or 0.0, shown_unit(one)) if number else "General")
    page.write_formula(row, column, used_formula(book, sheet, one, row), look, "" if number is None else number)


def _write_input(book: Book, page: Any, sheet: str, one: Field | Material, row: int, key: str, column: int) -> None:
    """An empty cell of a row, prefilled with unit, basis and state; grey where its value stands on the page start."""
    looks = book.looks
    if (sheet, one.key) in book.on_start and key in _COPIED and start_column(key):
        there = cell(start_column(key), book.on_start[sheet, one.key], "start")
        is_number = key == "yours" and _is_number(one)
        look = looks.of("link", align="right", indent=1) if is_number else looks.of("link")
        page.write_formula(row, column, f'=IF({there}="","",{there})', look, prefill(book, sheet, one, key))
        if key in _BEFORE[True]:
            title, words = in_order(text("on_start"), book.language)[0], book.both(text("on_start.do"), "\n")
            hint = {"validate": "any", "input_title": title, "input_message": words}
            page.data_validation(row, column, row, column, hint)
        return
    prefilled = prefill(book, sheet, one, key)
    known = columns_of(sheet).get(key)
    if key == "yours":
        page.write(row, column, prefilled or None, looks.of(input_look(one)))
        asked = one if isinstance(one, Field) else columns_of(sheet)["yours"]
        add_choice(book, page, row, column, asked)
    elif key == "unit":
        page.write(row, column, prefilled or None, looks.of("quiet"))
        add_units(book, page, sheet, one, row, column)
    elif known is not None:
        is_figure = known.kind in (NUMBER, WHOLE)
        look = looks.of("quiet") if known.list or is_figure else looks.of("quiet", num_format="@", text_wrap=True)
        page.write(row, column, prefilled or None, look)
        if key in _BEFORE[True]:
            add_choice(book, page, row, column, known)


def prefill(book: Book, sheet: str, one: Field | Material, key: str) -> str:
    """What stands in a cell of an empty sheet."""
    if key == "unit":
        if isinstance(one, Material):
            return "kg"
        return "" if one.unit == "1" or not one.units else one.units[0]
    if isinstance(one, Material) and key in ("basis", "state"):
        code = one.basis if key == "basis" else one.state
        entry = find_entry("bases" if key == "basis" else "states", code)
        return book.word(entry) if entry else code
    if key == "yours" and (sheet, one.key) == ("product", "name"):
        return book.name
    if key == "yours" and (entry := book.archetype.choices.get((sheet, one.key))) and one.key == "chemistry":
        return book.word(entry)
    return ""


def start_column(key: str) -> int:
    """The column of the page start that holds what a row is asked for; 0 where none does."""
    return {"yours": 4, "unit": 5, "basis": 6, "source_kind": 7}.get(key, 0)


def add_units(book: Book, page: Any, sheet: str, one: Field | Material, row: int, column: int) -> None:
    """A drop-down of units."""
    units: Sequence[str] = ("kg", "g", "t") if isinstance(one, Material) else one.units
    if units:
        page.data_validation(
            row, column, row, column, {"validate": "list", "source": list(units), "error_type": "warning"}
        )


def input_look(one: Field | Material) -> str:
    """How the cell looks in which a value is given."""
    if _is_number(one):
        return "input_number"
    return "input_list" if isinstance(one, Field) and one.list else "input_text"


def _is_number(one: Field | Material) -> bool:
    return isinstance(one, Material) or one.kind in (NUMBER, WHOLE)


def _write_free_row(book: Book, page: Any, sheet: str, name: str, row: int, at: dict[str, int]) -> None:
    """A row for a material of one's own, named by whoever fills it in."""
    known, looks = columns_of(sheet), book.looks
    basis = "per_kwh" if sheet == "cell_materials" else "per_pack"
    one = Material(sheet, name, "", "", "", "", basis, "in_cell", "", (), (), "", "")
    page.set_row(row, LINE)
    page.write_string(row, 0, name, looks.of("hidden"))
    page.write_blank(row, 1, None, looks.of("input_text"))
    page.data_validation(row, 1, row, 1, {"validate": "any", "input_message": book.both(text(f"free.{sheet}"), "\n")})
    page.write_blank(row, 2, None, looks.of("archetype"))
    page.write_formula(row, at["used"], used_formula(book, sheet, one, row), looks.of("used"), "")
    for key, column in at.items():
        if key in known and key != "label":
            kind = {"yours": "input_number", "process": "input_list"}.get(key, "quiet")
            page.write(row, column, prefill(book, sheet, one, key) or None, looks.of(kind))
            if key == "unit":
                add_units(book, page, sheet, one, row, column)
            elif key in _BEFORE[True]:
                add_choice(book, page, row, column, known[key])
