"""What a person may choose for one pack, with limits and defaults; no widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from traitlets import Float, HasTraits, Int, Unicode, observe, validate

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.parameter_fields import ParameterField
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.labels import check_language
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message

APPROACH = "end_of_life_approach"
AS_THE_RULES_SAY = ""
INSTRUMENTS = {  # how green power reaches the cell plant: parameter of its share, parameter of its technology
    "trade": ("green_power_share", "green_power_technology"),
    "certificates": ("cell_plant_certificate_share", "green_power_technology"),
    "direct_line": ("cell_plant_direct_line_share", "direct_line_technology"),
    "on_site": ("cell_plant_onsite_share", "onsite_technology"),
}
OWN_FIELDS = ("product", "pack_energy", "rules", "instrument", "technology", "green_percent")  # more than one parameter
PLANTS = "plants"  # group of the places that the map moves


@dataclass(frozen=True)
class PackSize:
    """The parameter of a product's rated energy: default and limits in kWh."""

    parameter: str
    default: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Offer:
    """What there is to choose from."""

    products: tuple[Choice, ...]  # code: id of the product, or the path of its data sheet
    sizes: Mapping[str, PackSize]  # by product
    rules: tuple[Choice, ...]
    technologies: Mapping[str, tuple[Choice, ...]]  # by parameter of a technology
    default_technologies: Mapping[str, str]  # code by parameter of a technology
    fields: tuple[ParameterField, ...] = ()  # parameters whose rows say that a person may move them
    own_defaults: Mapping[str, Mapping[str, str | float]] = field(default_factory=dict)  # of data sheets, by product

    @property
    def plants(self) -> tuple[str, ...]:
        """The parameters with the place of a plant."""
        return tuple(one.name for one in self.fields if one.group == PLANTS)


class Code(Unicode):
    """A code that the form offers; any other is refused."""

    def validate(self, obj: ScenarioForm, value: Any) -> str:
        return obj.known_code(str(self.name), str(super().validate(obj, value)))


class Amount(Float):
    """A number within the limits of the form."""

    def validate(self, obj: ScenarioForm, value: Any) -> float:
        return obj.within_limits(str(self.name), float(super().validate(obj, value)))


class ScenarioForm(HasTraits):
    """The state of the explorer. Text and numbers outside the limits are refused by ScenarioError, and nothing changes."""

    language = Unicode(ENGLISH)
    product = Code()
    pack_energy = Amount()  # kWh
    rules = Code(DEFAULT_RULES)
    instrument = Code("trade")
    technology = Code()
    green_percent = Int()  # of the load of the cell and pack plant

    def __init__(self, offer: Offer, **start: str | float) -> None:
        """`start`: fields that open at other values than the defaults of the inventories; reset returns to them."""
        super().__init__()
        self.offer = offer
        self.fields = {one.name: one for one in offer.fields}
        self.add_traits(**{one.name: Amount() if one.is_number else Code() for one in offer.fields})
        self._start: Mapping[str, str | float] = {}
        self.begin(start)

    def begin(self, start: Mapping[str, str | float]) -> None:
        """Open at the defaults but for `start`, to which reset returns; the language stays.

        Raises ScenarioError for an unknown field, and for a value that is impossible.
        """
        self.product = str(start.get("product", self.offer.products[0].code))
        self._set_defaults()
        self.set_fields({name: value for name, value in start.items() if name != "product"})
        self._start = dict(start)

    def reset(self) -> None:
        """Back to where the form opened; the language stays."""
        self.begin(self._start)

    @property
    def names(self) -> tuple[str, ...]:
        """All fields: those of more than one parameter, then those of one."""
        return (*OWN_FIELDS, *self.fields)

    def set_fields(self, values: Mapping[str, Any]) -> None:
        """Several fields, numbers also as text.

        Raises ScenarioError for an unknown field, and for a value that is impossible.
        """
        for name, value in values.items():
            if name not in self.names:
                raise ScenarioError(
                    message("the explorer has no field '{name}'; {near}", name=name, near=suggestion(name, self.names))
                )
            setattr(self, name, self._typed(name, value))

    def offered(self, name: str) -> tuple[Choice, ...]:
        """What a field of codes can take."""
        if name == "product":
            return self.offer.products
        if name == "rules":
            return self.offer.rules
        if name == "instrument":
            return tuple(Choice(code, number, "", "") for number, code in enumerate(INSTRUMENTS))
        if name == "technology":
            return self.offer.technologies[INSTRUMENTS[self.instrument][1]]
        return self.fields[name].choices

    def size(self) -> PackSize:
        """Default and limits of the pack chosen."""
        return self.offer.sizes[self.product]

    @property
    def share_parameter(self) -> str:
        """The parameter that the share of green power sets with the instrument chosen."""
        return INSTRUMENTS[self.instrument][0]

    def setup(self) -> CalculationSetup:
        """The choices as a calculation of the library; settings that stand at their default are left out."""
        settings: dict[str, str | float] = {}
        size = self.size()
        if self.pack_energy != size.default:
            settings[size.parameter] = self.pack_energy
        share, technology = INSTRUMENTS[self.instrument]
        if self.green_percent:
            settings[share] = self.green_percent / 100
            if self.technology != self.offer.default_technologies[technology]:
                settings[technology] = self.technology
        for name in self.fields:
            value = getattr(self, name)
            if value != self._default(name):
                settings[name] = value
        return CalculationSetup(self.product, self.rules, settings=settings)

    def scenario(self, name: str = "explorer") -> Scenario:
        """The choices as an entry of a scenario file."""
        return self.setup().scenario(name, f"Chosen in the explorer for {self.product} under {self.rules}")

    def _default(self, name: str) -> str | float:
        return self._default_of(self.product, name)

    def _default_of(self, product: str, name: str) -> str | float:
        if name == APPROACH:
            return AS_THE_RULES_SAY
        return self.offer.own_defaults.get(product, {}).get(name, self.fields[name].default)

    def _set_defaults(self) -> None:
        self.rules = DEFAULT_RULES if DEFAULT_RULES in _codes(self.offer.rules) else self.offer.rules[0].code
        self.instrument, self.green_percent = "trade", 0
        self.technology = self.offer.default_technologies[INSTRUMENTS["trade"][1]]
        self.pack_energy = self.size().default
        for name in self.fields:
            setattr(self, name, self._default(name))

    def _typed(self, name: str, value: Any) -> Any:
        if not self.is_number(name):
            return str(value)
        try:
            number = read_number(value)
        except NumberError:
            number = float("nan")
        if not isfinite(number) or (name == "green_percent" and not number.is_integer()):
            lowest, highest, unit = self.limits(name)
            raise ScenarioError(
                message(
                    "{name} is '{value}'; give a {more}number from {lowest:g} to {highest:g} {unit}",
                    name=name,
                    value=value,
                    more="whole " if unit == "%" else "",
                    lowest=lowest,
                    highest=highest,
                    unit=unit,
                )
            )
        return int(number) if name == "green_percent" else number

    def is_number(self, name: str) -> bool:
        """Whether a field holds a number between limits, not a code."""
        return name in ("pack_energy", "green_percent") or (name in self.fields and self.fields[name].is_number)

    def limits(self, name: str) -> tuple[float, float, str]:
        """Lowest and highest value of a field of numbers, and its unit."""
        if name in self.fields:
            one = self.fields[name]
            return one.lowest, one.highest, one.unit
        return (0, 100, "%") if name == "green_percent" else (self.size().lowest, self.size().highest, "kWh")

    def within_limits(self, name: str, value: float) -> float:
        """A number that a field can take.

        Raises ScenarioError for any other.
        """
        lowest, highest, unit = self.limits(name)
        if not lowest <= value <= highest and not (name in self.fields and value == self._default(name)):
            raise ScenarioError(
                message(
                    "{name} is {value:g} {unit}; give a number from {lowest:g} to {highest:g} {unit}",
                    name=name,
                    value=value,
                    unit=unit,
                    lowest=lowest,
                    highest=highest,
                )
                .replace(" ;", ";")
                .rstrip()
            )
        return value

    def known_code(self, name: str, code: str) -> str:
        """A code that a field can take.

        Raises ScenarioError for any other.
        """
        known = _codes(self.offered(name))
        if code not in known and not (name == APPROACH and code == AS_THE_RULES_SAY):
            raise ScenarioError(
                message(
                    "{name} is '{code}', which is not offered; {near}",
                    name=name,
                    code=code,
                    near=suggestion(code, known),
                )
            )
        return code

    @validate("language")
    def _known_language(self, proposal: Any) -> str:
        check_language(proposal["value"])
        return str(proposal["value"])

    @validate("green_percent")
    def _possible_share(self, proposal: Any) -> int:
        return int(self.within_limits("green_percent", proposal["value"]))

    @observe("product")
    def _values_of_the_product(self, change: Any) -> None:
        """Size, and what a data sheet says where nobody chose otherwise."""
        self.pack_energy = self.size().default
        if change["old"] not in self.offer.sizes:  # the form opens, and its fields are not set yet
            return
        for name in self.fields:
            if getattr(self, name) == self._default_of(change["old"], name):
                setattr(self, name, self._default(name))

    @observe("instrument")
    def _technology_of_the_instrument(self, _: Any) -> None:
        self.technology = self.offer.default_technologies[INSTRUMENTS[self.instrument][1]]


def _codes(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.code for choice in choices]
