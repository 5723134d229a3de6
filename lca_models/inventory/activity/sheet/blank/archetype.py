"""What an archetype has for the fields of a data sheet: the grey values beside the empty ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.fields import (
    MATERIALS,
    Field,
    ListEntry,
    Material,
    all_fields,
    find_entry,
    materials,
    rows_of,
)
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.inventory.tables.records import Product
from lca_models.scope.wording.messages import in_language

Place = tuple[str, str]  # sheet, key
_LEGS = {  # parameters of distances by means of transport, in the order in which they are listed
    "in": {"truck": "material_inbound_truck_km", "truck_electric": "material_inbound_electric_truck_km",
           "rail": "material_inbound_rail_km", "rail_diesel": "material_inbound_diesel_rail_km",
           "barge": "material_inbound_barge_km", "sea": "material_inbound_sea_km"},
    "out": {"truck": "distribution_truck_km", "truck_electric": "distribution_electric_truck_km",
            "rail": "distribution_rail_km", "rail_diesel": "distribution_diesel_rail_km",
            "barge": "distribution_barge_km", "sea": "distribution_sea_km"},
}  # fmt: skip
_KILOGRAM = ("kilogram", "kg")
_MADE_HERE = ("manufacturing", "distribution", "recycling")  # databases of what a pack is made by, not of


@dataclass(frozen=True)
class Archetype:
    """A shipped product as a data sheet shows it."""

    product: Product
    numbers: Mapping[Place, float]  # in the unit of the field; masses in kg per kWh of cells, or per pack
    choices: Mapping[Place, ListEntry]
    yields: Mapping[str, float]  # share of a cell material that reaches the product, by key
    legs: tuple[tuple[str, str, float], ...]  # direction, means of transport, km
    processes: tuple[tuple[str, str], ...]  # code and name of what a row of one's own may buy, in kg

    @property
    def chemistry(self) -> str:
        return self.product.chemistry

    @property
    def name(self) -> str:
        """The name of the product in the language in use."""
        return in_language(self.product.name, self.product.name_zh)

    def rows(self, sheet: str) -> tuple[Material | Field, ...]:
        """Rows of a sheet of fields: of materials, those of the chemistry and those without a mass in any archetype."""
        if sheet not in MATERIALS:
            return tuple(rows_of(sheet).values())
        listed = [one for one in materials(sheet) if self.chemistry in one.chemistries]
        return (*listed, *rows_of(sheet).values())

    def number(self, sheet: str, key: str) -> float | None:
        return self.numbers.get((sheet, key))


def shown_unit(one: Field | Material) -> str:
    """The unit in which the archetype of a row is shown; empty for shares and counts."""
    if isinstance(one, Material):
        return "kg/kWh" if one.basis == "per_kwh" else "kg"
    return "" if one.unit == "1" else one.unit


def archetype_of(system: ProductSystem) -> Archetype:
    """What the product of a system has for each field that it knows.

    Raises ScenarioError where the system is of no shipped product, ProjectError and FormulaError for values that are none.
    """
    product, values = system.shipped_product, system.parameter_values()
    chemistry = product.chemistry

    def value(formula: str) -> float | None:
        names = names_in(formula)
        known = names <= values.keys()
        return evaluate(formula, {name: values[name] for name in names}) if known else None

    numbers: dict[Place, float] = {}
    for one in all_fields():
        if (formula := one.archetype_of(chemistry)) and (found := value(formula)) is not None:
            numbers[one.sheet, one.key] = found
    for row in materials():
        if (formula := row.mass_of(chemistry)) and (found := value(formula)) is not None:
            numbers[row.sheet, row.key] = found
    for row in materials():
        if row.parts and chemistry in row.chemistries:
            numbers[row.sheet, row.key] = sum(numbers.get((row.sheet, part), 0.0) for part in row.parts)
    return Archetype(
        product,
        numbers,
        _choices(system, values),
        {one.key: values[one.yield_parameter] for one in materials() if one.yield_parameter in values},
        tuple((direction, mode, values[name]) for direction, names in _LEGS.items() for mode, name in names.items()
              if values.get(name)),
        tuple(sorted((node.key[1], node.name) for node in system.processes
                     if node.data.get("unit") in _KILOGRAM and node.key[0] not in _MADE_HERE)),
    )  # fmt: skip


def _choices(system: ProductSystem, values: Mapping[str, float]) -> dict[Place, ListEntry]:
    found: dict[Place, ListEntry] = {}
    for one in all_fields():
        name = one.parameter_of(system.shipped_product.chemistry)
        if one.list and name in values:
            code = next(
                (choice.code for choice in system.choices.get(one.list, ()) if choice.number == values[name]), ""
            )
            if entry := find_entry(one.list, code):
                found[one.sheet, one.key] = entry
    if entry := find_entry("chemistries", system.shipped_product.chemistry):
        found["product", "chemistry"] = entry
    return found
