"""The matrix as a workbook: a sheet for each text, a summary with counts, filters, and links to the evidence in the bundle.

Nothing is merged and nothing is a percentage: that a declaration meets so many of a hundred rows says nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lca_models.reporting.declaration.bundle import (
    DATABASES,
    DECLARATION,
    MANIFEST,
    MATRIX,
    PAYLOADS,
    PROVENANCE,
    REGISTER,
    REPORTS,
    RULES,
    SHEET,
    VERSIONS,
    WORKBOOK,
)  # fmt: skip
from lca_models.reporting.declaration.conformity.judging import FAIL, RESULTS, Judged, counts, result_words
from lca_models.reporting.declaration.conformity.requirements import CHOICES, words
from lca_models.reporting.declaration.office_files import stable_file
from lca_models.reporting.declaration.status import text_statuses
from lca_models.reporting.declaration.table import ResultTable
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

# Column, head, width in characters.
_COLUMNS = (
    ("id", "no. 编号", 9), ("topic", "topic 主题", 18), ("obligation", "obligation 约束", 14),
    ("requirement_en", "requirement", 46), ("requirement_zh", "要求", 40), ("result", "result 结果", 20),
    ("reason", "reason 说明", 34), ("evidence", "evidence 证据", 32), ("how_checked", "how checked 检查方式", 20),
    ("checks", "rules of verify 核查规则", 17), ("text_state", "text 原文状态", 24), ("clause", "clause 条款", 10),
    ("confidence", "confidence 可信度", 18), ("source", "source 来源", 24), ("comment", "comment 备注", 24),
)  # fmt: skip
_NAMED = {
    *(DATABASES, DECLARATION, MANIFEST, MATRIX, PROVENANCE, REGISTER, RULES, SHEET, VERSIONS, WORKBOOK),
    *PAYLOADS.values(),
}
_UNJUDGED = (
    "shown beside each other; none is judged against GB/T 24067, whose text was not read "
    "仅并列列示；GB/T 24067原文未读，不作判断"
)
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_COLORS = {
    "fail": "#F4C7C3",
    "not checked": "#FCE8B2",
    "manual": "#DCE8F6",
    "text not read": "#E8E0F0",
    "pass": "#D5EBD8",
}


def matrix_workbook(
    rows: Sequence[Judged], issued: datetime, header: Sequence[str], electricity: ResultTable | None = None
) -> bytes:
    """The workbook, the same bytes for the same rows and date.

    `header`: lines above the counts, such as name and status of the rule set. `electricity`: the views of electricity,
    which stand on a sheet of their own and are judged by nobody.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": issued.replace(tzinfo=None), "title": "conformity matrix 符合性表"})
        formats = _formats(book)
        _summary(book.add_worksheet("summary 汇总"), rows, header, formats)
        for rule_set in dict.fromkeys(one.requirement.rule_set for one in rows):
            sheet = book.add_worksheet(_title(rule_set, [one.name for one in book.worksheets()]))
            _requirements(sheet, [one for one in rows if one.requirement.rule_set == rule_set], formats)
        if electricity is not None:
            _views(book.add_worksheet("electricity 电力"), electricity, formats)
    return stable_file(stream.getvalue())


def evidence_member(place: str) -> str:
    """The member of the bundle that a place of evidence stands in; empty for what lies beside the bundle."""
    member = place.partition(":")[0].strip()
    if member == "sheet":
        return SHEET
    if member.startswith("report "):
        return REPORTS["en"]
    return member if member in _NAMED or member.startswith("results/") else ""


def both_words(kind: str, word: str) -> str:
    """A word of a column with its Chinese."""
    known = words(kind).get(word)
    return f"{word} {known.chinese}" if known and word else word


def _result(result: str) -> str:
    return f"{result_words(result, ENGLISH)} {result_words(result, CHINESE)}"


def _title(rule_set: str, taken: Iterable[str]) -> str:
    """The name of a sheet: at most 31 characters, none of them forbidden, no name twice in any case of letters."""
    name = rule_set.translate(_NOT_IN_TITLES).strip("'")[:27] or "_"
    used = {one.lower() for one in taken}
    number = 2
    title = name
    while title.lower() in used or title.lower() == "history":
        title, number = f"{name} {number}", number + 1
    return title


def _formats(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Arial", "font_size": 9, "text_wrap": True, "valign": "top"}
    found = {
        "text": book.add_format(plain),
        "head": book.add_format({**plain, "bold": True, "bg_color": "#E6E9ED", "bottom": 1}),
        "title": book.add_format({"font_name": "Arial", "font_size": 13, "bold": True}),
        "line": book.add_format({"font_name": "Arial", "font_size": 9}),
        "link": book.add_format({**plain, "font_color": "#1F5FA8", "underline": 1}),
    }
    return found | {result: book.add_format({**plain, "bg_color": color}) for result, color in _COLORS.items()}


def _summary(sheet: Any, rows: Sequence[Judged], header: Sequence[str], formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, "Conformity matrix 符合性表", formats["title"])
    for number, line in enumerate(header, 1):
        sheet.write_string(number, 0, line, formats["line"])
    top = len(header) + 2
    heads = ["rule set 规则", "name 名称", "status 状态", *(both_words("result", one) for one in RESULTS), "rows 行数"]
    for column, head in enumerate(heads):
        sheet.write_string(top, column, head, formats["head"])
    for number, (rule_set, found) in enumerate(counts(rows).items(), top + 1):
        known = text_statuses().get(rule_set)
        sheet.write_string(number, 0, rule_set, formats["text"])
        sheet.write_string(number, 1, f"{known.english} {known.chinese}" if known else rule_set, formats["text"])
        sheet.write_string(number, 2, f"{known.status_en} {known.status_zh}" if known else "", formats["text"])
        for column, result in enumerate(RESULTS, 3):
            marked = formats["fail"] if result == FAIL and found[result] else formats["text"]
            sheet.write_number(number, column, found[result], marked)
        sheet.write_number(number, len(heads) - 1, sum(found.values()), formats["text"])
    sheet.autofilter(top, 0, top + len(counts(rows)), len(heads) - 1)
    for column, width in enumerate((14, 48, 48, *[13] * (len(heads) - 3))):
        sheet.set_column(column, column, width)
    _page(sheet, top)


def _requirements(sheet: Any, rows: Sequence[Judged], formats: dict[str, Any]) -> None:
    for column, (_, head, width) in enumerate(_COLUMNS):
        sheet.write_string(0, column, head, formats["head"])
        sheet.set_column(column, column, width)
    for number, one in enumerate(rows, 1):
        for column, (name, _, _) in enumerate(_COLUMNS):
            _write(sheet, number, column, name, one, formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_COLUMNS) - 1)
    _page(sheet, 0)


def _write(sheet: Any, row: int, column: int, name: str, one: Judged, formats: dict[str, Any]) -> None:
    needed = one.requirement
    if name == "result":
        sheet.write_string(row, column, both_words("result", one.result), formats.get(one.result, formats["text"]))
    elif name == "reason":
        sheet.write_string(row, column, " ".join(filter(None, (one.reason_en, one.reason_zh))), formats["text"])
    elif name == "evidence" and (member := next(filter(None, map(evidence_member, needed.places)), "")):
        sheet.write_url(row, column, f"external:../{member}", formats["link"], needed.evidence)
    else:
        text = getattr(needed, name)
        shown = both_words(name, text) if name in ("topic", *CHOICES) else text
        sheet.write_string(row, column, shown, formats["text"])


def _views(sheet: Any, table: ResultTable, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, _UNJUDGED, formats["line"])
    for column, head in enumerate(table.columns):
        sheet.write_string(2, column, head.replace("_", " "), formats["head"])
        sheet.set_column(column, column, 24)
    for number, row in enumerate(table.rows, 3):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(number, column, cell, formats["text"])
            else:
                sheet.write_string(number, column, "" if cell is None else str(cell), formats["text"])
    _page(sheet, 2)


def _page(sheet: Any, head: int) -> None:
    """Freeze heads and column A, and print on one page's width."""
    sheet.freeze_panes(head + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&L&A&R&P / &N")
