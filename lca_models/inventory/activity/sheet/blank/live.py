"""Formulas of a data sheet: what is used of a row, what the archetype has when others are given, and what is checked.

Simple functions alone, so that every spreadsheet calculates them alike; the value of each is written beside it.
"""

from __future__ import annotations

from lca_models.inventory.activity.sheet.blank.book import Book, cell
from lca_models.inventory.activity.sheet.fields import MATERIALS, Field, Material, materials

ARCHETYPE, YOURS, UNIT = 2, 3, 4  # columns of a page of fields
USED = 5
BASIS, STATE, MATERIAL_USED, YIELD = 5, 6, 7, 8  # of a page of materials
_FOLLOWS = {  # what the archetype has in proportion to what is used of another field
    ("product", "usable_energy"): ("product", "rated_energy"),
    ("product", "cells_mass"): ("product", "rated_energy"),
    ("product", "pack_mass"): ("product", "cells_mass"),
}


def used_cell(book: Book, sheet: str, key: str) -> str:
    """The place of what is used of a field."""
    return cell(MATERIAL_USED if sheet in MATERIALS else USED, book.rows[sheet, key], sheet)


def yours_cell(book: Book, sheet: str, key: str) -> str:
    """The place of what is given for a field."""
    return cell(YOURS, book.rows[sheet, key], sheet)


def archetype_formula(book: Book, sheet: str, key: str) -> str:
    """What the archetype has as a formula of what is given elsewhere; empty where it stands as a number."""
    number = book.archetype.number(sheet, key)
    if number is None:
        return ""
    if leader := _FOLLOWS.get((sheet, key)):
        base = book.archetype.number(*leader)
        return f"=IFERROR({number!r}*({used_cell(book, *leader)}/{base!r}),{number!r})" if base else ""
    pack, cells = (book.archetype.number("product", one) for one in ("pack_mass", "cells_mass"))
    if sheet == "pack_parts" and pack and cells and pack > cells:
        rest = f"({used_cell(book, 'product', 'pack_mass')}-{used_cell(book, 'product', 'cells_mass')})"
        return f"=IFERROR({number!r}*({rest}/{pack - cells!r}),{number!r})"
    return ""


def used_formula(book: Book, sheet: str, one: Field | Material, row: int) -> str:
    """What is used of a row, in the unit of its archetype: what is given, else what the archetype has."""
    given, unit, archetype = (cell(column, row) for column in (YOURS, UNIT, ARCHETYPE))
    factor = f'IFERROR(VLOOKUP({unit}&"",unit_factors,2,FALSE),1)'
    blank = f'IF({archetype}="","",{archetype})'
    if isinstance(one, Material):
        amount, blank = _material(book, sheet, one, row, f"{given}*{factor}", blank)
    elif sheet == "plant" and one.key in ("plant_electricity", "plant_heat"):
        amount = _energy(book, one.key, given, unit, factor)
    else:
        amount = f"{given}*{factor}"
    return f'=IF({given}="",{blank},IF(ISNUMBER({given}),{amount},IF(LOWER({given}&"")="n/a",0,"?")))'


def _energy(book: Book, key: str, given: str, unit: str, factor: str) -> str:
    """Energy per kWh of good cells, of a value that may be the total of a year."""
    output = used_cell(book, "plant", "good_output")
    to_heat = "3.6" if key == "plant_heat" else "1"
    per_kwh = f'IF({unit}="kWh/kWh",{given}*{to_heat},{given})'
    is_electric = f'ISNUMBER(SEARCH("Wh",{unit}&""))'
    total = f'IFERROR({given}*{factor}*IF({is_electric},{to_heat},1)/{output},"?")'
    return f'IF(OR({unit}="",ISNUMBER(SEARCH("/",{unit}&""))),{per_kwh},{total})'


def _material(book: Book, sheet: str, one: Material, row: int, mass: str, blank: str) -> tuple[str, str]:
    """Net mass per kWh of cells or per pack, of a mass on any basis; and what stands where nothing is given."""
    energy = used_cell(book, "product", "rated_energy")
    cells = yours_cell(book, "product", "cells_per_pack")
    output = used_cell(book, "plant", "good_output")
    basis = f'IFERROR(VLOOKUP({cell(BASIS, row)}&"",basis_codes,2,FALSE),"{one.basis}")'
    per_kwh = (
        f'IF({basis}="per_pack",1/{energy},IF({basis}="per_cell",{cells}/{energy},IF({basis}="per_year",1/{output},1)))'
    )
    net = "1"
    if one.state == "in_cell" and sheet == "cell_materials":
        share, default = cell(YIELD, row), book.archetype.yields.get(one.key, 1.0)
        acceptance = used_cell(book, "plant", "acceptance")
        bought = f'VLOOKUP({cell(STATE, row)}&"",state_codes,2,FALSE)="bought"'
        net = f"IF(IFERROR({bought},FALSE),IF(ISNUMBER({share}),{share},{default!r})*{acceptance},1)"
    on_pack = f"*{energy}" if sheet == "pack_parts" else ""
    whole = next((other for other in materials(sheet) if one.key in other.parts), None)
    if whole and (sheet, whole.key) in book.rows and (total := book.archetype.number(sheet, whole.key)):
        given = yours_cell(book, sheet, whole.key)
        blank = f'IF({given}="",{blank},{used_cell(book, sheet, whole.key)}*{cell(ARCHETYPE, row)}/{total!r})'
    return f'IFERROR({mass}*{per_kwh}{on_pack}*{net},"?")', blank
