"""The first page of a data sheet: ten fields, what matters most beside them, and what the checks say."""

from __future__ import annotations

from typing import Any

from lca_models.inventory.activity.sheet.blank.archetype import shown_unit
from lca_models.inventory.activity.sheet.blank.book import (
    FIRST,
    Book,
    Column,
    add_choice,
    add_signs,
    begin_page,
    cell,
    column_of,
    write_label,
    write_two_lines,
)
from lca_models.inventory.activity.sheet.blank.check_page import CHECKS, prefilled_results, result_cell
from lca_models.inventory.activity.sheet.blank.field_pages import add_units, input_look, prefill, start_column
from lca_models.inventory.activity.sheet.blank.live import ARCHETYPE
from lca_models.inventory.activity.sheet.blank.looks import TWO_LINES, number_format
from lca_models.inventory.activity.sheet.blank.texts import in_order, text
from lca_models.inventory.activity.sheet.fields import (
    MATERIALS,
    Field,
    Material,
    columns_of,
    materials_of,
    rows_of,
)

VERSION = "1"
TEN = (("product", "name"), ("product", "chemistry"), ("product", "plant_province"), ("product", "period_start"),
       ("product", "rated_energy"), ("product", "pack_mass"), ("product", "cells_mass"), ("cycle_test", "cycles"),
       ("plant", "plant_electricity"), ("plant", "plant_heat"))  # fmt: skip
OUTPUT = ("plant", "good_output")  # asked for where energy is the total of a year
BESIDE = (("cell_materials", "cathode"), ("cell_materials", "graphite"), ("cell_materials", "hard_carbon"),
          ("cell_materials", "synthetic_share"), ("cell_materials", "copper_foil"), ("cell_materials", "aluminium_foil"),
          ("cell_materials", "electrolyte"), ("cell_materials", "separator"), ("cell_materials", "can"),
          ("pack_parts", "aluminium"), ("pack_parts", "electronics"), ("plant", "acceptance"))  # fmt: skip
_LABEL, _ARCHETYPE, _YOURS, _SOURCE, _NOTE = 2, 3, 4, 7, 8
_SHOWN = ("V10", "V11", "chemistry")  # checks whose result stands here too


def lay_out_start(book: Book) -> None:
    """Give each field of the page its place; those of other chemistries have none."""
    row = FIRST + 1
    for places in ((*TEN, OUTPUT), BESIDE):
        for place in places:
            if place in book.rows:
                book.on_start[place] = row
                row += 1
        row += 2  # a blank line and a title


def start_columns() -> tuple[Column, ...]:
    """The columns of the page, in their order."""
    known = columns_of("cell_materials")
    return (
        Column("key", ("key", "键名"), "key"),
        Column("number", text("heading.number"), "number"),
        Column("label", text("heading.label"), "label", text("help.label")),
        Column("archetype", text("heading.archetype"), "archetype", text("help.archetype")),
        *(column_of(known[key]) for key in ("yours", "unit", "basis", "source_kind")),
        column_of(columns_of("product")["note"]),
    )


def write_start(book: Book) -> None:
    """Write the page."""
    page = begin_page(book, "start", start_columns(), 3)
    looks = book.looks
    page.fit_to_pages(1, 1)
    page.write_formula(0, _SOURCE, f'=checks!{result_cell(book, "first")}', looks.of("title"),
                       book.both(text("of_ten", count=2), "  "))  # fmt: skip
    name = book.archetype.product
    words = (
        text("archetype_of", name=name.name, id=name.id)[0],
        text("archetype_of", name=name.name_zh, id=name.id)[1],
    )
    page.write_string(1, _SOURCE, book.both(words, "  "), looks.of("do", text_wrap=False))
    first_beside = min(book.on_start[place] for place in BESIDE if place in book.on_start)
    for row, key in ((FIRST, "group.first"), (first_beside - 1, "group.beside")):
        for column in range(1, _NOTE + 1):
            page.write_string(row, column, book.both(text(key), "  ") if column == 1 else "", looks.of("group"))
    for number, (place, row) in enumerate(book.on_start.items(), 1):
        _write_row(book, page, place, row, str(number) if number <= len(TEN) else "")
    last = max(book.on_start.values())
    _write_end(book, page, last + 2)
    page.conditional_format(FIRST + 1, _YOURS, FIRST + 2, _YOURS,
                            {"type": "blanks", "format": looks.condition("missing")})  # fmt: skip


def _write_row(book: Book, page: Any, place: tuple[str, str], row: int, number: str) -> None:
    sheet, key = place
    one: Field | Material = rows_of(sheet).get(key) or materials_of(sheet)[key]
    looks = book.looks
    page.set_row(row, TWO_LINES)
    page.write_string(row, 0, f"{sheet}.{key}", looks.of("hidden"))
    page.write_string(row, 1, number, looks.of("label"))
    write_label(book, page, row, _LABEL, one)
    there = cell(ARCHETYPE, book.rows[place], sheet)
    found, entry = book.archetype.number(sheet, key), book.archetype.choices.get(place)
    look = looks.of("archetype", num_format=number_format(found, shown_unit(one)) if found is not None else "General")
    page.write_formula(row, _ARCHETYPE, f"={there}" if found is not None or entry else f'=IF({there}="","",{there})', look,
                       found if found is not None else book.word(entry) if entry else "")  # fmt: skip
    page.write(row, _YOURS, prefill(book, sheet, one, "yours") or None, looks.of(input_look(one)))
    add_choice(book, page, row, _YOURS, one if isinstance(one, Field) else columns_of(sheet)["yours"])
    page.write(row, start_column("unit"), prefill(book, sheet, one, "unit") or None, looks.of("quiet"))
    add_units(book, page, sheet, one, row, start_column("unit"))
    if sheet in MATERIALS and isinstance(one, Material):
        page.write(row, start_column("basis"), prefill(book, sheet, one, "basis"), looks.of("quiet"))
        add_choice(book, page, row, start_column("basis"), columns_of(sheet)["basis"])
    else:
        page.write_blank(row, start_column("basis"), None, looks.of("link"))
    page.write_blank(row, _SOURCE, None, looks.of("quiet"))
    add_choice(book, page, row, _SOURCE, columns_of("product")["source_kind"])
    page.write_blank(row, _NOTE, None, looks.of("quiet", num_format="@", text_wrap=True))


def _write_end(book: Book, page: Any, row: int) -> None:
    """Language and version, then what the checks say."""
    looks = book.looks
    for key, value in (("language", book.language), ("data_sheet", VERSION)):
        page.write_string(row, 0, key, looks.of("hidden"))
        page.write_string(row, 1, "", looks.of("label"))
        write_two_lines(book, page, row, _LABEL, text(f"field.{key}"), "label")
        page.set_row(row, TWO_LINES)
        page.write_blank(row, _ARCHETYPE, None, looks.of("archetype"))
        page.write_string(row, _YOURS, value, looks.of("input_list" if key == "language" else "link"))
        if key == "language":
            page.data_validation(row, _YOURS, row, _YOURS, {"validate": "list", "source": ["en", "zh"]})
        row += 1
    row += 1
    first, results = row, prefilled_results(book)
    for code in (one for one in CHECKS if one in _SHOWN):
        page.set_row(row, TWO_LINES)
        words = in_order(text(code), book.language)[0]
        page.write_url(row, _LABEL, f"internal:'checks'!{result_cell(book, code)}", looks.of("check"), words)
        look = looks.of("check", text_wrap=False)
        page.write_formula(row, _ARCHETYPE, f"=checks!{result_cell(book, code)}", look, results[code])
        row += 1
    add_signs(looks, page, first, _ARCHETYPE, row - 1, _ARCHETYPE)
    page.write_string(row + 1, _LABEL, book.both(text("legend"), "\n"), looks.of("do", text_wrap=False))
