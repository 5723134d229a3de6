"""Rules of single cells, taken from the data dictionary `columns.csv`."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lca_models.inventory.tables.formulas import FormulaError, parse_formula
from lca_models.inventory.tables.reading import Place, Row, Table, rows_of
from lca_models.inventory.tables.schema import Column, kind_of, schema_of
from lca_models.scope.grammar.numbers import is_number, number_problem
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

UNITS = ("kg", "kWh", "MJ", "tkm", "km", "m3", "unit")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_CHOICE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_HAN = re.compile("[\u4e00-\u9fff]")
_PEDIGREE = re.compile(r"[1-5](-[1-5]){4}")


@dataclass(frozen=True)
class Problem:
    """One breach of a rule: where, what, and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}  {self.message}"


@dataclass(frozen=True)
class Known:
    """Names that cells may refer to."""

    sources: frozenset[str]
    provinces: frozenset[str]
    near: Callable[[str, Iterable[str]], str] = suggestion  # what comes near a wrong one


def check_cells(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Breaches of the data dictionary in any table."""
    schema = schema_of(row.cells for row in rows_of(tables, "columns"))
    known = Known(
        frozenset(row["key"] for row in rows_of(tables, "sources")),
        frozenset(row["code"] for row in rows_of(tables, "provinces")),
    )
    for table in tables:
        if table.kind == "columns" and table.kind not in schema:
            continue  # a former data dictionary does not describe itself
        if problem := kind_of(table.path, table.columns, schema)[1]:
            yield Problem(Place(table.path, 1), problem)
            continue
        header = tuple(_check_header(table, schema[table.kind]))
        yield from header
        if not header:
            yield from _check_rows(table, schema[table.kind], known)


def _check_rows(table: Table, columns: tuple[Column, ...], known: Known) -> Iterator[Problem]:
    """Breaches in any row; names that come near are looked for where a table has few, since that takes long."""
    count = 0
    for row in table.rows:
        for problem in _check_row(row, columns, known):
            count += 1
            yield problem
        if count > MOST_PROBLEMS:
            known = replace(known, near=_one_of)


def _one_of(text: str, names: Iterable[str]) -> str:
    return message("give one that exists")


def _check_header(table: Table, columns: tuple[Column, ...]) -> Iterator[Problem]:
    expected = [column.name for column in columns]
    for column in columns:
        if column.required and column.name not in table.columns:
            yield Problem(
                Place(table.path, 1),
                message("column '{name}' is missing; add it as columns.csv lists it", name=column.name),
            )
    for name in sorted({name for name in table.columns if table.columns.count(name) > 1}):
        yield Problem(Place(table.path, 1), message("column '{name}' appears twice; delete one", name=name))
    for name in table.columns:
        if name not in expected:
            yield Problem(
                Place(table.path, 1),
                message(
                    "column '{name}' is not in columns.csv; describe it there or delete it; {near}",
                    name=name,
                    near=suggestion(name, expected),
                ),
            )


def _check_row(row: Row, columns: tuple[Column, ...], known: Known) -> Iterator[Problem]:
    if row["(surplus)"]:
        yield Problem(
            row.place,
            message(
                "has cells beyond the last column ({surplus}); quote text that holds commas", surplus=row["(surplus)"]
            ),
        )
    for column in columns:
        text = row[column.name]
        if not text:
            if column.required or _lacks_chinese(column, row):
                yield Problem(
                    row.place,
                    message(
                        "{name} is empty{subject}; {remedy}",
                        name=column.name,
                        subject=_subject(row),
                        remedy=_remedy(column.type),
                    ),
                )
        elif fault := _CHECKS.get(column.type, _anything)(text, column, known):
            yield Problem(row.place, about(f"{column.name} {fault}", _subject(row)))


def _lacks_chinese(column: Column, row: Row) -> bool:
    """Whether a table that is translated leaves out a translation; a table without the column is not."""
    return column.type == "chinese" and column.name in row.cells and any(row[english] for english in column.allowed)


def about(words: str, subject: str) -> str:
    """Words about a fault with its subject named before the remedy, in the language in use."""
    fault, semicolon, remedy = words.partition("；" if "；" in words else "; ")
    return f"{fault}{subject}{semicolon}{remedy}"


def _subject(row: Row) -> str:
    """Which thing a row is about, for people."""
    if row["process"] and row["input"]:
        return message(" for '{process}' <- '{input}'", process=row["process"], input=row["input"])
    for column in ("code", "name", "id", "key"):
        if row[column]:
            return message(" for '{value}'", value=row[column])
    return ""


def _anything(text: str, column: Column, known: Known) -> str:
    return ""


def _number(text: str, column: Column, known: Known) -> str:
    return number_problem(text)


def _choice(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if text in column.allowed
        else message("'{words}' is not allowed; {near}", words=text, near=known.near(text, column.allowed))
    )


def _unit(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if text in UNITS
        else message("'{words}' is not a unit of these tables; {near}", words=text, near=known.near(text, UNITS))
    )


def _code(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if _CODE.fullmatch(text)
        else message("'{words}' is not a code; use lower-case words joined by _", words=text)
    )


def _name(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if _NAME.fullmatch(text)
        else message("'{words}' is not a parameter name; use two or more lower-case words joined by _", words=text)
    )


def _choice_code(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if _CHOICE_CODE.fullmatch(text)
        else message("'{words}' is not a code of a list; use letters, digits, - and _", words=text)
    )


def _key(text: str, column: Column, known: Known) -> str:
    return "" if _KEY.fullmatch(text) else message("'{words}' is not a key; use letters, digits and -", words=text)


def _pedigree(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if _PEDIGREE.fullmatch(text)
        else message("'{words}' is not five scores from 1 to 5; join them by -, as in 2-3-1-4-2", words=text)
    )


def _source(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if text in known.sources
        else message("'{words}' is not in sources.csv; {near}", words=text, near=known.near(text, known.sources))
    )


def _province(text: str, column: Column, known: Known) -> str:
    return (
        ""
        if text in known.provinces
        else message("'{words}' is not a province; {near}", words=text, near=known.near(text, known.provinces))
    )


def _country(text: str, column: Column, known: Known) -> str:
    codes = (*column.allowed, *sorted(known.provinces))
    return "" if text in codes else message("'{words}' is no country; {near}", words=text, near=known.near(text, codes))


def _formula(text: str, column: Column, known: Known) -> str:
    try:
        parse_formula(text)
    except FormulaError as error:
        return message("is wrong: {error}", error=error)
    return next(filter(None, map(number_problem, _numbers_in(text))), "")


def _numbers_in(formula: str) -> Iterator[str]:
    """The numbers of a formula as they are written, other than those of the one grammar."""
    for token in tokenize.generate_tokens(io.StringIO(formula).readline):
        if token.type == tokenize.NUMBER and not is_number(token.string):
            yield token.string


def _chinese(text: str, column: Column, known: Known) -> str:
    return "" if _HAN.search(text) else message("'{words}' holds no Chinese; give it in simplified Chinese", words=text)


_CHECKS: dict[str, Callable[[str, Column, Known], str]] = {
    "number": _number,
    "choice": _choice,
    "unit": _unit,
    "source": _source,
    "province": _province,
    "country": _country,
    "formula": _formula,
    "chinese": _chinese,
    "code": _code,
    "name": _name,
    "choice code": _choice_code,
    "key": _key,
    "pedigree": _pedigree,
}


def _remedy(kind: str) -> str:
    """What to do about an empty cell of a type."""
    match kind:
        case "number":
            return message("give a number or delete the row")
        case "unit":
            return message("give one of {listed}", listed=enumerated(UNITS))
        case "source":
            return message("give a key of sources.csv")
        case "chinese":
            return message("give it in simplified Chinese")
        case "pedigree":
            return message("give five scores such as 2-3-1-4-2")
    return message("fill it in")
