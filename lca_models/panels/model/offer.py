"""What the page offers: products with their sizes, rules, technologies, and the parameters that a person may move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.parameter_fields import ParameterField

APPROACH = "end_of_life_approach"
AS_THE_RULES_SAY = ""
INSTRUMENTS = {  # how green power reaches the cell plant: parameter of its share, parameter of its technology
    "trade": ("green_power_share", "green_power_technology"),
    "certificates": ("cell_plant_certificate_share", "green_power_technology"),
    "direct_line": ("cell_plant_direct_line_share", "direct_line_technology"),
    "on_site": ("cell_plant_onsite_share", "onsite_technology"),
}
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
    methods: tuple[Choice, ...]  # impact categories
    technologies: Mapping[str, tuple[Choice, ...]]  # by parameter of a technology
    default_technologies: Mapping[str, str]  # code by parameter of a technology
    fields: tuple[ParameterField, ...] = ()  # parameters whose rows say that a person may move them
    own_defaults: Mapping[str, Mapping[str, str | float]] = field(default_factory=dict)  # of data sheets, by product

    @property
    def plants(self) -> tuple[str, ...]:
        """The parameters with the place of a plant."""
        return tuple(one.name for one in self.fields if one.group == PLANTS)
