"""Two bundles of one product: what changed in inputs, factors and rules, and what each did to the result.

A result is the sum of its lines, each an amount times a factor. Amounts follow from what the maker enters and from the rules,
factors from background, suppliers and electricity. What changed together shares its effect by the mean over all orders, line
by line, so that the effects sum to the difference of the two results. Where the setups differ, each data sheet is calculated
under the other's too, which this kit can only with the tables that both bundles were made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lca_models.reporting.declaration.bundle import RULES, SETUP, SHEET, VERSIONS, Bundle
from lca_models.reporting.verification.editions.shares import mean_over_orders
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

INPUTS, FACTORS, TERMS = "inputs", "factors", "rules"
CHANGES = (INPUTS, FACTORS, TERMS)
TOTAL, ENERGY = "total", "energy delivered"
RENEWAL = 0.10  # of the result: a larger change asks for a new declaration (PACT)
_KEYS = ("key", "id", "supplier_id", "evidence_id", "allocation_id", "product_id", "number", "serial")


class EditionError(LcaModelsError, ValueError):
    """Two bundles that are compared hold the tables that a comparison needs; the message says which is missing."""


@dataclass(frozen=True)
class Line:
    """A line of a result as a bundle states it."""

    name: str
    stage: str
    amount: float  # of one pack
    factor: float  # kg CO2e per unit


Lines = Mapping[tuple[str, str], Line]  # by stage and name
Recalculated = Callable[[int, int], Lines]  # of the sheet of one bundle under the setup of the other: 0 old, 1 new


@dataclass(frozen=True)
class LineChange:
    """What became of one line, kg CO2e per pack."""

    name: str
    stage: str
    old_kg: float
    new_kg: float
    effects: Mapping[str, float]  # by CHANGES; they sum to new less old

    @property
    def change(self) -> float:
        """New less old."""
        return self.new_kg - self.old_kg


@dataclass(frozen=True)
class Fact:
    """Something that one bundle says and the other says otherwise, or not at all."""

    kind: str  # one of CHANGES
    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """Two bundles beside each other."""

    old: Bundle
    new: Bundle
    lines: tuple[LineChange, ...]  # those that changed, the largest first
    facts: tuple[Fact, ...]
    rules_are_apart: bool  # whether the effect of other rules could be told from that of other inputs

    @cached_property
    def totals(self) -> tuple[float, float]:
        """Old and new result, kg CO2e per pack."""
        old, new = (sum(one.amount * one.factor for one in lines_of(side).values()) for side in (self.old, self.new))
        return old, new

    @property
    def effects(self) -> dict[str, float]:
        """Effect of each kind of change, kg CO2e per pack; they sum to new less old."""
        return {kind: sum(one.effects[kind] for one in self.lines) for kind in CHANGES}

    @cached_property
    def delivered(self) -> tuple[tuple[float, float], dict[str, float]]:
        """Old and new result per kWh delivered (kg CO2e/kWh), and what total and energy delivered did to it."""
        energies = energy_of(self.old), energy_of(self.new)
        kg = self.totals

        def figure(changed: frozenset[str]) -> float:
            return kg[TOTAL in changed] / energies[ENERGY in changed]

        return (kg[0] / energies[0], kg[1] / energies[1]), mean_over_orders((TOTAL, ENERGY), figure)

    @property
    def asks_for_renewal(self) -> bool:
        """Whether the result moved by more than a declaration may without a new one."""
        old, new = self.delivered[0]
        return abs(new / old - 1) > RENEWAL

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        (old, new), delivered = self.delivered
        return {
            "schema": "edition-difference-1",
            "old": self.old.name,
            "new": self.new.name,
            "old_kg_co2e_per_pack": self.totals[0],
            "new_kg_co2e_per_pack": self.totals[1],
            "effects_kg_co2e_per_pack": self.effects,
            "old_kg_co2e_per_kwh_delivered": old,
            "new_kg_co2e_per_kwh_delivered": new,
            "effects_kg_co2e_per_kwh_delivered": delivered,
            "asks_for_renewal": self.asks_for_renewal,
            "rules_are_apart": self.rules_are_apart,
            "lines": [{"line": one.name, "stage": one.stage, "old_kg_co2e_per_pack": one.old_kg,
                       "new_kg_co2e_per_pack": one.new_kg, "effects_kg_co2e_per_pack": dict(one.effects)}
                      for one in self.lines],
            "facts": [{"kind": one.kind, "what": one.what, "old": one.old, "new": one.new} for one in self.facts],
        }  # fmt: skip


def difference_of(old: Bundle, new: Bundle, recalculated: Recalculated | None = None) -> Difference:
    """What changed from one bundle to another, and what each change did.

    `recalculated`: the lines of one sheet under the other setup, where the setups differ and this kit can. Raises EditionError
    for a bundle without lines, service life, sheet or setup.
    """
    apart = _document(old, SETUP) | {"product": ""} != _document(new, SETUP) | {"product": ""}
    stated = (lines_of(old), lines_of(new))
    cross = recalculated if apart and recalculated is not None else None
    known: dict[tuple[int, int], Lines] = {(0, 0): stated[0], (1, 1): stated[1]}
    for sheet, setup in ((0, 1), (1, 0)):
        known[sheet, setup] = cross(sheet, setup) if cross is not None else stated[sheet]
    return Difference(old, new, tuple(_changed(known)), tuple(_facts(old, new)), cross is not None or not apart)


def lines_of(bundle: Bundle) -> dict[tuple[str, str], Line]:
    """The lines of a bundle by stage and name. Raises EditionError where it has none."""
    try:
        return {(row["stage"], row["line"]): Line(row["line"], row["stage"], float(row["amount_per_pack"]),
                                                  float(row["factor_kg_co2e_per_unit"]))
                for row in bundle.table("contributions")}  # fmt: skip
    except (KeyError, ValueError):
        raise EditionError(
            message("{bundle} holds no lines of a result; declare it anew", bundle=bundle.name)
        ) from None


def energy_of(bundle: Bundle) -> float:
    """Kwh that the pack delivers over its life. Raises EditionError where the bundle does not say it."""
    try:
        return next(float(row["value"]) for row in bundle.table("units") if row["term"] == "total_energy")
    except (KeyError, ValueError, StopIteration):
        raise EditionError(message("{bundle} says no energy delivered; declare it anew", bundle=bundle.name)) from None


def _changed(known: Mapping[tuple[int, int], Lines]) -> Iterator[LineChange]:
    """Lines whose kg changed, the largest first."""
    names = dict.fromkeys(name for lines in known.values() for name in lines)
    whole = sum(abs(one.amount * one.factor) for one in known[0, 0].values())
    found = []
    for name in names:
        here = {state: lines.get(name) for state, lines in known.items()}

        def figure(changed: frozenset[str], here: Mapping[tuple[int, int], Line | None] = here) -> float:
            sheet, factor, rules = (int(one in changed) for one in CHANGES)
            amount = here[sheet, rules]
            priced = here[factor, rules] or amount or here[factor, 1 - rules]
            return amount.amount * priced.factor if amount is not None and priced is not None else 0.0

        effects = mean_over_orders(CHANGES, figure)
        old, new = (_kg(here[state]) for state in ((0, 0), (1, 1)))
        if any(abs(one) > 1e-12 * whole for one in effects.values()):
            found.append(LineChange(name[1], name[0], old, new, effects))
    return iter(sorted(found, key=lambda one: (-abs(one.change), one.stage, one.name)))


def _kg(line: Line | None) -> float:
    return line.amount * line.factor if line is not None else 0.0


def _facts(old: Bundle, new: Bundle) -> Iterator[Fact]:
    sides = [dict(_cells(_document(side, SHEET), "")) for side in (old, new)]
    yield from _apart(INPUTS, *sides)
    # What the tables say is a factor; `inventory_rows` is of the product's rows, so that any input of it moves that too.
    yield from _apart(FACTORS, *({"tables": str(_document(side, VERSIONS).get("tables", ""))} for side in (old, new)))
    yield from _apart(TERMS, *(dict(_terms(side)) for side in (old, new)))


def _apart(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Fact]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name, "") != new.get(name, ""):
            yield Fact(kind, name, old.get(name, ""), new.get(name, ""))


def _cells(part: Any, path: str) -> Iterator[tuple[str, str]]:
    """Words of every cell of a sheet by its path; rows by what they are called, so that one more row moves no other."""
    if isinstance(part, list):
        for number, one in enumerate(part, start=1):
            name = next((str(one[key]) for key in _KEYS if isinstance(one, Mapping) and one.get(key)), str(number))
            yield from _cells(one, f"{path}.{name}")
        return
    if not isinstance(part, Mapping):
        yield path.lstrip("."), str(part)
        return
    if "written" in part:
        yield path.lstrip("."), f"{part['written']} {part.get('unit_written', '')}".strip()
        return
    for name, one in part.items():
        if name not in ("place", "places", "file", "files", "schema"):
            yield from _cells(one, f"{path}.{name}")


def _terms(bundle: Bundle) -> Iterator[tuple[str, str]]:
    setup = _document(bundle, SETUP)
    yield from ((name, str(value)) for name, value in setup.items() if name != "product")
    rules = _document(bundle, RULES).get("in_force")
    for term in rules.get("terms", ()) if isinstance(rules, Mapping) else ():
        if isinstance(term, Mapping) and term.get("key"):
            yield str(term["key"]), str(term.get("value", ""))


def _document(bundle: Bundle, member: str) -> dict[str, Any]:
    try:
        found = bundle.json(member)
    except (KeyError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise EditionError(
            message(
                "{bundle} has no {member}, or it is no JSON object; declare it anew", bundle=bundle.name, member=member
            )
        )
    return found
