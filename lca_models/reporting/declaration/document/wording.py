"""Words of the report in both languages: names and heads of its tables, its sentences, and the words of its tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.paper.word_file import Part
from lca_models.scope.labels import word_label
from lca_models.scope.wording.catalogue import CHINESE, messages
from lca_models.scope.wording.marks import mark

_FOLDER = Path(__file__).parent
NOT_GIVEN = {"en": "[not given]", "zh": "［未给出］"}  # in place of a field of a sentence that has no value
_FIELD = re.compile(r"\{([a-z_0-9.]+)\}")
FIGURE = {"en": "Figure", "zh": "图"}


@dataclass(frozen=True)
class TableWords:
    """Name and heads of a table of the report."""

    id: str  # T3.2
    title: str
    heads: tuple[str, ...]  # with the unit in a second line
    members: str  # of the bundle that it is filled from

    @property
    def number(self) -> str:
        """3.2"""
        return self.id[1:]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its figures, and the fields that had no value."""

    parts: tuple[Part, ...]
    holes: tuple[str, ...] = ()


def table_words(table: str, language: str) -> TableWords:
    """Of a table by its id. Raises KeyError for an unknown one."""
    row, columns = _tables()[table], _columns()[table]
    tongue = "zh" if language == CHINESE else "en"
    units = [(one[f"head_{tongue}"], one[f"unit_{tongue}"]) for one in columns]
    name = f"表{table[1:]} {row['title_zh']}" if language == CHINESE else f"Table {table[1:]} {row['title_en']}"
    return TableWords(table, name, tuple(f"{head}\n{unit}" if unit else head for head, unit in units), row["members"])


def sentence(key: str, language: str, fields: Mapping[str, Part | None]) -> Sentence | None:
    """A sentence of the report; None where none of its fields has a value, so that it is left out.

    A field without a value beside others that have one is said to be not given, and stands in `holes`. Raises KeyError for
    an unknown sentence or a field that is missing.
    """
    text = _sentences()[key]["zh" if language == CHINESE else "en"]
    names = list(dict.fromkeys(_FIELD.findall(text)))
    values = {name: fields[name] for name in names}
    empty = tuple(name for name, value in values.items() if _is_empty(value))
    if names and len(empty) == len(names):
        return None
    optional = tuple(name for name in empty if name.endswith("_note"))  # says something or nothing
    parts = list(_parts(text, values, language))
    if isinstance(parts[0], str):  # a name that begins a sentence
        parts[0] = parts[0][:1].upper() + parts[0][1:]
    return Sentence(tuple(parts), tuple(one for one in empty if one not in optional))


def sentence_fields(key: str) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a sentence in English and in Chinese."""
    row = _sentences()[key]
    return frozenset(_FIELD.findall(row["en"])), frozenset(_FIELD.findall(row["zh"]))


def sentences() -> tuple[str, ...]:
    """The keys of all sentences."""
    return tuple(_sentences())


def say(english: str, language: str) -> str:
    """A word or a heading of the report in a language; in English where neither this table nor the catalogue has it."""
    if language != CHINESE:
        return english
    return _words().get(english) or messages().get(english, {}).get(language) or word_label(english, language)


def say_parts(english: str, language: str) -> str:
    """A text that is made of words of the report and of figures, such as a formula or `32 rows with an amount`."""
    known = say(english, language)
    if language != CHINESE or known != english:
        return known
    for part, chinese in _fragments():
        known = known.replace(part, chinese)
    return known.replace(", ", mark("list", language))  # between parts; thousands have no space behind their comma


@cache
def vocabulary() -> frozenset[str]:
    """Every English word or text that has Chinese here."""
    return frozenset(_words())


def _parts(text: str, values: Mapping[str, Part | None], language: str) -> Iterator[Part]:
    at = 0
    for found in _FIELD.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        value = values[found[1]]
        at = found.end()
        if _is_empty(value):
            if not found[1].endswith("_note"):
                yield NOT_GIVEN["zh" if language == CHINESE else "en"]
        elif value is not None:
            yield value
    if at < len(text):
        yield text[at:]


def _is_empty(value: Part | None) -> bool:
    return value is None or value == "" or (isinstance(value, Number) and value.value is None)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return {row["table"]: row for row in _rows("report_tables.csv")}


@cache
def _columns() -> Mapping[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows("report_columns.csv"):
        found.setdefault(row["table"], []).append(row)
    return found


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return {row["sentence"]: row for row in _rows("report_sentences.csv")}


@cache
def _words() -> Mapping[str, str]:
    return {row["en"]: row["zh"] for row in _rows("report_words.csv") if not row["fragment"]}


@cache
def _fragments() -> tuple[tuple[str, str], ...]:
    """Parts of texts that hold figures, the longest first."""
    found = [(row["en"], row["zh"]) for row in _rows("report_words.csv") if row["fragment"]]
    return tuple(sorted(found, key=lambda one: -len(one[0])))
