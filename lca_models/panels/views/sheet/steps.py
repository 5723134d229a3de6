"""The five steps in which a pack is entered: which fields and rows of a data sheet stand in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.entries import RawSheet
from lca_models.inventory.activity.sheet.fields import MATERIALS, keys_of

Place = tuple[str, str]  # sheet, key


@dataclass(frozen=True)
class Group:
    """Fields or rows that stand together; `folded`: shown when asked for."""

    key: str  # of its heading in the catalogue, after mine.group.
    fields: tuple[Place, ...] = ()
    sheet: str = ""  # of materials, or of the rows of a table
    folded: bool = False


@dataclass(frozen=True)
class Step:
    """One of the five."""

    key: str
    groups: tuple[Group, ...]


def _of(sheet: str, *keys: str) -> tuple[Place, ...]:
    return tuple((sheet, key) for key in keys)


STEPS = (
    Step("pack", (
        Group("pack", (
            *_of("product", "name", "chemistry", "plant_province", "period_start", "rated_energy", "pack_mass", "cells_mass"),
            *_of("cycle_test", "cycles"),
        )),
        Group("identity", (
            *_of("product", "model", "company", "company_id", "plant", "plant_address", "cell_format", "cells_per_pack",
                 "pack_plant_province", "like", "vehicle_category", "example"),
        ), folded=True),
        Group("life", (
            *_of("product", "usable_energy", "warranty_years", "warranty_km"),
            *_of("cycle_test", "end_retention", "cycles_measured", "retention_measured", "curve", "standard",
                 "tested_object", "temperature", "charge_rate", "discharge_rate", "depth_of_discharge"),
        ), folded=True),
    )),
    Step("materials", (
        Group("cell_materials", sheet="cell_materials"),
        Group("pack_parts", sheet="pack_parts", folded=True),
    )),
    Step("energy", (
        Group("plant", _of("plant", "plant_electricity", "plant_heat", "good_output", "acceptance",
                           "includes_pack_assembly")),
        Group("meters", sheet="meters"),
        Group("output", sheet="output", folded=True),
        Group("allocation", sheet="allocation", folded=True),
    )),
    Step("suppliers", (
        Group("suppliers", sheet="suppliers"),
        Group("transport", sheet="transport"),
        Group("end_of_life", _of("end_of_life", *keys_of("end_of_life")), folded=True),
        Group("certificates", sheet="certificates", folded=True),
    )),
    Step("evidence", (Group("evidence", sheet="evidence"),)),
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {  # of tables, in sight; others where they say something
    "meters": ("item", "unit", "year_total", "source_kind", "evidence_id"),
    "output": ("product_id", "unit", "good", "started", "energy_per_piece"),
    "allocation": ("allocation_id", "key", "products", "shares", "reason"),
    "suppliers": ("supplier_id", "name", "replaces", "declared_unit", "value", "period", "valid_until", "primary_share",
                  "verified_by"),
    "transport": ("direction", "what", "mode", "distance", "share"),
    "certificates": ("number_first", "number_last", "kind", "kwh", "generation_month", "technology",
                     "generation_province", "retired_on"),
    "evidence": ("evidence_id", "document", "kind", "issuer", "page"),
}  # fmt: skip


def step_of(field: str) -> str:
    """The step that holds a field of the page, by its name."""
    sheet, _, rest = field.partition(".")
    key = rest.partition(".")[0]
    for step in STEPS:
        for group in step.groups:
            if group.sheet == sheet or (sheet, key) in group.fields:
                return step.key
    return STEPS[0].key


def further_fields(sheet: RawSheet) -> tuple[Place, ...]:
    """What a sheet says that no step asks for, such as a field with a name that is none."""
    known = {place for step in STEPS for group in step.groups for place in group.fields}
    return tuple((name, key) for name, rows in sheet.fields.items() if name not in MATERIALS for key in rows
                 if (name, key) not in known)  # fmt: skip


def columns_shown(sheet: str, raw: RawSheet) -> tuple[str, ...]:
    """Columns of a table: those in sight, and every other one that a row fills in."""
    said = dict.fromkeys(name for line in raw.tables.get(sheet, ()) for name, entry in line.items() if entry.text)
    return (*COLUMNS[sheet], *(name for name in said if name not in COLUMNS[sheet]))
