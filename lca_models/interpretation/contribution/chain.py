"""One step of a chain: the rows of a process, what each adds to a unit of its product, and where the number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.rows import PRODUCTION_TYPES, ProjectError
from lca_models.scope.spelling import suggestion

if TYPE_CHECKING:
    import pandas as pd


def rows_behind(assessment: Assessment, code: str) -> pd.DataFrame:
    """Tidy table, largest first: input, amount, input_unit, contribution per unit of the product, unit, share of its score,
    evidence, source, locator, table and line.

    Raises ProjectError for a process that is not part of the product system.
    """
    import pandas as pd

    system = assessment.system
    columns = {node.key[1]: column for column, node in enumerate(system.processes)}
    if code not in columns:
        raise ProjectError(f"'{code}' is not part of this product system; {suggestion(code, columns)}")
    factors = system.factors[assessment.method]
    total = assessment.intensities[system.product_index[system.processes[columns[code]].key]]
    found = []
    for position, exchange in enumerate(system.exchanges):
        if system.matrix_columns[position] != columns[code] or exchange.type in PRODUCTION_TYPES:
            continue
        worth = (factors if system.is_biosphere[position] else assessment.intensities)[system.matrix_rows[position]]
        added = float(assessment.amounts[position] * worth)
        data = exchange.data
        found.append((exchange.input[1], float(assessment.amounts[position]), data.get("unit"), added, assessment.unit,
                      added / total if total else 0.0, data.get("evidence"), data.get("source"), data.get("locator"),
                      f"{data.get('table')}:{data.get('row')}"))  # fmt: skip
    names = ["input", "amount", "input_unit", "contribution", "unit", "share", "evidence", "source", "locator", "place"]
    return pd.DataFrame(found, columns=names).sort_values("contribution", key=abs, ascending=False, ignore_index=True)
