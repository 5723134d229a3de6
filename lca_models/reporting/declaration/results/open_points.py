"""What a reader may dispute, by its effect in kg, and what forms of buyers ask for that nobody has defined."""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.impact.assessment import solve
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.payload_members import payload_documents
from lca_models.reporting.declaration.results.cut_off import CUT_OFF, left_out
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.results.uncertainty import largest_denominator_effect
from lca_models.reporting.declaration.results.views import electricity_table, end_of_life_table
from lca_models.reporting.declaration.table import ResultTable
from lca_models.reporting.payloads.sentinels import sentinel_rows
from lca_models.scope.functional_unit import TESTED_CYCLES

MOST = 5
SAID_IN = "report chapter 8"
BY_CYCLES = ("cycles that were measured", "with the measured curve", "rated energy x cycles", "with mean retention")
BY_WARRANTY = ("usable energy x full cycles per year x warranty",)
Point = tuple[str, str, float, str]  # code, what, kg CO2e per pack, member


def open_points_table(declared: Declared) -> ResultTable:
    """The five largest effects on the result that a reader may dispute: the other reading less the declared one."""
    found = sorted(_points(declared), key=lambda one: (-abs(one[2]), one[0]))[:MOST]
    return ResultTable("open_points", ("point", "what", "effect_kg_co2e_per_pack", "where"), tuple(found))


def _points(declared: Declared) -> Iterator[Point]:
    for code, table, member in (
        ("electricity", electricity_table(declared), "results/electricity.csv"),
        ("end of life", end_of_life_table(declared), "results/end_of_life.csv"),
    ):
        name, effect = _largest(table)
        yield code, name, effect, member
    ways = BY_CYCLES if declared.result.functional_unit.service_life == TESTED_CYCLES else BY_WARRANTY
    name, effect = largest_denominator_effect(declared, ways)
    yield "energy delivered", name, effect, "results/units.csv"
    keys = [(f"{one.key.meter}: {one.key.key}", one.effect) for one in declared.report.key_effects]
    name, effect = max(keys, key=lambda one: abs(one[1]), default=("", 0.0))
    yield "allocation", name, effect, "results/allocation.csv"
    highest = sum(one.high_kg or 0.0 for one in left_out(declared) if one.kind == CUT_OFF)
    yield "cut-off", "upper estimate of all that is left out", highest, "results/cutoff.csv"
    yield from _suppliers(declared)
    total = total_kg(declared)
    widest = max(declared.report.next_data, key=lambda one: one.spread, default=None)
    if widest is not None:
        yield "poorly known value", widest.key, widest.spread * total, "results/quality.csv"


def _largest(table: ResultTable) -> tuple[str, float]:
    found = {str(row[table.columns[0]]): row["difference_kg_co2e_per_pack"] for row in table.records()}
    known = {name: float(effect) for name, effect in found.items() if effect is not None}
    return max(known.items(), key=lambda item: abs(item[1]), default=("", 0.0))


def _suppliers(declared: Declared) -> Iterator[Point]:
    """The result with the tables of the kit in place of footprints of suppliers."""
    result = declared.result
    before = result.system.before_replacements
    if before is None or not result.system.replacements:
        return
    derived = {name for name, _, _ in before.derived}
    given = {name: value for name, value in result.assessment.parameters.items()
             if name in before.parameters and name not in derived}  # fmt: skip
    values = before.parameter_values(given)
    found = solve(before, values, before.amounts(values), result.assessment.method)
    yield ("supplier footprints", "the tables of the kit in place of footprints of suppliers",
           found.score - total_kg(declared), "provenance.json")  # fmt: skip


def sentinels_table(declared: Declared) -> ResultTable:
    """What forms of buyers ask for and nobody has defined: the field, what is written there, why, and where it is said.

    Raises ExportError for ids that are none.
    """
    rows = tuple((one.form, one.path, one.value, one.english, one.chinese, SAID_IN)
                 for one in sentinel_rows(payload_documents(declared)))  # fmt: skip
    return ResultTable("sentinels", ("payload", "field", "written", "reason", "reason_zh", "said_in"), rows)
