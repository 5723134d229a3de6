"""A product under a rule set as a function of what panels move: milliseconds for a change, nothing rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.impact.compiled.model import CompiledSystem, compile_system
from lca_models.impact.delivered_energy import pack_term
from lca_models.impact.methods import DEFAULT_METHOD_ID
from lca_models.impact.service_life import SERVICE_LIFE_PARAMETERS, functional_unit_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.declared_unit import DeclaredUnit
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.rules import METHOD, RuleSet


@dataclass(frozen=True)
class CompiledPack:
    """The compiled system, once for every parameter and once for those that panels move, and its service life."""

    system: ProductSystem
    rule_set: RuleSet
    compiled: CompiledSystem
    moved: frozenset[str]

    def numbers(self, settings: Mapping[str, str | float]) -> dict[str, float]:
        """Settings as numbers.

        Raises ScenarioError with every unknown name and impossible value.
        """
        return resolve_settings(settings, self.system.parameters, self.system.choices)

    def stages_and_credits(self, numbers: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        """Score by stage per pack, and the credits inside it where there are any."""
        function = self._function(numbers)
        columns = np.array([[numbers.get(name, function.settings[name])] for name in function.parameters])
        lines = function.lines(columns)[:, 0, 0].tolist()
        stages = dict(zip(function.stages, lines, strict=False))
        credits = zip(function.stages, lines[len(stages) :], strict=True)
        return stages, {stage: credit for stage, credit in credits if credit}

    def scores(self, several: Sequence[Mapping[str, float]]) -> np.ndarray:
        """Score per pack of each mapping of numbers: (n,)."""
        function = self._function({name for numbers in several for name in numbers})
        columns = [[numbers.get(name, function.settings[name]) for numbers in several] for name in function.parameters]
        return np.asarray(function.lines(np.array(columns))[: len(function.stages), 0].sum(axis=0))

    def factors(self, values: np.ndarray, per: DeclaredUnit) -> np.ndarray:
        """What turns a result per pack into one per declared unit (n,), from values (n, k) of the parameters of `compiled`."""
        if not per.term:
            return np.ones(len(values))
        return np.asarray(1 / pack_term(per.term, self.compiled, self.system, values))

    def totals(self, values: np.ndarray, per: DeclaredUnit) -> np.ndarray:
        """Total (n,) per declared unit of values (n, k) of the parameters of `compiled`."""
        return np.asarray(self.compiled(values)[:, :, 0].sum(axis=1) * self.factors(values, per))

    def values(self, numbers: Mapping[str, float], n: int = 1) -> np.ndarray:
        """The same values (n, k) in every row: the defaults but for `numbers`."""
        start = [numbers.get(name, self.compiled.settings[name]) for name in self.compiled.parameters]
        return np.tile(np.array(start, dtype=float), (n, 1))

    def functional_unit(self, numbers: Mapping[str, float]) -> FunctionalUnit:
        """The service life that goes with numbers."""
        product = self.system.shipped_product
        names = (product.rated_energy, product.usable_share, product.pack_mass, product.cycles,
                 product.end_of_life_retention, product.warranty_years,
                 *sorted(SERVICE_LIFE_PARAMETERS & set(self.system.parameters)))  # fmt: skip
        found = self.compiled.parameter_values(names, numbers)
        values = {name: float(amount[0]) for name, amount in found.items()}
        curve = self.system.pack.fade_curve if self.system.pack else None
        return functional_unit_of(self.system, values, self.rule_set, curve)

    def _function(self, given: Iterable[str]) -> CompiledSystem:
        return self._fast if self.moved.issuperset(given) else self.compiled

    @cached_property
    def _fast(self) -> CompiledSystem:
        return self.compiled.specialised(tuple(sorted(self.moved)))


def compile_pack(system: ProductSystem, moved: Iterable[str]) -> CompiledPack:
    """The compiled form of a shipped product, quick in the parameters `moved`."""
    compiled = compile_system(system, system.rule_set.value(METHOD, DEFAULT_METHOD_ID))
    return CompiledPack(system, system.rule_set, compiled, frozenset(moved) & set(compiled.parameters))
