"""One step of a chain: the rows of a process, what each adds to a unit of its product, and where the number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd


def rows_behind(assessment: Assessment, code: str) -> pd.DataFrame:
    """Tidy table, largest first: input, amount, input_unit, contribution per unit of the product, unit, share of its score,
    evidence, source, locator, table and line.

    The amount is per run of the process, as its row has it; contributions sum to the score of a unit of the product, what is
    avoided counts below zero. Raises ProjectError for a process that is not part of the product system.
    """
    import pandas as pd

    system = assessment.system
    columns = {node.key[1]: column for column, node in enumerate(system.processes)}
    if code not in columns:
        raise ProjectError(
            message("'{code}' is not part of this product system; {near}", code=code, near=suggestion(code, columns))
        )
    column = columns[code]
    product = int(np.flatnonzero(system.makers == column)[0])
    total, makes = assessment.intensities[product], assessment.production[product]
    found = []
    for position in np.flatnonzero((system.matrix_columns == column) & ~system.is_production).tolist():
        exchange, data = system.exchanges[position], system.exchanges[position].data
        added = float(assessment.per_run[position] / makes)
        found.append((exchange.input[1], float(assessment.amounts[position]), data.get("unit"), added, assessment.unit,
                      added / total if total else 0.0, data.get("evidence"), data.get("source"), data.get("locator"),
                      f"{data.get('table')}:{data.get('row')}"))  # fmt: skip
    names = ["input", "amount", "input_unit", "contribution", "unit", "share", "evidence", "source", "locator", "place"]
    return pd.DataFrame(found, columns=names).sort_values("contribution", key=abs, ascending=False, ignore_index=True)
