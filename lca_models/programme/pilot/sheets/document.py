"""The clean data sheet of a pack, as a person would write it in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.programme.pilot.companies import Company, PackDraw, Plant
from lca_models.programme.pilot.sheets.kit import Archetype
from lca_models.programme.pilot.sheets.plant import (
    MONTHS,
    Made,
    allocation_rows,
    certificate_rows,
    make,
    meter_rows,
    output_rows,
    power_of,
)
from lca_models.programme.pilot.sheets.recipe import material_rows, part_rows
from lca_models.programme.pilot.sheets.supply import days_of_test, evidence_rows, supplier_rows, transport_rows

Document = dict[str, Any]
END = 0.8  # of the capacity, at the end of life
RATES = (0.5, 1.0)  # of cycle tests, per hour


@dataclass(frozen=True)
class CleanSheet:
    """The sheet of a pack before anybody erred."""

    company: Company
    plant: Plant
    pack: PackDraw
    document: Document

    @property
    def id(self) -> str:
        """SYN-007-02."""
        return self.pack.id


def clean_sheets(company: Company, kit: Archetype) -> tuple[CleanSheet, ...]:
    """The sheets of all packs of a company."""
    found = []
    for plant in company.plants:
        made = make(company, plant, kit)
        shared = _of_plant(company, plant, made, kit)
        for one in made[: len(plant.packs)]:
            own = _of_pack(company, plant, one, kit)
            document = {
                name: own[name] if name in own else shared[name] for name in ORDER if name in own or name in shared
            }
            found.append(CleanSheet(company, plant, one.pack, document))
    return tuple(found)


ORDER = ("data_sheet", "language", "product", "cycle_test", "cell_materials", "pack_parts", "plant", "meters", "output",
         "allocation", "transport", "certificates", "suppliers", "evidence")  # fmt: skip


def _of_plant(company: Company, plant: Plant, made: Sequence[Made], kit: Archetype) -> Document:
    """What stands in the sheets of all packs of a plant."""
    power = power_of(company, plant, made, kit)
    meters = meter_rows(company, plant, made, power)
    green: Mapping[str, int] = next((row["months"] for row in meters if row["item"] == "electricity_green_trade"), {})
    found: Document = {
        "data_sheet": "1",
        "language": "en",
        "meters": meters,
        "output": output_rows(made),
        "allocation": allocation_rows(company, plant, power),
        "transport": transport_rows(company, plant),
    }
    if green:
        found["certificates"] = certificate_rows(company, plant, green)
    if suppliers := supplier_rows(company, kit):
        found["suppliers"] = suppliers
    return found


def _of_pack(company: Company, plant: Plant, made: Made, kit: Archetype) -> Document:
    """What the sheet of a pack says of itself."""
    pack, draws, recipe = made.pack, company.draws, made.recipe
    cycles = round(draws.of(f"cycles_{company.kind}", pack.field) / 50) * 50
    rate = draws.pick(RATES, f"rate/{pack.field}")
    first, last = days_of_test(company, pack.field, cycles, rate)
    told = {"source_kind": "calculated", "evidence_id": "E4"}
    materials = material_rows(pack, recipe, kit, made.acceptance, made.good_kwh)
    if any(row["supplier_id"] == "S1" for row in supplier_rows(company, kit)):
        materials["cathode"]["supplier_id"] = "S1"
    for number, key in ((2, "can"), (3, "copper_foil")):
        if any(row["supplier_id"] == f"S{number}" for row in supplier_rows(company, kit)):
            materials[key]["supplier_id"] = f"S{number}"
    return {
        "product": {
            "name": f"Synthetic pack {pack.id[4:]}, {pack.energy_kwh} kWh / 合成电池包 {pack.id[4:]}", "model": pack.id,
            "company": f"{company.english} / {company.chinese}", "plant": plant.id,
            "plant_address": "made up / 虚构", "plant_province": company.province, "chemistry": company.chemistry,
            "cell_format": "prismatic", "period_start": MONTHS[0],
            "rated_energy": {"yours": pack.energy_kwh, "unit": "kWh", "source_kind": "calculated", "evidence_id": "E1"},
            "pack_mass": {"yours": recipe.pack_kg, "unit": "kg", "source_kind": "calculated", "evidence_id": "E2"},
            "cells_mass": {"yours": recipe.cells_kg, "unit": "kg", "source_kind": "calculated", "evidence_id": "E3"},
            "example": "yes",
        },
        "cycle_test": {
            "standard": "GB/T 31484-2015", "tested_object": "pack", "charge_rate": f"{rate} 1/h",
            "discharge_rate": f"{rate} 1/h", "cycles_measured": {"yours": cycles, **told},
            "retention_measured": {"yours": END, **told}, "cycles": {"yours": cycles, **told},
            "end_retention": {"yours": END, **told},
        },
        "cell_materials": materials,
        "pack_parts": part_rows(recipe),
        "plant": {
            "acceptance": {"yours": round(made.acceptance, 6), "source_kind": "calculated", "evidence_id": "E6"},
            "includes_pack_assembly": "yes" if draws.says("assembles", plant.id) else "no",
        },
        "evidence": evidence_rows(first, last),
    }  # fmt: skip
