"""A setup with what it names: the product system under its rule set, and the numbers that its settings stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from lca_models.inventory.system.accounted.given import (
    PERSON,
    RULES,
    Author,
    GivenSetting,
    Level,
    given_settings,
    merged,
    rule_inputs,
    with_province,
    without_restated_place,
)
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.rules import RuleSet
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message, speaking

BASELINE = ("baseline",)
LONGEST_TITLE = 4  # settings that a header names


@dataclass(frozen=True)
class ResolvedSetup:
    """A setup with what it names in a study."""

    setup: CalculationSetup  # as a person asks for it
    asked: CalculationSetup  # with what its scenarios say where it says nothing itself
    scenario: tuple[str, ...]  # names of its scenarios; the baseline where it has none
    system: ProductSystem  # under its rule set
    numbers: Mapping[str, float] = field(default_factory=dict)  # of the parameters that it sets
    levels: tuple[Level, ...] = ()  # who says what, the scenarios first and the person last

    @property
    def rule_set(self) -> RuleSet:
        return self.system.rule_set

    @property
    def fade_curve(self) -> FadeCurve | None:
        """The measured fade: that which was asked for, else that of the data sheet."""
        return self.asked.fade_curve or (self.system.pack.fade_curve if self.system.pack is not None else None)

    @cached_property
    def given(self) -> tuple[GivenSetting, ...]:
        """Every parameter that the setup sets, with who says so and what stood there before."""
        return given_settings(self.levels, self.system)

    @property
    def all_given(self) -> tuple[GivenSetting, ...]:
        """The same after what a rule set of the user's own file sets."""
        return (*rule_inputs(self.system), *self.given)

    @property
    def yours(self) -> tuple[GivenSetting, ...]:
        """What a person sets: settings, and what scenarios and rule sets of their own files say."""
        curve, person = self.asked.fade_curve, Author(PERSON, is_yours=True)
        faded = [GivenSetting("fade_curve", curve.file or curve.text, person, message("none"), Author(RULES, self.rule_set.id))
                 ] if curve is not None else []  # fmt: skip
        return (*faded, *(one for one in self.all_given if one.author.is_yours))

    @property
    def header(self) -> tuple[str, ...]:
        """What a header names: the scenarios and the settings of a person, or the baseline where nothing differs from it."""
        return self.header_without(())

    def header_without(self, names: Collection[str]) -> tuple[str, ...]:
        """The same without settings of some names, which stand elsewhere."""
        plant = self.system.product.plant_province if self.system.product else ""
        own = [one.words for one in self.given if one.author.kind == PERSON and one.name not in (plant, *names)]
        if len(own) > LONGEST_TITLE:
            more = len(own) - LONGEST_TITLE + 1
            own = [*own[: LONGEST_TITLE - 1], message("{count} more settings", count=more)]
        if self.asked.fade_curve is not None:
            own.append(message("measured fade"))
        own += [f"{one.input}: {one.supplier}" for one in self.system.replacements]
        own += [self.system.background.title] if self.system.background is not None else []
        named = [one for one in self.scenario if one not in BASELINE]
        return (*named, *own) or BASELINE

    def title(self, language: str = "", without: Collection[str] = ()) -> str:
        """The header in one line, without settings of some names; `language`: that in use where none is named."""
        with speaking(language or language_in_use()):
            return " + ".join(message("baseline") if one in BASELINE else one for one in self.header_without(without))

    @property
    def named_scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios for programs; the baseline only where nothing differs from it."""
        return self.scenario if self.header == BASELINE else tuple(one for one in self.scenario if one not in BASELINE)

    def values(self) -> dict[str, float]:
        """Values of all parameters by name, derived ones included.

        Raises ProjectError where a formula has no value.
        """
        return self.system.parameter_values(self.numbers)

    def values_without(self, name: str) -> dict[str, float]:
        """The same where the one who sets a parameter were silent about it: what a scenario below says, else the default.

        Raises ProjectError where a formula has no value.
        """
        rest = list(self.levels)
        for place in reversed(range(len(rest))):
            if name in rest[place].settings:
                said = {one: value for one, value in rest[place].settings.items() if one != name}
                rest[place] = replace(rest[place], settings=said)
                break
        try:
            numbers = resolve_settings(merged(rest), self.system.parameters, self.system.choices)
        except ScenarioError:  # without it the others cannot be: nothing but the one itself goes back
            numbers = {one: value for one, value in self.numbers.items() if one != name}
        return self.system.parameter_values(numbers)


def setup_on(
    system: ProductSystem,
    setup: CalculationSetup,
    scenario: tuple[str, ...] = BASELINE,
    levels: tuple[Level, ...] = (),
) -> ResolvedSetup:
    """A setup on a system that is at hand, under the rule set of the system.

    `scenario`: names to show; `levels`: who says what, where that is known (default: all of it the person who asks).
    Raises ScenarioError with every unknown name and impossible value, and for a system that is no shipped product.
    """
    plant = system.shipped_product.plant_province
    if not levels:
        given = with_province(setup.settings, setup.province, plant, system.parameters, system.choices)
        levels = (Level(Author(PERSON, is_yours=True), given),)
        if setup.province and plant not in setup.settings:
            levels = without_restated_place(levels, system, plant)
    numbers = resolve_settings(merged(levels), system.parameters, system.choices)
    return ResolvedSetup(setup, setup, scenario, system, numbers, levels)
