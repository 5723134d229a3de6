"""Keys: in proportion to what of its products the amount of a meter is shared among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.lines import (
    CELL_MASS,
    CELLS,
    ELECTRODE_AREA,
    KEYS,
    KILOWATT_HOURS,
    KWH_GOOD,
    KWH_STARTED,
    OUTSIDE,
    PACKS,
    SHARE,
    Allocation,
    Product,
    exact_sum,
)
from lca_models.inventory.activity.plant.months import YearAmount, year_amount
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

SHARES_TOLERANCE = Fraction(1, 1000)  # thirds are written as 0.333, 0.333 and 0.334, or as 0.333 three times


@dataclass(frozen=True)
class ProductYear:
    """A product over twelve months."""

    product: Product
    good_kwh: Fraction
    started_kwh: Fraction | None  # None where nobody says
    started_by_month: Mapping[str, Fraction]  # kWh; good ones where nobody says what was started; empty without months
    key_amounts: Mapping[str, Fraction]  # by key, those that are known
    completeness: int  # 1 to 5, of its output

    @property
    def id(self) -> str:
        return self.product.id


def product_year(product: Product, period: tuple[str, ...], findings: Findings) -> ProductYear | None:
    """The amounts of a product by which meters can be shared; None where its output is not known, which is a finding."""
    good = year_amount(product.good, period, message("good output of {product}", product=product.id), findings, None)
    if good is None:
        if not product.good.is_given:
            findings.error(product.place, message("{product} has no good output; give it", product=product.id), "V02")
        return None
    started = None
    if product.started.is_given:
        words = message("started output of {product}", product=product.id)
        started = year_amount(product.started, period, words, findings, None)
        if started is None:
            return None
    good_kwh = _kilowatt_hours(good.total, product.good.unit, product)
    started_kwh = None if started is None else _kilowatt_hours(started.total, product.started.unit, product)
    if good_kwh is None or (started is not None and started_kwh is None):
        findings.error(
            product.place,
            message("{product} has no energy_per_piece, so that its pieces are no kWh; give it", product=product.id),
            "V23",
        )
        return None
    _more_good_than_started(product, good, started, period, findings)
    by_month = started if started is not None and started.months else good
    unit = product.started.unit if by_month is started else product.good.unit
    return ProductYear(
        product,
        good_kwh,
        started_kwh,
        {month: _kilowatt_hours(amount, unit, product) or Fraction() for month, amount in by_month.months.items()},
        _key_amounts(product, good_kwh, started_kwh),
        max(good.completeness, started.completeness if started else 1),
    )


def _kilowatt_hours(amount: Fraction, unit: str, product: Product) -> Fraction | None:
    if unit == KILOWATT_HOURS:
        return amount
    return amount * product.energy_per_piece if product.energy_per_piece is not None else None


def _more_good_than_started(
    product: Product, good: YearAmount, started: YearAmount | None, period: tuple[str, ...], findings: Findings
) -> None:
    if started is None:
        return
    pairs = [(period[0] + " - " + period[-1], good.total, started.total)]
    if good.months and started.months:
        pairs = [(month, good.months[month], started.months[month]) for month in period] + pairs
    for when, made, begun in pairs:
        good_kwh = _kilowatt_hours(made, product.good.unit, product)
        started_kwh = _kilowatt_hours(begun, product.started.unit, product)
        if good_kwh is not None and started_kwh is not None and good_kwh > started_kwh:
            findings.error(
                product.good.where(when),
                message(
                    "{product}, {when}: {good:,.9g} kWh good exceed {started:,.9g} kWh started",
                    product=product.id,
                    when=when,
                    good=float(good_kwh),
                    started=float(started_kwh),
                ),
                "V17",
            )
            return  # one month says it


def _key_amounts(product: Product, good_kwh: Fraction, started_kwh: Fraction | None) -> dict[str, Fraction]:
    """What is known of good output as keys; a piece of a product counted in kWh is a pack."""
    found = {KWH_GOOD: good_kwh}
    if started_kwh is not None:
        found[KWH_STARTED] = started_kwh
    if not product.energy_per_piece:
        return found
    pieces = good_kwh / product.energy_per_piece
    in_cells = product.unit == CELLS
    if product.cell_mass_per_piece is not None:
        found[CELL_MASS] = pieces * product.cell_mass_per_piece
    if product.electrode_area_per_piece is not None:
        found[ELECTRODE_AREA] = pieces * product.electrode_area_per_piece
    found[CELLS if in_cells else PACKS] = pieces
    if product.cells_per_pack:
        found[PACKS if in_cells else CELLS] = (
            pieces / product.cells_per_pack if in_cells else pieces * product.cells_per_pack
        )
    return found


def sound_allocation(
    allocation: Allocation, products: Sequence[str], findings: Findings, known: Sequence[str] | None = None
) -> bool:
    """Whether an allocation can be carried out; what keeps it from that is among the findings.

    `products`: ids of those with output. `known`: ids of all rows, where some of them have none that can be read.
    """
    named = {*(known if known is not None else products)}
    before = len(findings.found)
    for name in dict.fromkeys(allocation.products):
        if name not in named:
            findings.error(
                allocation.where("products"),
                message("'{name}' is no product of this plant; {near}", name=name, near=suggestion(name, named)),
                "V23",
            )
        if allocation.products.count(name) > 1:
            findings.error(
                allocation.where("products"), message("'{name}' stands twice; name it once", name=name), "V22"
            )
    if allocation.key in (SHARE, OUTSIDE) and not allocation.reason:
        findings.error(
            allocation.where("reason"), message("Give a reason for the share of {label}", label=allocation.id), "V47"
        )
    if allocation.key == SHARE:
        _sound_shares(allocation, products, findings)
    return len(findings.found) == before


def _sound_shares(allocation: Allocation, products: Sequence[str], findings: Findings) -> None:
    place = allocation.where("shares")
    wanted = allocation.products or products
    if len(allocation.shares) != len(wanted):
        findings.error(
            place,
            message(
                "{label} has {shares} shares for {products} products; give one for each, in their order",
                label=allocation.id,
                shares=len(allocation.shares),
                products=len(wanted),
            ),
            "V22",
        )
    elif any(share < 0 for share in allocation.shares):
        findings.error(place, message("Shares of {label} are negative; give 0 to 1", label=allocation.id), "V22")
    elif abs(exact_sum(allocation.shares) - 1) > SHARES_TOLERANCE:
        total = float(exact_sum(allocation.shares))
        findings.error(
            place, message("Shares of {label} sum to {sum:.6g}, not 1", label=allocation.id, sum=total), "V22"
        )


def shares_by_key(
    allocation: Allocation, products: Mapping[str, ProductYear], key: str | None = None
) -> dict[str, Fraction] | None:
    """Shares of products, which sum to 1; None where a product has no amount of the key, or all of them are 0.

    `key`: in place of that of the allocation, among the same products.
    """
    chosen = allocation.products or tuple(products)
    wanted = key or allocation.key
    if wanted == SHARE:
        amounts = dict(zip(chosen, allocation.shares, strict=True))
    else:
        amounts = {
            id: products[id].key_amounts[wanted]
            for id in chosen
            if id in products and wanted in products[id].key_amounts
        }
    total = exact_sum(amounts.values())
    if len(amounts) != len(chosen) or total <= 0:
        return None
    return {id: amount / total for id, amount in amounts.items()}


def without_key(allocation: Allocation, products: Mapping[str, ProductYear], key: str | None = None) -> list[str]:
    """Products that an allocation names and that have no amount of its key."""
    wanted = key or allocation.key
    return [
        id
        for id in allocation.products or tuple(products)
        if id in products and wanted in KEYS and wanted not in products[id].key_amounts
    ]
