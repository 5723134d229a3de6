"""The exchanges of a project with a large background: a sequence of rows whose numbers are arrays.

Rows of the foreground, and those of the background that are unusual, are held as they are. All other rows are made when
they are asked for, and what they say beside their numbers is read from the file of the project at that moment.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np

from lca_models.inventory.stored.connection import opened
from lca_models.inventory.system.background.columns import ARRAYS, NOT_GIVEN, SPREAD, TYPES, Columns
from lca_models.inventory.system.rows import EXCHANGES, PRODUCTION_TYPES, ExchangeRow, Key, ProjectError, exchange_row
from lca_models.scope.wording.messages import message

MOST_READ = 256  # processes whose rows are kept at hand
NO_ID = -1  # of a production that Brightway implies
FROM_COLUMNS = ("ids", "types", "amounts", "kinds", *SPREAD, "negative")


class RowFile:
    """Rows of a project by process, read when asked for."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self._path = path
        self._read_last: OrderedDict[Key, dict[int, ExchangeRow]] = OrderedDict()

    def row(self, process: Key, number: int) -> ExchangeRow | None:
        """The row of an id in the column of a process; None where there is none any more.

        Raises ProjectError where the file cannot be read.
        """
        found = self._read_last.get(process)
        if found is None:
            found = self._read_last[process] = self._read(process)
            while len(self._read_last) > MOST_READ:
                self._read_last.popitem(last=False)
        return found.get(number)

    def _read(self, process: Key) -> dict[int, ExchangeRow]:
        query = f"{EXCHANGES} WHERE output_database = ? AND output_code = ?"
        try:
            with opened(self._path) as connection:
                listed = connection.execute(query, process).fetchall()
        except sqlite3.Error as error:
            raise ProjectError(
                message(
                    "{folder} cannot be read ({error}); close other programs that use it",
                    folder=self._path,
                    error=error,
                )
            ) from None
        return {values[0]: exchange_row(*values) for values in listed}


class LaterFields(Mapping[str, Any]):
    """What a row says beside its numbers, read at the first question that it may answer."""

    __slots__ = ("_file", "_found", "_row", "_words")

    def __init__(self, file: RowFile, row: tuple[int, Key, Key, str, float], words: frozenset[str]) -> None:
        """`row`: id, process, input, type and amount, by which it is known again; `words`: what rows of its database say."""
        self._file, self._row, self._words = file, row, words
        self._found: Mapping[str, Any] | None = None

    @property
    def _fields(self) -> Mapping[str, Any]:
        if self._found is None:
            number, process, bought, kind, amount = self._row
            row = self._file.row(process, number)
            if row is None or (row.process, row.input, row.type, _amount(row.amount)) != (
                process,
                bought,
                kind,
                amount,
            ):
                raise ProjectError(
                    message("'{process}' <- '{input}' is not what it was when the project was opened; somebody edited the "
                            "project meanwhile, so open it again", process="/".join(process), input="/".join(bought))
                )  # fmt: skip
            self._found = row.data
        return self._found

    def __getitem__(self, name: str) -> Any:
        if name not in self._words:
            raise KeyError(name)
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


@dataclass(frozen=True, eq=False)
class ExchangeTable(Sequence[ExchangeRow]):
    """Exchanges as rows that are made when asked for, and as arrays; the order is that of the arrays."""

    keys: tuple[
        Key, ...
    ]  # of all nodes in the order of the project, then of what rows name and the project does not have
    processes: np.ndarray  # per exchange: place in `keys`
    inputs: np.ndarray  # per exchange: place in `keys`
    columns: Mapping[
        str, np.ndarray
    ]  # FROM_COLUMNS; without a meaning where a row is held, but for id, type and amount
    held: Mapping[int, ExchangeRow]  # by place
    file: RowFile
    words: Mapping[str, frozenset[str]]  # names of fields that rows have, by database
    unusual_places: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @classmethod
    def of(
        cls, folder: Path, nodes: Sequence[Key], own: Sequence[ExchangeRow], backgrounds: Mapping[str, Columns]
    ) -> ExchangeTable:
        """Rows of the foreground with the columns of backgrounds, in the order of their databases.

        Raises ProjectError where the file cannot be read.
        """
        places = {key: place for place, key in enumerate(nodes)}
        file = RowFile(folder / "lci" / "databases.db")
        parts: dict[str, list[np.ndarray]] = {name: [] for name in ("processes", "inputs", *FROM_COLUMNS)}
        held: dict[int, ExchangeRow] = {}
        start = 0
        for database in sorted({row.process[0] for row in own} | backgrounds.keys()):
            columns = backgrounds.get(database)
            rows = [] if columns is not None else [row for row in own if row.process[0] == database]
            if columns is None:
                arrays = _arrays_of(rows, places)
                held |= {start + place: row for place, row in enumerate(rows)}
            else:
                names = np.array([places.setdefault(name, len(places)) for name in columns.names], dtype=np.int64)
                arrays = {name: getattr(columns, name) for name in ARRAYS}
                arrays |= {"processes": names[columns.processes], "inputs": names[columns.inputs]}
                lost = (arrays["inputs"] >= len(nodes)) | (arrays["processes"] >= len(nodes))
                for place in np.flatnonzero(columns.unusual | lost).tolist():
                    process = columns.names[columns.processes[place]]
                    if (row := file.row(process, int(columns.ids[place]))) is not None:
                        held[start + place] = row
            for name, listed in parts.items():
                listed.append(arrays[name])
            start += len(arrays["ids"])
        joined = {name: np.concatenate(listed) for name, listed in parts.items()}
        return cls(
            tuple(places), joined.pop("processes"), joined.pop("inputs"), joined, held, file,
            {name: columns.fields for name, columns in backgrounds.items()},
            np.array(sorted(held), dtype=np.int64),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.processes)

    @overload
    def __getitem__(self, place: int) -> ExchangeRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[ExchangeRow, ...]: ...
    def __getitem__(self, place: int | slice) -> ExchangeRow | tuple[ExchangeRow, ...]:
        """A row, or several."""
        if isinstance(place, slice):
            return tuple(self._row(one) for one in range(*place.indices(len(self))))
        at = int(place)
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._row(at % len(self))

    def __iter__(self) -> Iterator[ExchangeRow]:
        return map(self._row, range(len(self)))

    def _row(self, place: int) -> ExchangeRow:
        if (row := self.held.get(place)) is not None:
            return row
        columns = self.columns
        number, kind = int(columns["ids"][place]), TYPES[columns["types"][place]]
        process, bought = self.keys[self.processes[place]], self.keys[self.inputs[place]]
        amount = float(columns["amounts"][place])
        fields = LaterFields(self.file, (number, process, bought, kind, amount), self.words[process[0]])
        return ExchangeRow(number, process, bought, kind, amount, "", fields)

    @cached_property
    def unusual(self) -> tuple[ExchangeRow, ...]:
        """The rows that are held: of the foreground, and those of the background that say more than numbers."""
        return tuple(row for _, row in self.held_in_order)

    @property
    def held_in_order(self) -> Iterator[tuple[int, ExchangeRow]]:
        """The rows that are held, each with its place."""
        return ((place, self.held[place]) for place in self.unusual_places.tolist())

    def has_type(self, types: Collection[str]) -> np.ndarray:
        """Per exchange: whether it is of one of some types that have a place in the matrices."""
        codes = [code for code, name in enumerate(TYPES) if name and name in types]
        return np.isin(self.columns["types"], codes)

    @cached_property
    def is_production(self) -> np.ndarray:
        """Per exchange: whether it is what its process makes."""
        return self.has_type(PRODUCTION_TYPES)

    @cached_property
    def is_emission(self) -> np.ndarray:
        """Per exchange: whether it is an elementary flow."""
        return self.has_type({"biosphere"})

    @property
    def amounts(self) -> np.ndarray:
        """Per exchange: its amount as stored, sign not applied; NaN for what is no number."""
        return self.columns["amounts"]

    def take(self, places: np.ndarray) -> ExchangeTable:
        """Some of the exchanges, in another order."""
        kept = np.full(len(self), -1)
        kept[places] = np.arange(len(places))
        held = {int(kept[place]): row for place, row in self.held.items() if kept[place] >= 0}
        return ExchangeTable(
            self.keys, self.processes[places], self.inputs[places],
            {name: column[places] for name, column in self.columns.items()}, held, self.file, self.words,
            np.array(sorted(held), dtype=np.int64),
        )  # fmt: skip

    def with_rows(self, rows: Mapping[int, ExchangeRow]) -> ExchangeTable:
        """The same exchanges, some of them with other fields."""
        held = {**self.held, **rows}
        return ExchangeTable(self.keys, self.processes, self.inputs, self.columns, held, self.file, self.words,
                             np.array(sorted(held), dtype=np.int64))  # fmt: skip

    def with_implied(self, processes: np.ndarray) -> ExchangeTable:
        """With a production of 1 at the end for each of some processes (places in `keys`), as Brightway implies it."""
        rows = [ExchangeRow(NO_ID, key := self.keys[one], key, "production", 1.0, "", {}) for one in processes.tolist()]
        places = {key: place for place, key in enumerate(self.keys)}
        arrays = _arrays_of(rows, places)
        held = {**self.held, **{len(self) + place: row for place, row in enumerate(rows)}}
        return ExchangeTable(
            self.keys, np.append(self.processes, arrays["processes"]), np.append(self.inputs, arrays["inputs"]),
            {name: np.append(column, arrays[name]) for name, column in self.columns.items()}, held, self.file, self.words,
            np.array(sorted(held), dtype=np.int64),
        )  # fmt: skip


def _arrays_of(rows: Sequence[ExchangeRow], places: dict[Key, int]) -> dict[str, np.ndarray]:
    """Numbers of rows that are held; keys that no node has are added to the places."""
    codes = {name: code for code, name in enumerate(TYPES)}

    def numbers(values: list[int], kind: type) -> np.ndarray:
        return np.array(values, dtype=kind)

    found: dict[str, np.ndarray] = {
        "processes": numbers([places.setdefault(row.process, len(places)) for row in rows], np.int64),
        "inputs": numbers([places.setdefault(row.input, len(places)) for row in rows], np.int64),
        "ids": numbers([row.id for row in rows], np.int64),
        "types": numbers([codes.get(row.type, len(TYPES) - 1) for row in rows], np.int8),
        "amounts": np.array([_amount(row.amount) for row in rows], dtype=float),
        "kinds": np.zeros(len(rows), dtype=np.int16),
        "negative": np.full(len(rows), NOT_GIVEN, dtype=np.int8),
    }
    return found | {name: np.full(len(rows), np.nan) for name in SPREAD}


def _amount(given: Any) -> float:
    try:
        return float(given)
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def rows_with(rows: Sequence[ExchangeRow], changed: Mapping[int, ExchangeRow]) -> Sequence[ExchangeRow]:
    """Exchanges with other ones in some places."""
    if isinstance(rows, ExchangeTable):
        return rows.with_rows(changed) if changed else rows
    found = list(rows)
    for place, row in changed.items():
        found[place] = row
    return tuple(found)


def are_production(rows: Sequence[ExchangeRow]) -> np.ndarray:
    """Per exchange: whether it is what its process makes."""
    if isinstance(rows, ExchangeTable):
        return rows.is_production
    return np.array([row.is_production for row in rows], dtype=np.bool_)


def have_type(rows: Sequence[ExchangeRow], types: Collection[str]) -> np.ndarray:
    """Per exchange: whether it is of one of some types."""
    if isinstance(rows, ExchangeTable):
        return rows.has_type(types)
    return np.array([row.type in types for row in rows], dtype=np.bool_)
