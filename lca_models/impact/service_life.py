"""The service life of a shipped product, from the values of its parameters and the terms of a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.functional_unit import MEASURED_FADE, FadeCurve, FunctionalUnit
from lca_models.scope.rules import RuleSet

# Terms of the service life that stand in the project as parameters, under their own names.
_TERMS = ("depth_of_discharge", "warranty_km", "distance_per_year_km", "full_cycles_per_year", "vehicle_kwh_per_km")
_CHOICES = (("fade", "service_life_fade"), ("vehicle_category", "vehicle_category"))
SERVICE_LIFE_PARAMETERS = frozenset({*_TERMS, *(parameter for _, parameter in _CHOICES)})


def functional_unit_of(
    system: ProductSystem, values: Mapping[str, float], rule_set: RuleSet, fade_curve: FadeCurve | None = None
) -> FunctionalUnit:
    """The service life of a shipped product at given values of its parameters, under a rule set."""
    product = system.shipped_product
    rated = values[product.rated_energy]
    terms: dict[str, Any] = {name: values[name] for name in _TERMS if name in values}
    terms |= {
        name: choice_code(system.parameters[parameter], values[parameter], system.choices)
        for name, parameter in _CHOICES
        if parameter in values
    }
    if fade_curve is not None:
        terms |= {"fade": MEASURED_FADE, "curve": fade_curve}
    return FunctionalUnit(
        rated_energy_kwh=rated,
        usable_energy_kwh=rated * values[product.usable_share],
        mass_kg=values[product.pack_mass],
        cycles=values[product.cycles],
        end_of_life_retention=values[product.end_of_life_retention],
        warranty_years=values[product.warranty_years],
        service_life=rule_set.service_life,
        **terms,
    )


def service_life_parameters(system: ProductSystem) -> frozenset[str]:
    """Parameters that the service life of a shipped product reads, its plant among them."""
    product = system.shipped_product
    own = {product.rated_energy, product.usable_share, product.pack_mass, product.cycles, product.end_of_life_retention,
           product.warranty_years, product.plant_province}  # fmt: skip
    return frozenset(own | (SERVICE_LIFE_PARAMETERS & set(system.parameters)))
