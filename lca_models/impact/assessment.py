"""`assess`: a result by stage, process, flow and exchange, through the adjoint.

With the supply s = A^-1 f and the intensities lambda = A^-T B^T c, exchange (i, j) of a foreground process j with the
background adds -s_j A_ij lambda_i, and with the biosphere s_j c_e B_ej. Every foreground purchase has one stage, so the
stages add up to the total, and a credit stays in the stage that earns it. This arithmetic stands in `contributions` and
`slopes` only; whatever speaks of an exchange of a result reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.completeness import refuse_incomplete, refuse_unserved, remarks
from lca_models.impact.methods import DEFAULT_METHOD, Method, MethodName, find_method
from lca_models.inventory.system.accounted.given import PERSON, Author, Level, given_settings, with_province
from lca_models.inventory.system.accounted.provenance import cited
from lca_models.inventory.system.background.kept_solutions import Solutions, key_of, solutions_in_use
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.system.sound_supply import causes_of, naming, network_of, supply_faults
from lca_models.scope.declared_unit import PACK
from lca_models.scope.quantity import unit_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd
    from scipy import sparse

    from lca_models.inventory.system.background.sweeps import Solver


@dataclass(frozen=True)
class Assessment:
    """A solved product system under one impact category."""

    system: ProductSystem
    method: MethodName
    parameters: Mapping[str, float]  # values by name, in their units
    amounts: np.ndarray  # per exchange, in its unit, sign not applied
    supply: np.ndarray  # s: per process, in units of its product
    intensities: np.ndarray  # lambda: per product, in score units per unit of product
    doubts: tuple[str, ...] = ()  # what cannot be supplied, where Brightway's word holds (see ProductSystem.is_own)

    @property
    def unit(self) -> str:
        """Unit of the score."""
        return str(self.system.method_metadata[self.method].get("unit", ""))

    @property
    def score_unit(self) -> str:
        """The same with what the score is counted per, as tables write it: of a shipped product `kg CO2-eq per pack`."""
        return unit_text(self.unit, PACK) if self.system.product else self.unit

    @property
    def score(self) -> float:
        """Total over all stages: lambda of the product demanded, times the demand."""
        return float(self.intensities[self.system.product_index[self.system.demand]] * self.system.demand_amount)

    @cached_property
    def quantities(self) -> np.ndarray:
        """Per exchange: how much the demand makes it buy, make or emit, in its own unit, sign not applied."""
        return np.asarray(self.supply[self.system.matrix_columns] * self.amounts)

    @cached_property
    def unit_scores(self) -> np.ndarray:
        """Per exchange: what one unit of it adds to the score of its process.

        The factor of the flow it emits, the intensity of the product it buys, minus that of a product it makes or avoids.
        """
        system, inside = self.system, ~self.system.is_biosphere
        scores = np.empty(len(system.exchanges))
        scores[inside] = -system.signs[inside] * self.intensities[system.matrix_rows[inside]]
        scores[~inside] = system.factors[self.method][system.matrix_rows[~inside]]
        return scores

    @cached_property
    def contributions(self) -> np.ndarray:
        """Per exchange: what it adds to the score with everything behind it; 0 for production, which adds nothing itself."""
        return np.where(self.system.is_production, 0.0, self.quantities * self.unit_scores)

    @cached_property
    def per_run(self) -> np.ndarray:
        """Per exchange: what it adds to the score of one run of its process; 0 for production."""
        return np.where(self.system.is_production, 0.0, self.amounts * self.unit_scores)

    @cached_property
    def production(self) -> np.ndarray:
        """Per product: how much one run of its process makes, in its unit, before its own use."""
        made, size = self.system.is_production, len(self.system.products)
        amounts = (self.system.signs * self.amounts)[made]
        return np.bincount(self.system.matrix_rows[made], weights=amounts, minlength=size)

    @cached_property
    def slopes(self) -> np.ndarray:
        """Per exchange: derivative of the score by its amount as stored, without the sign of the matrix.

        Production has one too: making more with the same inputs lowers the score.
        """
        return np.asarray(self.supply[self.system.matrix_columns] * self.unit_scores)

    @cached_property
    def purchases(self) -> np.ndarray:
        """Per exchange: contribution of one with a stage (a foreground purchase or emission); 0 for all others.

        They sum to the score.
        """
        staged = np.array([bool(stage) for stage in self.system.stages])
        return np.where(staged, self.contributions, 0.0)

    @cached_property
    def emissions(self) -> np.ndarray:
        """Per exchange: contribution of one with the biosphere, foreground and background; 0 for all others.

        They sum to the score.
        """
        return np.where(self.system.is_biosphere, self.contributions, 0.0)

    def remarks(self, language: str = "") -> tuple[str, ...]:
        """What a reader of the score should know of it: flows without a factor, empty processes, faults of the project.

        `language`: that in use where none is named. Raises ScenarioError for an unknown one.
        """
        return remarks(self, language)

    def stages(self) -> dict[str, float]:
        """Score by stage in `unit`, every stage of the life cycle named."""
        found = dict.fromkeys(self.system.stage_names, 0.0)
        for stage, amount in zip(self.system.stages, self.purchases, strict=True):
            if stage:
                found[stage] = found.get(stage, 0.0) + float(amount)
        return found

    def credits(self) -> dict[str, float]:
        """Score of the avoided products by stage, in `unit`: the negative lines inside the stages."""
        found: dict[str, float] = {}
        for exchange, stage, amount in zip(self.system.exchanges, self.system.stages, self.purchases, strict=True):
            if stage and exchange.type == "substitution":
                found[stage] = found.get(stage, 0.0) + float(amount)
        return found

    def by_stage(self) -> pd.DataFrame:
        """Tidy table: stage, amount, unit."""
        import pandas as pd

        stages = self.stages()
        return pd.DataFrame({"stage": list(stages), "amount": list(stages.values()), "unit": self.score_unit})

    @property
    def process_scores(self) -> np.ndarray:
        """Per process, in the order of `system.processes`: what its direct emissions add, in the unit of the score."""
        return np.bincount(self.system.matrix_columns, weights=self.emissions, minlength=len(self.system.processes))

    @property
    def flow_quantities(self) -> np.ndarray:
        """Per flow, in the order of `system.flows`: how much the demand makes all processes emit, in its unit."""
        return np.asarray(self.system.biosphere(self.amounts) @ self.supply)

    @property
    def flow_scores(self) -> np.ndarray:
        """Per flow, in the order of `system.flows`: what it adds, in the unit of the score."""
        return np.asarray(self.flow_quantities * self.system.factors[self.method])

    def by_process(self) -> pd.DataFrame:
        """Tidy table of direct emissions: database, code, process, location, amount, unit; largest first."""
        import pandas as pd

        table = pd.DataFrame(
            {
                "database": [node.key[0] for node in self.system.processes],
                "code": [node.key[1] for node in self.system.processes],
                "process": [node.name for node in self.system.processes],
                "location": [node.data.get("location", "") for node in self.system.processes],
                "amount": self.process_scores,
                "unit": self.score_unit,
            }
        )
        return table.sort_values("amount", key=abs, ascending=False, ignore_index=True)

    def by_flow(self) -> pd.DataFrame:
        """Tidy table: flow, quantity, quantity_unit, amount, unit; largest first."""
        import pandas as pd

        table = pd.DataFrame(
            {
                "flow": [node.name for node in self.system.flows],
                "quantity": self.flow_quantities,
                "quantity_unit": [node.data.get("unit", "") for node in self.system.flows],
                "amount": self.flow_scores,
                "unit": self.score_unit,
            }
        )
        return table.sort_values("amount", key=abs, ascending=False, ignore_index=True)


def assess(
    system: ProductSystem,
    settings: Mapping[str, str | float] | None = None,
    *,
    province: str | None = None,
    method: Method = DEFAULT_METHOD,
    allow_incomplete: bool = False,
) -> Assessment:
    """The result of a product system with settings in place of parameter values.

    Supply s = A^-1 f, score h = c B s (Heijungs and Suh 2002, The Computational Structure of Life Cycle Assessment).
    Settings are written as people write them (`{"cathode_province": "CN-SC"}`); `province` moves the cell and pack plant of
    a shipped product; `method` is what `find_method` takes. Raises ScenarioError for unknown names, impossible values and,
    unless `allow_incomplete`, for a category whose data stand behind less than half of the climate score; ProjectError for
    a formula without a finite value, and a system without a unique solution.
    """
    given = dict(settings or {})
    if province is not None:
        if system.product is None:
            raise ScenarioError(
                message("only a shipped product has a plant province; set the parameter of the plant by its name")
            )
        given = with_province(given, province, system.product.plant_province, system.parameters, system.choices)
    numbers = resolve_settings(given, system.parameters, system.choices)
    with naming(numbers, system.parameters):
        values = system.parameter_values(numbers)
        amounts = system.amounts(values)
    said = given_settings((Level(Author(PERSON, is_yours=True), given),), system)
    found = solve(cited(system, said, values), values, amounts, method)
    if not allow_incomplete:
        refuse_unserved(system, found.method)
        refuse_incomplete(found)
    return found


def score(system: ProductSystem) -> float:
    """The climate score of a system at its own values, in kg CO2e of what it demands.

    Raises ProjectError as `solve` does.
    """
    values = system.parameter_values()
    return solve(system, values, system.amounts(values)).score


def refuse_incomplete_methods(system: ProductSystem, methods: Iterable[MethodName]) -> None:
    """Raises ScenarioError for categories whose data stand behind less than half of the climate score, at the defaults."""
    judged = [method for method in methods if method != DEFAULT_METHOD]
    values = system.parameter_values() if judged else {}
    problems = []
    for method in judged:
        try:
            refuse_incomplete(solve(system, values, system.amounts(values), method))
        except ScenarioError as error:
            problems.append(str(error))
    if problems:
        raise ScenarioError("\n".join(problems))


def solve(
    system: ProductSystem,
    values: Mapping[str, float],
    amounts: np.ndarray,
    method: Method = DEFAULT_METHOD,
    *,
    judged: bool = True,
) -> Assessment:
    """The result for given amounts of all exchanges; `values` are the parameters that go with them.

    Not `judged` is a small step that a slope is taken from, which may lead out of what is possible. Raises ScenarioError for
    an unknown method, ProjectError for a system without a unique solution, for amounts, processes and loops of the kit's own
    tables that cannot supply the demand, and for a result that is no finite number.
    """
    name = find_method(system, method)
    kept = solutions_in_use() if judged and _is_as_shipped(system) else None
    key = _key_of(kept, system, amounts, name) if kept is not None else ""
    if kept is not None and key in kept.known:
        return Assessment(system, name, values, amounts, *kept.known[key])
    technosphere = system.technosphere(amounts)
    demand = np.zeros(len(system.products))
    demand[system.product_index[system.demand]] = system.demand_amount
    factorized, supply = _solved(system, technosphere, demand)
    doubts = _doubts(system, values, amounts, factorized.solve if factorized else None) if judged else []
    if doubts and system.is_own:
        raise ProjectError("\n".join(doubts))
    if factorized is None:
        singular = message("the technosphere matrix is singular: some process makes no product, or two are the same")
        raise ProjectError("\n".join([singular, *doubts]))
    with np.errstate(over="ignore", invalid="ignore"):  # looked for in the result
        characterized = np.asarray(system.biosphere(amounts).T @ system.factors[name])
    intensities = factorized.solve(characterized, trans="T")
    found = Assessment(system, name, values, amounts, supply, intensities, tuple(doubts))
    with np.errstate(over="ignore", invalid="ignore"):
        total = found.score
    if not (np.isfinite(total) and np.isfinite(supply).all()):
        raise ProjectError(message("the result is {score}, no finite number; give less extreme values", score=total))
    if kept is not None and not doubts:
        kept.add(key, supply, intensities)
    return found


def _is_as_shipped(system: ProductSystem) -> bool:
    """Whether it is that of a product as the project has it, with no sheet, figure or background in its place."""
    return system.product is not None and not system.replacements and system.pack is None and system.background is None


def _key_of(kept: Solutions, system: ProductSystem, amounts: np.ndarray, method: MethodName) -> str:
    """What a solution of a system follows from."""
    places = (system.matrix_rows, system.matrix_columns, system.signs, system.is_biosphere, system.is_production)
    fixed = map(kept.hash_of, (system.stored_amounts, *places, system.factors[method]))
    return key_of([amounts, *fixed, system.rows_hash, *system.demand, system.demand_amount])


def _solved(
    system: ProductSystem, technosphere: sparse.csc_array, demand: np.ndarray
) -> tuple[Solver | None, np.ndarray]:
    """What solves the system, and the supply of the demand; nothing where the matrix is singular."""
    from lca_models.inventory.system.background.sweeps import LARGE, solver_of  # with SciPy, which kept solutions spare

    try:
        found = solver_of(technosphere, system.makers if len(system.products) > LARGE else None)
        return found, found.solve(demand)
    except RuntimeError:
        return None, np.zeros(len(system.products))


def _doubts(
    system: ProductSystem,
    values: Mapping[str, float],
    amounts: np.ndarray,
    solve: Callable[[np.ndarray], np.ndarray] | None,
) -> list[str]:
    """What cannot be supplied, with the settings behind it."""
    faults = supply_faults(network_of(system), amounts, solve, signs=system.is_own)
    return causes_of(system).words(faults, values) if faults else []
