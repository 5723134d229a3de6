"""A product under a rule set as a function of what panels move: milliseconds for a change, nothing rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from lca_models.impact.compiled.model import CompiledSystem, compile_system
from lca_models.impact.delivered_energy import names_of_term, pack_term
from lca_models.impact.draws.parameters import UncertainParameters, uncertain_parameters
from lca_models.impact.methods import DEFAULT_METHOD_ID, category_mark
from lca_models.impact.service_life import SERVICE_LIFE_PARAMETERS, functional_unit_of
from lca_models.interpretation.uncertainty.local_sensitivity import tornado
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.declared_unit import DeclaredUnit
from lca_models.scope.functional_unit import FadeCurve, FunctionalUnit
from lca_models.scope.rules import METHOD, RuleSet
from lca_models.scope.wording.catalogue import LANGUAGES

Key = TypeVar("Key")
Found = TypeVar("Found")
Settings = tuple[tuple[str, str | float], ...]
KEPT = 64  # of a kind at hand: the numbers of a change, and of all settings that are tried beside it


@dataclass(frozen=True)
class CompiledPack:
    """The compiled system, once for every parameter and once for those that panels move, and its service life."""

    system: ProductSystem
    rule_set: RuleSet
    compiled: CompiledSystem
    moved: frozenset[str]
    _uncertain: dict[frozenset[str], UncertainParameters] = field(default_factory=dict, repr=False, compare=False)
    _ranges: dict[frozenset[str], Mapping[str, tuple[float, float]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _numbers: dict[Settings, Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """What tells the category of the results from the default one, by language; empty texts for the default."""
        category = self.compiled.categories[0]
        return {one: category_mark(category, self.system.method_metadata, one) for one in LANGUAGES}

    def numbers(self, settings: Mapping[str, str | float]) -> Mapping[str, float]:
        """Settings as numbers; the last few are kept, since every part of the page asks for the same.

        Raises ScenarioError with every unknown name and impossible value.
        """
        system = self.system
        return _kept(self._numbers, tuple(settings.items()),
                     lambda: resolve_settings(settings, system.parameters, system.choices))  # fmt: skip

    def uncertain(self, certain: Iterable[str]) -> UncertainParameters:
        """The uncertain parameters but for some that are certain; the last few are kept.

        Raises ScenarioError for impossible distributions, naming the row.
        """
        names = frozenset(certain)
        return _kept(self._uncertain, names, lambda: uncertain_parameters(self.compiled, names))

    def ranges(self, certain: Iterable[str]) -> Mapping[str, tuple[float, float]]:
        """The range of every uncertain parameter but those that are certain: the middle 95 % of its distribution."""
        names = frozenset(certain)

        def made() -> dict[str, tuple[float, float]]:
            table = tornado(self.compiled, self.uncertain(names).uncertain.names)
            ends = zip(*(table[one].tolist() for one in ("parameter", "low", "high")), strict=True)
            return {name: (low, high) for name, low, high in ends}

        return _kept(self._ranges, names, made)

    def drawn(
        self, numbers: Mapping[str, float], units: Iterable[DeclaredUnit]
    ) -> dict[DeclaredUnit, UncertainParameters]:
        """What is drawn for a total per each declared unit: all that is uncertain and on which it depends.

        As `uncertain_result` finds it, without recording the system for these numbers. Raises ScenarioError for impossible
        distributions, naming the row.
        """
        compiled, every = self.compiled, self.uncertain(numbers)
        varies, values = np.isin(compiled.parameters, every.names), self.values(numbers)[0]
        results = compiled.tape.inputs_read(2 * len(compiled.stages) * len(compiled.units), values, varies)
        found = {}
        for per in units:
            read = results
            if per.term:
                names = names_of_term(per.term, compiled, self.system)
                read = results | compiled.parameter_tape(names).inputs_read(len(names), values, varies)
            known = {name for name, is_read in zip(compiled.parameters, read.tolist(), strict=True) if is_read}
            idle = every.alone({*every.names} - known)
            found[per] = self.uncertain({*numbers, *idle}) if idle else every
        return found

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
        return np.asarray(1 / pack_term(per.term, self.compiled, self.system, values, self.fade_curve))

    @property
    def fade_curve(self) -> FadeCurve | None:
        """The measured fade of a data sheet."""
        return self.system.pack.fade_curve if self.system.pack else None

    def totals(self, values: np.ndarray, per: DeclaredUnit) -> np.ndarray:
        """Total (n,) per declared unit of values (n, k) of the parameters of `compiled`, each of which it can have."""
        return np.asarray(self.packs(values) * self.factors(values, per))

    def packs(self, values: np.ndarray) -> np.ndarray:
        """Score (n,) per pack of values (n, k) of the parameters of `compiled`, each of which it can have."""
        return np.asarray(self.compiled.lines(values.T)[: len(self.compiled.stages), 0].sum(axis=0))

    def values(self, numbers: Mapping[str, float], n: int = 1) -> np.ndarray:
        """The same values (n, k) in every row: the defaults but for `numbers`."""
        found = np.tile(self.compiled.defaults, (n, 1))
        for name, number in numbers.items():
            if name in self._places:
                found[:, self._places[name]] = number
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.compiled.parameters)}

    def functional_unit(self, numbers: Mapping[str, float]) -> FunctionalUnit:
        """The service life that goes with numbers."""
        product = self.system.shipped_product
        names = (product.rated_energy, product.usable_share, product.pack_mass, product.cycles,
                 product.end_of_life_retention, product.warranty_years,
                 *sorted(SERVICE_LIFE_PARAMETERS & set(self.system.parameters)))  # fmt: skip
        found = self.compiled.parameter_values(names, numbers)
        values = {name: float(amount[0]) for name, amount in found.items()}
        return functional_unit_of(self.system, values, self.rule_set, self.fade_curve)

    def _function(self, given: Iterable[str]) -> CompiledSystem:
        return self._fast if self.moved and self.moved.issuperset(given) else self.compiled

    @cached_property
    def _fast(self) -> CompiledSystem:
        return self.compiled.specialised(tuple(sorted(self.moved)))


def _kept(known: dict[Key, Found], key: Key, make: Callable[[], Found]) -> Found:
    """What is known by a key, made where it is not; the oldest goes."""
    if key not in known:
        found = make()
        while len(known) >= KEPT:
            del known[next(iter(known))]
        known[key] = found
    return known[key]


def compile_pack(system: ProductSystem, moved: Iterable[str], method: str = "") -> CompiledPack:
    """The compiled form of a product, quick in the parameters `moved`, recorded once where there are none.

    `method`: the impact category (default: that of the rules). Raises ScenarioError for one that is none, or that too little
    of the product has data for.
    """
    compiled = compile_system(system, method or system.rule_set.value(METHOD, DEFAULT_METHOD_ID))
    return CompiledPack(system, system.rule_set, compiled, frozenset(moved) & set(compiled.parameters))
