"""What was edited in a project since its build: a record of its rows, the rows that differ, and who they then come from.

The record is written with the project, row by row, and read only where the hash of the rows is another one. Brightway's and
Activity Browser's edits of amounts, formulas, parameters, texts, spreads and factors are seen, rows added and deleted too;
amounts that follow from a formula are told from those that somebody typed.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.sealed import open_document, seal_document
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.system.accounted.provenance import USER, provenance
from lca_models.inventory.system.rows import ExchangeRow, MethodRow, ParameterRow, ProjectRows
from lca_models.inventory.tables.records import VERIFICATION
from lca_models.scope.wording.messages import message

RECORD = "lca_models_rows.json.gz"
PROCESS, EXCHANGE, PARAMETER, FACTOR = "process", "exchange", "parameter", "factor"
NOT_SAID = ("id", "created_at", "updated_at", "amount", "input", "output")  # renewed by Brightway, or said apart
LARGEST = 2**28  # bytes of a record, unpacked
DIGITS = 11  # of an amount that follows from a formula; the last bits differ between programs
REGIONAL = "single locations"  # what the factors of a flow that hold for one location are called together
Row = tuple[str, ...]  # kind, then what names the row in its kind
Fields = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """One row that differs from the build: the fields that differ, each as it was and as it is."""

    row: Row
    place: str  # table and line of the inventories; empty for a row that is not of them
    change: str  # changed, added or deleted
    fields: tuple[tuple[str, Any, Any], ...]  # name, was, is

    @property
    def words(self) -> str:
        """What the row is."""
        kind, *names = self.row
        if kind == EXCHANGE:
            process, bought, how, number = names
            again = f" ({int(number) + 1})" if int(number) else ""
            return f"{process} <- {bought}, {how}{again}"
        return f"{kind} {' | '.join(names)}"

    @property
    def is_calculated(self) -> bool:
        """Whether nothing differs but the amount of a formula, which follows other rows."""
        return self.change == "changed" and [name for name, _, _ in self.fields] == ["calculated amount"]

    def document(self) -> dict[str, Any]:
        """The edit for programs."""
        return {"row": self.words, "place": self.place, "change": self.change,
                "fields": [{"field": name, "was": was, "is": now} for name, was, now in self.fields]}  # fmt: skip


@dataclass(frozen=True)
class Edits:
    """Rows that differ from the build, and amounts that follow from them by their formulas."""

    rows: tuple[Edit, ...] = ()
    following: tuple[Edit, ...] = ()
    is_known: bool = True  # False where the project differs and its build kept no record

    @property
    def count(self) -> int | None:
        """How many rows differ; None where nobody can tell."""
        return len(self.rows) if self.is_known else None


def record_rows(folder: Path, rows: ProjectRows, about: Mapping[str, str]) -> None:
    """Keep the rows of a project beside it, as they are; `about`: when and from what they were built."""
    document = {"about": dict(about), "rows_hash": rows.rows_hash, "rows": _said(rows)}
    write_files(folder, {RECORD: gzip.compress(seal_document(document), compresslevel=1, mtime=0)})


def build_record(folder: Path, built: str) -> dict[str, str]:
    """When and from what a project was built; empty where no record of this build can be read."""
    document = _recorded(folder, built)
    return {str(name): str(value) for name, value in document["about"].items()} if document else {}


def edits_of(folder: Path, rows: ProjectRows, built: str) -> Edits:
    """What differs between the rows of a project and those of its build, whose hash is `built`."""
    if is_as_hashed(rows, built):
        return Edits()
    document = _recorded(folder, built)
    if document is None:
        return Edits(is_known=False)
    found = tuple(_differences(_read(document["rows"]), _read(_said(rows))))
    following = tuple(one for one in found if one.is_calculated)
    if len(following) == len(found):  # nothing that they could follow differs: somebody typed over a formula
        return Edits(found)
    return Edits(tuple(one for one in found if not one.is_calculated), following)


def _recorded(folder: Path, built: str) -> dict[str, Any] | None:
    """The record of a build; None where none can be read, or another build is recorded."""
    try:
        with gzip.open(folder / RECORD) as file:
            content = file.read(LARGEST + 1)
        document, is_sealed = open_document(content)
        _read(document["rows"])
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError):
        return None
    fits = is_sealed and document["rows_hash"] == built and isinstance(document.get("about"), dict)
    return document if fits else None


def _differences(before: Mapping[Row, Fields], now: Mapping[Row, Fields]) -> Iterator[Edit]:
    for row in sorted({*before, *now}):
        old, new = before.get(row), now.get(row)
        if old == new:
            continue
        fields = tuple(
            (name, (old or {}).get(name), (new or {}).get(name))
            for name in sorted({*(old or {}), *(new or {})})
            if (old or {}).get(name) != (new or {}).get(name)
        )
        change = "changed" if old is not None and new is not None else "deleted" if new is None else "added"
        described = new if new is not None else old or {}
        place = f"{described['table']}:{described.get('row', '')}" if described.get("table") else ""
        yield Edit(row, place, change, fields)


def _said(rows: ProjectRows) -> str:
    """What every row says, as JSON knows it: name, then fields."""
    return json.dumps(list(_statements(rows).items()), default=repr)


def _read(text: str) -> dict[Row, Fields]:
    return {tuple(row): fields for row, fields in json.loads(text)}


def _statements(rows: ProjectRows) -> dict[Row, Fields]:
    """What every row says, by its name."""
    found: dict[Row, Fields] = {}
    for node in rows.nodes:
        found[PROCESS, *node.key] = {"type": node.type, **_plain(node.data)}
    for exchange, row in _named(rows):
        found[row] = _of_exchange(rows, exchange)
    for parameter in rows.parameters:
        found[PARAMETER, parameter.qualified_name] = _of_parameter(parameter)
    keys: dict[Any, str] = {node.id: "/".join(node.key) for node in rows.nodes}
    for method in rows.methods:
        for row, fields in _factors(method, keys):
            found[row] = fields
    return found


def _factors(method: MethodRow, keys: Mapping[Any, str]) -> Iterator[tuple[Row, Fields]]:
    """Every factor with its name: its flow, and its number among those of the same flow, which are added up.

    Those of single locations, which count nowhere, are counted alone.
    """
    numbers: Counter[str] = Counter()
    for place, (flow, amount) in enumerate(method.factors):
        key = str(keys.get(flow, flow))
        again = (str(numbers[key]),) if numbers[key] else ()
        numbers[key] += 1
        spread = _plain(method.uncertain.get(place, {}))
        yield (FACTOR, "|".join(method.name), key, *again), {**spread, "amount": amount}
    for key, count in Counter(str(keys.get(flow, flow)) for flow in method.regional).items():
        yield (FACTOR, "|".join(method.name), key, REGIONAL), {"count": count}


def _named(rows: ProjectRows) -> Iterator[tuple[ExchangeRow, Row]]:
    """Every exchange with its name: what it joins, and its number among those that join the same."""
    numbers: dict[Row, int] = {}
    for exchange in rows.exchanges:
        joined = (EXCHANGE, "/".join(exchange.process), "/".join(exchange.input), exchange.type)
        numbers[joined] = numbers.get(joined, -1) + 1
        yield exchange, (*joined, str(numbers[joined]))


def _of_exchange(rows: ProjectRows, exchange: ExchangeRow) -> Fields:
    group, formula = rows.parameterized.get(exchange.id, ("", ""))
    amount = exchange.amount
    said: Fields = {"amount": amount if isinstance(amount, int | float | str) else repr(amount)}
    if formula and isinstance(amount, int | float):
        said = {"calculated amount": float(f"{amount:.{DIGITS}g}")}
    return {**_plain(exchange.data), **said, "formula": exchange.formula, "calculated by": f"{group} {formula}".strip()}


def _of_parameter(parameter: ParameterRow) -> Fields:
    said = {"formula": parameter.formula} if parameter.formula else {"amount": parameter.amount}
    return {**_plain(parameter.data), **said}


def _plain(data: Mapping[str, Any]) -> Fields:
    return {str(name): value for name, value in data.items() if name not in NOT_SAID}


def with_provenance(rows: ProjectRows, edits: Edits) -> ProjectRows:
    """The rows with the person who edited them as the source of amounts, formulas and parameters that are no longer built.

    An editor who names another source with the number is cited with it.
    """
    if not edits.rows:
        return rows
    changed = {one.row: one for one in (*edits.rows, *edits.following)}
    exchanges = tuple(
        replace(exchange, data=_edited(exchange.data, changed[row])) if row in changed else exchange
        for exchange, row in _named(rows)
    )
    parameters = tuple(
        replace(one, data=_edited(one.data, changed[PARAMETER, one.qualified_name]))
        if (PARAMETER, one.qualified_name) in changed else one
        for one in rows.parameters
    )  # fmt: skip
    return replace(rows, exchanges=exchanges, parameters=parameters)


def _edited(data: Mapping[str, Any], edit: Edit) -> Mapping[str, Any]:
    fields = {name: was for name, was, _ in edit.fields}
    numbers = [name for name in ("amount", "calculated amount", "formula") if name in fields]
    if not numbers:
        return data
    if edit.change == "added" or "source" in fields:
        own = {name: text for name, text in data.items()
               if name not in VERIFICATION or edit.change == "added" or name in fields}  # fmt: skip
        return {**own, "source": data.get("source") or message("your edit"), "evidence": USER, "pedigree_scores": ""}
    was = fields[numbers[0]]
    words = message("your edit") if not edit.is_calculated else message("follows your edits")
    shown = f"{was:.6g}" if isinstance(was, int | float) else str(was or message("none"))
    return provenance(data, words, shown, str(data.get("source") or message("no source")), True)
