"""The reports of a bundle: every figure that of its result, no empty place, both languages alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from lca_models.reporting.declaration.bundle import REPORTS
from lca_models.reporting.declaration.document.members import report_file
from lca_models.reporting.declaration.document.paper.numbers import MINUS
from lca_models.reporting.declaration.document.paper.reading import DocumentNumbers, numbers_of_document, typed_numbers
from lca_models.reporting.declaration.document.tracing import wrong_numbers
from lca_models.reporting.declaration.document.wording import sentence
from lca_models.reporting.declaration.results.totals import stages_table
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import CRITICAL, NotApplicableError, Seen, Words
from lca_models.reporting.verification.rules.declared_figures import TOTAL
from lca_models.scope.wording.messages import bilingual

HOLES = re.compile(r"\[not given\]|［未给出］|\{[a-z_]+(?:\.[a-z_]+)+\}")
HEADLINE = ("stages/", "units/")  # tables whose figures are the result itself
MOST = 50  # of a document
_PLAIN = re.compile(rf"{MINUS}?[0-9,]+(?:\.[0-9]+)?")


def traced(case: Case) -> Iterator[Seen]:
    """RPT-01: a figure in a field is that of the cell it names; one that somebody typed names none.

    The report is made again, without its figures, from the result worked out again; what stands otherwise is told.
    """
    for language, member, content in _reports(case):
        for one in wrong_numbers(content, case.again)[:MOST]:
            values = {"document": member, "place": one.place, "a": one.text, "b": one.right}
            yield Seen(
                f"{member}: {one.place}",
                values,
                None,
                CRITICAL if one.place.startswith(HEADLINE) else "",
                member,
                one.place,
            )
        again = report_file(case.again, language, draws=False)
        theirs, ours = (Counter(numbers_of_document(one).traced) for one in (content, again))
        named = dict((ours - theirs).keys())
        for tag, text in list(theirs - ours)[:MOST]:
            values = {"document": member, "place": tag, "a": text, "b": named.get(tag, "–")}
            yield Seen(f"{member}: {tag}", values, None, "", member, f"{tag}={text}")
        for figure, paragraph in typed_numbers(content, again)[:MOST]:
            nothing = Words(*bilingual("no result"))
            typed = {"document": member, "place": paragraph[:80], "a": figure, "b": nothing}
            yield Seen(f"{member}: {paragraph[:80]}", typed, None, "", member, f"{figure} in {paragraph[:80]}")


def filled(case: Case) -> Iterator[Seen]:
    """RPT-02: no place of a report is empty; what the sheet does not say is a hole that the reader sees."""
    for _, member, content in _reports(case):
        for place, line in enumerate(numbers_of_document(content).text.split("\n")):
            for hole in list(HOLES.finditer(line))[:1]:
                chapter = " ".join(line.split())[:80]
                yield Seen(
                    f"{member}: {chapter}", {"chapter": chapter, "field": hole[0]}, None, "minor", member, str(place)
                )


def alike(case: Case) -> Iterator[Seen]:
    """RPT-03: what both languages state is the same, field by field."""
    found = {language: _by_tag(numbers_of_document(content)) for language, _, content in _reports(case)}
    if len(found) < len(REPORTS):
        raise NotApplicableError(Words(*bilingual("the bundle holds a report in one language alone")))
    english, chinese = (found[one] for one in REPORTS)
    for tag in list(dict.fromkeys((*english, *chinese)))[: 10 * MOST]:
        if english.get(tag) != chinese.get(tag):
            values = {"place": tag, "en": _said(english.get(tag)), "zh": _said(chinese.get(tag))}
            yield Seen(tag, values, None, "", REPORTS["zh"], tag)


def summed(case: Case) -> Iterator[Seen]:
    """RPT-04: printed stages and the printed total differ by rounding alone, and the report says that they may."""
    rows = [(number, str(row["stage"])) for number, row in enumerate(stages_table(case.again).records(), 1)]
    for language, member, content in _reports(case):
        found = numbers_of_document(content)
        footnote = sentence("S5.1", language, {})
        is_said = footnote is not None and str(footnote.parts[0]) in found.text
        for column, texts in _columns(found).items():
            printed = {stage: texts[number] for number, stage in rows if number in texts}
            if len(printed) < len(rows):
                continue  # a table without one of its lines, which other rules tell
            total = printed.pop(TOTAL)
            whole = sum(printed.values())
            digit = Decimal(1).scaleb(max(int(one.as_tuple().exponent) for one in (total, *printed.values())))
            if abs(whole - total) > len(printed) * digit / 2 or (whole != total and not is_said):
                values = {"a": float(whole), "b": float(total)}
                yield Seen(f"{member}: {column}", values, None, "", member, column)


def _columns(found: DocumentNumbers) -> dict[str, dict[int, Decimal]]:
    """Printed figures of the stages by column and form, then by row."""
    columns: dict[str, dict[int, Decimal]] = {}
    for tag, text in found.traced:
        table, _, place = tag.partition("/")
        row, _, column = place.partition("/")
        if table == "stages" and row.isdigit() and _PLAIN.fullmatch(text):
            figure = Decimal(text.replace(",", "").replace(MINUS, "-"))
            columns.setdefault(column, {})[int(row)] = figure
    return columns


def _by_tag(found: DocumentNumbers) -> dict[str, frozenset[str]]:
    """Texts of a field, however often it stands in the document."""
    texts: dict[str, set[str]] = {}
    for tag, text in found.traced:
        texts.setdefault(tag, set()).add(text)
    return {tag: frozenset(one) for tag, one in texts.items()}


def _said(texts: frozenset[str] | None) -> str:
    return ", ".join(sorted(texts)) if texts else "–"


def _reports(case: Case) -> list[tuple[str, str, bytes]]:
    """Language, member and content of each report. Raises NotApplicableError where the bundle holds none, or all is quick."""
    if case.is_fast:
        raise NotApplicableError(Words(*bilingual("a quick verification leaves the documents out")))
    found = [(language, member, case.bundle.members[member]) for language, member in REPORTS.items()
             if member in case.bundle.members]  # fmt: skip
    if not found:
        raise NotApplicableError(Words(*bilingual("the bundle holds no report")))
    return found


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "RPT-01": traced,
    "RPT-02": filled,
    "RPT-03": alike,
    "RPT-04": summed,
}
