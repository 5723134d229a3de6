"""What texts ask of a declaration, one row each in our words, and rows that the holder of a standard adds.

A text that was not read is marked so; `clause` is empty unless a text was read. Rows of ours are never overwritten.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

_FOLDER = Path(__file__).parent
SHIPPED = _FOLDER / "requirements.csv"
COLUMNS = (
    "id", "rule_set", "topic", "obligation", "requirement_en", "requirement_zh", "how_checked", "checks", "evidence",
    "text_state", "confidence", "source", "clause", "result", "comment",
)  # fmt: skip
NEEDED = ("id", "rule_set", "how_checked", "text_state")  # of a row of the holder of a standard, beside its words
CHOICES = ("obligation", "how_checked", "text_state", "confidence")  # columns whose words are listed
MOST_ROWS, MOST_BYTES = 5_000, 4 * 2**20
_ID = re.compile(r"\w[\w.\-]{0,31}")
_CHECK = re.compile(r"[A-Z]{2,4}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class RequirementsError(LcaModelsError, ValueError):
    """A table of further requirements has the columns of the shipped one, ids of its own, and words of the shipped lists."""


@dataclass(frozen=True)
class Requirement:
    """One thing that a text asks for, in our words."""

    id: str  # CN-01
    rule_set: str  # of words.csv, or of the holder's own
    topic: str
    obligation: str  # shall, should, may, …
    requirement_en: str
    requirement_zh: str
    how_checked: str  # automatic, manual, none, …
    checks: str  # rules of `verify`, between semicolons
    evidence: str  # where in the bundle, between semicolons
    text_state: str  # what of the text was read
    confidence: str
    source: str  # keys of sources.csv
    clause: str  # empty unless the text was read
    comment: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules of `verify` that judge it."""
        return tuple(filter(None, (one.strip() for one in self.checks.split(";"))))

    @property
    def places(self) -> tuple[str, ...]:
        """Where its evidence stands: members of the bundle, chapters of the report, files beside it."""
        return tuple(filter(None, (one.strip() for one in self.evidence.split(";"))))

    @property
    def is_text_read(self) -> bool:
        """Whether the text itself was read, in a copy or in code; summaries and lists of contents are no text."""
        return words("text_state").get(self.text_state, Word("", False)).is_read


@dataclass(frozen=True)
class Word:
    """A word of a column, in Chinese."""

    chinese: str
    is_read: bool = False  # of a state of a text


@cache
def words(kind: str) -> Mapping[str, Word]:
    """The words of a column of the matrix with their Chinese: rule_set, result, obligation, how_checked, …"""
    with (_FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return {row["word"]: Word(row["chinese"], row["text_is_read"] == "yes") for row in rows}


@cache
def shipped_requirements() -> tuple[Requirement, ...]:
    """The rows of this kit, in the order of their table."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(map(_requirement, csv.DictReader(file)))


def all_requirements(further: bytes | None, name: str = "") -> tuple[Requirement, ...]:
    """Those of this kit, then those of the holder of a standard.

    `further`: a table of the same columns; a row with an id of ours may give its clause and a comment alone. `name`: of its
    file, for messages. Raises RequirementsError with every fault of it.
    """
    ours = shipped_requirements()
    if further is None:
        return ours
    added = read_requirements(further, name)
    clauses = {one.id: one for one in added if one.id in {our.id for our in ours}}
    completed = tuple(
        replace(one, clause=clauses[one.id].clause, comment=clauses[one.id].comment) if one.id in clauses else one
        for one in ours
    )
    return (*completed, *(one for one in added if one.id not in clauses))


def requirement_id(name: str, known: Iterable[str] = ()) -> str:
    """The id of a requirement in any case of letters; `known`: those of a holder beside ours.

    Raises RequirementsError for an unknown one, with the nearest.
    """
    ids = [*(one.id for one in shipped_requirements()), *known]
    found = next((one for one in ids if one.casefold() == name.strip().casefold()), None)
    if found is None:
        raise RequirementsError(
            message("there is no requirement '{name}'; {near}", name=name, near=suggestion(name, ids))
        )
    return found


def read_requirements(content: bytes, name: str = "") -> tuple[Requirement, ...]:
    """The rows of a table of the holder of a standard. Raises RequirementsError with every fault of it."""
    name = name or message("the table of requirements")
    rows = _rows(content, name)
    problems = [f"{name}:{line}  {text}" for line, row in rows for text in _faults(row)]
    seen: dict[str, int] = {}
    for line, row in rows:
        first = seen.setdefault(row["id"], line)
        if row["id"] and first != line:
            problems.append(
                f"{name}:{line}  "
                + message(
                    "the id '{id}' stands in line {first} already; give each row its own", id=row["id"], first=first
                )
            )
    if problems:
        raise RequirementsError(
            message("{count} problems in {name}", count=len(problems), name=name)
            + "".join(f"\n  {one}" for one in problems)
        )
    return tuple(_requirement(row) for _, row in rows)


def _rows(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows with their lines. Raises RequirementsError for what is no such table."""
    if len(content) > MOST_BYTES:
        raise RequirementsError(message("{name} is larger than {most} MB", name=name, most=MOST_BYTES // 2**20))
    try:
        text = content.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = [(one or "").strip() for one in reader.fieldnames or ()]
        if "\0" in text or set(columns) != set(COLUMNS) or len(columns) != len(COLUMNS):
            raise RequirementsError(_wrong_columns(name, columns))
        reader.fieldnames = columns
        rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as error:
        raise RequirementsError(message("{name} is no text in UTF-8; save it as CSV UTF-8", name=name)) from error
    except csv.Error as error:
        raise RequirementsError(message("{name} is no CSV: {error}", name=name, error=error)) from error
    if len(rows) > MOST_ROWS:
        raise RequirementsError(message("{name} has more than {most} rows", name=name, most=MOST_ROWS))
    wide = [line for line, row in rows if None in row or None in row.values()]
    if wide:
        raise RequirementsError(
            message("{name}:{line} has not {count} cells", name=name, line=wide[0], count=len(COLUMNS))
        )
    return [(line, {column: cell.strip() for column, cell in row.items()}) for line, row in rows if any(row.values())]


def _wrong_columns(name: str, columns: list[str]) -> str:
    missing = [one for one in COLUMNS if one not in columns]
    odd = [one for one in columns if one not in COLUMNS]
    text = message("{name} needs the columns {listed}", name=name, listed=enumerated(COLUMNS))
    if missing:
        text += "; " + message("it lacks {listed}", listed=enumerated(missing))
    if odd:
        text += "; " + message("it has {listed} beside them", listed=enumerated(odd))
    return text


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row."""
    if any(map(_CONTROL.search, row.values())):
        yield message("a cell holds a control character; delete it")
    if row["result"]:
        yield message("result is worked out, not given; leave it empty and write what you found into comment")
    ours = next((one for one in shipped_requirements() if one.id == row["id"]), None)
    if ours is not None:
        changed = [
            column for column in COLUMNS
            if row[column] and column not in ("id", "clause", "comment", "result") and row[column] != getattr(ours, column)
        ]  # fmt: skip
        if changed:
            yield message(
                "'{id}' is a row of this kit, whose {listed} nobody overwrites; give it a clause or a comment alone, or take "
                "an id of your own",
                id=row["id"], listed=enumerated(changed),
            )  # fmt: skip
        return
    if not _ID.fullmatch(row["id"]):
        yield message("'{id}' is no id; letters, digits, dots and hyphens, at most 32", id=row["id"])
    if not (row["requirement_en"] or row["requirement_zh"]):
        yield message("the row says nothing; give requirement_en or requirement_zh")
    yield from (message("{column} is empty", column=column) for column in NEEDED[1:] if not row[column])
    for column in CHOICES:
        if row[column] and row[column] not in words(column):
            yield message(
                "{column} is '{value}', which this kit does not know", column=column, value=row[column]
            ) + f"; {suggestion(row[column], words(column))}"  # fmt: skip
    for check in filter(None, (one.strip() for one in row["checks"].split(";"))):
        if not _CHECK.fullmatch(check):
            yield message("'{check}' is no rule of verify, such as CER-01; part rules by a semicolon", check=check)


def _requirement(row: Mapping[str, str]) -> Requirement:
    return Requirement(**{field.name: row[field.name] or "" for field in fields(Requirement)})
