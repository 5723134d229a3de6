"""The result of one product as a plain function of its uncertain parameters, which the techniques of this package take.

Uncertain is every parameter with a distribution that neither a scenario nor a person has set and on which the result depends.
Per kWh delivered the result depends on the service life too, so cycles and retention spread it. Techniques with a design of
their own (Morris, Sobol) move levels between 0 and 1, one per uncertain parameter; the shares of a mix are drawn from their
levels and then divided by their sum, so the level of a share stands for its weight among the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.compiled.model import CompiledSystem, compile_system
from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.impact.draws.blocks import in_threads
from lca_models.impact.draws.distributions import Distributions
from lca_models.impact.draws.parameters import UncertainParameters, uncertain_parameters
from lca_models.impact.footprint import Footprint
from lca_models.interpretation.uncertainty.drivers import Drivers, drivers_of
from lca_models.interpretation.uncertainty.local_sensitivity import local_sensitivity, tornado
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo, monte_carlo
from lca_models.interpretation.uncertainty.morris import MorrisEffects, morris
from lca_models.interpretation.uncertainty.plain_function import Function
from lca_models.interpretation.uncertainty.sobol import SobolSample, sobol_sample
from lca_models.inventory.system.admissibility import with_other_shares
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.declared_unit import PACK, DeclaredUnit, find_declared_unit
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 12  # of a digest, for people


@dataclass(frozen=True)
class UncertainResult:
    """One impact category of one product; results in `unit`, counted per pack or per kWh as `flow` says."""

    general: CompiledSystem  # all plain parameters vary
    model: CompiledSystem  # only the uncertain ones do, in the order of `inputs.names`
    inputs: UncertainParameters
    flow: ReferenceFlow

    @property
    def unit(self) -> str:
        """Unit of the results, such as `g CO2-eq per kWh delivered`."""
        return self.flow.unit(self.general.units[0])

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the results: the total, then the stages."""
        return ("total", *self.general.stages)

    def results(self, values: np.ndarray) -> np.ndarray:
        """Total, then stages: (n, 1 + stages) in `unit`, of values (n, len(inputs.names))."""
        return self.counted(self.model(values)[:, :, 0], values)

    def counted(self, stages: np.ndarray, values: np.ndarray) -> np.ndarray:
        """The same in `unit`, from stages (n, stages) per pack, in the unit of the category, at these values."""
        counted = stages * self.flow.factors(self.model, values)[:, None]
        return np.column_stack([counted.sum(axis=1), counted])

    def total(self, values: np.ndarray) -> np.ndarray:
        """Total (n,) in `unit`, of values (n, len(inputs.names))."""
        return np.asarray(self.model(values)[:, :, 0].sum(axis=1) * self.flow.factors(self.model, values))

    def along(self, parameter: str) -> Function:
        """Total (n,) of values (n, 1) of one parameter, all others without uncertainty; shares beside a share make room.

        Raises ScenarioError for an unknown or derived parameter and for a choice, which has no values in between.
        """
        row = self.general.blueprint.parameters.get(parameter)
        if row is not None and row.data.get("kind") == "choice":
            raise ScenarioError(
                message(
                    "'{parameter}' is a choice between codes; name a parameter that is a number or a share",
                    parameter=parameter,
                )
            )
        general, rows = self.general, self.general.blueprint.parameters
        beside = with_other_shares({parameter: 0.0}, rows) if row is not None else {parameter: 0.0}
        alone = replace(self, model=general.specialised(tuple(beside)))

        def total(values: np.ndarray) -> np.ndarray:
            columns = with_other_shares({parameter: np.asarray(values, dtype=float)[:, 0]}, rows, general.settings)
            return alone.total(np.column_stack([columns[name] for name in beside]))

        return total

    def total_at_levels(self, levels: np.ndarray) -> np.ndarray:
        """Total (n,) in `unit`, at cumulative probabilities (n, d) of the uncertain parameters."""
        return self.total(self.inputs.values(levels))

    @property
    def drivers(self) -> Drivers:
        """What the results may depend on, members of a mixture as one; positions are those of `inputs.names`."""
        return drivers_of(self.inputs.names, self.inputs.inputs.groups, self.inputs.mixtures)

    @property
    def levels(self) -> Distributions:
        """The uncertain parameters by name, each as a level between 0 and 1."""
        return self.inputs.uncertain.as_levels()

    def monte_carlo(
        self, n: int, seed: int = 0, *, folder: Path | None = None, resume: bool = False, progress: bool = False
    ) -> MonteCarlo:
        """Samples of the total and of the stages; in threads, unless `joblib.parallel_config` says otherwise.

        `folder` keeps finished blocks, `resume` goes on with those of the same system, settings, n and seed. Raises
        ScenarioError where nothing is uncertain, for fewer than one sample and a seed that is no whole number from 0
        up, and for a folder that holds another ensemble.
        """
        self._need_inputs()
        with in_threads(n):
            return monte_carlo(self.results, self.inputs.draw, n, seed, central=self.inputs.central, names=self.inputs.names,
                               drivers=self.drivers, labels=self.labels, units=[self.unit] * len(self.labels),
                               progress=progress, folder=folder, model=self.identity, resume=resume)  # fmt: skip

    @property
    def identity(self) -> dict[str, Any]:
        """What fixes the samples of a seed, by name: the ones of another are never continued."""
        curve = self.flow.curve
        return {"samples": "parameters", **identity_of(self.flow.system), "category": self.general.categories[0],
                "settings": dict(self.general.settings), "distributions": self.inputs.uncertain.digest()[:DIGITS],
                "per": self.flow.code, "fade curve": curve and curve.points}  # fmt: skip

    def elasticities(self) -> pd.DataFrame:
        """Derivatives and elasticities of the total by all parameters, as `local_sensitivity` gives them."""
        return local_sensitivity(self.general, flow=self.flow)

    def tornado(self) -> pd.DataFrame:
        """Each uncertain parameter alone through the middle 95 % of its own range, as `tornado` gives it.

        Raises ScenarioError for an uncertain parameter whose range cannot be.
        """
        return tornado(self.general, self.inputs.uncertain.names,
                       factors=lambda values: self.flow.factors(self.general, values), unit=self.unit)  # fmt: skip

    def morris(self, n: int = 50, seed: int = 0, **options: Any) -> MorrisEffects:
        """Elementary effects (Morris 1991) on the total, over the middle 95 % of each parameter.

        `options` as `morris` takes them. Raises ScenarioError where nothing is uncertain, for fewer than one trajectory
        and a seed that is no whole number from 0 up, and without SALib.
        """
        self._need_inputs()
        return morris(self.total_at_levels, self.levels, n, seed, unit=self.unit, **options)

    def sobol_sample(self, n: int = 1024, seed: int = 0, *, progress: bool = False) -> SobolSample:
        """The design of Saltelli (2002) for the total: n (k + 2) results of k drivers, mixtures as one.

        Raises ScenarioError where nothing is uncertain, for an n that is no power of 2, and a seed that is no whole
        number from 0 up.
        """
        self._need_inputs()
        uncertain = self.inputs.uncertain
        drivers = drivers_of(uncertain.names, uncertain.groups, self.inputs.mixtures)
        return sobol_sample(self.total_at_levels, self.levels, n, seed, drivers=drivers, progress=progress)

    def _need_inputs(self) -> None:
        if not len(self.inputs.uncertain):
            raise ScenarioError(
                message("no parameter is uncertain here: each is certain, set, or without a distribution")
            )


def uncertain_result(
    assessment: Assessment,
    fixed: Iterable[str] = (),
    *,
    per: str | DeclaredUnit = PACK,
    fade_curve: FadeCurve | None = None,
    spread: float = 1.0,
    compiled: CompiledSystem | None = None,
) -> UncertainResult:
    """The category, settings and product system of an assessment, with the parameters that are uncertain there.

    `fixed`: names a person has set, which then have no uncertainty. `per`: a declared unit or its code; `kwh-delivered`
    by the rule set of the system or a measured fade curve. `spread` widens all distributions (0: none). `compiled`: the
    system in its category, where it is compiled already. Raises ScenarioError for another `per` and for impossible bounds,
    naming the row.
    """
    units = (find_declared_unit(per),)
    return uncertain_results(assessment, fixed, units, fade_curve=fade_curve, spread=spread, compiled=compiled)[0]


def uncertain_results(
    assessment: Assessment,
    fixed: Iterable[str] = (),
    units: Iterable[DeclaredUnit] = (PACK,),
    *,
    fade_curve: FadeCurve | None = None,
    spread: float = 1.0,
    compiled: CompiledSystem | None = None,
) -> tuple[UncertainResult, ...]:
    """The same in several declared units, compiled once. Raises as `uncertain_result` does."""
    if compiled is None:
        compiled = compile_system(assessment.system, [assessment.method], allow_incomplete=True, at_once=False)
    settings = {name: float(assessment.parameters[name]) for name in compiled.parameters}
    general = compiled.specialised(compiled.parameters, settings)
    return counted(general, [ReferenceFlow(assessment.system, unit, fade_curve) for unit in units], set(fixed), spread)


def counted(
    general: CompiledSystem, flows: Iterable[ReferenceFlow], kept: set[str], spread: float = 1.0
) -> tuple[UncertainResult, ...]:
    """A result counted per each reference flow, with the inputs that are uncertain and matter to it.

    `general`: in all its parameters, at the values of a setup; `kept`: names of those that are certain. Results that the
    same inputs matter to share their model.
    """
    inputs = uncertain_parameters(general, kept, spread=spread)
    model = general.specialised(inputs.names)
    known = {frozenset[str](): (model, inputs)}
    counted_by = [(flow, inputs.alone(model.idle & flow.idle(model))) for flow in flows]
    for idle in sorted({idle for _, idle in counted_by} - {*known}, key=len):
        drawn = uncertain_parameters(
            general, kept | idle, spread=spread
        )  # else they would count as uncertain for nothing
        is_nested = model.idle >= {*model.parameters} - {*drawn.names}  # and its tape, recorded by now, may serve
        model = (model if is_nested else general).specialised(drawn.names)
        known[idle] = model, drawn
    return tuple(UncertainResult(general, *known[idle], flow) for flow, idle in counted_by)


def sampled_together(results: Sequence[UncertainResult], n: int, seed: int = 0) -> tuple[MonteCarlo | None, ...]:
    """Samples of several results of one setup, as `UncertainResult.monte_carlo` draws each; None where nothing is uncertain.

    Those with one model are drawn and evaluated once. Raises as it does.
    """
    found: dict[int, MonteCarlo | None] = {}
    for model in {id(one.model): one.model for one in results}.values():
        places = [place for place, one in enumerate(results) if one.model is model]
        alike = [results[place] for place in places]
        drawn = _drawn_once(alike, n, seed) if len(alike[0].inputs.uncertain) else (None,) * len(alike)
        found |= dict(zip(places, drawn, strict=True))
    return tuple(found[place] for place in range(len(results)))


def _drawn_once(alike: Sequence[UncertainResult], n: int, seed: int) -> tuple[MonteCarlo, ...]:
    """Samples of results with one model."""
    first, width = alike[0], len(alike[0].labels)

    def every(values: np.ndarray) -> np.ndarray:
        stages = first.model(values)[:, :, 0]
        return np.column_stack([one.counted(stages, values) for one in alike])

    with in_threads(n):
        whole = monte_carlo(every, first.inputs.draw, n, seed, central=first.inputs.central, names=first.inputs.names,
                            drivers=first.drivers, labels=first.labels * len(alike),
                            units=[one.unit for one in alike for _ in range(width)])  # fmt: skip
    return tuple(whole.part(slice(place * width, (place + 1) * width)) for place in range(len(alike)))


def uncertain_footprint(result: Footprint, *, spread: float = 1.0) -> UncertainResult:
    """The same of a footprint, counted per its declared unit, else per pack: what its setup or its scenarios set is certain.

    Raises ScenarioError for impossible bounds, naming the row.
    """
    per, curve = result.declared_unit or PACK, result.fade_curve
    given = result.resolved.numbers
    return uncertain_result(result.assessment, given, per=per, fade_curve=curve, spread=spread)


def identity_of(system: ProductSystem) -> dict[str, Any]:
    """What a product system is, by name, so that it is told when a project has been edited since."""
    return {
        "product": "/".join(system.demand),
        "demand": system.demand_amount,
        "rules": system.rules and system.rules.id,
        "rows of the project": system.rows_hash[:DIGITS],
    }
