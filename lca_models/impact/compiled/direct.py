"""One sample of a compiled system without its tape: formulas read one by one, matrices solved by factorisation.

The tape divides by pivots chosen once for all samples. Where one of them comes out near zero, or a result is no number,
the sample is solved here instead, which either gives its true result or names the formula that has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lca_models.impact.compiled.blueprint import BACKGROUND, NO_STAGE, Blueprint
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.system.sound_supply import Causes, supply_faults
from lca_models.inventory.tables.formulas import FormulaError, evaluate
from lca_models.scope.wording.messages import message


def solve_directly(blueprint: Blueprint, settings: Mapping[str, float]) -> np.ndarray:
    """Results by stage, then credits by stage: (2 x stages, categories).

    Raises ProjectError for a formula without a value, for a system without a unique solution, and for what this kit's
    tables cannot supply at these values.
    """
    from scipy import sparse
    from scipy.sparse.linalg import splu

    values = derived_values(blueprint.derived, settings)
    amounts = _amounts(blueprint, values)
    if blueprint.is_own and (faults := supply_faults(blueprint.network, amounts)):
        causes = Causes([(place, names.values()) for place, _, names in blueprint.formulas], blueprint.derived,
                        blueprint.parameters)  # fmt: skip
        raise ProjectError("\n".join(causes.words(faults, values)))
    n = len(blueprint.processes)
    inside = blueprint.suppliers != BACKGROUND
    signed = blueprint.signs * amounts
    place = (blueprint.suppliers[inside], blueprint.columns[inside])
    technosphere = sparse.coo_array((signed[inside], place), shape=(n, n)).tocsc()
    direct = np.zeros((n, len(blueprint.categories)))
    np.add.at(direct, blueprint.columns[~inside], amounts[~inside, None] * blueprint.intensities[~inside])
    demand = np.zeros(n)
    demand[blueprint.demand] = blueprint.demand_amount
    try:
        factors = splu(technosphere)
    except RuntimeError:
        raise ProjectError(
            message(
                "the system has no unique solution at these values: some process makes no product, or "
                "uses up all it makes"
            )
        ) from None
    supply, intensities = factors.solve(demand), factors.solve(direct, trans="T")
    scores = np.where(
        inside[:, None], -signed[:, None] * intensities[blueprint.suppliers], amounts[:, None] * blueprint.intensities
    )
    scores *= supply[blueprint.columns, None]
    count = len(blueprint.stage_names)
    found = np.zeros((2 * count, len(blueprint.categories)))
    staged = blueprint.stages != NO_STAGE
    np.add.at(found, blueprint.stages[staged], scores[staged])
    credited = staged & blueprint.credits
    np.add.at(found, count + blueprint.stages[credited], scores[credited])
    return found


def exchange_amounts(blueprint: Blueprint, settings: Mapping[str, float]) -> np.ndarray:
    """Amount of every exchange, sign not applied.

    Raises ProjectError for a formula without a value, naming it and what is zero in it.
    """
    return _amounts(blueprint, derived_values(blueprint.derived_behind_exchanges, settings))


def _amounts(blueprint: Blueprint, values: Mapping[str, float]) -> np.ndarray:
    amounts = blueprint.amounts.copy()
    for exchange, text, names in blueprint.formulas:
        try:
            amounts[exchange] = evaluate(text, {plain: values[full] for plain, full in names.items()})
        except FormulaError as error:
            process = blueprint.processes[blueprint.columns[exchange]]
            raise ProjectError(message("an exchange of '{process}': {error}", process=process, error=error)) from None
    return amounts


def derived_values(
    derived: Iterable[tuple[str, str, Mapping[str, str]]], settings: Mapping[str, float]
) -> dict[str, float]:
    """Values of parameters, those of `derived` with them, in the order in which they rest on each other.

    Raises ProjectError for a formula without a value.
    """
    values = dict(settings)
    for name, text, names in derived:
        try:
            values[name] = evaluate(text, {plain: values[full] for plain, full in names.items()})
        except FormulaError as error:
            raise ProjectError(message("parameter '{name}': {error}", name=name, error=error)) from None
    return values
