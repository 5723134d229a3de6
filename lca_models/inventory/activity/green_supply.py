"""How a plant is supplied with electricity: what its certificates, direct lines and own generation cover of what it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lca_models.inventory.activity.certificates import (
    GREEN_TRADE,
    KINDS,
    KWH,
    NOT_TRADABLE,
    TRADABLE,
    Batch,
    plain_name,
)
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.system.pack import GivenParameter, Origin
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

ROUNDING = 1e-9  # of a sum of meter readings


@dataclass(frozen=True)
class PlantPower:
    """Electricity of a plant in its period, in kWh."""

    plant: str
    months: tuple[str, ...]  # of the period
    grid: float  # bought from the grid, green trade included
    grid_by_month: Mapping[str, float] = field(default_factory=dict)  # months that a meter tells
    trade: float | None = None  # of the grid, as the bills of green power trade say; None where nobody says
    onsite: Mapping[str, float] = field(default_factory=dict)  # own generation used, by technology
    direct: Mapping[str, float] = field(default_factory=dict)  # by direct line, by technology
    product_shares: Mapping[str, float] = field(default_factory=dict)  # of the electricity, by plain name of a product
    place: str = ""  # of its meters
    trade_place: str = ""

    @property
    def load(self) -> float:
        """What the plant uses, in kWh: grid, direct lines and own generation."""
        return self.grid + sum(self.onsite.values()) + sum(self.direct.values())


@dataclass(frozen=True)
class Counted:
    """What a ledger covers of the electricity of a plant."""

    power: PlantPower
    batches: tuple[Batch, ...]  # that count
    sold: float = 0.0  # kWh of own generation whose certificates were sold

    def kwh(self, kinds: Iterable[str], product: str | None = None) -> float:
        """Electricity of some kinds; `product`: retired for it, or for all of the plant where it is empty."""
        wanted, name = frozenset(kinds), None if product is None else plain_name(product)
        rows = (one for one in self.batches if one.kind in wanted and name in (None, plain_name(one.product)))
        return sum((one.kwh for one in rows), start=0.0)

    def by_month(self) -> dict[str, float]:
        """Electricity that counts in kWh, by month of the period."""
        found = dict.fromkeys(self.power.months, 0.0)
        for one in self.batches:
            found[one.month] += one.kwh
        return found

    def by_technology(self, kinds: Iterable[str] = KINDS) -> dict[str, float]:
        """Electricity that counts in kWh, by technology; largest first."""
        wanted, found = frozenset(kinds), dict[str, float]()
        for one in self.batches:
            if one.kind in wanted:
                found[one.technology] = found.get(one.technology, 0.0) + one.kwh
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def share(self, kinds: Iterable[str], product: str) -> float:
        """Share of the electricity of a product (0-1): what was retired for it, and its part of what was for the plant."""
        wanted = frozenset(kinds)
        own = self.power.product_shares.get(plain_name(product), 1.0)
        if not (self.power.load and own):
            return 0.0
        return (self.kwh(wanted, product) / own + self.kwh(wanted, "")) / self.power.load


def count_certificates(batches: Sequence[Batch], power: PlantPower, findings: Findings) -> Counted:
    """What counts of a ledger for a plant: of its period, retired for it; a month or a year above the grid is refused.

    `batches`: of all sheets that name the plant, each sound by itself; the same certificates count
    once, whoever lists them.
    """
    once: dict[tuple[object, ...], Batch] = {}
    for one in batches:
        once.setdefault(one.counted_as(), one)
    batches, rows = tuple(once.values()), list[Batch]()
    for one in batches:
        if one.is_sold:
            continue
        if words := _not_counted(one, power):
            findings.warn(one.place, words, "V32" if one.retired_on and one.month not in power.months else "")
        else:
            rows.append(one)
    counted = Counted(power, tuple(rows), _sold(batches, power, findings))
    _refuse_more_than_bought(counted, findings)
    _compare_with_bills(counted, findings)
    return counted


def _not_counted(one: Batch, power: PlantPower) -> str:
    """Why certificates do not count for a plant; empty where they do."""
    if one.plant and plain_name(one.plant) != plain_name(power.plant):
        return message("Certificate {n} was retired for {other}, not for {plant}; not counted.",
                       n=one.words, other=excerpt(one.plant), plant=power.plant or message("this plant"))  # fmt: skip
    if one.retired_on is None:
        return message("Certificate {n} is not retired; not counted.", n=one.words)
    if one.month not in power.months:
        return message("Certificate {n} of {month} is outside the period; not counted.", n=one.words, month=one.month)
    return ""


def _sold(batches: Sequence[Batch], power: PlantPower, findings: Findings) -> float:
    """Own generation in kWh that counts as grid power, as its certificates were sold."""
    rows = [one for one in batches if one.is_sold and one.month in power.months]
    if not rows:
        return 0.0
    if not sum(power.onsite.values()):
        words = message(
            "Certificates are marked as sold, and the plant has no electricity of its own; they count for nothing."
        )
        findings.warn(rows[0].place, words, "V34")
        return 0.0
    findings.warn(rows[0].place, message("Certificates of own power were sold; it counts as grid power."), "V34")
    return min(sum(one.kwh for one in rows), sum(power.onsite.values()))


def _refuse_more_than_bought(counted: Counted, findings: Findings) -> None:
    """A month, a year and a product with more green than grid electricity."""
    power, green = counted.power, counted.by_month()
    places = {one.month: one.place for one in reversed(counted.batches)}
    for month, kwh in green.items():
        bought = power.grid_by_month.get(month)
        if bought is not None and kwh > bought * (1 + ROUNDING):
            findings.error(places[month], _more(month, kwh, bought), "V33")
    total = sum(green.values())
    if total > power.grid * (1 + ROUNDING):
        findings.error(counted.batches[0].place, _more(message("the year"), total, power.grid), "V33")
    for product in sorted({one.product for one in counted.batches} - {""}):
        own = power.product_shares.get(plain_name(product))
        kwh = counted.kwh(KINDS, product) + counted.kwh(KINDS, "") * (own or 0.0)
        if own is not None and kwh > power.grid * own * (1 + ROUNDING):
            place = next(one.place for one in counted.batches if one.product == product)
            findings.error(place, _more(excerpt(product), kwh, power.grid * own), "V33")


def _compare_with_bills(counted: Counted, findings: Findings) -> None:
    """Green power trade on the bills without certificates, which does not count."""
    trade, proven = counted.power.trade, counted.kwh((GREEN_TRADE,))
    if trade is not None and trade - proven >= KWH:  # what is left of a certificate goes to the next month
        words = message("Bills of green power trade say {a:.10g} kWh, certificates {b:.10g} kWh; only these count.",
                        a=trade, b=proven)  # fmt: skip
        findings.warn(counted.power.trade_place, words)


def supply_parameters(
    counted: Counted, product: str, findings: Findings
) -> tuple[tuple[GivenParameter, ...], dict[str, tuple[str, Origin]]]:
    """Parameters of the supply of the cell plant for a product, and technologies as choices by parameter.

    `product`: its id in the ledger and in the output of the plant. The kit has one technology for own generation, for direct
    lines, and behind green power and certificates: of several the one with most kWh stands and the others are named.
    """
    parameters: list[GivenParameter] = []
    choices: dict[str, tuple[str, Origin]] = {}
    power = counted.power
    for name, kinds, label in (
        ("green_power_share", (GREEN_TRADE,), message("Green power trade, share of the electricity")),
        ("cell_plant_certificate_share", (TRADABLE, NOT_TRADABLE), message("Certificates, share of the electricity")),
    ):
        rows = [one for one in counted.batches if one.kind in kinds and one.is_for(product)]
        if rows and (share := counted.share(kinds, product)):
            origin = _origin(rows, label, power)
            parameters.append(GivenParameter(name, min(1.0, share), "1", origin))
    mix = counted.by_technology((GREEN_TRADE,)) or counted.by_technology()
    if mix:
        rows = [one for one in counted.batches if one.technology == next(iter(mix))]
        label = message("Technology of green electricity")
        largest = _largest(counted.by_technology(), label, rows[0].place, findings, next(iter(mix)))
        choices["green_power_technology"] = (largest, _origin(rows, label, power))
    left = 1 - counted.sold / sum(power.onsite.values()) if counted.sold else 1.0
    for kwh, share_name, choice, label, part in (
        (power.onsite, "cell_plant_onsite_share", "onsite_technology", message("Own generation"), left),
        (power.direct, "cell_plant_direct_line_share", "direct_line_technology", message("Direct line"), 1.0),
    ):
        amount = sum(kwh.values()) * part
        if amount and power.load:
            words = message("{x:.10g} kWh of {load:.10g} kWh", x=amount, load=power.load)
            origin = Origin(power.place, words, "meter", period=_period(power), label=label)
            parameters.append(GivenParameter(share_name, amount / power.load, "1", origin))
            choices[choice] = (_largest(kwh, label, power.place, findings), origin)
    return tuple(parameters), choices


def _largest(kwh: Mapping[str, float], label: str, place: str, findings: Findings, largest: str = "") -> str:
    """The technology that stands for all, with a warning that names the others."""
    largest = largest or max(kwh, key=lambda name: (kwh[name], name))
    if others := sorted(name for name, amount in kwh.items() if name != largest and amount):
        words = message("{label}: {others} calculated as {largest}, which is {share:.0%} of it.", label=label,
                        others=enumerated(others), largest=largest, share=kwh[largest] / sum(kwh.values()))  # fmt: skip
        findings.warn(place, words)
    return largest


def _period(power: PlantPower) -> str:
    return f"{power.months[0]}/{power.months[-1]}" if power.months else ""


def _origin(rows: Sequence[Batch], label: str, power: PlantPower) -> Origin:
    given = [one.origin for one in rows if one.origin is not None]
    evidence = ", ".join(dict.fromkeys(one.evidence for one in given if one.evidence))
    words = message("{x:.10g} kWh of certificates, {load:.10g} kWh used", x=sum(one.kwh for one in rows),
                    load=power.load)  # fmt: skip
    return Origin(rows[0].place, words, "invoice", evidence, _period(power), label=label)


def _more(when: str, green: float, bought: float) -> str:
    return message("{month}: {a:.10g} kWh green, {b:.10g} kWh bought.", month=when, a=green, b=bought)
