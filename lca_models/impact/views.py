"""The same result counted otherwise: at the gate, and what has to change for each view of electricity and of end of life."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.electricity.supply import OFFICIAL_RULE, RULE_PARAMETER
from lca_models.inventory.electricity.years import ELECTRICITY_RULES
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import Quantity
from lca_models.scope.stages import GATE

# What counts of the power that plants contract: nothing by location, every instrument by market with the rest on the
# residual mix, so that no claimed kWh counts twice.
LOCATION_BASED = {"contracts_count": 0.0, "certificates_count": 0.0, "residual_mix_counts": 0.0}
MARKET_BASED = {"contracts_count": 1.0, "certificates_count": 1.0, "residual_mix_counts": 1.0}
MAY_BE_MISSING = {"official_factor": (ProjectError,)}  # a year without an official factor
# Views of end of life: a choice, and its code in the list of that name.
END_OF_LIFE = {
    "landfill": ("recycling_route", "recycling_routes", "landfill"),
    "cut_off": ("end_of_life_approach", "end_of_life_approaches", "cut-off"),
}


def electricity_views(system: ProductSystem, values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """What parameters have to change for each view of the electricity, where they do and the project has them."""
    if system.product is None:
        return {}
    views = {"location_based": LOCATION_BASED, "market_based": MARKET_BASED}
    rules = {choice.code: float(choice.number) for choice in system.choices.get(ELECTRICITY_RULES, ())}
    if RULE_PARAMETER in values and OFFICIAL_RULE in rules:
        views["official_factor"] = {**LOCATION_BASED, RULE_PARAMETER: rules[OFFICIAL_RULE]}
    return {
        view: {name: value for name, value in changes.items() if values.get(name, value) != value}
        for view, changes in views.items()
    }


def gate_of(stages: Mapping[str, float], unit: str, functional_unit: FunctionalUnit) -> Quantity:
    """Raw materials and manufacturing of stages per pack, per kWh of capacity."""
    gate = sum(stages.get(stage, 0.0) for stage in GATE)
    return Quantity(gate, unit).per(KWH_CAPACITY, functional_unit)


def end_of_life_views(system: ProductSystem, values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """What parameters have to change for each view of end of life, of those that the project has and that change any."""
    found = {}
    for view, (parameter, codes, code) in END_OF_LIFE.items():
        numbers = {choice.code: float(choice.number) for choice in system.choices.get(codes, ())}
        if system.product is not None and code in numbers and values.get(parameter, numbers[code]) != numbers[code]:
            found[view] = {parameter: numbers[code]}
    return found
