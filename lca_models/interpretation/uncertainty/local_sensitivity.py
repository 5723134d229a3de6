"""Local sensitivity: exact derivatives and elasticities of a result by every parameter and every exchange.

By parameters from the gradient of the compiled system. By exchanges from the supply s and the intensities lambda of the
solved system (Heijungs 2010, Sensitivity coefficients for matrix-based LCA, International Journal of Life Cycle Assessment
15, 511-520): dh/dA_ij = -lambda_i s_j and dh/dB_ej = c_e s_j, for foreground and background at the price of one solution.
An elasticity is the relative change of the result per relative change of the input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.compiled.model import CompiledSystem, Values
from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.impact.draws.parameters import moved_alone, parameter_distributions
from lca_models.impact.methods import Method
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

DIFFERENCE = 1e-4  # relative step of central differences
DIGITS = 9  # in which two swings differ, else they are the same


def local_sensitivity(
    model: CompiledSystem,
    values: Values | None = None,
    *,
    category: int | Method = 0,
    flow: ReferenceFlow | None = None,
) -> pd.DataFrame:
    """Tidy table of one sample: parameter, value, unit, derivative, elasticity, result_unit; largest elasticity first.

    Choices are left out: they switch, and have no slope. `derivative` is in result unit per unit of the parameter, over
    all stages; a share of a mix grows at the expense of the others of its group, in proportion. `flow`: what results are
    counted per, if not per pack. `category`: its position, or the category as `find_method` takes one.
    """
    import pandas as pd

    rows, position = model.blueprint.parameters, model.position_of(category)
    slopes = model.gradient(values, total=True)[0, position]
    total = float(model(values)[0, :, position].sum())
    at = model.parameter_values(model.parameters, values)
    if flow is not None:
        factor = float(flow.factors(model, values, position)[0])
        slopes = slopes * factor + total * _slopes_of_factor(model, flow, at, position)
        total *= factor
    slopes = _within_groups(model, slopes, values)
    kept = [k for k, name in enumerate(model.parameters) if rows[name].data.get("kind") != "choice"]
    amounts = np.array([at[model.parameters[k]][0] for k in kept])
    table = pd.DataFrame(
        {
            "parameter": [model.parameters[k] for k in kept],
            "label": [rows[model.parameters[k]].data.get("label", "") for k in kept],
            "value": amounts,
            "unit": [rows[model.parameters[k]].data.get("unit", "") for k in kept],
            "derivative": slopes[kept],
            "elasticity": slopes[kept] * amounts / total if total else np.nan,
            "result_unit": flow.unit(model.units[position]) if flow else model.units[position],
        }
    )
    return table.sort_values("elasticity", key=abs, ascending=False, ignore_index=True, kind="stable")


def _slopes_of_factor(
    model: CompiledSystem, flow: ReferenceFlow, at: Mapping[str, np.ndarray], category: int
) -> np.ndarray:
    """Derivatives (k,) of what turns results per pack into those of the flow.

    From central differences of the energy, the inverse of the factor, which is a product of its terms: exact but for
    rounding, and but for the corners of a measured fade curve.
    """
    found = np.zeros(len(model.parameters))
    rows, idle = model.blueprint.parameters, flow.idle(model)
    moving = [k for k, name in enumerate(model.parameters)
              if name not in idle and rows[name].data.get("kind") != "choice"]  # fmt: skip
    if not moving:
        return found
    middle = np.array([at[name][0] for name in model.parameters])
    steps = np.array([DIFFERENCE * max(abs(middle[k]), DIFFERENCE) for k in moving])
    values = np.tile(middle, (2 * len(moving) + 1, 1))
    for row, (column, step) in enumerate(zip(moving, steps, strict=True)):
        values[2 * row : 2 * row + 2, column] += np.array([-step, step])
    factors = flow.factors(model, values, category)
    energies = 1 / factors
    found[moving] = -(energies[1:-1:2] - energies[:-1:2]) / (2 * steps) * factors[-1] ** 2
    return found


def share_groups(model: CompiledSystem) -> dict[str, tuple[int, ...]]:
    """Columns of the shares that sum to 1 with each share."""
    rows = model.blueprint.parameters
    members: dict[str, list[int]] = {}
    for column, name in enumerate(model.parameters):
        if rows[name].data.get("kind") == "share" and rows[name].data.get("group"):
            members.setdefault(str(rows[name].data["group"]), []).append(column)
    return {model.parameters[column]: tuple(columns) for columns in members.values() for column in columns}


def _within_groups(model: CompiledSystem, slopes: np.ndarray, values: Values | None) -> np.ndarray:
    """Slopes by shares (k,) along the only way they can move: the others of the mix shrink in proportion."""
    at = model.parameter_values(model.parameters, values)
    moved = slopes.copy()
    for name, columns in share_groups(model).items():
        column = model.parameters.index(name)
        others = [other for other in columns if other != column]
        amounts = np.array([at[model.parameters[other]][0] for other in others])
        if amounts.sum() > 0:
            moved[column] = slopes[column] - float(slopes[others] @ amounts) / amounts.sum()
    return moved


def exchange_sensitivity(assessment: Assessment) -> pd.DataFrame:
    """Tidy table of every exchange, foreground and background: process, input, amount, unit, derivative, elasticity, source.

    The amount is as stored, without the sign of the matrix; `derivative` is per unit of that amount. Largest elasticity
    first. A production counts too: making more with the same inputs lowers the result.
    """
    import pandas as pd

    system, amounts, slopes = assessment.system, assessment.amounts, assessment.slopes
    data = [exchange.data for exchange in system.exchanges]
    table = pd.DataFrame(
        {
            "process": ["/".join(exchange.process) for exchange in system.exchanges],
            "input": ["/".join(exchange.input) for exchange in system.exchanges],
            "type": [exchange.type for exchange in system.exchanges],
            "amount": amounts,
            "unit": [one.get("unit", "") for one in data],
            "derivative": slopes,
            "elasticity": slopes * amounts / assessment.score if assessment.score else np.nan,
            "result_unit": assessment.score_unit,
            "source": [one.get("source", "") for one in data],
            "locator": [one.get("locator", "") for one in data],
        }
    )
    return table.sort_values("elasticity", key=abs, ascending=False, ignore_index=True, kind="stable")


def tornado(
    model: CompiledSystem,
    parameters: Iterable[str] | None = None,
    *,
    coverage: float = 0.95,
    category: int | Method = 0,
    values: Mapping[str, float] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    factors: Callable[[np.ndarray], np.ndarray] | None = None,
    unit: str = "",
) -> pd.DataFrame:
    """Tidy table of each parameter moved alone through its own range: parameter, low, high, unit, result_low, result_high.

    The range holds `coverage` of its distribution, unless `ranges` gives another; the other shares of its mix make room in
    proportion. Default: every uncertain parameter, from the defaults of the model but for `values`; widest swing first.
    `factors` turns results per pack into those of `unit`, from values (n, k) to (n,). Raises ScenarioError for an unknown
    parameter and one without distribution or range.
    """
    import pandas as pd

    rows, given = model.blueprint.parameters, ranges or {}
    chosen, ends_of = _ranges(model, parameters, coverage, given)
    start = np.array([(values or {}).get(name, model.settings[name]) for name in model.parameters])
    moved = np.tile(start, (2 * len(chosen) + 1, 1))
    groups = share_groups(model)
    for row, (name, ends_here) in enumerate(zip(chosen, ends_of, strict=True)):
        column, ends = model.parameters.index(name), moved[2 * row : 2 * row + 2]
        if others := [other for other in groups.get(name, ()) if other != column]:
            left = ends[:, others].sum(axis=1) + ends[:, column] - ends_here
            ends[:, others] *= (left / ends[:, others].sum(axis=1))[:, None]
        ends[:, column] = ends_here
    position = model.position_of(category)
    results = model(moved)[:, :, position].sum(axis=1) * (1.0 if factors is None else factors(moved))
    table = pd.DataFrame(
        {
            "parameter": chosen,
            "label": [rows[name].data.get("label", name) for name in chosen],
            "low": ends_of[:, 0],
            "high": ends_of[:, 1],
            "unit": [rows[name].data.get("unit", "") for name in chosen],
            "result_low": results[:-1:2],
            "result_high": results[1::2],
            "result": float(results[-1]),
            "result_unit": unit or model.units[position],
        }
    )
    # Two shares of one mix swing alike; which of them differs in the last digit is a matter of the machine.
    swing = (table["result_high"] - table["result_low"]).abs().map(lambda width: float(f"{width:.{DIGITS}g}"))
    return table.loc[swing.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _ranges(
    model: CompiledSystem, parameters: Iterable[str] | None, coverage: float, given: Mapping[str, tuple[float, float]]
) -> tuple[list[str], np.ndarray]:
    """The parameters to move, and both ends of each (m, 2)."""
    rows = model.blueprint.parameters
    wanted = list(parameters) if parameters is not None else None
    looked_at = model.parameters if wanted is None else [name for name in wanted if name in model.parameters]
    spread = parameter_distributions(rows, {name: model.settings[name] for name in looked_at if name not in given})
    uncertain = {name for name, moves in zip(spread.names, spread.uncertain, strict=True) if moves}
    moving = [name for name in looked_at if name in given or name in uncertain]
    chosen = moving if wanted is None else wanted
    if unknown := [name for name in chosen if name not in moving]:
        every = parameter_distributions(rows, {name: model.settings[name] for name in model.parameters})
        known = [name for name, moves in zip(every.names, every.uncertain, strict=True) if moves]
        raise ScenarioError(
            "\n".join(
                message(
                    "'{name}' has no distribution to move it through; {near}", name=name, near=suggestion(name, known)
                )
                for name in unknown
            )
        )
    levels = np.tile([(1 - coverage) / 2, (1 + coverage) / 2], (len(spread), 1))
    ends = {**dict(zip(spread.names, moved_alone(spread, levels), strict=True)), **given}
    return chosen, np.array([ends[name] for name in chosen], dtype=float).reshape(-1, 2)
