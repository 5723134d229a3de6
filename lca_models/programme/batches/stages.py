"""Distribution and recycling of a batch: what its packs did where somebody reported it, the declared default for the rest.

Packs that come back early are failures and crashes: what happened to them is never taken for the others. Second use moves
neither the footprint nor what it is divided by, as it lies outside the boundary; the ledger shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lca_models.programme.batches.ledger import BatchError, Ledger
from lca_models.programme.batches.life import DELIVERED, RECYCLED, Batch, Event
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class Factors:
    """What a declaration counts for a pack of which nothing is known, and what is counted in its place."""

    distribution_kg: Decimal  # kg CO2e per pack, declared
    recycling_kg: Decimal  # kg CO2e per pack, declared
    transport: Mapping[str, Decimal]  # kg CO2e per t km, by mode
    routes: Mapping[str, Decimal]  # kg CO2e per kg of pack treated, by recycling route or recycler


@dataclass(frozen=True)
class Stage:
    """A stage of a batch."""

    kg_per_pack: Decimal  # kg CO2e, mean over the packs made
    actual_packs: Decimal  # share of packs whose stage is reported, 0-1
    actual_kg: Decimal  # share of the stage's kg that is theirs, by absolute size, 0-1


@dataclass(frozen=True)
class Yield:
    """A metal recovered from the packs that were recycled."""

    contained_kg: Decimal  # in the packs whose recovery of this metal is reported
    recovered_kg: Decimal

    @property
    def share(self) -> Decimal:
        """Recovered over contained, 0-1; 0 where nothing was contained."""
        return self.recovered_kg / self.contained_kg if self.contained_kg else Decimal(0)


@dataclass(frozen=True)
class Life:
    """What is known of a batch at a date: the two stages that its life moves, and what it gave back."""

    distribution: Stage
    recycling: Stage
    yields: Mapping[str, Yield]  # by metal


def life_of(ledger: Ledger, factors: Factors, as_of: date | None = None) -> Life:
    """The stages of a batch by what was reported up to a date.

    Raises BatchError for a mode of transport or a recycling route without a factor, and for a batch of which none is made.
    """
    events = [one for one in ledger.standing if as_of is None or one.at <= as_of]
    made = sum(ledger.balance(as_of).values())
    if not made:
        raise BatchError(message("batch {batch}: no packs are made by then", batch=ledger.batch.id))
    if problems := unknown_factors(events, factors):
        raise BatchError("\n".join(problems))
    return Life(
        _stage([(one.packs, _delivery_kg(ledger.batch, one, factors)) for one in _told(events, DELIVERED)],
               made, factors.distribution_kg),
        _stage([(one.packs, _mass_kg(ledger.batch, one) * factors.routes[one.route]) for one in _told(events, RECYCLED)],
               made, factors.recycling_kg),
        _yields(ledger.batch, events),
    )  # fmt: skip


def unknown_factors(events: Sequence[Event], factors: Factors) -> list[str]:
    """Modes and routes of events that have no factor, a line each."""
    modes = {leg.mode for one in events for leg in one.legs} - {*factors.transport}
    routes = {one.route for one in events if one.route} - {*factors.routes}
    return [
        message("there is no mode of transport '{name}'; {near}", name=name, near=suggestion(name, factors.transport))
        for name in sorted(modes)
    ] + [
        message("there is no recycling route '{name}'; {near}", name=name, near=suggestion(name, factors.routes))
        for name in sorted(routes)
    ]


def _told(events: Sequence[Event], kind: str) -> list[Event]:
    """Events of a kind that say what is needed to count their packs."""
    return [one for one in events if one.kind == kind and (one.legs if kind == DELIVERED else one.route)]


def _mass_kg(batch: Batch, event: Event) -> Decimal:
    return event.packs * batch.pack_mass_kg if event.mass_kg is None else event.mass_kg


def _delivery_kg(batch: Batch, event: Event, factors: Factors) -> Decimal:
    """What all packs of a delivery add, kg CO2e."""
    return _mass_kg(batch, event) / 1000 * sum((leg.km * factors.transport[leg.mode] for leg in event.legs), Decimal(0))


def _stage(actual: Sequence[tuple[int, Decimal]], made: int, default_kg: Decimal) -> Stage:
    """A stage from packs and kg of what is reported; the rest of the packs keep the default."""
    packs, kg = sum(one for one, _ in actual), sum((one for _, one in actual), Decimal(0))
    rest = (made - packs) * default_kg
    size = sum((abs(one) for _, one in actual), Decimal(0))
    whole = size + abs(rest)
    return Stage((kg + rest) / made, Decimal(packs) / made, size / whole if whole else Decimal(0))


def _yields(batch: Batch, events: Sequence[Event]) -> dict[str, Yield]:
    found = {}
    for metal, content in batch.contents.items():
        told = [one for one in events if metal in one.metals_kg]
        if told:
            contained = sum(one.packs for one in told) * content
            found[metal] = Yield(contained, sum((one.metals_kg[metal] for one in told), Decimal(0)))
    return found
