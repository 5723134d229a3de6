"""The lines of a result as a table: amount, factor, kg, stage, and whose data each of them is."""

from __future__ import annotations

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.table import ResultTable

COLUMNS = (
    "line", "input", "stage", "kind", "amount_per_pack", "unit", "factor_kg_co2e_per_unit", "kg_co2e_per_pack", "share",
    "whose", "factor_of", "source_kind", "place", "evidence", "source", "evidence_class", "row",
)  # fmt: skip
BETWEEN = "; "


def contributions_table(declared: Declared) -> ResultTable:
    """Every purchase, emission and transport leg of the product's own processes; the lines of a stage sum to it.

    `place` is where the maker says the amount, `row` where the tables have it. `share` is of the result (0-1).
    """
    total = total_kg(declared)
    rows = tuple(
        (one.name, one.what, one.stage, one.kind, one.amount, one.unit, one.factor, one.kg, one.kg / total if total else None,
         one.whose, one.factor_of, BETWEEN.join(one.source_kinds), BETWEEN.join(one.places),
         BETWEEN.join(dict.fromkeys(said.evidence for said in one.origins if said.evidence)), one.source, one.evidence,
         one.row)
        for one in lines_of_result(declared)
    )  # fmt: skip
    return ResultTable("contributions", COLUMNS, rows)
