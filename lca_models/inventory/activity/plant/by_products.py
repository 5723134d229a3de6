"""By-products: what leaves a meter's amount before products share it, such as the gas behind steam that is sold.

By a physical relation, an amount over an efficiency; by mass, or by value, the share of the by-product in both; or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.keys import ProductYear
from lca_models.inventory.activity.plant.lines import (
    BY_PRODUCT_RULES,
    CELL_MASS,
    ECONOMIC,
    MASS,
    NONE,
    PHYSICAL,
    Allocation,
    Meter,
    exact_sum,
)
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

MASS_UP_TO_RATIO = 4  # of prices, above which value is the key: rules of the Battery Pass
MEGAJOULES_PER_KWH = Fraction(36, 10)


def taken_by_product(
    meter: Meter,
    rest: Fraction,
    allocation: Allocation,
    products: Mapping[str, ProductYear],
    others: tuple[str, ...],
    findings: Findings,
) -> Fraction | None:
    """What a by-product takes of a meter, in its unit; None where that cannot be said, with the reason among the findings.

    `rest`: what the meter holds beyond its sub-meters. `others`: labels of further meters of the same allocation.
    """
    rule = allocation.by_product_rule
    if not allocation.by_product:
        if rule and rule != NONE:
            _wants(allocation, "by_product", findings)
            return None
        return Fraction()
    if rule not in BY_PRODUCT_RULES:
        _wants(allocation, "by_product_rule", findings)
        return None
    if rule == NONE:
        return Fraction()
    if allocation.by_product_amount is None:
        _wants(allocation, "by_product_amount", findings)
        return None
    if rule == PHYSICAL:
        taken = _physical(meter, allocation, others, findings)
    else:
        share = _share(allocation, products, findings)
        taken = None if share is None else rest * share
    if taken is not None and taken > rest:
        findings.error(
            allocation.where("by_product_amount"),
            message(
                "By-product {by_product} takes {taken:,.9g} {unit} of {label}, which holds {rest:,.9g}",
                by_product=allocation.by_product,
                taken=float(taken),
                unit=meter.unit,
                label=meter.label,
                rest=float(rest),
            ),
            "V28",
        )
        return None
    return taken


def _physical(meter: Meter, allocation: Allocation, others: tuple[str, ...], findings: Findings) -> Fraction | None:
    if allocation.efficiency is None or allocation.efficiency <= 0:
        _wants(allocation, "efficiency", findings)
        return None
    if others:  # its amount would leave each of them
        findings.error(
            allocation.place,
            message(
                "Allocation {allocation} takes a by-product out of {label} and of {others}; give each meter a row of its own",
                allocation=allocation.id,
                label=meter.label,
                others=enumerated(others),
            ),
            "V28",
        )
        return None
    amount = _in_unit(allocation.by_product_amount or Fraction(), allocation.by_product_unit, meter.unit)
    if amount is None:
        findings.error(
            allocation.where("by_product_amount"),
            message(
                "By-product {by_product} is in {unit}, {label} in {wanted}; a physical share needs one unit",
                by_product=allocation.by_product,
                unit=allocation.by_product_unit,
                label=meter.label,
                wanted=meter.unit,
            ),
            "V28",
        )
        return None
    return amount / allocation.efficiency


def _in_unit(amount: Fraction, unit: str, wanted: str) -> Fraction | None:
    if not unit or unit == wanted:
        return amount
    if (unit, wanted) == ("kWh", "MJ"):
        return amount * MEGAJOULES_PER_KWH
    return amount / MEGAJOULES_PER_KWH if (unit, wanted) == ("MJ", "kWh") else None


def _share(allocation: Allocation, products: Mapping[str, ProductYear], findings: Findings) -> Fraction | None:
    """The by-product's share of the mass, or of the value, of itself and the cells."""
    if allocation.by_product_unit not in ("", "kg"):
        findings.error(
            allocation.where("by_product_amount"),
            message(
                "By-product {by_product} is in {unit}; shares by mass or by value need kg",
                by_product=allocation.by_product,
                unit=allocation.by_product_unit,
            ),
            "V28",
        )
        return None
    masses = [
        products[id].key_amounts.get(CELL_MASS) for id in allocation.products or tuple(products) if id in products
    ]
    if None in masses:
        findings.error(
            allocation.place,
            message(
                "Allocation {allocation} shares by mass or value, and a product has no cell_mass_per_piece; give it",
                allocation=allocation.id,
            ),
            "V23",
        )
        return None
    ratio = allocation.price_ratio
    if allocation.by_product_rule == ECONOMIC and (ratio is None or ratio < 0):
        _wants(allocation, "price_ratio", findings)
        return None
    if ratio is not None and ratio > 0:
        _note_on_prices(allocation, ratio, findings)
    worth = (allocation.by_product_amount or Fraction()) * (
        ratio if allocation.by_product_rule == ECONOMIC and ratio is not None else 1
    )
    cells = exact_sum(mass for mass in masses if mass is not None)
    return worth / (worth + cells) if worth + cells > 0 else Fraction()


def _note_on_prices(allocation: Allocation, ratio: Fraction, findings: Findings) -> None:
    apart = max(ratio, 1 / ratio)
    if (apart > MASS_UP_TO_RATIO) == (allocation.by_product_rule == ECONOMIC):
        return
    wanted = ECONOMIC if apart > MASS_UP_TO_RATIO else MASS
    findings.warn(
        allocation.where("by_product_rule"),
        message(
            "Prices of {by_product} and cells are {ratio:.3g} to 1, where the rule is {wanted}: mass to {most}, value above",
            by_product=allocation.by_product,
            ratio=float(apart),
            wanted=wanted,
            most=MASS_UP_TO_RATIO,
        ),
    )


def _wants(allocation: Allocation, column: str, findings: Findings) -> None:
    findings.error(
        allocation.where(column),
        message(
            "Allocation {allocation} has a by-product and no {column}; give it", allocation=allocation.id, column=column
        ),
        "V28",
    )
