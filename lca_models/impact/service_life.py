"""The service life of a shipped product, from values of its parameters and the terms of a rule set, and those beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.ageing import ageing_curve
from lca_models.scope.functional_unit import MEASURED_FADE, TESTED_CYCLES, FadeCurve, FunctionalUnit, ServiceLifeError
from lca_models.scope.rules import RuleSet

# Terms of the service life that stand in the project as parameters, under their own names.
_TERMS = ("depth_of_discharge", "warranty_km", "distance_per_year_km", "full_cycles_per_year", "vehicle_kwh_per_km")
_CHOICES = (("fade", "service_life_fade"), ("vehicle_category", "vehicle_category"))
CYCLE_FLOOR = "pack_cycle_floor"  # legal floor of cycles, for comparison only
LEGAL_FLOOR, CITED_CURVE, VALUE_SET = "legal floor of packs", "cited ageing curve", "value set"
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


@dataclass(frozen=True)
class OtherLife:
    """A service life beside that of a result: the same terms at another number of cycles."""

    name: str  # where its cycles are from
    cycles: float
    energy_delivered_kwh: float
    is_used: bool  # whether the result is counted by it

    def factor(self) -> float:
        """Packs per kWh delivered."""
        return 1 / self.energy_delivered_kwh


def lives_beside(system: ProductSystem, values: Mapping[str, float], unit: FunctionalUnit) -> tuple[OtherLife, ...]:
    """Service lives at the legal floor, at what a cited ageing curve leaves to the share at end of life, and at another value.

    Nothing where a rule set counts no cycles or the project has no floor; no curve where no source gives one for the
    chemistry; a life that a measured fade does not reach is left out.
    """
    if unit.service_life != TESTED_CYCLES or CYCLE_FLOOR not in values:
        return ()
    cycles = {LEGAL_FLOOR: values[CYCLE_FLOOR]}
    curve = ageing_curve(values, system.shipped_product.chemistry)
    if curve is not None and unit.end_of_life_retention < 1:
        cycles[CITED_CURVE] = curve.cycles_to(
            unit.end_of_life_retention, unit.full_cycles_per_year, unit.depth_of_discharge
        )
    if unit.cycles != cycles[LEGAL_FLOOR]:
        cycles[VALUE_SET] = unit.cycles
    used = VALUE_SET if VALUE_SET in cycles else LEGAL_FLOOR
    found = []
    for name, count in cycles.items():
        with suppress(ServiceLifeError):
            energy = replace(unit, cycles=count).energy_delivered_kwh
            found.append(OtherLife(name, count, energy, name == used))
    return tuple(found)


def ageing_check(system: ProductSystem, values: Mapping[str, float], unit: FunctionalUnit) -> dict[str, float] | None:
    """What a cited ageing curve leaves of the capacity at the end of the service life; None without a curve.

    Years are full cycles over full cycles per year. Raises ServiceLifeError when a fade curve ends before the service life.
    """
    curve = ageing_curve(values, system.shipped_product.chemistry)
    if curve is None:
        return None
    years = unit.full_cycles / unit.full_cycles_per_year
    return {
        "years": years,
        "full_cycles": unit.full_cycles,
        "celsius": curve.celsius,
        "c_rate": curve.c_rate,
        "retention": curve.retention(years, unit.full_cycles, unit.depth_of_discharge),
        "retention_counted": unit.retention_at(unit.full_cycles) if unit.mean_retention < 1 else 1.0,
    }
