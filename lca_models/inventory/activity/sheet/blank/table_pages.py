"""Pages of a data sheet with rows for meters, products, legs, certificates, suppliers and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lca_models.inventory.activity.sheet.blank.book import (
    FIRST,
    HEADINGS,
    MONTHS,
    Book,
    Column,
    add_choice,
    add_signs,
    begin_page,
    cell,
    column_of,
    letter,
)
from lca_models.inventory.activity.sheet.blank.live import yours_cell
from lca_models.inventory.activity.sheet.blank.looks import LINE
from lca_models.inventory.activity.sheet.blank.texts import Words, text
from lca_models.inventory.activity.sheet.fields import NUMBER, WHOLE, columns_of, find_entry

ROWS = {
    "meters": 40,
    "output": 20,
    "allocation": 20,
    "transport": 12,
    "certificates": 36,
    "suppliers": 12,
    "evidence": 24,
}
_FIRST_COLUMNS = {  # before the others, and in sight
    "meters": ("id", "label", "item", "unit"),
    "output": ("product_id", "label", "unit"),
    "allocation": ("allocation_id", "key"),
    "transport": ("direction", "what"),
    "certificates": ("number_first", "number_last"),
    "suppliers": ("supplier_id", "name"),
    "evidence": ("evidence_id", "document"),
}
_BEFORE_MONTHS = {
    "meters": ("year_total",),
    "output": ("energy_per_piece", "cell_mass_per_piece", "good", "started"),
}
_MONTHS_OF = {"meters": ("",), "output": ("good.", "started.")}
_CHECKED = ("meters", "output", "allocation", "certificates")  # pages with a check in each row


def table_columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a page of rows: those in sight, what is calculated, months, all others."""
    known = columns_of(sheet)
    first = _FIRST_COLUMNS[sheet]
    months = [
        Column(f"{prefix}month {number}", _month_words(prefix, str(number)), "month", text("help.month"))
        for prefix in _MONTHS_OF.get(sheet, ())
        for number in range(1, MONTHS + 1)
    ]
    calculated = [Column("check", text("heading.check"), "check", text("help.check"))] if sheet in _CHECKED else []
    if sheet == "meters":
        calculated.append(Column("total", text("heading.total"), "used", text("help.total")))
    first = (*first, *_BEFORE_MONTHS.get(sheet, ()))
    rest = [column_of(one) for key, one in known.items() if key not in first]
    return (*(column_of(known[key]) for key in first), *months, *calculated, *rest)


def write_table_page(book: Book, sheet: str) -> None:
    """Write a page of empty rows."""
    columns = table_columns(sheet)
    values: Mapping[str, Words] = {"legs": _legs(book)} if sheet == "transport" else {}
    page = begin_page(book, sheet, columns, len(_FIRST_COLUMNS[sheet]), values)
    at = {one.key: position for position, one in enumerate(columns)}
    known, looks = columns_of(sheet), book.looks
    last = FIRST + ROWS[sheet] - 1
    for row in range(FIRST, last + 1):
        page.set_row(row, LINE)
        for key, column in at.items():
            if key in ("check", "total"):
                formula = _FORMULAS[sheet, key](at, row)
                page.write_formula(row, column, formula, looks.of("used" if key == "total" else "check"), "")
            else:
                one = known.get(key)
                is_number = one is None or one.kind in (NUMBER, WHOLE)
                kind = "input_number" if is_number else "input_list" if one and one.list else "input_text"
                page.write_blank(row, column, None, looks.of(kind))
    for key, column in at.items():
        if key in known:
            add_choice(book, page, FIRST, column, known[key], last)
        elif "month" in key:
            _write_month(book, page, key, column)
    if "check" in at:
        add_signs(looks, page, FIRST, at["check"], last, at["check"])


def rows_range(sheet: str, key: str) -> str:
    """The cells of a column of a page of rows."""
    column = letter([one.key for one in table_columns(sheet)].index(key))
    return f"{sheet}!${column}${FIRST + 1}:${column}${FIRST + ROWS[sheet]}"


def _month_words(prefix: str, number: str) -> Words:
    words = text("heading.month", number=number)
    if not prefix:
        return words
    name = f"heading.{prefix.rstrip('.')}"
    return (text(name, month=words[0])[0], text(name, month=words[1])[1])


def _write_month(book: Book, page: Any, key: str, column: int) -> None:
    """The heading of a month: its year and month once the first one is known, else its number."""
    prefix, _, number = key.rpartition("month ")
    start = yours_cell(book, "product", "period_start")
    position = f"VALUE(MID({start},6,2))+{int(number) - 2}"
    month = f'(VALUE(LEFT({start},4))+INT(({position})/12))&"-"&RIGHT("0"&(MOD({position},12)+1),2)'
    empty = book.both(_month_words(prefix, number), "\n")
    before = {"good.": ("good ", "合格"), "started.": ("started ", "投入"), "": ("", "")}[prefix]
    shown = before[1] if book.language == "zh" else before[0]
    quoted = empty.replace("\n", '"&CHAR(10)&"')
    look = book.looks.of("heading", bold=False, font_size=9)
    page.write_formula(HEADINGS, column, f'=IFERROR("{shown}"&{month},"{quoted}")', look, empty)


def _legs(book: Book) -> Words:
    """The distances of the archetype in words."""
    found: list[list[str]] = [[], []]
    for direction, mode, distance in book.archetype.legs:
        way, means = find_entry("directions", direction), find_entry("transport_modes", mode)
        if way and means:
            found[0].append(f"{way.english}: {distance:g} km ({means.english})")
            found[1].append(f"{way.chinese}{distance:g} km（{means.chinese}）")
    return ", ".join(found[0]), "，".join(found[1])


def _months(at: Mapping[str, int], row: int, prefix: str = "") -> str:
    return f"{cell(at[f'{prefix}month 1'], row)}:{cell(at[f'{prefix}month {MONTHS}'], row)}"


def _meter_total(at: Mapping[str, int], row: int) -> str:
    year, each, unit = (cell(at[key], row) for key in ("year_total", "every_month", "unit"))
    months = _months(at, row)
    amount = f'IF(ISNUMBER({year}),{year},IF(COUNT({months})>0,SUM({months}),IF(ISNUMBER({each}),{MONTHS}*{each},"")))'
    return f'=IFERROR({amount}*IFERROR(VLOOKUP({unit}&"",unit_factors,2,FALSE),1),"")'


def _meter_check(at: Mapping[str, int], row: int) -> str:
    year, meter, total = (cell(at[key], row) for key in ("year_total", "id", "total"))
    months = _months(at, row)
    ids, totals = (rows_range("meters", key).partition("!")[2] for key in ("parent", "total"))
    differs = f"AND(ISNUMBER({year}),COUNT({months})>0,ABS(SUM({months})-{year})>0.005*ABS({year}))"
    subs = f'AND({meter}<>"",ISNUMBER({total}),SUMIFS({totals},{ids},{meter})>{total}*1.000001)'
    return f'=IF({differs},"✗ V20",IF(IFERROR({subs},FALSE),"✗ V21",IF({total}="","","✓")))'


def _output_check(at: Mapping[str, int], row: int) -> str:
    good, started = cell(at["good"], row), cell(at["started"], row)
    units = f"{cell(at['good.unit'], row)}={cell(at['started.unit'], row)}"
    goods, starts = _months(at, row, "good."), _months(at, row, "started.")
    by_month = f'SUMPRODUCT(({goods}>{starts})*({starts}<>""))>0'
    exceeds = f"OR(AND(ISNUMBER({good}),ISNUMBER({started}),{good}>{started}),{by_month})"
    return f'=IF({cell(at["product_id"], row)}="","",IF(AND({units},{exceeds}),"✗ V17","✓"))'


def _share_check(at: Mapping[str, int], row: int) -> str:
    shares = cell(at["shares"], row)
    return f'=IF(ISNUMBER({shares}),IF(ABS({shares}-1)>0.0001,"✗ V22","✓"),"")'


def _certificate_check(at: Mapping[str, int], row: int) -> str:
    kwh = cell(at["kwh"], row)
    return f'=IF(ISNUMBER({kwh}),IF(MOD({kwh},1000)=0,"✓","✗ V29"),"")'


_FORMULAS = {
    ("meters", "total"): _meter_total,
    ("meters", "check"): _meter_check,
    ("output", "check"): _output_check,
    ("allocation", "check"): _share_check,
    ("certificates", "check"): _certificate_check,
}


def pages_of_rows() -> Sequence[str]:
    """The pages of rows, in their order."""
    return tuple(ROWS)
