"""The workbook that a supplier gets: table 0 for a footprint of his own, or his inputs and outputs with a mass balance."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lca_models.inventory.activity.sheet.blank.looks import LINE, TWO_LINES, WIDTHS, Looks
from lca_models.inventory.activity.sheet.fields import entries_of
from lca_models.inventory.activity.suppliers.inquiry.questions import (
    INPUTS,
    OUTPUTS,
    START,
    TABLE_0,
    TABLES,
    Words,
    kinds,
    own_footprint,
    words,
)
from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.labels import check_language
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import in_language

MADE = datetime(2020, 1, 1)  # of every workbook, so that a second run writes the same bytes
KEYS, HEADINGS, FIRST = 2, 3, 4  # rows, counted from 0
ROWS = 60  # empty rows of a page
PROCESSES = "processes"
STATED = ("kg", "kWh", "MJ", "m3")  # units of what is offered
_COLUMN_WIDTHS = {
    "input": "label",
    "output": "label",
    "process": "note",
    "amount": "yours",
    "unit": "unit",
    "kind": "list",
}
_LOOKS = {"amount": "input_number", "unit": "input_list", "kind": "input_list", "process": "input_list"}
_OWN_COLUMNS = {"key": 18, "label": 34, "yours": 30, "unit": 12, "help": 70}  # widths
_UNITS = ("kg", "g", "t", "kWh", "MWh", "MJ", "GJ", "m3", "L")


def new_inquiry(asked: str, processes: Sequence[tuple[str, str]], language: str) -> bytes:
    """The bytes of a workbook for a supplier.

    `asked`: what the footprint is asked for, as the supplier knows it. `processes`: code and name of what inputs may stand
    for. Raises ScenarioError for an unknown language.
    """
    import xlsxwriter

    check_language(language)
    stream = io.BytesIO()
    file: Any = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    file.set_properties({"title": asked, "author": "lca_models", "created": MADE})
    pages = {name: file.add_worksheet(name) for name in (START, TABLE_0, INPUTS, OUTPUTS, "lists")}
    form = _Form(file, Looks(file), pages, language)
    form.write_start(asked)
    form.write_own_footprint()
    for name in TABLES:
        form.write_table(name)
    form.write_lists(processes)
    pages[START].activate()
    file.close()
    return stream.getvalue()


def offered_processes(system: ProductSystem) -> list[tuple[str, str]]:
    """Code and name of what somebody buys in a system, in units that a supplier can state, in the language in use."""
    bought = {row.input for row in system.exchanges if row.type != "biosphere" and row.input != row.process}
    return sorted(
        (
            node.key[1],
            in_language(str(node.data.get("reference product", node.name)), str(node.data.get("product_zh", ""))),
        )
        for node in system.processes
        if node.key in bought and SHORT_UNITS.get(str(node.data.get("unit")), "") in STATED
    )


class _Form:
    """Writes the pages of one workbook."""

    def __init__(self, file: Any, looks: Looks, pages: dict[str, Any], language: str) -> None:
        self.file, self.looks, self.pages, self.language = file, looks, pages, language

    def said(self, found: Words, between: str = "  ") -> str:
        """Both languages, that of the reader first."""
        first, second = found[::-1] if self.language == CHINESE else found
        return first if first == second else f"{first}{between}{second}"

    def begin(self, name: str) -> Any:
        """A page with its title and what to do, protected but for the yellow cells."""
        page = self.pages[name]
        page.hide_gridlines(2)
        page.write_string(0, 0 if name == START else 1, self.said(words()[name, "title"]), self.looks.of("title"))
        page.protect("", {"format_columns": True, "insert_rows": True, "sort": True, "autofilter": True})
        if name != START:
            page.write_string(1, 1, self.said(words()[name, "do"]), self.looks.of("do", text_wrap=False))
            page.set_column(0, 0, WIDTHS["key"], None, {"hidden": True})
            page.freeze_panes(FIRST, 2)
            page.set_row(KEYS, None, None, {"hidden": True})
        return page

    def write_start(self, asked: str) -> None:
        page = self.begin(START)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 90)
        for row, (key, value) in enumerate((("asked", asked), ("language", self.language)), 2):
            page.write_string(row, 0, self.said(words()[START, key]), self.looks.of("label"))
            page.write_string(row, 1, value, self.looks.of("label"))
        for row, key in enumerate(("either", "amounts", "send"), 5):
            page.set_row(row, 3 * LINE)
            page.write_string(row, 1, self.said(words()[START, key], "\n"), self.looks.of("label"))

    def write_own_footprint(self) -> None:
        page = self.begin(TABLE_0)
        for column, key in enumerate(_OWN_COLUMNS):
            page.write_string(KEYS, column, key, self.looks.of("hidden"))
            page.set_column(column, column, _OWN_COLUMNS[key], None, {"hidden": key == "key"})
            if (TABLE_0, key) in words():
                page.write_string(HEADINGS, column, self.said(words()[TABLE_0, key], "\n"), self.looks.of("heading"))
        for row, one in enumerate(own_footprint(), FIRST):
            page.set_row(row, TWO_LINES)
            page.write_string(row, 0, one.key, self.looks.of("hidden"))
            page.write_string(row, 1, self.said((one.english, one.chinese), "\n"), self.looks.of("label"))
            look = "input_list" if one.list else "input_number" if one.unit else "input_text"
            page.write_blank(row, 2, None, self.looks.of(look))
            page.write_string(row, 3, "" if one.unit == "1" else one.unit, self.looks.of("label"))
            page.write_string(row, 4, self.said((one.help_en, one.help_zh), "\n"), self.looks.of("do"))
            if one.list:
                offered = {"validate": "list", "source": self.choices(one.list), "error_type": "warning"}
                page.data_validation(row, 2, row, 2, offered)

    def choices(self, name: str) -> list[str]:
        """The words of a list in the language of the reader."""
        return [one.chinese if self.language == CHINESE else one.english for one in entries_of(name)]

    def write_table(self, name: str) -> None:
        page = self.begin(name)
        columns = TABLES[name]
        for column, key in enumerate(columns, 1):
            page.write_string(KEYS, column, key, self.looks.of("hidden"))
            page.write_string(HEADINGS, column, self.said(words()[name, key], "\n"), self.looks.of("heading"))
            page.set_column(column, column, WIDTHS[_COLUMN_WIDTHS.get(key, "text")])
        page.set_row(HEADINGS, TWO_LINES)
        last = FIRST + ROWS - 1
        for row in range(FIRST, last + 1):
            for column, key in enumerate(columns, 1):
                look = _LOOKS.get(key, "input_text")
                page.write_blank(row, column, None, self.looks.of(look))
        sources: dict[str, Any] = {
            "unit": list(_UNITS),
            "kind": [found[1] if self.language == CHINESE else found[0] for found in kinds().values()],
            "process": f"={PROCESSES}",
        }
        for key, source in sources.items():
            if key in columns:
                at = columns.index(key) + 1
                page.data_validation(
                    FIRST, at, last, at, {"validate": "list", "source": source, "error_type": "warning"}
                )
        self.write_balance(page, name, columns, last)

    def write_balance(self, page: Any, name: str, columns: tuple[str, ...], last: int) -> None:
        """The mass of what is on the page, in kg, where the supplier sees it."""
        amount, unit = (chr(65 + columns.index(key) + 1) for key in ("amount", "unit"))
        area = f"{amount}{FIRST + 1}:{amount}{last + 1}"
        of = f"{unit}{FIRST + 1}:{unit}{last + 1}"
        total = "+".join(
            f'SUMIF({of},"{one}",{area})*{factor}' for one, factor in (("kg", 1), ("t", 1000), ("g", 0.001))
        )
        at = len(columns) + 2
        page.set_column(at, at + 1, 16)
        page.write_string(HEADINGS, at, self.said(words()["check", "balance"], "\n"), self.looks.of("heading"))
        page.write_formula(HEADINGS, at + 1, f"={total}", self.looks.of("used", num_format="#,##0.0##"), 0)

    def write_lists(self, processes: Sequence[tuple[str, str]]) -> None:
        """A hidden page with the processes that inputs may stand for."""
        page = self.pages["lists"]
        page.hide()
        for row, (code, name) in enumerate(processes):
            page.write_string(row, 0, f"{code} · {name}")
        self.file.define_name(PROCESSES, f"=lists!$A$1:$A${max(1, len(processes))}")
