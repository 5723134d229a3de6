"""Why two rule sets give one pack two numbers: the difference taken apart, aspect by aspect.

The rule sets are switched one aspect after the other, and every intermediate mixture is calculated in full. What an aspect
adds depends on what was switched before it, so three attributions stand side by side: in order, in the reverse order, and
the mean over all orders (Shapley), which favours none. Each of them sums to the difference, and its factors multiply to
the ratio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import exp, factorial, log
from typing import TYPE_CHECKING, Any

from lca_models.impact.documents import co2e_by_key
from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.impact.methods import Method, method_id
from lca_models.impact.study import Study
from lca_models.inventory.system.accounted.given import Level
from lca_models.inventory.system.accounted.provenance import like
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.resolved_setup import ResolvedSetup, setup_on
from lca_models.inventory.system.under_rules import under_rules
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.quantity import readable_text, unit_text
from lca_models.scope.rules import ASPECTS, FUNCTIONAL_UNIT, RuleSet, find_rules, mixed_rules
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

SERVICE_LIFE_STEP = "service life"
Switched = frozenset[str]  # aspects taken from the second rule set
Value = Callable[[Switched], float]


@dataclass(frozen=True)
class Step:
    """What one aspect adds to the footprint per kWh delivered, and by which factor it changes it.

    Factors are None where a mixture of the rules gives no positive result, as under large credits.
    """

    name: str
    aspect: str
    contribution: float  # switched in order
    contribution_reverse: float  # switched in the reverse order
    contribution_mean: float  # mean over all orders
    factor: float | None
    factor_reverse: float | None
    factor_mean: float | None

    @property
    def order_effect(self) -> float:
        """How far the order of switching moves the contribution."""
        return abs(self.contribution - self.contribution_reverse)


@dataclass(frozen=True)
class RuleComparison:
    """One product under two rule sets: both results, and the steps from the first to the second."""

    product: str
    first: Footprint
    second: Footprint
    steps: tuple[Step, ...]

    @cached_property
    def values(self) -> tuple[float, float]:
        """Footprint per kWh delivered under the first and under the second rule set."""
        first, second = (one.total(KWH_DELIVERED).amount for one in (self.first, self.second))
        return first, second

    @property
    def difference(self) -> float:
        """Second less first, per kWh delivered."""
        return self.values[1] - self.values[0]

    @property
    def ratio(self) -> float | None:
        """Second over first, a ratio; None where the first is not positive."""
        return self.values[1] / self.values[0] if self.values[0] > 0 else None

    @property
    def unit(self) -> str:
        """Unit of both results: per kWh delivered."""
        return unit_text(self.first.assessment.unit, KWH_DELIVERED)

    def table(self) -> pd.DataFrame:
        """Tidy table: one row a step with contributions and factors of the three attributions, and the unit."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the table."""
        return [
            {
                "product": self.product,
                "first": self.first.rules,
                "second": self.second.rules,
                "step": step.name,
                "aspect": step.aspect,
                "contribution": step.contribution,
                "contribution_reverse": step.contribution_reverse,
                "contribution_mean": step.contribution_mean,
                "order_effect": step.order_effect,
                "factor": step.factor,
                "factor_reverse": step.factor_reverse,
                "factor_mean": step.factor_mean,
                "unit": self.unit,
            }
            for step in self.steps
        ]

    def waterfall(self) -> pd.DataFrame:
        """The steps in order between both results, for a chart: step, start, end, kind (total or step), unit.

        In the unit that is read best: a mass per kWh delivered in grams.
        """
        import pandas as pd

        scale, unit = readable_text(self.unit)
        rows, level = [(self.first.rules, 0.0, self.values[0], "total")], self.values[0]
        for step in self.steps:
            rows.append((step.name, level, level + step.contribution, "step"))
            level += step.contribution
        rows.append((self.second.rules, 0.0, self.values[1], "total"))
        table = pd.DataFrame(rows, columns=["step", "start", "end", "kind"])
        return table.assign(start=table["start"] * scale, end=table["end"] * scale, unit=unit)

    def document(self) -> dict[str, Any]:
        """The comparison as one JSON document."""
        sides = {"first": self.first, "second": self.second}
        return {
            "product": self.product,
            **{name: {"rules": side.rules, "formula": side.functional_unit.formula(), "total": co2e_by_key(side.totals()),
                     "totals": [one.document() for one in side.totals()]}
               for name, side in sides.items()},
            "difference": self.difference,
            "ratio": self.ratio,
            "unit": self.unit,
            "steps": self.rows(),
        }  # fmt: skip


def compare_rules(
    source: Study | ProductSystem,
    product: str | None = None,
    first: str | RuleSet = "cn-551",
    second: str | RuleSet = "eu-cfb-ev",
    settings: Mapping[str, str | float] | None = None,
    *,
    province: str | None = None,
    method: Method | None = None,
    scenario: tuple[str, ...] = ("baseline",),
    fade_curve: FadeCurve | None = None,
    allow_incomplete: bool = False,
) -> RuleComparison:
    """The difference between two rule sets, by aspect, of a product of a study or of a product system.

    A step is attributed in order, in reverse, and as the mean over all orders (Shapley 1953), which favours none.
    `settings`, `province`, `method` and `fade_curve` hold under both rule sets. Raises ScenarioError for unknown names, where
    the two rule sets use categories of different units, and, unless `allow_incomplete`, for a category whose data stand behind
    less than half of the climate score.
    """
    system = source if isinstance(source, ProductSystem) else source.product_system(_needed(product))
    known = system.known_rules
    one, other = (rules if isinstance(rules, RuleSet) else find_rules(rules, known) for rules in (first, second))
    asked = CalculationSetup(
        system.shipped_product.id,
        settings=settings or {},
        province=province or "",
        method=method_id(system, method) if method else "",
        fade_curve=fade_curve,
        allow_incomplete=allow_incomplete,
    )
    return _compare(system, asked, tuple(scenario), one, other)


def compare_setup_rules(study: Study, setup: CalculationSetup, second: str) -> RuleComparison:
    """The difference between the rule set of a setup and a second one, all else as the setup says.

    Raises ScenarioError for unknown names, and where the two rule sets use categories of different units.
    """
    one, other = study.resolve(setup), study.resolve(replace(setup, rules=second))
    return _compare(one.system, one.asked, one.scenario, one.rule_set, other.rule_set, one.levels)


def _compare(
    system: ProductSystem,
    asked: CalculationSetup,
    scenario: tuple[str, ...],
    one: RuleSet,
    other: RuleSet,
    levels: tuple[Level, ...] = (),
) -> RuleComparison:
    """The comparison of two rule sets; what is asked for holds under both, and under every mixture of them."""

    def resolved(rules: RuleSet) -> ResolvedSetup:
        ruled = like(under_rules(system, rules), system)
        return setup_on(ruled, replace(asked, rules=rules.reference), scenario, levels)

    ends = (footprint_of(resolved(one)), footprint_of(resolved(other)))
    units = [end.assessment.unit for end in ends]
    if units[0] != units[1]:
        raise ScenarioError(
            message(
                "{id} counts in {value} and {id_2} in {value_2}; give one --method",
                id=one.id,
                value=units[0],
                id_2=other.id,
                value_2=units[1],
            )
        )
    aspects = _differing(one, other)
    scores: dict[Switched, float] = {}
    if aspects:
        for switched, end in ((frozenset[str](), ends[0]), (frozenset(aspects), ends[1])):
            scores[switched] = end.total(KWH_DELIVERED).amount

    def value(switched: Switched) -> float:
        if switched not in scores:
            mixture = footprint_of(resolved(mixed_rules(one, other, switched)), is_cited=False)
            scores[switched] = mixture.total(KWH_DELIVERED).amount
        return scores[switched]

    return RuleComparison(system.shipped_product.id, *ends, attribute(aspects, value))


def _needed(product: str | None) -> str:
    if product is None:
        raise ScenarioError(message("name the product to compare under two rule sets (lca-models list products)"))
    return product


def _differing(first: RuleSet, second: RuleSet) -> tuple[str, ...]:
    """Aspects in which two rule sets set different things, in the order of ASPECTS."""

    def setting(rules: RuleSet, aspect: str) -> frozenset[tuple[str, str]]:
        return frozenset((term.key, term.value) for term in rules.terms if term.aspect == aspect and term.key)

    return tuple(aspect for aspect in ASPECTS if setting(first, aspect) != setting(second, aspect))


def attribute(aspects: Sequence[str], value: Value) -> tuple[Step, ...]:
    """Steps of a function of the aspects switched: in order, in reverse, and the mean over all orders."""
    added = [order(aspects, value) for order in (in_order, in_reverse, shapley)]
    is_positive = all(value(frozenset(some)) > 0 for some in _subsets(aspects))

    def logarithm(switched: Switched) -> float:
        return log(value(switched))

    factors = [order(aspects, logarithm) for order in (in_order, in_reverse, shapley)] if is_positive else []
    return tuple(
        Step(
            SERVICE_LIFE_STEP if aspect == FUNCTIONAL_UNIT else aspect,
            aspect,
            *(found[aspect] for found in added),
            *((exp(found[aspect]) for found in factors) if factors else (None, None, None)),
        )
        for aspect in aspects
    )


def in_order(aspects: Sequence[str], value: Value) -> dict[str, float]:
    """What each aspect adds when they are switched one after the other: f(with it) - f(before it)."""
    found = {}
    switched: Switched = frozenset()
    for aspect in aspects:
        found[aspect] = value(switched | {aspect}) - value(switched)
        switched |= {aspect}
    return found


def in_reverse(aspects: Sequence[str], value: Value) -> dict[str, float]:
    """The same in the reverse order."""
    return in_order(aspects[::-1], value)


def shapley(aspects: Sequence[str], value: Value) -> dict[str, float]:
    """What each aspect adds, averaged over all n! orders: sum over sets S without it of |S|! (n-|S|-1)! / n! x its step."""
    count = len(aspects)
    found = {}
    for aspect in aspects:
        others = [other for other in aspects if other != aspect]
        found[aspect] = sum(
            factorial(size) * factorial(count - size - 1) / factorial(count)
            * (value(frozenset(before) | {aspect}) - value(frozenset(before)))
            for size in range(count)
            for before in combinations(others, size)
        )  # fmt: skip
    return found


def _subsets(aspects: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (some for size in range(len(aspects) + 1) for some in combinations(aspects, size))
