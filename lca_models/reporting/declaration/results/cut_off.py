"""What is left out of the product system, judged by three cut-off rules on one inventory of what is missing.

Chinese reports: an ordinary material below 1 % of the product's mass, one with precious or scarce metals below 0.1 %, all of
them together at most 5 %. Battery rules of the European Union as a case study codes them: all omitted mass below 1 % of the
battery. Environmental footprint: omitted emissions at most 3 %. A verdict is `open` where the bounds lie on both sides of a limit,
or where an input has no bound: then nobody knows. What the boundary of a rule leaves out is listed and not summed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.reading import Row, rows_of
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.stages import GATE

ORDINARY, SCARCE, ALL_MASS = 0.01, 0.001, 0.05  # of the mass of the product: Chinese reports
EU_MASS = 0.01  # of the mass of the battery: CFB-EV
EMISSIONS = 0.03  # of emissions: environmental footprint
PASS, FAIL, OPEN, NOT_APPLICABLE = "pass", "fail", "open", "not applicable"
EVERY = "four stages"  # what a share is of, else of cradle to gate
MASS_GAP = "mass of the pack that no row of its bill of materials holds"
ROUNDED = 1e-6  # of the mass of the pack: what decimals of masses leave
CUT_OFF, BOUNDARY, ALL = "cut-off", "boundary", "all"
SUMMED = "all inputs left out by cut-off"
COLUMNS = (
    "kind", "input", "stage", "mass_kg_per_pack", "share_of_mass", "lower_kg_co2e_per_pack", "upper_kg_co2e_per_pack",
    "upper_share_of_emissions", "precious_or_scarce", "rule_1_01_5", "rule_1", "rule_3", "source", "proof",
)  # fmt: skip
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class LeftOut:
    """An input that is left out, per pack."""

    name: str
    stage: str
    kind: str  # CUT_OFF, or BOUNDARY where a rule leaves it out
    mass_kg: float | None  # in the product; None for what is no part of it
    low_kg: float | None  # CO2e; None where nobody estimated it
    high_kg: float | None
    source: str
    proof: str
    holds_scarce_metal: bool = False


def left_out(declared: Declared) -> tuple[LeftOut, ...]:
    """Every input that is left out: exclusions of the inventories that concern the product, and mass that no row explains."""
    return declared.keep("left out", lambda: (*_unexplained_mass(declared), *_exclusions(declared)))


def cutoff_table(declared: Declared) -> ResultTable:
    """The ledger: every input with its mass, its bounds in kg CO2e and three verdicts; the sums in the last row."""
    return ResultTable("cutoff", COLUMNS, tuple(_rows(declared)))


def _rows(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    pack_kg, total = declared.result.functional_unit.mass_kg, total_kg(declared)
    every = left_out(declared)
    for one in every:
        share = None if one.mass_kg is None else one.mass_kg / pack_kg
        upper = None if one.high_kg is None else one.high_kg / (total + one.high_kg)
        limit = SCARCE if one.holds_scarce_metal else ORDINARY
        is_counted = one.kind == CUT_OFF
        mass_verdict = NOT_APPLICABLE if share is None or not is_counted else _below(share, limit)
        yield (one.kind, one.name, one.stage, one.mass_kg, share, one.low_kg, one.high_kg, upper,
               "yes" if one.holds_scarce_metal else "no", mass_verdict,
               NOT_APPLICABLE if share is None or not is_counted else _below(share, EU_MASS),
               _within(one.low_kg, one.high_kg, total) if is_counted else NOT_APPLICABLE, one.source, one.proof)  # fmt: skip
    counted = [one for one in every if one.kind == CUT_OFF]
    mass = sum(one.mass_kg or 0.0 for one in counted)
    low, high = (sum(getattr(one, side) or 0.0 for one in counted) for side in ("low_kg", "high_kg"))
    unknown = [one for one in counted if one.high_kg is None]
    single = [row for row in (_one_by_one(one, pack_kg) for one in counted) if row != NOT_APPLICABLE]
    chinese = FAIL if FAIL in single or mass / pack_kg > ALL_MASS else PASS
    words = f"{len(unknown)} inputs without a bound" if unknown else "every input has a bound"
    yield (ALL, SUMMED, "", mass, mass / pack_kg, low, high, high / (total + high), "", chinese,
           _below(mass / pack_kg, EU_MASS), _within(low, None if unknown else high, total), "", words)  # fmt: skip


def _one_by_one(one: LeftOut, pack_kg: float) -> str:
    if one.mass_kg is None:
        return NOT_APPLICABLE
    return _below(one.mass_kg / pack_kg, SCARCE if one.holds_scarce_metal else ORDINARY)


def _below(share: float, limit: float) -> str:
    return PASS if share < limit else FAIL


def _within(low: float | None, high: float | None, total: float) -> str:
    """Whether omitted emissions are within the limit of all emissions, those omitted included."""
    if low is not None and low > EMISSIONS * (total + low):
        return FAIL
    return OPEN if high is None or high > EMISSIONS * (total + high) else PASS


def _unexplained_mass(declared: Declared) -> Iterator[LeftOut]:
    """What a pack weighs beyond its cells and parts; at most as much as its most intensive part weighs in the footprint."""
    system, assessment = declared.result.system, declared.result.assessment
    pack_kg = declared.result.functional_unit.mass_kg
    assembled = _assembled_kg(system, declared)
    gap = pack_kg - assembled
    if gap <= ROUNDED * pack_kg:
        return
    factors = [one.factor for one in lines_of_result(declared)
               if one.unit == "kilogram" and one.kind == "technosphere" and one.stage in GATE]  # fmt: skip
    highest = max(factors, default=assessment.score / pack_kg)
    proof = f"pack mass {pack_kg:.6g} kg, bill of materials {assembled:.6g} kg; at most {highest:.4g} kg CO2e per kg"
    yield LeftOut(MASS_GAP, GATE[0], CUT_OFF, gap, 0.0, gap * highest, "LcaModels", proof)


def _assembled_kg(system: ProductSystem, declared: Declared) -> float:
    """Kg that the process of the pack takes in for one pack, cells and parts alike."""
    amounts = declared.result.assessment.amounts
    pack = f"pack_{system.shipped_product.chemistry}"
    found = 0.0
    for place, row in enumerate(system.exchanges):
        if row.process[1] != pack or row.input == row.process or system.is_biosphere[place] or system.signs[place] > 0:
            continue
        maker = system.processes[int(system.makers[system.matrix_rows[place]])]
        if maker.data.get("unit") == "kilogram" and not row.input[1].startswith("inbound_"):
            found += float(amounts[place])
    return found


def _exclusions(declared: Declared) -> Iterator[LeftOut]:
    """Exclusions of the inventories that concern the product, in the order of their table."""
    stages = declared.result.stages
    gate, every = sum(stages.get(one, 0.0) for one in GATE), total_kg(declared)
    beyond = boundary_exclusions()
    for row in exclusions_of(declared):
        of = every if EVERY in row["share_of"] or not row["share_of"] else gate
        low, high = (float(row[side]) * of if row[side] else None for side in ("share_low", "share_high"))
        reason = beyond.get(row["item"], "")
        yield LeftOut(row["item"], row["stage"], BOUNDARY if reason else CUT_OFF, None, low, high, row["source"],
                      reason or row["locator"])  # fmt: skip


def exclusions_of(declared: Declared) -> tuple[Row, ...]:
    """Rows of the exclusions that concern the product: those sized for its archetype, and those of any product.

    Where none was sized for its archetype, those of the shipped product with the largest sum stand in, as left out is not 0
    because nobody looked.
    """
    rows = [row for row in rows_of(declared.report.tables, "exclusions") if row["kind"] == "exclusion"]
    sums = {
        one: sum(float(row["share_high"] or 0) for row in rows if one in row["share_of"]) for one in declared.study.products
    }
    own = declared.pack.archetype
    sized = own if sums.get(own) else max(sums, key=lambda one: sums[one], default=own)
    return tuple(row for row in rows if concerns(row["share_of"], sized, sums))


def concerns(share_of: str, product: str, products: Iterable[str]) -> bool:
    """Whether an exclusion concerns a product, by the words that say what its share is of; what names none concerns all."""
    return product in share_of or not any(one in share_of for one in products)


@cache
def boundary_exclusions() -> dict[str, str]:
    """Why what the boundary of a rule leaves out stays out, by the item of exclusions.csv."""
    with (_FOLDER / "boundary.csv").open(encoding="utf-8", newline="") as file:
        return {row["item"]: row["reason"] for row in csv.DictReader(file)}
