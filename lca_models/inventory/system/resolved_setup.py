"""A setup with what it names: the product system under its rule set, and the numbers that its settings stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.rules import RuleSet

BASELINE = ("baseline",)


@dataclass(frozen=True)
class ResolvedSetup:
    """A setup with what it names in a study."""

    setup: CalculationSetup  # as a person asks for it
    asked: CalculationSetup  # with what its scenarios say where it says nothing itself
    scenario: tuple[str, ...]  # names of its scenarios; the baseline where it has none
    system: ProductSystem  # under its rule set
    numbers: Mapping[str, float] = field(default_factory=dict)  # of the parameters that it sets

    @property
    def rule_set(self) -> RuleSet:
        return self.system.rule_set

    def values(self) -> dict[str, float]:
        """Values of all parameters by name, derived ones included.

        Raises ProjectError where a formula has no value.
        """
        return self.system.parameter_values(self.numbers)


def setup_on(system: ProductSystem, setup: CalculationSetup, scenario: tuple[str, ...] = BASELINE) -> ResolvedSetup:
    """A setup on a system that is at hand, under the rule set of the system; `scenario`: names to show.

    Raises ScenarioError with every unknown name and impossible value, and for a system that is no shipped product.
    """
    given = dict(setup.settings)
    if setup.province:
        given[system.shipped_product.plant_province] = setup.province
    return ResolvedSetup(setup, setup, scenario, system, resolve_settings(given, system.parameters, system.choices))
