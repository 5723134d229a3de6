"""Energy delivered by a pack for many samples at once, so that a spread per kWh delivered holds that of the service life.

What a result is counted per (a declared unit) is a reference flow: so many packs per sample.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from lca_models.impact.compiled.model import CompiledSystem, Values
from lca_models.impact.service_life import SERVICE_LIFE_PARAMETERS
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.declared_unit import PACK, DeclaredUnit
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
from lca_models.scope.quantity import readable, unit_text
from lca_models.scope.wording.messages import message

FADE_PARAMETER, ENERGY_DELIVERED = "service_life_fade", "energy_delivered_kwh"
# Terms that a project need not have as parameters.
_DEFAULTS = {
    one.name: np.asarray(one.default)
    for one in fields(FunctionalUnit)
    if one.name in SERVICE_LIFE_PARAMETERS - {"vehicle_category"}
}


@dataclass(frozen=True)
class ReferenceFlow:
    """What results of a system are counted per, over the service life of its product."""

    system: ProductSystem
    per: DeclaredUnit = PACK
    curve: FadeCurve | None = None

    def unit(self, unit: str) -> str:
        """Unit of a result that is in `unit` per pack, in the unit that is read best: `g CO2-eq per kWh delivered`.

        Of a process of a Brightway project `unit` itself: its demand is what results are counted per.
        """
        if self.system.product is None:
            return unit
        return unit_text(readable(unit, self.per)[1], self.per)

    @property
    def code(self) -> str:
        """What results are counted per, for programs: the code of a declared unit, or the demand."""
        return self.per.code if self.system.product else self.system.demand_unit

    def factors(self, model: CompiledSystem, values: Values | None = None, category: int = 0) -> np.ndarray:
        """What turns results per pack, in the unit of a category of the model, into those of `unit`: (n,), or (1,) per pack.

        Raises as `service_life_energies` does.
        """
        if not self.per.term:
            return np.ones(1)
        return readable(model.units[category], self.per)[0] / pack_term(
            self.per.term, model, self.system, values, self.curve
        )

    def idle(self, model: CompiledSystem) -> frozenset[str]:
        """Parameters of a model that this flow does not depend on."""
        if not self.per.term:
            return frozenset(model.parameters)
        return model.idle_for(names_of_term(self.per.term, model, self.system))


def pack_term(
    term: str,
    model: CompiledSystem,
    system: ProductSystem,
    values: Values | None = None,
    curve: FadeCurve | None = None,
) -> np.ndarray:
    """A term of the functional unit that a declared unit names, one for each sample: (n,).

    Raises as `service_life_energies` does.
    """
    if term == ENERGY_DELIVERED:
        return service_life_energies(model, system, values, curve)[1]
    names = names_of_term(term, model, system)
    found = model.parameter_values(names, values)
    return np.asarray(np.prod([found[name] for name in names], axis=0))


def names_of_term(term: str, model: CompiledSystem, system: ProductSystem) -> tuple[str, ...]:
    """The parameters that a term of the functional unit is the product of; for the energy delivered, all those it depends on.

    Raises ScenarioError for a system that is no shipped product.
    """
    product = system.shipped_product
    names: dict[str, tuple[str, ...]] = {
        "rated_energy_kwh": (product.rated_energy,),
        "usable_energy_kwh": (product.rated_energy, product.usable_share),
        "mass_kg": (product.pack_mass,),
        ENERGY_DELIVERED: _names_of_energies(model, system),
    }
    return names[term]


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
        raise ServiceLifeError(
            message("a pack delivers no energy in some sample; give cycles, years and energies above 0")
        )
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
            message("a measured fade needs its curve; give a table of cycles and retention (--fade-curve FILE.csv)")
        )
    is_linear = np.array([codes[number] == LINEAR_FADE for number in fades.tolist()])
    return np.where(is_linear, linear, 1.0)
