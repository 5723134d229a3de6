"""Parts of the JSON documents of results: totals by key, versions, and the result of a process of a Brightway project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol

from lca_models.impact.accounts import Accounts
from lca_models.impact.assessment import Assessment
from lca_models.impact.methods import category_name
from lca_models.impact.service_life import OtherLife
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.resolved_setup import ResolvedSetup
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import Quantity, is_co2e


class Result(Protocol):
    """What is written of a footprint, which stands above this module."""

    @property
    def assessment(self) -> Assessment: ...
    @property
    def resolved(self) -> ResolvedSetup: ...
    @property
    def system(self) -> ProductSystem: ...
    @property
    def product(self) -> str: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def method_id(self) -> str: ...
    @property
    def stages(self) -> Mapping[str, float]: ...
    @property
    def gases(self) -> Mapping[str, float]: ...
    def totals(self) -> tuple[Quantity, ...]: ...
    def warnings(self) -> tuple[str, ...]: ...
    def notes(self) -> tuple[str, ...]: ...


def co2e_by_key(totals: Iterable[Quantity]) -> dict[str, float]:
    """Totals by the keys that JSON has for kg CO2e alone, such as `kg_co2e_per_pack`; nothing for other categories."""
    return {
        f"kg_co2e_per_{one.basis.code.replace('-', '_')}": one.amount
        for one in totals
        if one.basis is not None and is_co2e(one.unit)
    }


def service_life_document(unit: FunctionalUnit) -> dict[str, Any]:
    """The service life with every term it is counted by."""
    return {
        "rated_energy_kwh": unit.rated_energy_kwh,
        "usable_energy_kwh": unit.usable_energy_kwh,
        "capacity_kwh": unit.rated_energy_kwh,
        "mass_kg": unit.mass_kg,
        "cycles": unit.cycles,
        "end_of_life_retention": unit.end_of_life_retention,
        "mean_retention": unit.mean_retention,
        "warranty_years": unit.warranty_years,
        **unit.terms(),
        "energy_delivered_kwh": unit.energy_delivered_kwh,
        "formula": unit.formula(),
        "warnings": list(unit.warnings()),
    }


def lives_document(lives: Iterable[tuple[OtherLife, Quantity]]) -> list[dict[str, Any]]:
    """Service lives beside that of a result: cycles, energy delivered, result per kWh delivered, and which of them it uses."""
    return [
        {
            "life": life.name,
            "cycles": life.cycles,
            "energy_delivered_kwh": life.energy_delivered_kwh,
            **amount.document(),
            "used": life.is_used,
        }
        for life, amount in lives
    ]


def versions() -> dict[str, str]:
    """Versions of the programs a result rests on, read without importing them."""
    return dict(_versions())


@cache
def _versions() -> Mapping[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("lca_models", "bw2data", "numpy", "scipy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def foreign_document(result: Result) -> dict[str, Any]:
    """The result of a process of a Brightway project, without what only the products of this kit have."""
    system, demanded = result.system, result.system.demanded
    return {
        "product": result.product,
        "process": {
            "database": demanded.key[0],
            "code": demanded.key[1],
            "name": demanded.name,
            "reference product": demanded.product_words(),
            "location": str(demanded.data.get("location") or ""),
        },
        "scenario": list(result.resolved.named_scenarios),
        "category": category_name(result.assessment.method),
        "method": result.method_id,
        "unit": result.assessment.unit,
        "functional_unit": {"amount": system.demand_amount, "unit": str(demanded.data.get("unit") or "")},
        "stages": dict(result.stages),
        "credits": result.assessment.credits(),
        "gases": dict(result.gases),
        "totals": [{**one.document(), "per": system.demand_unit} for one in result.totals()],
        "warnings": list(result.warnings()),
        "notes": list(result.notes()),
        "inputs": result.accounts.document(),
        "parameters": dict(sorted(result.assessment.parameters.items())),
        "inventory_hash": system.rows_hash,
        "versions": versions(),
    }
