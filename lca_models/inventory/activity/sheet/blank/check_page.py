"""The page of live checks of a data sheet: what is compared, both values, and a sign."""

from __future__ import annotations

from collections.abc import Callable

from lca_models.inventory.activity.sheet.blank.book import (
    FIRST,
    Book,
    Column,
    add_signs,
    begin_page,
    cell,
    write_two_lines,
)
from lca_models.inventory.activity.sheet.blank.live import (
    MATERIAL_USED,
    YOURS,
    used_cell,
    yours_cell,
)
from lca_models.inventory.activity.sheet.blank.looks import AMBER_SIGN, GREEN_SIGN, RED_SIGN, TWO_LINES
from lca_models.inventory.activity.sheet.blank.table_pages import rows_range
from lca_models.inventory.activity.sheet.blank.texts import in_order, text
from lca_models.inventory.activity.sheet.fields import Material, entries_of, find_entry

CHECKS = ("first", "chemistry", "V10", "V11", "V36", "V35", "V17", "V20", "V21", "V22", "V29", "V33")
_COUNTED = CHECKS[CHECKS.index("V35") :]  # whose values are whole numbers
_RESULT, _LEFT, _RIGHT = 2, 3, 4
_WARNS, _REFUSES = 0.01, 0.05  # of the sum, where masses do not meet


def check_columns() -> tuple[Column, ...]:
    """The columns of the page, in their order."""
    keys = (
        ("code", "unit"),
        ("what", "what"),
        ("result", "result"),
        ("left", "used"),
        ("right", "used"),
        ("where", "list"),
    )
    return tuple(Column(key, text(f"heading.{key}"), width) for key, width in keys)


def result_cell(book: Book, code: str) -> str:
    """The place of a result on the page."""
    return cell(_RESULT, FIRST + CHECKS.index(code), "checks").partition("!")[2]


def write_checks(book: Book) -> None:
    """Write the page, and keep what each check says of the sheet as it is prefilled."""
    page = begin_page(book, "checks", check_columns(), 2)
    looks = book.looks
    for position, code in enumerate(CHECKS):
        row = FIRST + position
        page.set_row(row, TWO_LINES)
        page.write_string(row, 0, code if code[0] == "V" else "", looks.of("label"))
        write_two_lines(book, page, row, 1, text(code), "label")
        for column, (formula, value) in zip((_RESULT, _LEFT, _RIGHT), _FORMULAS[code](book, row), strict=True):
            decimals = "" if code in _COUNTED else ".00"
            look = looks.of("check") if column == _RESULT else looks.of("used", num_format=f"#,##0{decimals}")
            if formula:
                page.write_formula(row, column, formula, look, value)
            else:
                page.write_blank(row, column, None, look)
        sheet, place = _where(book, code)
        page.write_url(row, _RIGHT + 1, f"internal:'{sheet}'!{place}", looks.of("check"), f"{sheet}!{place}")
    add_signs(looks, page, FIRST, _RESULT, FIRST + len(CHECKS) - 1, _RESULT)


def prefilled_results(book: Book) -> dict[str, str]:
    """What each check says of the sheet as it is prefilled, by its code."""
    return {code: str(_FORMULAS[code](book, FIRST + position)[0][1]) for position, code in enumerate(CHECKS)}


Formula = tuple[str, str | float]
_EMPTY: Formula = ("", "")


def _first(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    rows = sorted(book.on_start.values())[:10]
    count = f"COUNTA(start!$E${rows[0] + 1}:$E${rows[-1] + 1})"
    words = book.both(text("of_ten", count="\0"), "  ")
    return (("=" + f"&{count}&".join(f'"{one}"' for one in words.split("\0"))).replace('""&', "").replace('&""', ""),
            words.replace("\0", "2")), _EMPTY, _EMPTY  # fmt: skip


def _chemistry(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    entry = find_entry("chemistries", book.archetype.chemistry)
    given = yours_cell(book, "product", "chemistry")
    words = (entry.code, entry.english, entry.chinese) if entry else (book.archetype.chemistry,)
    same = ",".join(f'{given}="{one}"' for one in words)
    shown = book.word(entry) if entry else book.archetype.chemistry
    result = f'=IF(OR({same}),"{GREEN_SIGN}","{RED_SIGN}")'
    return (result, GREEN_SIGN), (f'={given}&""', shown), (f'="{shown}"', shown)


def _cell_parts(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    listed = [
        one for one in book.archetype.rows("cell_materials") if isinstance(one, Material) and one.state == "in_cell"
    ]
    shared = {part: one.key for one in listed for part in one.parts}
    rows = [book.rows["cell_materials", one.key] for one in listed if not one.parts]
    free = [row for place, row in book.free_rows.items() if place[0] == "cell_materials"]
    blanks = []
    for one in listed:
        if book.archetype.number("cell_materials", one.key) is not None and not one.parts:
            blank = f'({yours_cell(book, "cell_materials", one.key)}="")'
            whole = shared.get(one.key)
            blanks.append(f'{blank}*({yours_cell(book, "cell_materials", whole)}="")' if whole else f"{blank}*1")
    places = ",".join(cell(MATERIAL_USED, one, "cell_materials") for one in (*rows, *free))
    left, right = cell(_LEFT, row), cell(_RIGHT, row)
    energy, mass = (book.archetype.number("product", key) or 0.0 for key in ("rated_energy", "cells_mass"))
    total = sum(book.archetype.number("cell_materials", one.key) or 0.0 for one in listed if not one.parts)
    asked = f"{used_cell(book, 'product', 'cells_mass')}/{used_cell(book, 'product', 'rated_energy')}"
    count = "+".join(blanks) or "0"
    words = in_order(text("blanks", count="\0"), book.language)[0].split("\0")
    follows = f'"{words[0]}"&({count})&"{words[1]}"'
    result = f"=IF(({count})>0,{follows},{_compared(left, right)})"
    return (
        (result, f"{words[0]}{len(blanks)}{words[1]}"),
        (f"=SUM({places or 0})", total),
        (f'=IFERROR({asked},"?")', mass / energy if energy else "?"),
    )


def _pack_parts(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    listed = [one for one in book.archetype.rows("pack_parts") if isinstance(one, Material) and one.key != "packaging"]
    rows = [book.rows["pack_parts", one.key] for one in listed]
    rows += [row for place, row in book.free_rows.items() if place[0] == "pack_parts"]
    places = ",".join(cell(MATERIAL_USED, one, "pack_parts") for one in rows)
    cells, pack = (book.archetype.number("product", key) or 0.0 for key in ("cells_mass", "pack_mass"))
    total = cells + sum(book.archetype.number("pack_parts", one.key) or 0.0 for one in listed)
    return (
        (f"={_compared(cell(_LEFT, row), cell(_RIGHT, row))}", GREEN_SIGN),
        (f"=SUM({used_cell(book, 'product', 'cells_mass')},{places})", total),
        (f"={used_cell(book, 'product', 'pack_mass')}", pack),
    )


def _usable(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    usable, rated = (used_cell(book, "product", key) for key in ("usable_energy", "rated_energy"))
    values = [book.archetype.number("product", key) or 0.0 for key in ("usable_energy", "rated_energy")]
    left, right = cell(_LEFT, row), cell(_RIGHT, row)
    result = f'=IF({left}>{right},"{RED_SIGN}","{GREEN_SIGN}")'
    return (result, GREEN_SIGN), (f"={usable}", values[0]), (f"={rated}", values[1])


def _cycles(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    claimed, run = used_cell(book, "cycle_test", "cycles"), yours_cell(book, "cycle_test", "cycles_measured")
    left, right = cell(_LEFT, row), cell(_RIGHT, row)
    result = f'=IF(ISNUMBER({right}),IF({left}>{right},"{AMBER_SIGN}","{GREEN_SIGN}"),"")'
    return (
        (result, ""),
        (f"={claimed}", book.archetype.number("cycle_test", "cycles") or ""),
        (f'=IF({run}="","",{run})', ""),
    )


def _counted(sheet: str, code: str) -> Callable[[Book, int], tuple[Formula, Formula, Formula]]:
    """How many rows of a page have a fault."""

    def formulas(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
        checked, left = rows_range(sheet, "check"), cell(_LEFT, row)
        holds = f'IF(COUNTIF({checked},"{GREEN_SIGN}")>0,"{GREEN_SIGN}","")'
        return (
            (f'=IF({left}>0,"{RED_SIGN} "&{left},{holds})', ""),
            (f'=COUNTIF({checked},"{RED_SIGN} {code}")', 0),
            _EMPTY,
        )

    return formulas


def _green(book: Book, row: int) -> tuple[Formula, Formula, Formula]:
    left, right = cell(_LEFT, row), cell(_RIGHT, row)
    result = f'=IF({left}>{right},"{RED_SIGN}",IF({left}>0,"{GREEN_SIGN}",""))'
    return (result, ""), (f"={_sum_of('electricity_green_trade')}", 0), (f"={_sum_of('electricity_grid')}", 0)


def _sum_of(code: str) -> str:
    """The year of the main meters of an item, by whichever of its three words."""
    totals, items, parents = (rows_range("meters", key) for key in ("total", "item", "parent"))
    [entry] = [one for one in entries_of("meter_items") if one.code == code]
    return "+".join(
        f'SUMIFS({totals},{items},"{one}",{parents},"")' for one in (entry.code, entry.english, entry.chinese)
    )


def _compared(left: str, right: str) -> str:
    """The sign of two masses that should be one."""
    apart = f"ABS({left}-{right})/{right}"
    signs = f'IF({apart}>{_REFUSES},"{RED_SIGN}",IF({apart}>{_WARNS},"{AMBER_SIGN}","{GREEN_SIGN}"))'
    return f'IFERROR({signs},"?")'


def _where(book: Book, code: str) -> tuple[str, str]:
    """The page and the cell that a check is about."""
    found = {
        "first": ("start", cell(YOURS + 1, min(book.on_start.values()))),
        "chemistry": ("start", cell(YOURS + 1, book.on_start["product", "chemistry"])),
        "V10": ("cell_materials", cell(YOURS, FIRST)),
        "V11": ("pack_parts", cell(YOURS, FIRST)),
        "V36": ("product", cell(YOURS, book.rows["product", "usable_energy"])),
        "V35": ("cycle_test", cell(YOURS, book.rows["cycle_test", "cycles_measured"])),
        "V17": ("output", cell(0, FIRST)),
        "V22": ("allocation", cell(0, FIRST)),
        "V29": ("certificates", cell(0, FIRST)),
    }
    return found.get(code, ("meters", cell(0, FIRST)))


_FORMULAS: dict[str, Callable[[Book, int], tuple[Formula, Formula, Formula]]] = {
    "first": _first,
    "chemistry": _chemistry,
    "V10": _cell_parts,
    "V11": _pack_parts,
    "V36": _usable,
    "V35": _cycles,
    "V17": _counted("output", "V17"),
    "V20": _counted("meters", "V20"),
    "V21": _counted("meters", "V21"),
    "V22": _counted("allocation", "V22"),
    "V29": _counted("certificates", "V29"),
    "V33": _green,
}
