"""One step of a chain: the rows of a process, what each adds to a unit of its product or to a purchase, and its source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SupplyTree:
    """The supply chain of a result, opened one purchase at a time; exchanges by their position in the product system.

    With the intensity lambda_i of a product made by process j, C of it is made of C / (lambda_i A_ij) times (-A_kj lambda_k)
    of each input k and c_e B_ej of each flow e, which sum to C.
    """

    assessment: Assessment

    @cached_property
    def _bought(self) -> dict[int, list[int]]:
        """Exchanges of each process but its production."""
        found: dict[int, list[int]] = {}
        for place in np.flatnonzero(~self.assessment.system.is_production).tolist():
            found.setdefault(int(self.assessment.system.matrix_columns[place]), []).append(place)
        return found

    def first(self, stage: str) -> list[tuple[int, float]]:
        """Purchases and emissions of the foreground in a stage with what they add to the score, largest first."""
        purchases, stages = self.assessment.purchases, self.assessment.system.stages
        return _largest([(place, float(purchases[place])) for place in np.flatnonzero(purchases).tolist()
                         if stages[place] == stage])  # fmt: skip

    def behind(self, place: int, contribution: float) -> list[tuple[int, float]]:
        """What a contribution of a purchase is made of, largest first; nothing for a flow, and where its supplier adds 0."""
        assessment, system = self.assessment, self.assessment.system
        product = int(system.matrix_rows[place])
        if system.is_biosphere[place] or not assessment.intensities[product]:
            return []
        per_run = contribution / (assessment.intensities[product] * assessment.production[product])
        parts = [(child, per_run * float(assessment.per_run[child]))
                 for child in self._bought.get(int(system.makers[product]), [])]  # fmt: skip
        return _largest([(child, part) for child, part in parts if part])


def _largest(parts: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return sorted(parts, key=lambda part: -abs(part[1]))


def row_keys(system: ProductSystem) -> tuple[str, ...]:
    """What each exchange is called in an address, `table:process:input`, with `:n` from the second of the same on."""
    seen: Counter[str] = Counter()
    found = []
    for exchange in system.exchanges:
        table = str(exchange.data.get("table") or exchange.process[0]).removesuffix(".csv")
        key = f"{table}:{exchange.process[1]}:{exchange.input[1]}"
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}:{seen[key]}")
    return tuple(found)


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
