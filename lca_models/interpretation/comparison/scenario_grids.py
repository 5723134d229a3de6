"""Scenario grids: every combination of some choices and numbers, through the compiled system, as one tidy table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.compiled.model import CompiledSystem, compile_system
from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.impact.methods import DEFAULT_METHOD, Method
from lca_models.inventory.system.admissibility import warnings_of, with_other_shares
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.declared_unit import PACK, DeclaredUnit, find_declared_unit
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd


def grid_results(
    model: CompiledSystem, axes: Mapping[str, Sequence[float]]
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Values by parameter (n,) and results (n, stages, categories) of the full factorial; the last axis varies fastest.

    Choices are given by number; shares beside those of an axis make room. Raises ScenarioError for an axis without values,
    an unknown name, a code that nothing supplies and values that parameters cannot have.
    """
    if empty := [name for name, values in axes.items() if not len(values)]:
        raise ScenarioError(message("{listed}: no values to combine; give at least one", listed=enumerated(empty)))
    meshes = np.meshgrid(*(np.asarray(values, dtype=float) for values in axes.values()), indexing="ij")
    points = {name: mesh.ravel() for name, mesh in zip(axes, meshes, strict=True)}
    complete = _with_other_shares(model, points)
    return points, model.specialised(tuple(complete))(complete)


def _with_other_shares(model: CompiledSystem, points: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    known = model.blueprint.parameters
    return dict(points) if set(points) - set(known) else with_other_shares(points, known, model.settings)


def scenario_grid(
    models: Mapping[str, CompiledSystem],
    axes: Mapping[str, Sequence[float]],
    *,
    names: Mapping[str, Mapping[float, str]] | None = None,
    category: int | Method = 0,
    flows: Mapping[str, ReferenceFlow] | None = None,
) -> pd.DataFrame:
    """Tidy table of products x axes: product, one column per axis, one per stage, total, unit.

    `flows`: what the results of each product are counted per, if not per pack. `category`: its position, or the category as
    `find_method` takes one. `names` gives the text that stands for the numbers of an axis, such as {"cell_plant_province":
    {44.0: "CN-GD"}}. What lies outside its limits, and an axis that moves nothing, is said in `attrs["warnings"]`. Raises
    ScenarioError for unknown names, an axis without values, and a category that was not compiled.
    """
    import pandas as pd

    parts, idle = [], list[str]()
    for product, model in models.items():
        points, results = grid_results(model, axes)
        position = model.position_of(category)
        unit = model.units[position]
        if flows is not None:
            complete = _with_other_shares(model, points)
            factors = flows[product].factors(model.specialised(tuple(complete)), complete, position)
            results = results * factors[:, None, None]
            unit = flows[product].unit(unit)
        idle += _idle_axes(product, axes, results[:, :, position])
        columns: dict[str, Any] = {"product": product, **points}
        for name, texts in (names or {}).items():
            labels = [texts.get(value, f"{value:g}") for value in axes[name]]
            places = np.searchsorted(np.sort(axes[name]), points[name])
            order = np.argsort(axes[name], kind="stable")
            columns[name] = pd.Categorical.from_codes(order[places], categories=pd.Index(labels))
        columns |= {stage: results[:, place, position] for place, stage in enumerate(model.stages)}
        columns |= {"total": results[:, :, position].sum(axis=1), "unit": unit}
        parts.append(pd.DataFrame(columns))
    table = pd.concat(parts, ignore_index=True)
    table.attrs["warnings"] = list(dict.fromkeys(
        line for model in models.values() for name, values in axes.items() for value in values
        for line in warnings_of({name: float(value)}, {name: model.blueprint.parameters[name]})
    )) + idle  # fmt: skip
    return table


def _idle_axes(product: str, axes: Mapping[str, Sequence[float]], results: np.ndarray) -> Iterator[str]:
    """A line for each axis along which no result (n, stages) of a product moves."""
    grid = results.reshape(*(len(values) for values in axes.values()), -1)
    for place, (name, values) in enumerate(axes.items()):
        if len(set(values)) > 1 and not np.ptp(grid, axis=place).any():
            yield message("{name} changes no result of {product} in this grid", name=name, product=product)


def product_grid(
    systems: Mapping[str, ProductSystem],
    axes: Mapping[str, Sequence[str | float]],
    *,
    per: str | DeclaredUnit = PACK,
    method: Method = DEFAULT_METHOD,
    allow_incomplete: bool = False,
) -> pd.DataFrame:
    """The grid of products in settings as people write them, codes of choices included; columns as `scenario_grid`.

    `per`: a declared unit or its code. Raises ScenarioError for unknown names and codes, and, unless `allow_incomplete`, for
    a category whose data stand behind less than half of the climate score.
    """
    numbers, names = _numbers_of(next(iter(systems.values())), axes)
    models = {
        product: compile_system(system, method, allow_incomplete=allow_incomplete)
        for product, system in systems.items()
    }
    flows = {product: ReferenceFlow(system, find_declared_unit(per)) for product, system in systems.items()}
    return scenario_grid(models, numbers, names=names, flows=flows)


def _numbers_of(
    system: ProductSystem, axes: Mapping[str, Sequence[str | float]]
) -> tuple[dict[str, list[float]], dict[str, dict[float, str]]]:
    """Numbers by parameter, and for choices the code of each number."""
    numbers = {
        name: [resolve_settings({name: value}, system.parameters, system.choices)[name] for value in values]
        for name, values in axes.items()
    }
    names = {
        name: {number: choice_code(system.parameters[name], number, system.choices) for number in found}
        for name, found in numbers.items()
        if system.parameters[name].data.get("kind") == "choice"
    }
    return numbers, names
