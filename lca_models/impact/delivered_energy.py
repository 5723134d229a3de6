"""Energy delivered by a pack for many samples at once, so that a spread per kWh delivered holds that of the service life."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from lca_models.impact.compiled import CompiledSystem, Values
from lca_models.impact.footprint import SERVICE_LIFE_PARAMETERS
from lca_models.inventory.choices import choice_code
from lca_models.inventory.product_system import ProductSystem
from lca_models.scope.functional_unit import (
    LINEAR_FADE,
    MEASURED_FADE,
    WARRANTY_YEARS,
    FadeCurve,
    FunctionalUnit,
    ServiceLifeError,
    energy_of_cycles,
    linear_mean_retention,
    years_of_warranty,
)
from lca_models.scope.rules import DEFAULT_RULES, RuleSet
from lca_models.scope.scenario import ScenarioError

FADE_PARAMETER = "service_life_fade"
# Terms that a project need not have as parameters.
_DEFAULTS = {
    one.name: np.asarray(one.default)
    for one in fields(FunctionalUnit)
    if one.name in SERVICE_LIFE_PARAMETERS - {"vehicle_category"}
}


def service_life_energies(
    model: CompiledSystem, system: ProductSystem, values: Values | None = None, curve: FadeCurve | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Rated energy and energy delivered over the service life (kWh), one of each per sample: (n,), (n,).

    `system` is the one that the model was compiled from, with its product and rule set; `curve` a measured fade in place
    of that of the settings. Raises ScenarioError for a system that is no shipped product, and ServiceLifeError where no
    energy is delivered.
    """
    product = system.product
    if product is None:
        raise ScenarioError("energy delivered needs a product; take the system from Study.product_system")
    rules = system.rules or RuleSet(DEFAULT_RULES, DEFAULT_RULES)
    own = (
        product.rated_energy,
        product.usable_share,
        product.cycles,
        product.end_of_life_retention,
        product.warranty_years,
    )
    further = tuple(sorted(SERVICE_LIFE_PARAMETERS & set(model.blueprint.parameters)))
    found = _DEFAULTS | model.parameter_values((*own, *further), values)
    rated, usable_share, cycles, retention, years = (found[name] for name in own)
    if rules.service_life == WARRANTY_YEARS:
        counted = years_of_warranty(years, found["warranty_km"], found["distance_per_year_km"])
        delivered = energy_of_cycles(rated * usable_share, found["full_cycles_per_year"] * counted)
    else:
        mean = _mean_retention(system, found.get(FADE_PARAMETER), cycles, retention, curve)
        delivered = energy_of_cycles(rated * found["depth_of_discharge"], cycles, mean)
    if not (delivered > 0).all():
        raise ServiceLifeError("a pack delivers no energy in some sample; give cycles, years and energies above 0")
    return rated, delivered


def _mean_retention(
    system: ProductSystem, fades: np.ndarray | None, cycles: np.ndarray, retention: np.ndarray, curve: FadeCurve | None
) -> np.ndarray:
    """Capacity left, averaged over the cycles, per sample."""
    if curve is not None:
        return np.array([curve.mean_retention(one) for one in cycles.tolist()])
    linear = linear_mean_retention(retention)
    if fades is None:
        return linear
    codes = {
        number: choice_code(system.parameters[FADE_PARAMETER], number, system.choices) for number in set(fades.tolist())
    }
    if MEASURED_FADE in codes.values():
        raise ServiceLifeError(
            "a measured fade needs its curve; give a table of cycles and retention (--fade-curve FILE.csv)"
        )
    is_linear = np.array([codes[number] == LINEAR_FADE for number in fades.tolist()])
    return np.where(is_linear, linear, 1.0)
