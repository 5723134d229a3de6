"""What a verifier looks at: large lines one by one, the rest by chance that neither side can choose; own inference.

The size of a line is what it adds to the result, raised where its evidence is weak. Lines above the performance threshold P are
key items. Of the others, every J kg meets one, from a start that the hash of the manifest and the verifier's nonce give
(monetary-unit sampling: J = P / R, R = -ln(1 - confidence)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil, log
from typing import Any

from lca_models.reporting.verification.assurance.materiality import Thresholds
from lca_models.reporting.verification.case import LIMITED, REASONABLE
from lca_models.reporting.verification.rules.table import shipped_limits
from lca_models.scope.wording.messages import message

DENOMINATOR, KEY, DRAWN = "denominator", "key item", "drawn"


@dataclass(frozen=True)
class Line:
    """A line of the result: what something adds to it, and what its amount rests on."""

    name: str
    kg: float  # CO2e per pack
    weight: float = 1.0  # 1 measured or billed, 1.5 an unverified supplier, 2 estimated
    is_as_released: bool = False  # of the kit's tables: its hash tests its value, and its choice is a question
    places: tuple[str, ...] = ()  # cells of the data sheet that its amount follows from
    kind: str = ""  # of its source: meter, invoice, estimate, supplier, archetype

    @property
    def size_kg(self) -> float:
        """What it counts in the sample, kg CO2e per pack."""
        return abs(self.kg) * self.weight


@dataclass(frozen=True)
class Selected:
    """A line of the sample, and why it is in it."""

    line: Line
    why: str  # DENOMINATOR, KEY or DRAWN
    hits: int = 1  # how many of the steps of J kg meet it

    @property
    def is_key(self) -> bool:
        """Whether it is looked at whatever is drawn."""
        return self.why != DRAWN

    @property
    def reason(self) -> str:
        """Why it is in the sample, in the language in use."""
        if self.why == DENOMINATOR:
            return message("key item: what the result is counted per")
        if self.why == DRAWN:
            return message("drawn by hash and nonce")
        if self.line.is_as_released:
            return message("key item: as released, so its choice is the question")
        return message("key item")

    def document(self) -> dict[str, Any]:
        """As `findings.json` keeps it; its result is filled by the verifier."""
        return {
            "line": self.line.name,
            "kg": self.line.kg,
            "weight": self.line.weight,
            "places": list(self.line.places),
            "reason": self.reason,
            "key_item": self.is_key,
            "result": None,
        }


@dataclass(frozen=True)
class SamplingPlan:
    """The sample of one bundle."""

    selected: tuple[Selected, ...]  # key items by size, then the others by size
    interval_kg: float  # J
    start_kg: float  # below J
    rest_kg: float  # K: of the lines that are no key items
    planned: int  # ceil(K / J)
    released_kg: float  # of lines as released that are no key items: tested by their hash
    confidence: float

    @property
    def key_items(self) -> tuple[Selected, ...]:
        """The lines that are all tested."""
        return tuple(one for one in self.selected if one.is_key)

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "confidence": self.confidence,
            "interval_kg": self.interval_kg,
            "start_kg": self.start_kg,
            "rest_kg": self.rest_kg,
            "planned": self.planned,
            "released_kg": self.released_kg,
            "items": [one.document() for one in self.selected],
        }


@dataclass(frozen=True)
class Looked:
    """What a look at a line of the sample found, in one unit."""

    recorded: float
    right: float
    weight: float = 1.0

    @property
    def tainting(self) -> float:
        """(right - recorded) / recorded; 0 of what is 0 on both sides, 1 where something stands for nothing."""
        if self.recorded:
            return (self.right - self.recorded) / self.recorded
        return 1.0 if self.right else 0.0


@dataclass(frozen=True)
class Evaluation:
    """What a sample says of everything that was not looked at, kg CO2e per pack."""

    projected_kg: float
    upper_limit_kg: float


def confidence_of(assurance: str, limits: Mapping[str, float] | None = None) -> float:
    """How sure a sample is to meet a material misstatement (0-1), by the level of assurance.

    Raises KeyError for another level than limited and reasonable.
    """
    name = {LIMITED: "confidence_limited", REASONABLE: "confidence_reasonable"}[assurance]
    return (limits or {}).get(f"SMP-01/{name}", shipped_limits()["SMP-01", name])


def start_of(manifest_hash: str, nonce: str, interval_kg: float) -> float:
    """Where the steps begin, kg: SHA-256 of the bytes of both, as a whole number, modulo the interval.

    `manifest_hash`, `nonce`: hexadecimal. Raises ValueError for what is none.
    """
    number = int.from_bytes(sha256(bytes.fromhex(manifest_hash) + bytes.fromhex(nonce)).digest(), "big")
    return float(Fraction(number) % Fraction(interval_kg)) if interval_kg else 0.0


def interval_of(thresholds: Thresholds, confidence: float) -> float:
    """J, kg CO2e per pack: of what is left beside the key items, one line is looked at every so many."""
    return thresholds.performance_kg / -log(1 - confidence)


def sampling_plan(
    lines: Sequence[Line],
    thresholds: Thresholds,
    confidence: float,
    manifest_hash: str,
    nonce: str,
    always: Sequence[Line] = (),
) -> SamplingPlan:
    """The sample of a result. `lines`: of the result, in an order that does not depend on whoever draws.

    `always`: what is looked at whatever its size, such as the terms of the denominator.

    Raises ValueError for a hash or a nonce that is not hexadecimal.
    """
    keys = sorted((one for one in lines if one.size_kg > thresholds.performance_kg), key=lambda one: -one.size_kg)
    others = [one for one in lines if one.size_kg <= thresholds.performance_kg]
    drawn = [one for one in others if not one.is_as_released and one.size_kg]
    interval = interval_of(thresholds, confidence)
    rest = sum(one.size_kg for one in drawn)
    start = start_of(manifest_hash, nonce, interval)
    return SamplingPlan(
        (
            *(Selected(one, DENOMINATOR) for one in always),
            *(Selected(one, KEY) for one in keys),
            *sorted(_met(drawn, start, interval), key=lambda one: -one.line.size_kg),
        ),
        interval,
        start,
        rest,
        ceil(rest / interval) if interval else 0,
        sum(one.size_kg for one in others if one.is_as_released),
        confidence,
    )


def evaluate(tested: Sequence[Looked], interval_kg: float, confidence: float) -> Evaluation:
    """What the drawn lines that were looked at say of all of them; key items stand for themselves alone.

    `interval_kg`: J of the plan. The upper limit leaves the weights out, on the safe side.
    """
    from scipy.special import gammaincinv

    taintings = sorted((abs(one.tainting) for one in tested if one.tainting), reverse=True)
    limits = [float(gammaincinv(number + 1, confidence)) for number in range(len(taintings) + 1)]
    steps = sum((limits[n + 1] - limits[n]) * tainting for n, tainting in enumerate(taintings))
    projected = sum(one.tainting * interval_kg / one.weight for one in tested)
    return Evaluation(projected, interval_kg * (limits[0] + steps))


def _met(lines: Sequence[Line], start: float, interval: float) -> list[Selected]:
    """The lines that the points start, start + J, start + 2 J … meet when they are laid end to end."""
    found, end, number = [], 0.0, 0
    for line in lines:
        end, hits = end + line.size_kg, 0
        while interval and start + number * interval < end:
            number, hits = number + 1, hits + 1
        if hits:
            found.append(Selected(line, DRAWN, hits))
    return found
