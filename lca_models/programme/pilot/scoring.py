"""How much of what was planted is found: by kind, by rule, on clean sheets.

An error is found by a finding of minor or worse on its row, or in its balance, that points the right way or says no way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

from lca_models.programme.evaluation.indicators.proportions import Estimate, share_of
from lca_models.programme.pilot.generating import Pilot, PlantedError
from lca_models.programme.pilot.judging import Found
from lca_models.programme.pilot.kinds import kinds
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, MINOR

COUNTS = (CRITICAL, MAJOR, MINOR)
FLAGGED = (CRITICAL, MAJOR)
# What a balance is about beside the cell that it names: whoever opens it looks at all of these.
BALANCES = {
    "/product/cells_mass": ("/cell_materials", "/output"),  # rows of a year are per good output
    "/product/pack_mass": ("/pack_parts", "/product/cells_mass"),
}
OF_MATERIALS = ("BAL-02", "V15")  # what is bought and found again: they name the first meter of scrap
MATERIALS = ("/cell_materials", "/output", "/product/cells_mass")
SCRAP = "YLD-02"  # rejects on the scales, of which either side may be wrong


@dataclass(frozen=True)
class Scored:
    """An error beside what was found of it."""

    error: PlantedError
    kg: float  # right less declared, kg CO2e per pack; nan where the sheet has no result
    share: float  # of the right result
    by: tuple[str, ...]  # rules that found it
    elsewhere: bool  # whether the sheet has another finding that counts

    @property
    def is_sought_and_found(self) -> bool:
        """Whether a rule found it that looks for its kind."""
        return bool({*self.by} & {*kinds()[self.error.kind].sought_by})

    @property
    def is_found(self) -> bool:
        """Whether any rule found it."""
        return bool(self.by)


@dataclass(frozen=True)
class Event:
    """What happened once, in one sheet or in all sheets of a plant; found where one of them shows it."""

    kind: str
    event: str
    found: bool
    by_seekers: bool  # by a rule that looks for the kind
    elsewhere: bool  # whether a sheet of it has another finding that counts
    kg: float  # absolute kg CO2e per pack, over its sheets
    share: float  # of the result, of the sheet that it moves most; 0 where none has a result


@dataclass(frozen=True)
class Recall:
    """What was found of a kind."""

    kind: str
    planted: int
    found: int
    by_seekers: int
    interval: Estimate  # of the share found, 95 %
    planted_kg: float  # absolute kg CO2e per pack
    found_kg: float
    elsewhere: int  # events that are not found, on sheets with another finding
    half: float  # share of the result from which half of them are found; nan where that cannot be told

    @property
    def share(self) -> float:
        """Found over planted; nan of none."""
        return self.interval.value


@dataclass(frozen=True)
class Score:
    """A pilot beside its findings."""

    scored: tuple[Scored, ...]
    findings: tuple[Found, ...]
    clean: frozenset[str]  # sheets without an error

    def flagged(self, severities: Sequence[str] = FLAGGED) -> frozenset[str]:
        """Clean sheets with a finding of some severities."""
        return frozenset(one.pack for one in self.findings if one.severity in severities) & self.clean


def score(pilot: Pilot, findings: Sequence[Found], kg: Mapping[tuple[str, str], tuple[float, float]]) -> Score:
    """What findings show of the errors of a pilot.

    `kg`: by kind and pack, right less declared and the right result, kg CO2e per pack.
    """
    by_pack: dict[str, list[Found]] = {}
    for one in findings:
        if one.severity in COUNTS:
            by_pack.setdefault(one.pack, []).append(one)
    scored = []
    for error in pilot.errors:
        moved, right = kg.get((error.kind, error.pack), (nan, nan))
        beside = by_pack.get(error.pack, [])
        hits = [one for one in beside if shows(one, error.change.pointers, moved)]
        rest = len(hits) < len(beside)
        share = moved / right if right and not isnan(right) else nan
        scored.append(Scored(error, moved, share, tuple(dict.fromkeys(one.rule for one in hits)), rest))
    clean = frozenset(one.id for one in pilot.declarations if not one.errors)
    return Score(tuple(scored), tuple(findings), clean)


def shows(found: Found, pointers: Iterable[str], kg: float) -> bool:
    """Whether a finding stands where an error does, and points the right way. `kg`: right less declared."""
    if not isnan(kg) and found.sign and kg and (found.sign > 0) != (kg > 0):
        return False
    places = _places(found)
    return any(_meet(place, pointer) for place in places for pointer in pointers)


def _places(found: Found) -> tuple[str, ...]:
    if found.rule in OF_MATERIALS:
        return MATERIALS
    if found.rule == SCRAP:
        return ("/output",)
    return (found.pointer, *BALANCES.get(found.pointer.removesuffix("/yours"), ()))


def _meet(first: str, second: str) -> bool:
    """Whether one of two pointers leads through the other."""
    a, b = first.strip("/").split("/"), second.strip("/").split("/")
    return all(one == two for one, two in zip(a, b, strict=False)) and bool(first and second)


def events_of(one: Score) -> tuple[Event, ...]:
    """The events of a pilot, in the order of their first sheets."""
    groups: dict[str, list[Scored]] = {}
    for row in one.scored:
        groups.setdefault(row.error.event, []).append(row)
    return tuple(
        Event(
            rows[0].error.kind, event, any(row.is_found for row in rows), any(row.is_sought_and_found for row in rows),
            any(row.elsewhere for row in rows), sum(abs(row.kg) for row in rows if not isnan(row.kg)),
            max(0.0 if isnan(row.share) else abs(row.share) for row in rows),
        )
        for event, rows in groups.items()
    )  # fmt: skip


def recalls(events: Sequence[Event]) -> tuple[Recall, ...]:
    """What was found of each kind, in the order of the table of kinds."""
    return tuple(recall_of(kind, [one for one in events if one.kind == kind]) for kind in kinds())


def recall_of(kind: str, events: Sequence[Event]) -> Recall:
    """What was found of some events, called by a kind or a group of kinds."""
    found = [one for one in events if one.found]
    return Recall(
        kind, len(events), len(found), sum(one.by_seekers for one in found), share_of(len(found), len(events)),
        sum(one.kg for one in events), sum(one.kg for one in found),
        sum(one.elsewhere for one in events if not one.found), half_found([(one.share, one.found) for one in events]),
    )  # fmt: skip


def sought(events: Sequence[Event]) -> list[Event]:
    """Events of kinds that a rule looks for."""
    return [one for one in events if kinds()[one.kind].sought_by]


def half_found(sizes: Sequence[tuple[float, bool]]) -> float:
    """The size from which half of the errors are found: where the share that rises with the size passes a half.

    Shares are pooled until none falls (pool adjacent violators); 0 where half of the smallest are found, nan where never.
    """
    pools: list[tuple[float, float, int]] = []  # smallest size, found, errors
    for size, found in sorted(sizes):
        pools.append((size, float(found), 1))
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0], before[1] + last[1], before[2] + last[2]))
    passed = next((at for at, (_, found, count) in enumerate(pools) if found / count >= 0.5), None)
    if passed is None:
        return nan
    return 0.0 if passed == 0 else pools[passed][0]


@dataclass(frozen=True)
class Precision:
    """How often a rule is right: findings of minor or worse that show an error, of all that it makes."""

    rule: str
    findings: int
    right: int
    on_clean: int

    @property
    def share(self) -> float:
        """Right over all; nan of none."""
        return self.right / self.findings if self.findings else nan


def precisions(scores: Sequence[Score]) -> tuple[Precision, ...]:
    """The precision of each rule over pilots, the busiest first."""
    counts: dict[str, list[int]] = {}
    for one in scores:
        errors: dict[str, list[Scored]] = {}
        for row in one.scored:
            errors.setdefault(row.error.pack, []).append(row)
        for found in one.findings:
            if found.severity not in COUNTS:
                continue
            count = counts.setdefault(found.rule, [0, 0, 0])
            count[0] += 1
            count[1] += any(shows(found, row.error.change.pointers, row.kg) for row in errors.get(found.pack, ()))
            count[2] += found.pack in one.clean
    rows = [Precision(rule, *count) for rule, count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.findings, row.rule)))
