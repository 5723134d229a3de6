"""Events as people and the log write them: plain values, amounts as decimals in text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeVar

from lca_models.programme.batches.life import Event, Leg
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.log import Value

Read = TypeVar("Read")
TEXTS = ("kind", "reporter", "reference", "origin", "route", "reverses")
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, InvalidOperation)


@dataclass(frozen=True)
class Facts:
    """What is said of a batch when it begins."""

    begins: date
    pack_mass_kg: Decimal
    contents: Mapping[str, Decimal]  # kg per pack by metal


def facts_of(begins: str, pack_mass_kg: str, contents: Mapping[str, str]) -> Facts:
    """The facts of a batch from their words. Raises InvalidError with all that cannot be read."""
    given = {"begins": begins, "pack_mass_kg": pack_mass_kg, "contents": contents}
    readers = {"begins": _READERS["at"][0], "pack_mass_kg": _number, "contents": _READERS["metals_kg"][0]}
    found, problems = {}, []
    for name, reader in readers.items():
        try:
            found[name] = reader(given[name])
        except UNREADABLE:
            problems.append(_unreadable(name, given[name]))
    if problems:
        raise InvalidError(*problems)
    return Facts(**found)


def day_of(name: str, text: str) -> date:
    """A day from its words, such as 2026-03-01. Raises InvalidError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidError(_unreadable(name, text)) from None


def event_of(written: Mapping[str, Any]) -> Event:
    """An event from its words: kind, at (2026-12-31), packs, reference, and what its kind takes.

    `legs`: a list of `mode` and `km`; `metals_kg`: kg by metal; `mass_kg`, `origin`, `route`, `reverses`. Raises InvalidError
    with all names that there are none of and all values that cannot be read.
    """
    problems: list[Problem] = []
    found: dict[str, Any] = {name: str(written.get(name) or "") for name in TEXTS}
    for name, (reader, default) in _READERS.items():
        value = written.get(name)
        try:
            found[name] = default if value is None and name not in ("at", "packs") else reader(value)
        except UNREADABLE:
            said = bilingual(
                "'{value}' cannot be read; see lca-models programme batch --help", value=excerpt(str(value))
            )
            problems.append(Problem(name, *said))
    for name in sorted({*written} - {*TEXTS, *_READERS}):
        problems.append(
            Problem(name, *bilingual("an event has no such value; {near}", near=suggestion(name, [*TEXTS, *_READERS])))
        )
    if problems:
        raise InvalidError(*problems)
    return Event(**found)


def data_of(event: Event) -> dict[str, Value]:
    """What an event says beside its number, as the log keeps it; nothing where it says nothing."""
    said: dict[str, Value] = {
        "legs": [{"mode": one.mode, "km": str(one.km)} for one in event.legs],
        "metals_kg": {metal: str(kg) for metal, kg in sorted(event.metals_kg.items())},
        "origin": event.origin,
        "route": event.route,
    }
    return {name: value for name, value in said.items() if value}


def _unreadable(name: str, value: Any) -> Problem:
    said = bilingual("'{value}' cannot be read; see lca-models programme batch --help", value=excerpt(str(value)))
    return Problem(name, *said)


def _number(value: Any) -> Decimal:
    found = Decimal(str(value))
    if not found.is_finite():
        raise ValueError
    return found


_READERS: Mapping[str, tuple[Callable[[Any], Any], Any]] = {
    "at": (lambda value: date.fromisoformat(str(value)), None),
    "packs": (lambda value: int(str(value)), None),
    "mass_kg": (_number, None),
    "legs": (lambda value: tuple(Leg(str(one["mode"]), _number(one["km"])) for one in value), ()),
    "metals_kg": (lambda value: {str(metal): _number(kg) for metal, kg in value.items()}, {}),
}
