"""A supplier's inputs and outputs of a period as a footprint per kg of his product, by the processes of the kit.

What goes in must come out: product, by-products, scrap, waste and emissions, within 5 % of the mass of the inputs.
By-products share the burdens by mass. What is bought by mass is raw material; energy and emissions are production.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lca_models.inventory.activity.findings import ERROR, Findings
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.activity.suppliers.by_hand import footprint_by_hand
from lca_models.inventory.activity.suppliers.conversion import SCALES, figure
from lca_models.inventory.activity.suppliers.footprint import AR6, GATE, KILOGRAM, SupplierFootprint
from lca_models.inventory.activity.suppliers.inquiry.answer import Answer, Flow
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.messages import message

SHEET = "supplier sheet"
UNBALANCED = 0.05  # of the mass of the inputs
DOUBTED = 0.01
STAGES = ("stage_raw", "stage_production", "stage_distribution", "stage_end")
PRODUCT, BY_PRODUCT = "product", "by_product"


@dataclass(frozen=True)
class KitProcess:
    """A process of the kit, or a flow with its factor."""

    unit: str  # as tables write it
    intensity: float  # kg CO2e per unit


def footprint_of_answer(answer: Answer, kit: Mapping[str, KitProcess], findings: Findings) -> SupplierFootprint | None:
    """The footprint that a supplier states in table 0, or that follows from his inputs; None where it is refused.

    `kit`: processes by code. Every fault is found with its cell.
    """
    before = len(findings.of(ERROR))
    line = answer.line
    if line is not None and line.value is not None:
        stated = footprint_by_hand(line, findings)
        if answer.inputs or answer.outputs:
            findings.note(line.place, message("table 0 is taken; inputs and outputs are not calculated"))
        return None if stated is None else replace(stated, kind=SHEET, file=answer.file)
    if not answer.inputs or not any(one.kind == PRODUCT for one in answer.outputs):
        findings.error(
            answer.file,
            message("has neither a footprint in table_0 nor inputs and a product; ask the supplier for one"),
        )
        return None
    _check_balance(answer, findings)
    stages = _stages(answer, kit, findings)
    if len(findings.of(ERROR)) > before:
        return None
    product = _mass(answer, PRODUCT)
    shared = product / (product + _mass(answer, BY_PRODUCT))
    per_kg = {stage: amount * shared / product for stage, amount in stages.items()}
    found = SupplierFootprint(
        supplier=answer.file,
        product=_product(answer),
        unit=KILOGRAM,
        amount=1.0,
        value=sum(per_kg.values()),
        mass_kg=1.0,
        stages=per_kg,
        gwp=(AR6,),
        boundary=GATE,
        allocation=message("mass"),
        inbound_transport=False,
        kind=SHEET,
        file=answer.file,
    )
    if line is None:
        return found
    # Name, period, place, verification and metals of table 0 stand beside what was calculated.
    unit = line.declared_unit or KILOGRAM
    empty = Value(number=0.0, unit="kgCO2e", place=line.place, written="")
    typed = footprint_by_hand(
        line.model_copy(update={**dict.fromkeys(STAGES), "value": empty, "declared_unit": unit}), findings
    )
    if typed is None:
        return None
    return replace(
        typed, unit=KILOGRAM, mass_kg=1.0, value=found.value, stages=per_kg, gwp=(AR6,), boundary=GATE,
        allocation=found.allocation, inbound_transport=False, kind=SHEET, file=answer.file,
    )  # fmt: skip


def mass_balance(answer: Answer) -> tuple[float, float]:
    """Kg that go in and kg that come out; energy and volumes weigh nothing."""
    into = sum(one.amount for one in answer.inputs if one.unit == KILOGRAM)
    return into, sum(one.amount for one in answer.outputs if one.unit == KILOGRAM)


def _product(answer: Answer) -> str:
    """The name of what is made."""
    return next((one.name for one in answer.outputs if one.kind == PRODUCT), answer.file)


def _mass(answer: Answer, kind: str) -> float:
    return sum(one.amount for one in answer.outputs if one.kind == kind and one.unit == KILOGRAM)


def _check_balance(answer: Answer, findings: Findings) -> None:
    into, out = mass_balance(answer)
    if not _mass(answer, PRODUCT):
        findings.error(answer.file, message("the product has no mass; give it in kg, g or t"))
        return
    missing = (into - out) / into if into else 1.0
    text = message("{material}: bought {a} t, found again {b} t, {d} % missing.", material=_product(answer),
                   a=figure(into / 1000), b=figure(out / 1000), d=f"{missing * 100:.1f}")  # fmt: skip
    if abs(missing) > UNBALANCED:
        findings.error(answer.file, text, "V15")
    elif abs(missing) > DOUBTED:
        findings.warn(answer.file, text, "V15")


def _stages(answer: Answer, kit: Mapping[str, KitProcess], findings: Findings) -> dict[str, float]:
    """Kg CO2e of the period by stage."""
    found = {RAW_MATERIAL_ACQUISITION: 0.0, MANUFACTURING: 0.0}
    flows = [*answer.inputs, *(one for one in answer.outputs if one.process)]
    for flow in flows:
        process = kit.get(flow.process)
        if process is None:
            if flow.amount:
                findings.error(flow.place, _unknown(flow, kit), "V13")
            continue
        asked, made = SCALES.get(process.unit), SCALES.get(flow.unit)
        if asked is None or made is None or asked[0] != made[0]:
            findings.error(flow.place, message("'{u}' cannot be turned into {target}; accepted: {listed}", u=flow.unit,
                                               target=process.unit, listed=process.unit), "V06")  # fmt: skip
            continue
        stage = RAW_MATERIAL_ACQUISITION if flow.unit == KILOGRAM and not flow.kind else MANUFACTURING
        found[stage] += flow.amount * made[1] / asked[1] * process.intensity
    return found


def _unknown(flow: Flow, kit: Mapping[str, KitProcess]) -> str:
    if not flow.process:
        return message("no process for '{name}'; choose one, or ask for its own footprint", name=excerpt(flow.name))
    return message(
        "there is no process '{process}'; {near}", process=excerpt(flow.process), near=suggestion(flow.process, kit)
    )
