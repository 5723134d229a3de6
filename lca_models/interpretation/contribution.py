"""Where a result comes from: purchases of the foreground, emissions anywhere, and the rows of `inventories/` behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.project_rows import PRODUCTION_TYPES

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("purchase", "emission")


@dataclass(frozen=True)
class Trace:
    """Rows by share of the result.

    Each level adds up to the whole result: what the product's own processes buy and emit (purchase), and which emission of
    which process it becomes (emission).
    """

    rows: tuple[dict[str, Any], ...]
    covered: float  # share of the result behind the rows listed, the lower of the two levels

    def document(self) -> dict[str, Any]:
        """The trace as one JSON document."""
        return {"rows": list(self.rows), "covered": self.covered}


def trace(assessment: Assessment, top: int | None = None, cover: float = 0.95) -> Trace:
    """The rows behind at least `cover` of the result, or the `top` largest rows of each level.

    `share` of a row is its contribution over the score; credits have negative shares.
    """
    rows: list[dict[str, Any]] = []
    covered = []
    for level, amounts in zip(LEVELS, (assessment.purchases, assessment.emissions), strict=True):
        order = np.argsort(-np.abs(amounts), kind="stable")
        total = 0.0
        for count, position in enumerate(order):
            enough = count >= top if top is not None else abs(1 - total) <= 1 - cover and total >= cover
            if enough or amounts[position] == 0:
                break
            share = float(amounts[position] / assessment.score)
            total += share
            rows.append(_row(assessment, int(position), level, share))
        covered.append(total)
    return Trace(tuple(rows), min(covered))


def _row(assessment: Assessment, position: int, level: str, share: float) -> dict[str, Any]:
    data = assessment.system.exchanges[position].data
    return {
        "level": level,
        **inventory_row(assessment, position),
        "stage": assessment.system.stages[position],
        "source": data.get("source", ""),
        "locator": data.get("locator", ""),
        "evidence": data.get("evidence", ""),
        "share": share,
    }


def inventory_row(assessment: Assessment, position: int) -> dict[str, Any]:
    """Where an exchange stands in the inventories, what it joins, and its amount per unit of its process."""
    exchange = assessment.system.exchanges[position]
    return {
        "table": exchange.data.get("table", ""),
        "row": exchange.data.get("row", 0),
        "process": exchange.process[1],
        "input": exchange.input[1],
        "amount": float(assessment.amounts[position]),
        "unit": exchange.data.get("unit", ""),
    }


def largest_contributions(assessment: Assessment, count: int = 10) -> pd.DataFrame:
    """The largest purchases and emissions of the foreground, the rest as one row.

    Tidy table: input, stage, amount, unit, share; summed over processes that buy the same input in the same stage.
    """
    import pandas as pd

    names = {node.key: node.data.get("reference product") or node.name for node in
             (*assessment.system.processes, *assessment.system.flows)}  # fmt: skip
    locations = {node.key: node.data.get("location", "") for node in assessment.system.processes}
    table = pd.DataFrame(
        {
            "input": [_label(exchange.input, names, locations) for exchange in assessment.system.exchanges],
            "stage": assessment.system.stages,
            "amount": assessment.purchases,
        }
    )
    table = table[table["amount"] != 0].groupby(["input", "stage"], sort=False)["amount"].sum().reset_index()
    table = table.sort_values("amount", key=abs, ascending=False, ignore_index=True)
    rest = table["amount"].iloc[count:].sum()
    table = table.iloc[:count]
    if rest:
        table = pd.concat(
            [table, pd.DataFrame({"input": ["all other"], "stage": [""], "amount": [rest]})], ignore_index=True
        )
    table["unit"] = assessment.unit
    table["share"] = table["amount"] / assessment.score
    return table


def _label(key: tuple[str, str], names: dict[tuple[str, str], str], locations: dict[tuple[str, str], str]) -> str:
    location = locations.get(key, "")
    return f"{names[key]} ({location})" if location not in ("", "CN", "GLO") else names[key]


def input_contribution(assessment: Assessment, codes: frozenset[str]) -> float:
    """Score of everything the foreground buys of the given processes, upstream included, in score units.

    Purchases of one of them by another are inside it already and are not counted again.
    """
    system = assessment.system
    total = 0.0
    for position, exchange in enumerate(system.exchanges):
        if exchange.input[1] not in codes or exchange.process[1] in codes or exchange.type in PRODUCTION_TYPES:
            continue
        column = system.matrix_columns[position]
        if not system.is_biosphere[position] and system.processes[column].stage:
            row = system.matrix_rows[position]
            supplied = assessment.supply[column] * assessment.amounts[position]
            total += float(-system.signs[position] * supplied * assessment.intensities[row])
    return total
