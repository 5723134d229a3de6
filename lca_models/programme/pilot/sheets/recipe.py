"""The bill of materials of a pack: the maker's recipe of its cells, and what is bought for a year of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.programme.pilot.companies import Company, PackDraw, Plant
from lca_models.programme.pilot.sheets.kit import SOLVENT, Archetype

BY_YEAR = ("cathode", "graphite", "copper_foil", "aluminium_foil")  # rows that stock accounts know as bought in a year
NONE_OF = {
    "nanotubes": "carbon black is the only conductive agent", "lifsi": "LiPF6 is the only salt",
    "other_solvents": "two solvents only", "additives": "contained in the rows of the electrolyte",
}  # fmt: skip
NO_PART = dict.fromkeys(("structural_adhesive", "aerogel", "fire_film"), "none in this design")
CLOSING = "aluminium"  # the part that takes up what the others leave of the mass of a pack
MOST_CELLS, LEAST_CELLS = 0.88, 0.62  # of the mass of a pack: own, inside the band of the kit


@dataclass(frozen=True)
class Recipe:
    """Masses of a pack."""

    cells: Mapping[str, float]  # kg per kWh, in the cells
    bought: float  # kg per kWh of good cells, of all of them
    cells_kg: float  # of a pack
    parts: Mapping[str, float]  # kg per pack
    pack_kg: float


def recipe_of(company: Company, pack: PackDraw, kit: Archetype, acceptance: float) -> Recipe:
    """Masses of a pack by the recipe of its maker; `acceptance`: of its cells."""
    draws = company.draws
    cells = {
        key: mass * draws.of("recipe", key) * draws.of("recipe_noise", f"{pack.field}/{key}")
        for key, mass in kit.cells.items()
    }
    cells_kg = round(pack.energy_kwh * sum(cells.values()), 2)
    pack_kg = round(min(max(pack.mass_kg, cells_kg / MOST_CELLS), cells_kg / LEAST_CELLS), 1)
    rest, usual = pack_kg - cells_kg, sum(kit.parts.values())
    parts = {
        key: round(mass / usual * rest * draws.of("recipe", f"part {key}"), 2)
        for key, mass in kit.parts.items()
        if key != CLOSING
    }
    parts[CLOSING] = round(rest - sum(parts.values()), 2)
    bought = sum(mass / kit.yields[key] for key, mass in cells.items()) / acceptance
    return Recipe(cells, bought, cells_kg, parts, pack_kg)


def material_rows(
    pack: PackDraw, recipe: Recipe, kit: Archetype, acceptance: float, good_kwh: float
) -> dict[str, dict[str, Any]]:
    """The sheet `cell_materials`: what is bought in a year of the rows of stock accounts, the rest in the pack.

    `good_kwh`: of the pack's cells in the year.
    """
    rows: dict[str, dict[str, Any]] = {}
    for key, mass in recipe.cells.items():
        said = {"unit": "kg", "source_kind": "calculated", "evidence_id": "E3"}
        if key in BY_YEAR:
            bought = mass * good_kwh / kit.yields[key] / acceptance
            rows[key] = {"yours": round(bought), **said, "basis": "per_year", "state": "bought", "evidence_id": "E6"}
        else:
            rows[key] = {"yours": round(mass * pack.energy_kwh, 3), **said, "basis": "per_pack", "state": "in_cell"}
    rows[SOLVENT] = {"yours": round(kit.solvent * good_kwh), "unit": "kg", "basis": "per_year", "state": "bought",
                     "source_kind": "calculated", "evidence_id": "E6"}  # fmt: skip
    return rows | {key: {"yours": "n/a", "note": note} for key, note in NONE_OF.items()}


def part_rows(recipe: Recipe) -> dict[str, dict[str, Any]]:
    """The sheet `pack_parts`."""
    rows: dict[str, dict[str, Any]] = {
        key: {"yours": mass, "unit": "kg", "basis": "per_pack", "source_kind": "calculated", "evidence_id": "E3"}
        for key, mass in recipe.parts.items()
    }
    return rows | {key: {"yours": "n/a", "note": note} for key, note in NO_PART.items()}


def everything_of(plant: Plant) -> tuple[PackDraw, ...]:
    """All that a plant makes."""
    return (*plant.packs, *plant.others)
