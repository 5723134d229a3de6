"""A supplier's footprint and what a pack buys of it, as a replacement in the product system.

Units are matched with the arithmetic shown, the footprint is cut at the supplier's gate, what both sides count is counted
once, and the figure stands beside that of the kit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.suppliers.comparing import Terms, compare_terms, valid_until
from lca_models.inventory.activity.suppliers.conversion import ConversionError, PerUnit, figure, per_unit
from lca_models.inventory.activity.suppliers.footprint import AR5, GATE, SupplierFootprint
from lca_models.inventory.activity.suppliers.metal_values import recycled_gain
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.labels import stage_label
from lca_models.scope.replacement import GASES, RECYCLED, Replacement
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION, STAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import language_in_use, message

SHEET, SUPPLIER = "sheet", "supplier"  # whose count is kept where both count
LONGEST = 200  # characters of a text of a supplier, on one line
FAR = 0.25  # of the kit's figure
POWERS = (1e-3, 1e3)  # slips of a unit
NEAR_POWER = 0.1
VERIFIED, UNVERIFIED, UNKNOWN = (
    2,
    3,
    5,
)  # reliability: checked data partly on assumptions; not checked, partly estimates
FULL_YEAR, MOST_OF_IT = 12, 10  # months; completeness 1, 2, else 4


@dataclass(frozen=True)
class Purchase:
    """What a pack buys of a supplier."""

    buyer: str  # code of a process, as a replacement names it
    input: str
    unit: str  # of the input, as tables write it: kg, unit, kWh
    place: str  # sheet and cell
    label: str = ""
    kit_value: float | None = None  # kg CO2e per unit, of what the kit has
    amount: float | None = None  # units per pack
    mass_kg: float | None = None  # of one declared unit, as the sheet states it
    stage: str = RAW_MATERIAL_ACQUISITION
    splits_stages: bool = True  # whether the buyer carries a stage, so that a figure by stage may be split
    has_transport: bool = False  # whether the sheet or the archetype counts a way of it to the plant
    recycled_share: float = 0.0  # R1 that the sheet states for it


@dataclass(frozen=True)
class Match:
    """A footprint in place of a purchase."""

    purchase: Purchase
    footprint: SupplierFootprint  # at the supplier's gate
    replacement: Replacement
    words: str  # how it was converted
    effect: float | None  # kg CO2e per pack against what the kit has
    transport: str = ""  # SHEET or SUPPLIER, where both count the way to the plant: whose is kept
    recycled: str = ""  # the same for recycled content


def match_purchase(footprint: SupplierFootprint, purchase: Purchase, terms: Terms, findings: Findings) -> Match | None:
    """A footprint in place of a purchase; None where it cannot be, with every reason found.

    Errors are found at the place of the purchase: the units, the validity, a boundary that cannot be cut.
    """
    place = purchase.place
    usable = compare_terms(footprint, terms, place, findings)
    transport, at_gate = _transport(footprint, purchase, findings)
    try:
        found = per_unit(at_gate, purchase.unit, purchase.mass_kg)
    except ConversionError as error:
        findings.error(place, str(error), "V37")
        return None
    if not usable:
        return None
    findings.note(place, message("{supplier}: {words}", supplier=footprint.supplier, words=found.words))
    _doubt_unit(footprint, purchase, found, findings)
    effect = _difference(footprint, purchase, found, findings)
    recycled = _recycled(footprint, purchase, findings)
    split = {stage_label(stage, language_in_use()): amount for stage, amount in at_gate.stages.items() if amount}
    if purchase.splits_stages and len(split) > 1:
        listed = enumerated(f"{stage} {amount / at_gate.value:.0%}" for stage, amount in split.items())
        findings.note(place, message("{supplier} counts in the stages that it states: {stages}",
                                     supplier=footprint.supplier, stages=listed))  # fmt: skip
    made = _with_gain(_replacement(footprint, at_gate, purchase, found), at_gate, purchase, terms, findings)
    return Match(purchase, at_gate, made, found.words, effect, transport, recycled)


def _with_gain(
    made: Replacement, footprint: SupplierFootprint, purchase: Purchase, terms: Terms, findings: Findings
) -> Replacement:
    """The replacement with what its recycled content saves, so that each approach to end of life counts its own part of it."""
    share = purchase.recycled_share
    recycled = {one.name: share for one in footprint.metals if one.recycled_share is None} if share else {}
    gain = recycled_gain(footprint, recycled)
    inside, not_inside, _ = RECYCLED
    if not gain or made.per != "kg" or made.recycled_content not in (inside, not_inside):
        return made
    if made.recycled_content == not_inside and gain > made.value:
        findings.warn(purchase.place,
                      message("by the values of its metals recycled content would save {gain} of the {value} kg CO2e/kg of "
                              "{supplier}; the stated figure stays under every approach to end of life",
                              gain=figure(gain), value=figure(made.value), supplier=footprint.supplier))  # fmt: skip
        return made
    stated = message("with") if made.recycled_content == inside else message("without")
    virgin = made.value + gain if made.recycled_content == inside else made.value
    a = terms.allocation_factor
    circular = "" if a is None else message("; by the Circular Footprint Formula (A = {factor}) {value} count",
                                            factor=figure(a), value=figure(virgin - a * gain))  # fmt: skip
    findings.note(purchase.place,
                  message("{supplier} states {value} kg CO2e/kg {stated} its recycled content, which saves {gain} against "
                          "virgin metal: each approach to end of life counts its part of it{circular}",
                          supplier=footprint.supplier, value=figure(made.value), stated=stated, gain=figure(gain),
                          circular=circular))  # fmt: skip
    return replace(made, recycled_gain=gain)


def pedigree(footprint: SupplierFootprint) -> str:
    """Data-quality indicators of the kit from the ratings of a supplier: reliability, completeness, time, place, technology.

    Reliability by verification, completeness by the months of its data.
    """
    start, end = footprint.period_start, footprint.period_end
    months = round(((end - start).days + 1) / 30.44) if start and end else 0
    complete = UNKNOWN if not months else 1 if months >= FULL_YEAR else 2 if months >= MOST_OF_IT else 4
    rated = (footprint.time, footprint.place_rating, footprint.technology)
    scores = (VERIFIED if footprint.verification else UNVERIFIED, complete, *(_score(one) for one in rated))
    return "-".join(map(str, scores))


def _score(rating: float | None) -> int:
    """A rating as a whole score, halves to the worse one."""
    return UNKNOWN if rating is None else min(5, max(1, int(rating + 0.5)))


def _replacement(
    stated: SupplierFootprint, at_gate: SupplierFootprint, purchase: Purchase, found: PerUnit
) -> Replacement:
    gases = {group: at_gate.gases.get(group, 0.0) for group in GASES}
    summed = sum(gases.values())
    stages = {stage: at_gate.stages.get(stage, 0.0) for stage in STAGES} if purchase.splits_stages else {}
    whole = sum(stages.values())
    until = valid_until(stated)
    return Replacement(
        purchase.buyer,
        purchase.input,
        excerpt(stated.supplier, LONGEST),
        found.value,
        purchase.unit,
        "GWP100 AR5" if stated.gwp == (AR5,) else "GWP100 AR6",
        excerpt(at_gate.boundary_words, LONGEST) or GATE,
        excerpt(stated.source, LONGEST),
        excerpt(stated.verification.words, LONGEST) if stated.verification else "",
        tuple((group, amount / summed) for group, amount in gases.items() if amount) if summed > 0 else (),
        tuple((stage, amount / whole) for stage, amount in stages.items() if amount) if whole > 0 else (),
        stated.recycled_content,
        stated.electricity,
        stated.valid_from.isoformat() if stated.valid_from else "",
        until.isoformat() if until else "",
        pedigree(stated),
        f"kg CO2e/{purchase.unit}",
    )


def _transport(footprint: SupplierFootprint, purchase: Purchase, findings: Findings) -> tuple[str, SupplierFootprint]:
    """Whose count of the way to the plant is kept, and the footprint at the gate with or without it."""
    at_gate = footprint.cut(purchase.has_transport)
    if not footprint.inbound_transport or not purchase.has_transport:
        return "", at_gate
    # Cut off where the supplier splits it; otherwise his figure holds it, and the leg of the sheet has to go.
    kept = SHEET if at_gate is not footprint else SUPPLIER
    words = message("that of this sheet") if kept == SHEET else message("that of the supplier")
    findings.warn(purchase.place,
                  message("{what} is counted by {supplier} and here; kept: {kept}.", what=message("transport to the plant"),
                          supplier=footprint.supplier, kept=words), "V41")  # fmt: skip
    return kept, at_gate


def _recycled(footprint: SupplierFootprint, purchase: Purchase, findings: Findings) -> str:
    """Whose count of recycled content is kept: the figure of the supplier stands for all of what is bought."""
    if not purchase.recycled_share or footprint.recycled_content == RECYCLED[1]:
        return ""
    is_stated = footprint.recycled_content == RECYCLED[0]
    if not is_stated:
        findings.warn(purchase.place, message("{supplier} does not say whether recycled content is inside its footprint; it is "
                                              "taken as inside, and that of this sheet is not counted again",
                                              supplier=footprint.supplier), "V41")  # fmt: skip
        return SUPPLIER
    findings.warn(purchase.place,
                  message("{what} is counted by {supplier} and here; kept: {kept}.", what=message("recycled content"),
                          supplier=footprint.supplier, kept=message("that of the supplier")), "V41")  # fmt: skip
    return SUPPLIER


def _difference(footprint: SupplierFootprint, purchase: Purchase, found: PerUnit, findings: Findings) -> float | None:
    """What it makes per pack (kg CO2e) against the kit's figure; far from it is said."""
    kit = purchase.kit_value
    if kit is None or kit <= 0:
        return None
    effect = None if purchase.amount is None else (found.value - kit) * purchase.amount
    if abs(found.value - kit) > FAR * kit:
        findings.warn(purchase.place,
                      message("{supplier}: {a} against {b} kg/{unit} here; {effect} kg per pack.", supplier=footprint.supplier,
                              a=figure(found.value), b=figure(kit), unit=purchase.unit,
                              effect="?" if effect is None else f"{effect:+.1f}"), "V42")  # fmt: skip
    return effect


def _doubt_unit(footprint: SupplierFootprint, purchase: Purchase, found: PerUnit, findings: Findings) -> None:
    """A figure that is a power of ten away from the kit's is more often a slip of a unit than a fact."""
    kit = purchase.kit_value
    if not kit or found.value <= 0:
        return
    ratio = found.value / kit
    mass = (footprint.mass_kg or 0) / footprint.amount or purchase.mass_kg
    guesses = {power: message("g for kg, or kg for t") for power in POWERS}
    if mass and footprint.unit != "kg" and abs(mass - 1) > NEAR_POWER:
        guesses[1 / mass] = message("kg CO2e per kg, not per {unit}", unit=footprint.unit)
    for power, guess in guesses.items():
        if abs(ratio / power - 1) <= NEAR_POWER and abs(ratio - 1) > FAR:
            text = message("{x} {unit} is {ratio} times what is usual: {guess}?", x=figure(found.value),
                           unit=f"kg CO2e/{purchase.unit}", ratio=figure(ratio), guess=guess)  # fmt: skip
            findings.warn(purchase.place, text, "V27")
