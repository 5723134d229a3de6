"""The data dictionary `columns.csv` as the schema of all tables: their columns, and which kind of table a header is.

Tables are named by what they hold (`manufacturing/cells.csv`), so the header says their kind, and one header may stand over
many files. Only the file's own name tells apart kinds of the same columns, such as two lists of codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

PARAMETERS_FOLDER = "parameters"  # every table in it holds parameters
NEAR = 0.5  # share of columns in common above which a header is taken for a kind with slips


@dataclass(frozen=True)
class Column:
    """A line of the data dictionary."""

    name: str
    type: str
    required: bool
    allowed: tuple[str, ...]  # values of a choice; of Chinese words the column with the English ones
    key: bool = False  # whether it is one of the columns that identify a row


Schema = Mapping[str, tuple[Column, ...]]  # columns by kind of table


def schema_of(lines: Iterable[Mapping[str, str]]) -> dict[str, tuple[Column, ...]]:
    """The schema that the lines of columns.csv describe, each as text by column."""
    columns: dict[str, list[Column]] = {}
    for line in lines:
        allowed = tuple(line["allowed"].split("|")) if line.get("allowed") else ()
        column = Column(
            line.get("column", ""),
            line.get("type", ""),
            line.get("required") == "yes",
            allowed,
            line.get("key") == "yes",
        )
        columns.setdefault(line.get("table", ""), []).append(column)
    return {kind: tuple(listed) for kind, listed in columns.items()}


def key_of(kind: str, schema: Schema) -> tuple[str, ...]:
    """The columns that identify a row of a kind; none where the schema says none."""
    return tuple(dict.fromkeys(column.name for column in schema.get(kind, ()) if column.key))


def kind_of(path: str, header: Collection[str], schema: Schema) -> tuple[str, str]:
    """The kind of a table by its folder or header, and what keeps it from having one (empty when nothing does).

    A header with slips is taken for the nearest kind, whose columns then say what is wrong with it.
    """
    folder, _, file = path.rpartition("/")
    stem = file.removesuffix(".csv")
    if path == "columns.csv":
        return stem, ""
    if folder == PARAMETERS_FOLDER in schema:
        return PARAMETERS_FOLDER, ""
    fitting = [kind for kind, columns in schema.items() if _required(columns) <= set(header) <= _names(columns)]
    if stem in fitting or len(fitting) == 1:
        return (stem if stem in fitting else fitting[0]), ""
    if fitting:
        return stem, message(
            "its header fits the tables {listed}; give the file the name of one of them, or describe "
            "a table '{stem}' in columns.csv",
            listed=_listed(fitting),
            stem=stem,
        )
    held = _held(header, schema)
    if stem in schema and stem in (held or [stem]):
        return stem, ""
    if len({frozenset(_required(schema[kind])) for kind in held}) > 1:
        return stem, message(
            "its header holds the columns of {listed}; one file holds one of them, so split it", listed=_listed(held)
        )
    nearest = max(schema, key=lambda kind: _nearness(header, schema[kind]), default="")
    if nearest and _nearness(header, schema[nearest]) > NEAR:
        return nearest, ""
    return stem, message(
        "its header fits no table that columns.csv describes; give it the columns of one, or "
        "describe a table '{stem}' there; {near}",
        stem=stem,
        near=suggestion(stem, schema),
    )


def _held(header: Collection[str], schema: Schema) -> list[str]:
    """Kinds all of whose required columns a header holds, without those whose columns another of them needs too."""
    held = [kind for kind, columns in schema.items() if _required(columns) <= set(header)]
    return [
        kind for kind in held if not any(_required(schema[kind]) < _required(schema[other]) for other in held)
    ]  # fmt: skip


def _nearness(header: Collection[str], columns: tuple[Column, ...]) -> float:
    return len(set(header) & _names(columns)) / len(set(header) | _names(columns))


def _names(columns: tuple[Column, ...]) -> set[str]:
    return {column.name for column in columns}


def _required(columns: tuple[Column, ...]) -> set[str]:
    return {column.name for column in columns if column.required}


def _listed(kinds: list[str]) -> str:
    return f"{', '.join(kinds[:-1])} and {kinds[-1]}"
