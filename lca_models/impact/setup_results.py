"""What many setups come to, calculated together: one compiled system for all that share their product and rule set.

Each setup is a few samples of that system: its own values, and those under the other views of electricity. A compiled system
takes as long to record as some tens of samples take to solve one by one, so few samples are solved without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from lca_models.impact.accounts import Accounts, Scores
from lca_models.impact.compiled.blueprint import NO_STAGE, Blueprint, draw_blueprint
from lca_models.impact.compiled.direct import solve_directly
from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.completeness import remarks
from lca_models.impact.footprint import footprint_of, method_of, plant_province
from lca_models.impact.methods import DEFAULT_METHOD, MethodName, method_id
from lca_models.impact.service_life import functional_unit_of
from lca_models.impact.views import MAY_BE_MISSING, electricity_views
from lca_models.inventory.system.admissibility import warnings_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import Quantity, totals_per_unit

# What of a result follows from its setup; the others belong to whoever asks.
FIGURES = ("method", "parameters", "stages", "credits", "electricity", "of_category", "outside")
FEW = 30  # samples: recording a compiled system takes as long as solving so many
Compile = Callable[[ProductSystem, Sequence[MethodName]], CompiledSystem]


@dataclass(frozen=True)
class SetupResult:
    """What a setup comes to, without the rows behind it; scores per pack."""

    resolved: ResolvedSetup
    method: MethodName
    parameters: Mapping[str, float]
    stages: Mapping[str, float]
    credits: Mapping[str, float]  # the negative part of the stages, of every stage that may have one
    electricity: Mapping[str, float]  # the score under each view of the electricity
    scores: Scores  # stages and credits at other values of the parameters
    of_category: tuple[str, ...] = ()  # what a reader of the total should know of its category
    outside: tuple[str, ...] = ()  # values of parameters that are possible but outside their limits

    @property
    def method_id(self) -> str:
        """The impact category as people name it on the command line."""
        return method_id(self.resolved.system, self.method)

    @property
    def unit(self) -> str:
        """Unit of the scores."""
        return str(self.resolved.system.method_metadata[self.method].get("unit", ""))

    @property
    def is_foreign(self) -> bool:
        """Whether it is of a process of a Brightway project, which has no plant, no rule set and no service life."""
        return self.resolved.system.product is None

    @property
    def province(self) -> str:
        """Province of the cell and pack plant; empty for a process of a Brightway project."""
        return "" if self.is_foreign else plant_province(self.resolved.system, self.parameters)

    @cached_property
    def functional_unit(self) -> FunctionalUnit:
        """The service life that the result per kWh delivered rests on."""
        found = self.resolved
        return functional_unit_of(found.system, self.parameters, found.rule_set, found.fade_curve)

    @cached_property
    def accounts(self) -> Accounts:
        """What becomes of every setting: whether it moves this result, and if not, why."""
        return Accounts(self.resolved, self.parameters, self.scores, self.method)

    def notes(self) -> tuple[str, ...]:
        """Every doubt about the result: its warnings, those of its category, then the accounts of its settings."""
        return tuple(dict.fromkeys((*self.warnings(), *self.of_category, *self.accounts.notes())))

    def warnings(self) -> tuple[str, ...]:
        """Doubts about its service life, and values outside their limits, by name."""
        return (*(() if self.is_foreign else self.functional_unit.warnings()), *self.outside)

    def totals(self) -> tuple[Quantity, ...]:
        """The score per every declared unit, in their order; of a process of a Brightway project per its demand."""
        if self.is_foreign:
            return (Quantity(sum(self.stages.values()), self.unit, None),)
        return totals_per_unit(sum(self.stages.values()), self.unit, self.functional_unit)


def results_of(setups: Sequence[ResolvedSetup], compiled: Compile) -> tuple[SetupResult, ...]:
    """The results of setups in their order; `compiled` gives the compiled form of a system.

    Raises ScenarioError for an unknown impact category, ProjectError where a formula has no value.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for place, one in enumerate(setups):
        groups.setdefault((one.system.identity, one.rule_set), []).append(place)
    found: dict[int, SetupResult] = {}
    for places in groups.values():
        found |= zip(places, _group([setups[place] for place in places], compiled), strict=True)
    return tuple(found[place] for place in range(len(setups)))


def figures_of(setups: Sequence[ResolvedSetup], compiled: Compile) -> list[dict[str, Any]]:
    """What `results_of` finds, as numbers and words alone: what a worker sends back. Raises as it does."""
    return [{name: getattr(one, name) for name in FIGURES} for one in results_of(setups, compiled)]


def result_with(one: ResolvedSetup, figures: Mapping[str, Any], compiled: Compile) -> SetupResult:
    """A result of figures that somebody else worked out; other values of the parameters are worked out here."""
    samples = _Samples(one.system, (figures["method"],), compiled, 1)
    return SetupResult(resolved=one, scores=partial(samples.scores, 0), **figures)


def _group(setups: Sequence[ResolvedSetup], compiled: Compile) -> list[SetupResult]:
    """Results of setups of one system."""
    methods = tuple(dict.fromkeys(method_of(one) for one in setups))
    values = [one.values() for one in setups]
    samples = _Samples(
        setups[0].system, methods, compiled, len(setups) * (1 + len(electricity_views(setups[0].system, values[0])))
    )
    lines = samples.lines(values)
    views = _views(samples, values, lines)
    results = []
    for place, one in enumerate(setups):
        category = methods.index(method_of(one))
        stages, credits = np.split(lines[:, category, place], 2)
        results.append(
            SetupResult(
                one,
                methods[category],
                values[place],
                dict(zip(samples.system.stage_names, stages.tolist(), strict=True)),
                {stage: float(credits[samples.system.stage_names.index(stage)]) for stage in samples.credited},
                {view: float(scores[category]) for view, scores in views[place].items()},
                partial(samples.scores, category),
                _remarks(one, methods[category]),
                warnings_of(values[place], one.system.parameters),
            )
        )
    return results


def _remarks(one: ResolvedSetup, method: MethodName) -> tuple[str, ...]:
    """What a reader should know of the category; all but that of the kit take a footprint of their own to judge.

    Raises ScenarioError for a category that is not complete enough.
    """
    return () if method == DEFAULT_METHOD and one.system.product else remarks(footprint_of(one).assessment)


def _views(samples: _Samples, values: Sequence[Mapping[str, float]], lines: np.ndarray) -> list[dict[str, np.ndarray]]:
    """Scores by category under each view of the electricity, for each of the values that `lines` belong to."""
    found: list[dict[str, np.ndarray]] = [{} for _ in values]
    moved: list[tuple[int, str, dict[str, float]]] = []
    for place, (one, own) in enumerate(zip(values, _scores(lines), strict=True)):
        for view, changes in electricity_views(samples.system, one).items():
            if not changes:
                found[place][view] = own
            elif view not in MAY_BE_MISSING or samples.exists({**one, **changes}, MAY_BE_MISSING[view]):
                found[place][view] = own  # keeps the order of views; its score comes below
                moved.append((place, view, {**one, **changes}))
    if moved:
        scores = _scores(samples.lines([changed for _, _, changed in moved]))
        for (place, view, _), score in zip(moved, scores, strict=True):
            found[place][view] = score
    return found


def _scores(lines: np.ndarray) -> list[np.ndarray]:
    """Scores by category (categories,) of each sample of lines."""
    return list(np.split(lines, 2)[0].sum(axis=0).T)


@dataclass(frozen=True)
class _Samples:
    """A system at many values of its parameters: recorded once where they are many, solved one by one where they are few."""

    system: ProductSystem
    methods: tuple[MethodName, ...]
    compiled: Compile
    expected: int  # samples

    @cached_property
    def model(self) -> CompiledSystem | None:
        return self.compiled(self.system, self.methods) if self.expected > FEW else None

    @cached_property
    def blueprint(self) -> Blueprint:
        return self.model.blueprint if self.model else draw_blueprint(self.system, self.methods)

    @cached_property
    def credited(self) -> tuple[str, ...]:
        """Stages with avoided products."""
        stages = self.blueprint.stages[self.blueprint.credits].tolist()
        return tuple(dict.fromkeys(self.blueprint.stage_names[stage] for stage in stages if stage != NO_STAGE))

    def lines(self, values: Sequence[Mapping[str, float]]) -> np.ndarray:
        """Stages, then credits by stage: (2 x stages, categories, samples)."""
        if self.model is None:
            return np.stack([solve_directly(self.blueprint, one) for one in values], axis=2)
        return self.model.lines(np.array([[one[name] for one in values] for name in self.model.parameters]))

    def scores(self, category: int, values: Mapping[str, float]) -> np.ndarray:
        """Stages, then credits by stage, of one category at some values."""
        return self.lines([values])[:, category, 0]

    def exists(self, values: Mapping[str, float], refused: tuple[type[Exception], ...]) -> bool:
        """Whether every formula has a value; guards of choices do not, and nothing that is recorded depends on them."""
        with suppress(*refused):
            self.system.parameter_values({name: values[name] for name in self.plain})
            return True
        return False

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return self.blueprint.plain_parameters
