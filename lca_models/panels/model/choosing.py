"""What the fields of the page hold for a setup, and the setup after one of them changed. Nothing here is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.offer import APPROACH, AS_THE_RULES_SAY, INSTRUMENTS, Offer, PackSize
from lca_models.panels.model.parameter_fields import ParameterField
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.grammar.numbers import NumberError, typed_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

PRODUCT, RULES, ENERGY, CATEGORY = "product", "rules", "pack_energy", "method"
INSTRUMENT, TECHNOLOGY, GREEN = "instrument", "technology", "green_percent"
OF_SEVERAL = (
    PRODUCT,
    ENERGY,
    RULES,
    CATEGORY,
    INSTRUMENT,
    TECHNOLOGY,
    GREEN,
)  # fields that stand for more than one parameter
FIRST_INSTRUMENT = next(iter(INSTRUMENTS))
SHARES = tuple(share for share, _ in INSTRUMENTS.values())
PERCENT_PLACES = 9  # a share read as percent has no digits of its binary form behind them


@dataclass(frozen=True)
class Choosing:
    """A setup seen through the fields that the page offers."""

    offer: Offer
    setup: CalculationSetup

    @cached_property
    def fields(self) -> Mapping[str, ParameterField]:
        """Fields of one parameter each, by name."""
        return {one.name: one for one in self.offer.fields}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All fields: those of more than one parameter, then those of one."""
        return (*OF_SEVERAL, *self.fields)

    @cached_property
    def size(self) -> PackSize:
        """The parameter of the energy of the pack chosen, with default and limits."""
        return self.offer.sizes[self.setup.product]

    @cached_property
    def instrument(self) -> str:
        """How green power comes: the first that the setup gives a share, the first of all where it gives none."""
        said = [name for name, (share, _) in INSTRUMENTS.items() if share in self.setup.settings]
        own = [name for name in said if self.setup.settings[INSTRUMENTS[name][0]]]
        return (own or said or [FIRST_INSTRUMENT])[0]

    @property
    def share_parameter(self) -> str:
        """The parameter of the share of green power with the instrument chosen."""
        return INSTRUMENTS[self.instrument][0]

    @property
    def technology_parameter(self) -> str:
        """The parameter of how green power is generated with the instrument chosen."""
        return INSTRUMENTS[self.instrument][1]

    def value(self, name: str) -> str | float:
        """What a field holds."""
        settings = self.setup.settings
        if name == GREEN:
            return round(100 * float(settings.get(self.share_parameter, 0)), PERCENT_PLACES)
        own = {PRODUCT: self.setup.product, RULES: self.setup.rules, CATEGORY: self.setup.method,
               INSTRUMENT: self.instrument}  # fmt: skip
        found: str | float = own[name] if name in own else settings.get(self.parameter(name), self.default(name))
        return found

    def parameter(self, name: str) -> str:
        """The parameter that a field sets; its own name where it is none of several parameters."""
        several = {ENERGY: self.size.parameter, TECHNOLOGY: self.technology_parameter, GREEN: self.share_parameter}
        return several.get(name, name)

    def default(self, name: str) -> str | float:
        """What a field holds where nobody chose."""
        if name in (APPROACH, CATEGORY):
            return AS_THE_RULES_SAY
        own: dict[str, str | float] = {
            PRODUCT: self.offer.products[0].code,
            RULES: first_rules(self.offer),
            INSTRUMENT: FIRST_INSTRUMENT,
            ENERGY: self.size.default,
            TECHNOLOGY: self.offer.default_technologies[self.technology_parameter],
            GREEN: 0.0,
        }
        if name in own:
            return own[name]
        return self.offer.own_defaults.get(self.setup.product, {}).get(name, self.fields[name].default)

    def is_number(self, name: str) -> bool:
        """Whether a field holds a number between limits, not a code."""
        return name in (ENERGY, GREEN) or (name in self.fields and self.fields[name].is_number)

    def limits(self, name: str) -> tuple[float, float, str]:
        """Lowest and highest value of a field of numbers, and its unit."""
        if name in self.fields:
            one = self.fields[name]
            return one.lowest, one.highest, one.unit
        return (0, 100, "%") if name == GREEN else (self.size.lowest, self.size.highest, "kWh")

    def offered(self, name: str) -> tuple[Choice, ...]:
        """What a field of codes can take."""
        if name == TECHNOLOGY:
            return self.offer.technologies[self.technology_parameter]
        if name == INSTRUMENT:
            return tuple(Choice(code, place, "", "") for place, code in enumerate(INSTRUMENTS))
        own = {PRODUCT: self.offer.products, RULES: self.offer.rules, CATEGORY: self.offer.methods}
        return own[name] if name in own else self.fields[name].choices

    @property
    def chosen(self) -> tuple[str, ...]:
        """Fields that stand at another value than their default, the product aside."""
        return tuple(name for name in self.names if name != PRODUCT and self.value(name) != self.default(name))

    def with_value(self, name: str, value: Any) -> CalculationSetup:
        """The setup once a field holds a value, a number also as text.

        Raises ScenarioError for an unknown field, a code that is not offered and a number outside its limits.
        """
        if name not in self.names:
            raise ScenarioError(
                message("the page has no field '{name}'; {near}", name=name, near=suggestion(name, self.names))
            )
        taken = self._number(name, value) if self.is_number(name) else self._code(name, str(value))
        if name == PRODUCT:
            return self._with_product(str(taken))
        if name == RULES:
            return replace(self.setup, rules=str(taken))
        if name == CATEGORY:
            return replace(self.setup, method=str(taken))
        if name == INSTRUMENT:
            return self._with_instrument(str(taken))
        if name == GREEN:
            return self._with({self.share_parameter: float(taken) / 100}, drop=self._idle_share(float(taken)))
        return self._with({self.parameter(name): taken}, drop=[self.parameter(name)] * (taken == self.default(name)))

    def _with(self, settings: Mapping[str, str | float], drop: Any = ()) -> CalculationSetup:
        merged = {**self.setup.settings, **settings}
        return replace(self.setup, settings={name: one for name, one in merged.items() if name not in drop})

    def _idle_share(self, percent: float) -> list[str]:
        # A share of 0 stays where it says which instrument was chosen.
        return [] if percent or self.instrument != FIRST_INSTRUMENT else [self.share_parameter]

    def _with_instrument(self, code: str) -> CalculationSetup:
        share, technology = INSTRUMENTS[code]
        held = float(self.setup.settings.get(self.share_parameter, 0))
        drop = {*SHARES, self.technology_parameter} - ({technology} & {self.technology_parameter})
        kept = {name: one for name, one in self.setup.settings.items() if name not in drop}
        said = {share: held} if held or code != FIRST_INSTRUMENT else {}
        return replace(self.setup, settings={**kept, **said})

    def _with_product(self, code: str) -> CalculationSetup:
        """Settings stay but for the energy of the pack, and what a data sheet says itself."""
        moved = Choosing(self.offer, replace(self.setup, product=code))
        kept = {name: one for name, one in self.setup.settings.items() if name != self.size.parameter}
        same = [name for name in self.fields if name in kept and kept[name] == moved.default(name)]
        return replace(moved.setup, settings={name: one for name, one in kept.items() if name not in same})

    def _number(self, name: str, value: Any) -> float:
        lowest, highest, unit = self.limits(name)
        try:
            number = typed_number(value, unit)
        except NumberError as error:
            text = message("{problem}; from {lowest:g} to {highest:g} {unit}", problem=error, lowest=lowest,
                           highest=highest, unit=unit)  # fmt: skip
            raise ScenarioError(text.rstrip()) from None
        if not lowest <= number <= highest and number != self.default(name):
            raise ScenarioError(message("{value:g} {unit} is out of range; give {lowest:g} to {highest:g} {unit}",
                                        value=number, lowest=lowest, highest=highest, unit=unit)
                                .replace(" ;", ";").rstrip())  # fmt: skip
        return number

    def _code(self, name: str, code: str) -> str:
        known = [one.code for one in self.offered(name)]
        if code not in known and not (name in (APPROACH, CATEGORY) and code == AS_THE_RULES_SAY):
            raise ScenarioError(message("{name} is '{code}', which is not offered; {near}",
                                        name=name, code=code, near=suggestion(code, known)))  # fmt: skip
        return code


def start_setup(offer: Offer, product: str = "") -> CalculationSetup:
    """The setup at which the page opens: a product (default: the first) with all at its default."""
    return CalculationSetup(product or offer.products[0].code, first_rules(offer))


def first_rules(offer: Offer) -> str:
    """The rules at which the page opens."""
    codes = [one.code for one in offer.rules]
    return DEFAULT_RULES if DEFAULT_RULES in codes else codes[0]
