"""Energy delivered by a pack for many samples at once, so that a spread per kWh delivered holds that of the service life.

What a result is counted per (a pack, a kWh of capacity, a kWh delivered) is a reference flow: so many packs per sample.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from lca_models.impact.compiled.model import CompiledSystem, Values
from lca_models.impact.footprint import SERVICE_LIFE_PARAMETERS
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.product_system import ProductSystem
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
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.spelling import suggestion

PACK, KWH_CAPACITY, KWH_DELIVERED = "pack", "kwh-capacity", "kwh-delivered"
UNITS_OF_FUNCTION = {PACK: "per pack", KWH_CAPACITY: "per kWh of capacity", KWH_DELIVERED: "per kWh delivered"}
FADE_PARAMETER = "service_life_fade"
# Terms that a project need not have as parameters.
_DEFAULTS = {
    one.name: np.asarray(one.default)
    for one in fields(FunctionalUnit)
    if one.name in SERVICE_LIFE_PARAMETERS - {"vehicle_category"}
}


@dataclass(frozen=True)
class ReferenceFlow:
    """What results of a system are counted per: `pack`, `kwh-capacity` or `kwh-delivered` over the service life."""

    system: ProductSystem
    per: str = PACK
    curve: FadeCurve | None = None

    def __post_init__(self) -> None:
        if self.per not in UNITS_OF_FUNCTION:
            raise ScenarioError(
                f"results cannot be counted per '{self.per}'; {suggestion(self.per, UNITS_OF_FUNCTION)}"
            )

    def unit(self, unit: str) -> str:
        """Unit of a result that is in `unit` per pack; grams per kWh delivered, where kilograms would be all zeros."""
        counted = unit.removeprefix("kg ") if self._in_grams(unit) else unit
        return f"{'g ' if self._in_grams(unit) else ''}{counted} {UNITS_OF_FUNCTION[self.per]}"

    def factors(self, model: CompiledSystem, values: Values | None = None) -> np.ndarray:
        """What turns results per pack, in the unit of the first category, into those of `unit`: (n,), or (1,) per pack.

        Raises as `service_life_energies` does.
        """
        if self.per == PACK:
            return np.ones(1)
        rated, delivered = service_life_energies(model, self.system, values, self.curve)
        if self.per == KWH_CAPACITY:
            return 1 / rated
        return (1000.0 if self._in_grams(model.units[0]) else 1.0) / delivered

    def idle(self, model: CompiledSystem) -> frozenset[str]:
        """Parameters of a model that this flow does not depend on."""
        if self.per == PACK:
            return frozenset(model.parameters)
        names = _names_of_energies(model, self.system)
        return model.idle_for(names[:1] if self.per == KWH_CAPACITY else names)

    def _in_grams(self, unit: str) -> bool:
        return self.per == KWH_DELIVERED and unit.startswith("kg ")


def service_life_energies(
    model: CompiledSystem, system: ProductSystem, values: Values | None = None, curve: FadeCurve | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Rated energy and energy delivered over the service life (kWh), one of each per sample: (n,), (n,).

    `system` is the one that the model was compiled from, with its product and rule set; `curve` a measured fade in place
    of that of the settings. Raises ScenarioError for a system that is no shipped product, and ServiceLifeError where no
    energy is delivered.
    """
    rules = system.rule_set
    names = _names_of_energies(model, system)
    found = _DEFAULTS | model.parameter_values(names, values)
    rated, usable_share, cycles, retention, years = (found[name] for name in names[:5])
    if rules.service_life == WARRANTY_YEARS:
        counted = years_of_warranty(years, found["warranty_km"], found["distance_per_year_km"])
        delivered = energy_of_cycles(rated * usable_share, found["full_cycles_per_year"] * counted)
    else:
        mean = _mean_retention(system, found.get(FADE_PARAMETER), cycles, retention, curve)
        delivered = energy_of_cycles(rated * found["depth_of_discharge"], cycles, mean)
    if not (delivered > 0).all():
        raise ServiceLifeError("a pack delivers no energy in some sample; give cycles, years and energies above 0")
    return rated, delivered


def _names_of_energies(model: CompiledSystem, system: ProductSystem) -> tuple[str, ...]:
    """Rated energy, usable share, cycles, retention and years of warranty of the product, then the terms all share."""
    product = system.shipped_product
    own = (product.rated_energy, product.usable_share, product.cycles, product.end_of_life_retention,
           product.warranty_years)  # fmt: skip
    return (*own, *sorted(SERVICE_LIFE_PARAMETERS & set(model.blueprint.parameters)))


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
