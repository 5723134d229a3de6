"""The assumptions a result leans on most: rows and parameters that are assumed, or that nobody could read in their source."""

from __future__ import annotations

from typing import Any

from lca_models.impact.assessment import Assessment, solve
from lca_models.interpretation.contribution.rows import both_names, inventory_row
from lca_models.inventory.system.accounted.provenance import is_assumed

STEP = 0.01  # of a parameter, downwards, so that a share of 1 stays a share


def assumed_rows(assessment: Assessment, count: int = 10) -> list[dict[str, Any]]:
    """The assumed rows that move the result most.

    `share` is what the row adds to the score, over the score.
    """
    system = assessment.system
    shares = assessment.contributions / assessment.score
    assumed = [
        position for position, exchange in enumerate(system.exchanges)
        if is_assumed(exchange.data) and shares[position]
    ]  # fmt: skip
    assumed.sort(key=lambda position: -abs(shares[position]))
    return [
        {
            **inventory_row(assessment, position),
            **names,
            "share": float(shares[position]),
            "comment": system.exchanges[position].data.get("comment", ""),
        }
        for position, names in zip(assumed[:count], both_names(assessment, assumed[:count]), strict=True)
    ]


def assumed_parameters(assessment: Assessment, count: int = 10) -> list[dict[str, Any]]:
    """The assumed numbers that move the result most.

    `elasticity`: percent of the result per percent of the parameter; `reach`: change of the result, as a share, between
    the parameter's two limits by that slope.
    """
    found = []
    for name, parameter in assessment.system.parameters.items():
        if not is_assumed(parameter.data) or parameter.formula or not assessment.parameters[name]:
            continue
        elasticity = _elasticity(assessment, name)
        value = assessment.parameters[name]
        low, high = parameter.data.get("limits") or (None, None)
        found.append(
            {
                "parameter": name,
                "label": parameter.data.get("label", ""),
                "value": value,
                "unit": parameter.data.get("unit", ""),
                "minimum": low,
                "maximum": high,
                "elasticity": elasticity,
                "reach": None if low is None or high is None else abs(elasticity * (high - low) / value),
                "comment": parameter.data.get("comment", ""),
            }
        )
    found.sort(key=lambda item: -max(abs(item["elasticity"]), item["reach"] or 0.0))
    return [item for item in found[:count] if item["elasticity"]]


def _elasticity(assessment: Assessment, name: str) -> float:
    system = assessment.system
    free = {key: value for key, value in assessment.parameters.items() if not system.parameters[key].formula}
    values = system.parameter_values(free | _moved(assessment, name))
    score = solve(system, values, system.amounts(values), assessment.method).score
    return float((assessment.score - score) / (assessment.score * STEP))


def _moved(assessment: Assessment, name: str) -> dict[str, float]:
    """The parameter one step down; the other members of a share group take up what it leaves, in proportion."""
    old, parameters = assessment.parameters[name], assessment.system.parameters
    new = old * (1 - STEP)
    group = parameters[name].data.get("group")
    others = [key for key, row in parameters.items() if group and row.data.get("group") == group and key != name]
    if not others or old == 1:
        return {name: new}
    return {name: new} | {key: assessment.parameters[key] * (1 - new) / (1 - old) for key in others}
