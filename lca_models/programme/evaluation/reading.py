"""What a registry held at an event, as an evaluation asks for it: folded from the log, so that it can be repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lca_models.programme.evaluation.declarations import (
    ANSWERED,
    CLOSED,
    OPENED,
    Declaration,
    Finding,
    Participant,
    Pilot,
    StageResult,
)
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.folding import folded, kinds
from lca_models.programme.registry.log import Event, events_of, head_of
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.opening import Registry

DAY_US = 86_400_000_000
MAKER = "maker"
# A finding that is opened again waits for its maker as at first; one that is withdrawn waits for nobody.
_STEPS = {"opened": OPENED, "reopened": OPENED, "answered": ANSWERED, "closed": CLOSED, "withdrawn": CLOSED}


def pilot_at(registry: Registry, as_of: int | None = None) -> Pilot:
    """Everything that is evaluated as it was at an event, the last one where none is named.

    Raises InvalidError for an event that has not been.
    """
    with registry.reading() as connection:
        last = head_of(connection).n
        if as_of is not None and not 0 <= as_of <= last:
            said = bilingual("there is no event {n}; the last one is {last}", n=as_of, last=last)
            raise InvalidError(Problem("as_of", *said))
        log = [*events_of(connection, limit=None if as_of is None else as_of + 1)]
    return pilot_of(log, is_synthetic=registry.is_synthetic)


def pilot_of(log: Iterable[Event], *, is_synthetic: bool = False) -> Pilot:
    """Everything that a log tells, from its first event on."""
    events = [*log]
    first = events[0].at
    rows = folded(events)
    steps, findings = _steps(events, first), _findings(events, rows["findings"], first)
    models, plants = _by_id(rows["models"]), _by_id(rows["plants"])
    chemistries: dict[str, set[str]] = defaultdict(set)
    for one in models.values():
        chemistries[one["org"]].add(one["chemistry"].lower())
    results = _results(rows["results"])
    broken = {
        _key(event): tuple(event.data.get("rules", ())) for event in events if event.kind == "submission.returned"
    }
    participants = [
        Participant(org, one["name_en"], one["name_zh"], one["group_id"] or "", frozenset(chemistries[org]))
        for org, one in _by_id(rows["organisations"]).items()
        if one["kind"] == MAKER
    ]
    declarations = [
        Declaration(
            own, one["org"], one["model"], one["plant"], models[one["model"]]["chemistry"].lower(),
            plants[one["plant"]]["province"], float(models[one["model"]]["rated_kwh"]), results.get(own, {}),
            tuple(steps[own]), one["answers"] or "", tuple(findings[own]), one["bundle"], broken.get(own, ()),
        )
        for own, one in _by_id(rows["submissions"]).items()
        if one.get("deleted_n") is None
    ]  # fmt: skip
    release = next((one["release"] for one in reversed(_by_id(rows["submissions"]).values()) if one["release"]), "")
    return Pilot(participants, declarations, events[-1].n, _day(events[-1].at, first), release, is_synthetic)


def _by_id(rows: Mapping[tuple[Any, ...], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {key[0]: row for key, row in rows.items()}


def _key(event: Event) -> str:
    return event.subject.partition(":")[2]


def _day(at_us: int, first_us: int) -> float:
    return (at_us - first_us) / DAY_US


def _states() -> dict[str, str]:
    """The state that each kind of event gives to a submission."""
    found = {}
    for name, kind in kinds().items():
        for effect in kind.effects:
            if effect.table == "submissions" and "state" in effect.columns:
                found[name] = str(effect.columns["state"])
    return found


def _steps(events: Iterable[Event], first: int) -> dict[str, list[tuple[float, str]]]:
    states = _states()
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for event in events:
        if event.kind in states:
            found[_key(event)].append((_day(event.at, first), states[event.kind]))
    return found


def _findings(
    events: Iterable[Event], rows: Mapping[tuple[Any, ...], dict[str, Any]], first: int
) -> dict[str, list[Finding]]:
    steps: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for event in events:
        noun, _, verb = event.kind.partition(".")
        if noun == "finding":
            submission, _, own = _key(event).partition("/")
            steps[submission, own].append((_day(event.at, first), _STEPS[verb]))
    found: dict[str, list[Finding]] = defaultdict(list)
    for (submission, own), row in rows.items():
        found[submission].append(Finding(own, row["rule"], row["severity"], tuple(steps[submission, own])))
    return found


def _results(rows: Mapping[tuple[Any, ...], dict[str, Any]]) -> dict[str, dict[str, StageResult]]:
    found: dict[str, dict[str, StageResult]] = defaultdict(dict)
    for (submission, stage), row in rows.items():
        found[submission][stage] = StageResult(
            float(row["amount_kg"]),
            _number(row["primary_share"]),
            _number(row["rating"]),
            _number(row["low"]),
            _number(row["high"]),
        )
    return found


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
