"""A plant shared among its products: sub-meters first, then by-products, the rest by a key, all over good kWh.

Meters hold the energy of rejects already, so that nothing is divided by an acceptance rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.by_products import taken_by_product
from lca_models.inventory.activity.plant.keys import (
    ProductYear,
    product_year,
    shares_by_key,
    sound_allocation,
    without_key,
)
from lca_models.inventory.activity.plant.lines import OUTSIDE, STOCK_CHANGE, Allocation, Meter, Plant, exact_sum
from lca_models.inventory.activity.plant.months import YearAmount, twelve_months, year_amount
from lca_models.inventory.activity.plant.sub_meters import held_back, sound_parents
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

BY_KWH = Allocation("")  # where nobody says how: in proportion to the energy of good products


@dataclass(frozen=True)
class MeterSplit:
    """Where the amount of a meter goes, in its unit: its sub-meters, a by-product, no product, and products.

    The four sum to `year.total`, exactly.
    """

    meter: Meter
    year: YearAmount
    allocation: Allocation
    sub_metered: Fraction
    by_product: Fraction
    outside: Fraction
    products: Mapping[str, Fraction]  # by id

    @property
    def shared(self) -> Fraction:
        """What its key shares among products."""
        return exact_sum(self.products.values())


@dataclass(frozen=True)
class PlantSplit:
    """What each product of a plant takes of each meter in its twelve months."""

    period: tuple[str, ...]
    products: Mapping[str, ProductYear]  # by id
    meters: Mapping[str, MeterSplit]  # by id
    parents: Mapping[str, str]  # main meter of each sub-meter, by id

    @property
    def items(self) -> tuple[str, ...]:
        """What is metered, in the order of the meters."""
        return tuple(dict.fromkeys(split.meter.item for split in self.meters.values()))

    def of_item(self, item: str) -> Iterator[MeterSplit]:
        """Meters of an item, sub-meters among them: each holds what no other does."""
        return (split for split in self.meters.values() if split.meter.item == item)

    def total(self, product: str, item: str) -> Fraction:
        """What a product takes of an item in the year, in the unit of the item."""
        return exact_sum(split.products.get(product, Fraction()) for split in self.of_item(item))

    def per_good_kwh(self, product: str, item: str) -> Fraction:
        """What a product takes of an item per kWh of its good output."""
        return self.total(product, item) / self.products[product].good_kwh

    def completeness(self, item: str) -> int:
        """How much of the year the meters of an item were read: 1 to 5, that of the worst of them."""
        return max((split.year.completeness for split in self.of_item(item)), default=5)


def split_plant(plant: Plant, findings: Findings) -> PlantSplit | None:
    """Shares the meters of a plant among its products; None where `findings` say what keeps it from that."""
    before = _errors(findings)
    period = twelve_months(plant.period_start)
    _named_twice(plant, findings)
    years = [product_year(product, period, findings) for product in plant.products]
    products = {year.id: year for year in years if year is not None}
    if not plant.products:
        findings.error(plant.place, message("Meters are shared among products; give a row of output for each"), "V23")
    parents = sound_parents(plant.meters, findings)
    allocations = _allocations(plant, parents, findings)
    started = {id: year.started_by_month for id, year in products.items()}
    amounts: dict[str, YearAmount] = {}
    for meter in plant.meters:
        chosen = allocations[meter.id].products or tuple(started)
        activity = _summed([started[id] for id in chosen if id in started])
        _no_negative(meter, findings)
        if (year := year_amount(meter.readings, period, meter.label, findings, activity)) is not None:
            amounts[meter.id] = year
    held = held_back({id: year.total for id, year in amounts.items()}, plant.meters, parents, findings)
    if _errors(findings) > before:
        return None
    splits = [
        _split(meter, amounts[meter.id], held[meter.id], allocations, plant.meters, products, findings)
        for meter in plant.meters
        if meter.id in held
    ]
    if _errors(findings) > before:
        return None
    return PlantSplit(period, products, {split.meter.id: split for split in splits if split is not None}, parents)


def _split(
    meter: Meter,
    year: YearAmount,
    rest: Fraction,
    allocations: Mapping[str, Allocation],
    meters: tuple[Meter, ...],
    products: Mapping[str, ProductYear],
    findings: Findings,
) -> MeterSplit | None:
    """Shares what a meter holds beyond its sub-meters."""
    allocation = allocations[meter.id]
    sub_metered = year.total - rest
    if allocation.key == OUTSIDE:
        return MeterSplit(meter, year, allocation, sub_metered, Fraction(), rest, {})
    others: tuple[str, ...] = ()
    if allocation.by_product:
        others = tuple(one.label for one in meters if allocations[one.id] is allocation and one.id != meter.id)
    taken = taken_by_product(meter, rest, allocation, products, others, findings)
    if taken is None:
        return None
    shares = shares_by_key(allocation, products)
    if shares is None:
        lacking = without_key(allocation, products) or list(allocation.products or products)
        findings.error(
            allocation.where("key") or meter.place,
            message(
                "{product} has no {key}; {label} cannot be allocated",
                product=enumerated(lacking),
                key=allocation.key,
                label=meter.label,
            ),
            "V23",
        )
        return None
    return MeterSplit(
        meter, year, allocation, sub_metered, taken, Fraction(), {id: (rest - taken) * shares[id] for id in shares}
    )


def _allocations(plant: Plant, parents: Mapping[str, str], findings: Findings) -> dict[str, Allocation]:
    """The allocation of each meter, by its id: its own, that of its main meter, or by the energy of good products."""
    known = {allocation.id: allocation for allocation in plant.allocations}
    ids = [product.id for product in plant.products]
    sound = {id: sound_allocation(one, ids, findings) for id, one in known.items()}
    meters = {meter.id: meter for meter in plant.meters}
    found: dict[str, Allocation] = {}
    for meter in plant.meters:
        at = meter
        while not at.allocation and at.id in parents:
            at = meters[parents[at.id]]
        if at.allocation and at.allocation not in known:
            findings.error(
                at.place,
                message(
                    "{label} names the allocation '{allocation}', which has no row; {near}",
                    label=at.label,
                    allocation=at.allocation,
                    near=suggestion(at.allocation, known),
                ),
                "V23",
            )
        found[meter.id] = known[at.allocation] if sound.get(at.allocation) else BY_KWH
        if found[meter.id].key == OUTSIDE and meter.id not in parents and not meter.parent:
            findings.error(
                found[meter.id].where("key"),
                message("{label} serves no product; only a sub-meter with a main meter can", label=meter.label),
                "V47",
            )
    return found


def _named_twice(plant: Plant, findings: Findings) -> None:
    for rows in (plant.meters, plant.products, plant.allocations):
        counts = Counter(row.id for row in rows)
        for row in {row.id: row for row in rows}.values():
            if counts[row.id] > 1:
                findings.error(
                    row.place,
                    message("'{name}' names {count} rows; name each once", name=row.id, count=counts[row.id]),
                    "V46",
                )


def _no_negative(meter: Meter, findings: Findings) -> None:
    readings = meter.readings
    if meter.item == STOCK_CHANGE:
        return
    for name, amount in {
        **readings.months,
        "every_month": readings.every_month,
        "year_total": readings.year_total,
    }.items():
        if amount is not None and amount < 0:
            findings.error(
                readings.where(name), message("{label} is negative; give 0 or more", label=meter.label), "V08"
            )


def _summed(by_month: list[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """What products started together, by month; nothing where one of them does not say it by month."""
    if not by_month or not all(by_month):
        return {}
    return {month: exact_sum(one[month] for one in by_month) for month in by_month[0]}


def _errors(findings: Findings) -> int:
    return sum(one.severity == "error" for one in findings.found)
