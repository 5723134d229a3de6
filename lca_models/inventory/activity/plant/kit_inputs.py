"""What a product's share of its plant is in the kit: energy of the cell plant, purchases, solvent lost, emissions, waste.

What the kit has no process for is named: what goes into cells or the air refuses the sheet, what leaves as waste is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.items import (
    ELECTRICITY,
    EMISSION,
    GAS,
    HEAT,
    PURCHASE,
    SOLVENT,
    STOCK,
    WASTE,
    Item,
    items,
)
from lca_models.inventory.activity.plant.splitting import MeterSplit, PlantSplit
from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

POWER, FUEL, NMP = "power", "fuel", "nmp"  # targets beside codes of processes and flows
NMP_BOUGHT, NMP_RETURNED = "nmp_bought", "nmp_returned"
LANDFILL, RECYCLER = "landfill", "recycler"
EXAMPLES = ("sodium_hydroxide", "sulfuric_acid", "dimethyl_carbonate")  # processes that plants buy of
LANDFILLED = "landfill_residue"  # the process for what is landfilled
CO2_EQUIVALENT = "ghg_co2e_ar6"  # the flow for gases that are given as carbon dioxide equivalent
# Names of gases on bottles, in capitals without what divides them, and their flows.
GASES = {"R134A": "hfc134a", "HFC134A": "hfc134a", "SF6": "sf6", "六氟化硫": "sf6", "CO2E": CO2_EQUIVALENT}


@dataclass(frozen=True)
class Details:
    """What a row of meters says beside its amounts."""

    material: str = ""  # of a stock change; of another item the code of the process that it is bought of
    gas: str = ""
    destination: str = ""
    places: Mapping[str, str] = field(default_factory=dict)  # of these cells
    place: str = ""

    def where(self, name: str) -> str:
        """The place of a cell; that of the row where it is empty."""
        return self.places.get(name, self.place)


@dataclass(frozen=True)
class KitInput:
    """An input of a product, or what it emits, per kWh of its good output."""

    target: str  # POWER, FUEL, NMP, or the code of a process or flow
    unit: str
    per_good_kwh: Fraction
    meters: tuple[MeterSplit, ...]

    @property
    def completeness(self) -> int:
        """How much of the year was read, of the worst meter: 1 to 5."""
        return max((one.year.completeness for one in self.meters), default=5)


def kit_inputs(
    split: PlantSplit, product: str, details: Mapping[str, Details], units: Mapping[str, str], findings: Findings
) -> tuple[KitInput, ...]:
    """The inputs of a product of a plant, each once, in the order of the meters.

    `details`: by meter. `units`: of all processes and flows by code, as Brightway or the tables name them; empty where nobody
    knows them. Where any heat is metered, FUEL is the gas of the product, 0 without gas, so that it stands in place of all heat
    of the archetype. Findings name what is missing.
    """
    good = split.products[product].good_kwh
    found: dict[str, KitInput] = {}
    for one in split.meters.values():
        item = items()[one.meter.item]
        target = _target(one, item, details.get(one.meter.id, Details()), units, findings)
        if not target:
            continue
        amount = one.products.get(product, Fraction()) / good
        if one.meter.item == NMP_RETURNED or item.role == STOCK:
            amount = -amount
        known = found.get(target, KitInput(target, item.unit, Fraction(), ()))
        found[target] = replace(known, per_good_kwh=known.per_good_kwh + amount, meters=(*known.meters, one))
    heat = tuple(one for one in split.meters.values() if items()[one.meter.item].role in (GAS, HEAT))
    if heat and FUEL not in found:
        found[FUEL] = KitInput(FUEL, "MJ", Fraction(), heat)
    return tuple(found[target] for target in found if _is_possible(found[target], findings))


def _target(one: MeterSplit, item: Item, detail: Details, units: Mapping[str, str], findings: Findings) -> str:
    """What a meter counts in the kit; empty where that is nothing, which is said unless it is meant so."""
    if item.role in (ELECTRICITY, GAS):
        return POWER if item.role == ELECTRICITY else FUEL
    if item.role == SOLVENT:
        return NMP
    if item.role == STOCK:
        return NMP if detail.material in ("nmp", "nmp_lost") else ""
    if not one.year.total:
        return ""  # there is none, whatever it would be
    if item.role == WASTE:
        return _waste(one, detail, findings)
    if item.role == EMISSION:
        return item.process or _gas(one, detail, findings)
    return _purchase(one, item, detail, units, findings)


def _purchase(one: MeterSplit, item: Item, detail: Details, units: Mapping[str, str], findings: Findings) -> str:
    label = one.meter.label
    chosen = detail.material
    if chosen and item.role == PURCHASE:
        if units and chosen not in units:
            words = message(
                "{label}: there is no process '{code}'; {near}",
                label=label,
                code=chosen,
                near=suggestion(chosen, units),
            )
            findings.error(detail.where("material"), words, "V13")
            return ""
        unit = units.get(chosen, item.unit)
        if SHORT_UNITS.get(unit, unit) == item.unit:
            return chosen
        words = message(
            "{label} is in {unit}, process '{code}' in {other}; name another one",
            label=label,
            unit=item.unit,
            code=chosen,
            other=unit,
        )
        findings.error(detail.where("material"), words, "V13")
        return ""
    if not item.process:
        words = message(
            "No data for {label}; name a process of the kit under material, such as {codes}, or leave the row out",
            label=label,
            codes=enumerated(code for code in EXAMPLES if code in units),
        )
        findings.error(detail.where("item"), words, "V13")
        return ""
    if item.is_proxy:
        words = message("{label} has no process of its own: calculated as {code}", label=label, code=item.process)
        findings.warn(detail.where("item"), words, "V13")
    return item.process


def _gas(one: MeterSplit, detail: Details, findings: Findings) -> str:
    plain = "".join(sign for sign in detail.gas.upper() if sign.isalnum())
    flow = GASES.get(plain, "")
    if not flow:
        words = message(
            "No flow for the gas '{gas}' of {label}; known: R134a, SF6, and CO2e for kg times its GWP100 of AR6",
            gas=detail.gas,
            label=one.meter.label,
        )
        findings.error(detail.where("gas"), words, "V13")
    return flow


def _waste(one: MeterSplit, detail: Details, findings: Findings) -> str:
    if detail.destination == LANDFILL:
        return LANDFILLED
    if detail.destination != RECYCLER:  # whoever makes something of it bears what follows
        words = message("{label}: treatment of this waste has no process and is left out", label=one.meter.label)
        findings.warn(detail.where("destination"), words, "V13")
    return ""


def _is_possible(one: KitInput, findings: Findings) -> bool:
    if one.target == NMP and not any(part.meter.item == NMP_BOUGHT for part in one.meters):
        return False  # what was returned of an amount that nobody gives
    if one.per_good_kwh >= 0:
        return True
    excess = float(-one.per_good_kwh)
    words = message("NMP returned and left in stock exceed what was bought by {amount:.6g} kg per kWh", amount=excess)
    findings.error(one.meters[0].meter.place, words, "V15")
    return False
