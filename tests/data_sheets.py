"""Data sheets for tests, as they stand after they were judged: numbers in canonical units, no file behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lca_models as lm
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.activity.sheet.models import DataSheet, MaterialLine, PartLine, ProductFields, Value
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.formulas import evaluate, names_in


def given(number: float, unit: str = "kg", **more: Any) -> Value:
    """A value that a cell holds."""
    return Value(number=number, unit=unit, place="sheet!C5", written=f"{number:g}", unit_written=unit, **more)


def sheet_of(product: dict[str, Any] | None = None, **sheets: Any) -> DataSheet:
    """A sheet of an LFP pack."""
    fields = ProductFields(**{"name": "Pack A", "chemistry": "lfp", **(product or {})})
    return DataSheet(file=Path("a.yaml"), product=fields, **sheets)


def collected(sheet: DataSheet, system: ProductSystem) -> Collected:
    """What a sheet gives on an archetype, nothing yet."""
    return Collected(sheet, system, Findings([]))


def on_archetype(into: Collected) -> ProductSystem:
    """The system of an archetype with what was collected."""
    pack = Pack("pack-a", "Pack A", into.system.shipped_product.id, tuple(into.parameters.values()),
                tuple(into.purchases), into.choices)  # fmt: skip
    return with_pack(into.system, pack)


def score(system: ProductSystem) -> float:
    """kg CO2-eq of one pack."""
    return lm.assess(system).score


def archetype_masses(system: ProductSystem, sheet: str) -> dict[str, float]:
    """kg per kWh, or per pack, of every row that the archetype has, by key."""
    values, chemistry = system.parameter_values(), system.shipped_product.chemistry
    formulas = {one.key: one.mass_of(chemistry) for one in materials(sheet)}
    return {
        key: evaluate(text, {name: values[name] for name in names_in(text)}) for key, text in formulas.items() if text
    }


def all_lines(system: ProductSystem) -> dict[str, Any]:
    """Both sheets of materials with every mass of the archetype given."""
    cells = tuple(MaterialLine(key=key, value=given(mass), basis="per_kwh")
                  for key, mass in archetype_masses(system, "cell_materials").items())  # fmt: skip
    parts = tuple(PartLine(key=key, value=given(mass), basis="per_pack")
                  for key, mass in archetype_masses(system, "pack_parts").items())  # fmt: skip
    return {"cell_materials": cells, "pack_parts": parts}
