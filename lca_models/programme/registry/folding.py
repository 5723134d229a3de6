"""What each kind of event does to the tables: the one table by which events are applied, and by which they are folded again.

A subject is `noun:key`, its key that of the row (`finding:SUBMISSION/F-001` where it has two parts). A row of `kinds.csv` says
what becomes of it: `add` makes a row, `set` changes its columns, `rows` puts a list of the event in place of the rows of its
subject. A column takes the value of its name from the event's data; `name=word` a fixed one, `name=#` the event's number,
`name=` none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, update
from sqlalchemy.sql import Delete, Insert, Update, delete

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.schema import METADATA
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Table

    from lca_models.programme.registry.log import Event

ADD, SET, ROWS = "add", "set", "rows"
NUMBER = "#"
_PLAIN = frozenset((str, int, bool, type(None)))  # what a column holds as it is
Key = tuple[Any, ...]
Folded = dict[str, dict[Key, dict[str, Any]]]  # table -> key -> columns


@dataclass(frozen=True)
class Effect:
    """What a kind of event does to one table."""

    table: str
    effect: str  # ADD, SET or ROWS
    columns: Mapping[str, str | None]  # name -> fixed value, NUMBER, '' for none, or None for that of the data

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns of the table's key."""
        return tuple(column.name for column in METADATA.tables[self.table].primary_key)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The columns that take their value from the data."""
        return tuple(name for name, fixed in self.columns.items() if fixed is None)

    @cached_property
    def fixed(self) -> Mapping[str, str | None]:
        """Those of a fixed value."""
        given = {name: fixed for name, fixed in self.columns.items() if fixed is not None}
        return {name: fixed or None for name, fixed in given.items() if fixed != NUMBER}

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """Those of the event's number."""
        return tuple(name for name, fixed in self.columns.items() if fixed == NUMBER)

    def values(self, n: int, data: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the columns; JSON as its text."""
        found: dict[str, Any] = dict(zip(self.told, map(data.get, self.told), strict=True))
        if not _PLAIN.issuperset(map(type, found.values())):
            found = {name: _text(value) for name, value in found.items()}
        found.update(self.fixed)
        for name in self.numbered:
            found[name] = n
        return found


@dataclass(frozen=True)
class Kind:
    """A kind of event."""

    subject: str  # the noun before the colon
    effects: tuple[Effect, ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found: dict[str, Kind] = {}
    with Path(__file__).with_name("kinds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            before = found.get(row["kind"], Kind(row["subject"], ()))
            effects = [*before.effects, *([_effect(row)] if row["table"] else [])]
            effects.sort(key=lambda one: one.effect == ROWS)  # which refer to the row of their subject
            found[row["kind"]] = Kind(row["subject"], tuple(effects))
    return MappingProxyType(found)


def is_known(name: str, subject: str) -> bool:
    """Whether there is a kind of that name for a subject."""
    kind = kinds().get(name)
    noun, _, key = subject.partition(":")
    return kind is not None and noun == kind.subject and bool(key)


def kind_of(name: str, subject: str) -> Kind:
    """A kind by name. Raises InvalidError for one that there is none of, and for a subject of another noun."""
    kind = kinds().get(name)
    if kind is None:
        raise InvalidError(Problem(
            name, *bilingual("there is no such kind of event; {near}", near=suggestion(name, kinds()))
        ))  # fmt: skip
    noun, _, key = subject.partition(":")
    if noun != kind.subject or not key:
        raise InvalidError(Problem(
            name, *bilingual("is about {noun}:…, not about '{subject}'", noun=kind.subject, subject=subject)
        ))  # fmt: skip
    return kind


def statements(
    kind: Kind, n: int, subject: str, data: Mapping[str, Any], untold: Mapping[str, Any]
) -> Iterator[tuple[Insert | Update | Delete, Any]]:
    """What an event writes into the tables, each with its rows or columns, which are compiled once whatever they hold.

    `untold`: columns of an added row that the log does not tell.
    """
    for effect in kind.effects:
        table = METADATA.tables[effect.table]
        key = dict(zip(effect.key, _key(effect, subject), strict=False))
        if effect.effect == ADD:
            yield insert(table), {**key, **effect.values(n, data), **untold}
        elif effect.effect == SET:
            yield update(table).where(_is(table, key)), effect.values(n, data)
        elif effect.table in data:
            yield delete(table).where(_is(table, key)), None
            if rows := data[effect.table]:
                yield insert(table), [{**key, **effect.values(n, row)} for row in rows]


def folded(events: Iterable[Event]) -> Folded:
    """Tables as the events alone say they are: columns that events tell, by key."""
    tables: Folded = {effect.table: {} for kind in kinds().values() for effect in kind.effects}
    lists: dict[tuple[str, Key], list[Key]] = {}  # by table and subject: the rows that its last list put there
    for event in events:
        for effect in kind_of(event.kind, event.subject).effects:
            rows = tables[effect.table]
            key = _key(effect, event.subject)
            if effect.effect != ROWS:
                values = effect.values(event.n, event.data)
                if (row := rows.setdefault(key, values)) is not values:
                    row.update(values)
            elif effect.table in event.data:
                for former in lists.get((effect.table, key), ()):
                    rows.pop(former, None)
                lists[effect.table, key] = listed = []
                own = effect.key[len(key) :]
                for one in event.data[effect.table]:
                    values = effect.values(event.n, one)
                    listed.append((*key, *(values[name] for name in own)))
                    rows[listed[-1]] = values
    return tables


def told_columns() -> Mapping[str, tuple[str, ...]]:
    """By table the columns that events tell, which folding therefore knows."""
    found: dict[str, dict[str, None]] = {}
    for kind in kinds().values():
        for effect in kind.effects:
            found.setdefault(effect.table, {}).update(dict.fromkeys(effect.columns))
    return {table: tuple(names) for table, names in found.items()}


def _effect(row: Mapping[str, str]) -> Effect:
    columns: dict[str, str | None] = {}
    for word in row["columns"].split():
        name, equals, value = word.partition("=")
        columns[name] = value if equals else None
    return Effect(row["table"], row["effect"], MappingProxyType(columns))


def _text(value: Any) -> Any:
    """A value as a column holds it."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return value


def _key(effect: Effect, subject: str) -> Key:
    """The values of the key that a subject names: the first ones of the table's."""
    return tuple(subject.partition(":")[2].split("/")[: len(effect.key)])


def _is(table: Table, key: Mapping[str, str]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))
