"""One footprint: stages, credits, gases and the three units, with everything needed to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lca_models.impact.assessment import Assessment, assess, solve
from lca_models.impact.methods import DEFAULT_METHOD_ID, GAS_METHODS, category_name, find_method, method_ids
from lca_models.inventory.product_system import ProductSystem
from lca_models.inventory.settings import province_code
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import ScenarioError


@dataclass(frozen=True)
class Footprint:
    """The footprint of one pack under a rule set, a scenario and an impact category."""

    assessment: Assessment
    rules: str
    scenario: tuple[str, ...]

    @property
    def system(self) -> ProductSystem:
        return self.assessment.system

    @property
    def province(self) -> str:
        """Province of the cell and pack plant."""
        assert self.system.product is not None
        return province_code(self.assessment.parameters[self.system.product.plant_province], self.system.provinces)

    @cached_property
    def functional_unit(self) -> FunctionalUnit:
        """The service life that the result per kWh delivered rests on."""
        product, values = self.system.product, self.assessment.parameters
        assert product is not None
        rated = values[product.rated_energy]
        return FunctionalUnit(
            rated_energy_kwh=rated,
            usable_energy_kwh=rated * values[product.usable_share],
            mass_kg=values[product.pack_mass],
            cycles=values[product.cycles],
            end_of_life_retention=values[product.end_of_life_retention],
            warranty_years=values[product.warranty_years],
        )

    @cached_property
    def stages(self) -> dict[str, float]:
        """Score by stage, per pack."""
        return self.assessment.stages()

    @cached_property
    def gases(self) -> dict[str, float]:
        """Climate change of fossil, biogenic and land-use origin (GWP100, AR6), per pack, where the project has them."""
        known = method_ids(self.system.method_metadata)
        return {
            group: solve(self.system, self.assessment.parameters, self.assessment.amounts, known[method]).score
            for group, method in GAS_METHODS.items()
            if method in known
        }

    @cached_property
    def unconverted_share(self) -> float:
        """Share of the score whose source gave only AR6 GWP100 CO2e, which this category could not re-characterise."""
        inexact = self.system.method_metadata[self.assessment.method].get("inexact_flows")
        if not isinstance(inexact, list) or not self.assessment.score:
            return 0.0
        emissions = self.assessment.emissions
        rows = [self.system.flows[row].key[1] in inexact for row in self.system.matrix_rows * self.system.is_biosphere]
        touched = [hit and biosphere for hit, biosphere in zip(rows, self.system.is_biosphere, strict=True)]
        return float(emissions[touched].sum() / self.assessment.score)

    def totals(self) -> dict[str, float]:
        """Score per pack, per kWh of capacity, per kWh delivered over the service life."""
        score, unit = sum(self.stages.values()), self.functional_unit
        return {
            "kg_co2e_per_pack": score,
            "kg_co2e_per_kwh_capacity": score / unit.rated_energy_kwh,
            "kg_co2e_per_kwh_delivered": score * unit.packs_per_kwh,
        }

    def document(self) -> dict[str, Any]:
        """The result as one JSON document."""
        unit, total = self.functional_unit, self.totals()
        product = self.system.product
        assert product is not None
        return {
            "product": product.id,
            "rules": self.rules,
            "scenario": list(self.scenario),
            "province": self.province,
            "category": category_name(self.assessment.method),
            "unit": self.assessment.unit,
            "functional_unit": {
                "rated_energy_kwh": unit.rated_energy_kwh,
                "usable_energy_kwh": unit.usable_energy_kwh,
                "capacity_kwh": unit.rated_energy_kwh,
                "mass_kg": unit.mass_kg,
                "cycles": unit.cycles,
                "end_of_life_retention": unit.end_of_life_retention,
                "mean_retention": unit.mean_retention,
                "warranty_years": unit.warranty_years,
                "energy_delivered_kwh": unit.energy_delivered_kwh,
            },
            "stages": self.stages,
            "credits": {"recycling": 0.0} | self.assessment.credits(),
            "gases": self.gases,
            "electricity": {"location_based": total["kg_co2e_per_pack"], "market_based": total["kg_co2e_per_pack"]},
            "total": total,
            "unconverted_share": self.unconverted_share,
            "parameters": dict(sorted(self.assessment.parameters.items())),
            "inventory_hash": self.system.rows_hash,
            "versions": versions(),
        }


def footprint(
    system: ProductSystem,
    settings: Mapping[str, str | float] | None = None,
    *,
    province: str | None = None,
    method: str = DEFAULT_METHOD_ID,
    rules: str = DEFAULT_RULES,
    scenario: tuple[str, ...] = ("baseline",),
) -> Footprint:
    """The footprint of a shipped product.

    Raises ScenarioError for unknown names, impossible values and a system that is no shipped product.
    """
    if system.product is None:
        raise ScenarioError("a footprint per kWh needs a product; take the system from Study.product_system")
    name = find_method(system, method)
    return Footprint(assess(system, settings, province=province, method=name), rules, tuple(scenario))


def versions() -> dict[str, str]:
    """Versions of the programs a result rests on, read without importing them."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("lca_models", "bw2data", "numpy", "scipy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
