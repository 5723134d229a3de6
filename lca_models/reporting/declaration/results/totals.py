"""The result itself: by stage, by declared unit with every term of the denominator, by gas."""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.impact.methods import GAS_METHODS, method_ids
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY, KWH_DELIVERED
from lca_models.scope.functional_unit import TESTED_CYCLES, WARRANTY_YEARS
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

TOTAL = "total"
ROUNDING = 1e-12  # of the result: below it a difference is what the solver leaves of 0
STAGE_COLUMNS = ("stage", "burden_kg_co2e_per_pack", "credit_kg_co2e_per_pack", "total_kg_co2e_per_pack",
                 "total_kg_co2e_per_kwh_capacity", "total_kg_co2e_per_kwh_delivered", "share")  # fmt: skip
UNIT_COLUMNS = ("kind", "term", "value", "unit", "counts", "rule", "formula", "evidence", "class", "place")
RESULT, TERM = "result", "term"  # kinds of a row of units
SHEET, SETUP, ARCHETYPE = "data sheet", "setup", "archetype"  # rules of a term, beside the ids of rule sets
GASES = ("co2", "ch4", "n2o", "others", "not_split")
_COUNTED = {
    TESTED_CYCLES: ("rated_energy", "depth_of_discharge", "cycles_declared", "mean_retention"),
    WARRANTY_YEARS: ("usable_energy", "full_cycles_per_year", "years_counted"),
}


def total_kg(declared: Declared) -> float:
    """The result, kg CO2e per pack."""
    return sum(declared.result.stages.values())


def difference_kg(declared: Declared, amount: float) -> float:
    """How much more another reading of the result is, kg CO2e per pack; 0 where only the last digits differ."""
    total = total_kg(declared)
    return amount - total if abs(amount - total) > ROUNDING * abs(total) else 0.0


def stages_table(declared: Declared) -> ResultTable:
    """Burden, credit and total of every stage, and of all of them in the last row; `share` is of the total (0-1)."""
    result = declared.result
    credits, unit, total = result.assessment.credits(), result.functional_unit, total_kg(declared)
    amounts = {stage: (amount, credits.get(stage, 0.0)) for stage, amount in result.stages.items()}
    amounts[TOTAL] = (total, sum(credits.get(stage, 0.0) for stage in result.stages))
    rows = tuple(
        (stage, amount - credit, credit, amount, amount * KWH_CAPACITY.factor(unit), amount * KWH_DELIVERED.factor(unit),
         amount / total if total else None)
        for stage, (amount, credit) in amounts.items()
    )  # fmt: skip
    return ResultTable("stages", STAGE_COLUMNS, rows)


def units_table(declared: Declared) -> ResultTable:
    """The result in every declared unit, then every term of the energy delivered: value, unit, who says it, the document.

    `counts` says which terms the energy delivered is made of under the rule set.
    """
    return ResultTable("units", UNIT_COLUMNS, (*_results(declared), *_terms(declared)))


def _results(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    unit, total = declared.result.functional_unit, total_kg(declared)
    for one in DECLARED_UNITS:
        formula = "sum of the stages" if not one.term else f"kg CO2e per pack / {one.of_pack(unit)!r} {one.term}"
        yield (RESULT, one.code, total * one.factor(unit), f"kg CO2e per {one.words(ENGLISH)}", "yes",
               declared.result.rules, formula, "", "", "")  # fmt: skip


def _terms(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    result, sheet = declared.result, declared.sheet
    unit, product = result.functional_unit, result.system.shipped_product
    counted = _COUNTED[unit.service_life]
    with speaking(ENGLISH):
        formula = unit.formula()

    def of(term: str, value: Cell, in_unit: str, parameter: str, formula: str = "") -> tuple[Cell, ...]:
        said = _said(declared, parameter)
        return (TERM, term, value, in_unit, "yes" if term in counted else "no", said[0], formula, *said[1:])

    def worked_out(term: str, value: Cell, in_unit: str, formula: str) -> tuple[Cell, ...]:
        counts = "yes" if term in counted else "no"
        return (TERM, term, value, in_unit, counts, result.rules, formula, "", "calculated", "")

    yield of("rated_energy", unit.rated_energy_kwh, "kWh", product.rated_energy)
    yield of("usable_energy", unit.usable_energy_kwh, "kWh", product.usable_share)
    yield of("pack_mass", unit.mass_kg, "kg", product.pack_mass)
    for term, value, words in (
        ("cycles_measured", sheet.cycle_test.cycles_measured, "cycles"),
        ("retention_measured", sheet.cycle_test.retention_measured, "1"),
    ):
        if value is not None:
            documents = f"{value.evidence_id or ''}"
            yield (TERM, term, value.number, words, "no", SHEET, "", documents, value.source_kind or "", value.place)
    yield of("cycles_declared", unit.cycles, "cycles", product.cycles)
    yield of("retention_at_end", unit.end_of_life_retention, "1", product.end_of_life_retention)
    if unit.service_life == TESTED_CYCLES:
        words = f"fade: {unit.fade}"
        yield worked_out("mean_retention", unit.mean_retention, "1", words)
    yield of("depth_of_discharge", unit.depth_of_discharge, "1", "depth_of_discharge")
    yield of("warranty", unit.warranty_years, "a", product.warranty_years)
    yield of("warranty_distance", unit.warranty_km, "km", "warranty_km")
    yield of("distance_per_year", unit.distance_per_year_km, "km/a", "distance_per_year_km")
    yield worked_out("years_counted", unit.years, "a", "the shorter of warranty and distance")
    yield of("vehicle_category", unit.vehicle_category, "", "vehicle_category")
    yield of("full_cycles_per_year", unit.full_cycles_per_year, "cycles/a", "full_cycles_per_year")
    yield (TERM, "total_energy", unit.energy_delivered_kwh, "kWh", "yes", result.rules, formula, "", "calculated", "")


def _said(declared: Declared, parameter: str) -> tuple[str, str, str, str]:
    """Who says a parameter, with the document, its class and the place."""
    result = declared.result
    row = result.system.parameters.get(parameter)
    source = str(row.data.get("source") or "") if row is not None else ""
    if parameter in result.resolved.numbers:
        return SETUP, "", SETUP, ""
    origin = declared.pack.origin_of(parameter)
    if origin is not None:
        return SHEET, origin.evidence, origin.source_kind, origin.place
    if (term := result.rule_set.term(parameter)) is not None:
        return result.rules, term.source, term.confidence, term.locator
    return ARCHETYPE, source, ARCHETYPE, ""


def gases_table(declared: Declared) -> ResultTable:
    """kg CO2e per pack by origin of the gas and by gas; `not_split` is what sources and suppliers give as CO2e alone."""
    assessment = declared.result.assessment
    system = assessment.system
    known = method_ids(system.method_metadata)
    groups = {name: system.factors[known[method]] for name, method in GAS_METHODS.items() if method in known}
    sums = {name: dict.fromkeys(GASES, 0.0) for name in groups}
    others = dict.fromkeys(GASES, 0.0)
    for place, (flow, amount) in enumerate(zip(system.flows, assessment.flow_scores.tolist(), strict=True)):
        group = next((name for name, factors in groups.items() if factors[place]), "")
        (sums[group] if group else others)[_gas(flow.key[1])] += float(amount)
    if any(others.values()):
        sums["other"] = others
    every = {gas: sum(one[gas] for one in sums.values()) for gas in GASES}
    rows = tuple(
        (name, *(found[gas] for gas in GASES), sum(found.values())) for name, found in {**sums, TOTAL: every}.items()
    )
    return ResultTable("gases", ("origin", *(f"{gas}_kg_co2e_per_pack" for gas in GASES), "total_kg_co2e_per_pack"), rows)


def _gas(code: str) -> str:
    """The column of a flow."""
    if "co2e" in code:
        return "not_split"
    return next((gas for gas in ("co2", "ch4", "n2o") if code.startswith(gas)), "others")
