"""Data sheets of the packs of EverBatt 2023: the rows of published_materials.csv as a maker would fill them in.

Masses, factors and citations are those of the tables. The energy of the cell plant stands here, as no table needs it.
"""

from __future__ import annotations

from pathlib import Path

from lca_models.inventory.tables.reading import Row, read_table

REFERENCE = "everbatt-2023"
ELECTRICITY, GAS = 8.304, 139.96  # kWh and MJ per kWh of cells, the same for every chemistry
ENERGY_KWH = 60  # of the pack; every mass is per kWh, so that it moves nothing per kWh
# Key of the sheet for each row; where the archetype has no such material, the process of this kit that it is bought of.
CELLS = {
    "cathode active material": "cathode", "graphite": "graphite", "PVDF": "pvdf", "anode binder": "cmc",
    "copper of the cell": "copper_foil", "aluminium of the cell": "aluminium_foil", "LiPF6": "lithium_salt",
    "ethylene carbonate": "ethylene_carbonate", "dimethyl carbonate": "dimethyl_carbonate",
    "polypropylene of the cell": "polypropylene", "polyethylene of the cell": "separator", "PET of the cell": "pet",
}  # fmt: skip
PARTS = {
    "copper of the pack": "copper", "polypropylene of the module": "panels", "aluminium of the module": "aluminium",
    "steel of the module": "steel", "electronics of the module": "electronics", "steel of the pack": "steel",
    "aluminium of the pack": "aluminium", "iron of the pack": "iron", "insulation": "insulation", "coolant": "coolant",
    "electronics of the pack": "electronics",
}  # fmt: skip
FURTHER = {"panels": "polypropylene", "iron": "cast_iron", "insulation": "insulation"}
NONE = {  # what the archetype has and EverBatt does not count
    "cell_materials": {"sbr": "inside the row of CMC", "can": "inside the row of aluminium foil",
                       "nmp_lost": "not counted in EverBatt", "deionised_water": "not counted in EverBatt"},
    "pack_parts": {"polyethylene": "none in this design", "glass_fibre_plastic": "none in this design"},
}  # fmt: skip


def material_rows(root: Path, chemistry: str) -> list[Row]:
    """The rows of a chemistry."""
    return [
        row for row in read_table(root, "manufacturing/published_materials.csv").rows if row["chemistry"] == chemistry
    ]


def row_sum(root: Path, chemistry: str) -> float:
    """EverBatt's own sum: kg CO2e per kWh of a pack's materials."""
    return sum(float(row["kg_per_kwh"]) * float(row["kg_co2e_per_kg"]) for row in material_rows(root, chemistry))


def everbatt_sheet(root: Path, chemistry: str) -> str:
    """The data sheet of a pack of EverBatt 2023."""
    rows = material_rows(root, chemistry)
    masses = {row["input"]: row["kg_per_kwh"] for row in rows}
    black = next(row["amount"] for row in read_table(root, f"parameters/{chemistry}.csv").rows
                 if row["name"] == f"{chemistry}_light_carbon_black_mass")  # fmt: skip
    cells = {key: [masses[name]] for name, key in CELLS.items()} | {"carbon_black": [black]}
    parts: dict[str, list[str]] = {}
    for name, key in PARTS.items():
        parts.setdefault(key, []).append(masses[name])
    cell_kg, part_kg = (sum(float(one) for found in group.values() for one in found) for group in (cells, parts))
    factors = {(CELLS | PARTS)[row["input"]]: row["kg_co2e_per_kg"] for row in rows} | {"carbon_black": "0"}
    return "\n".join([
        *_head(chemistry, cell_kg, cell_kg + part_kg),
        *_rows("cell_materials", cells, extra="state: in_cell, yield: 1, "),
        *_rows("pack_parts", parts),
        "plant:",
        f"  {{plant_electricity: {ELECTRICITY} kWh/kWh, plant_heat: {GAS} MJ/kWh, acceptance: 1, includes_pack_assembly: yes}}",
        "transport:",
        "  - {direction: in, what: all, mode: truck, distance: 0 km, share: 1, note: not counted in EverBatt}",
        "suppliers:",
        *_suppliers(root, cells, parts, factors),
        "evidence:",
        f"  - {{evidence_id: E1, document: {rows[0]['source']}, kind: supplier_statement, period: 2022,",
        f"     issuer: Argonne National Laboratory, note: \"{rows[0]['locator']}\"}}",
        "",
    ])  # fmt: skip


def _head(chemistry: str, cells: float, pack: float) -> list[str]:
    return [
        f"# The {chemistry.upper()} pack of EverBatt 2023 (Argonne National Laboratory) as a product of one's own:",
        "# its masses, its factors, its energy of the cell plant. Materials come to what the rows of the workbook sum to;",
        "# distribution and end of life are this kit's. The notice that its licence asks for stands in LICENSE-DATA.md.",
        'data_sheet: "1"',
        "language: en",
        "product:",
        f"  name: EverBatt 2023, {chemistry.upper()}",
        f"  model: everbatt-2023-{chemistry}",
        "  company: none (a published model)",
        f"  chemistry: {chemistry}",
        "  plant_province: CN-GD",
        "  period_start: 2022-01",
        f"  rated_energy: {{yours: {ENERGY_KWH}, unit: kWh, note: \"masses below are per kWh\"}}",
        f"  cells_mass: {{yours: {cells * ENERGY_KWH:.10g}, unit: kg, evidence_id: E1, source_kind: calculated}}",
        f"  pack_mass: {{yours: {pack * ENERGY_KWH:.10g}, unit: kg, evidence_id: E1, source_kind: calculated}}",
        "  example: yes",
        "cycle_test: {cycles: 1000, end_retention: 0.80}",
    ]  # fmt: skip


def _rows(sheet: str, given: dict[str, list[str]], extra: str = "") -> list[str]:
    lines = [f"{sheet}:"]
    for key, found in given.items():
        amount = found[0] if len(found) == 1 else f"{sum(map(float, found)):.10g}"
        process = f"process: {FURTHER[key]}, " if key in FURTHER and sheet == "pack_parts" else ""
        lines.append(f"  {key}: {{yours: {amount}, unit: kg, basis: per_kwh, {extra}{process}supplier_id: {key}, "
                     "source_kind: supplier, evidence_id: E1}")  # fmt: skip
    return lines + [f"  {key}: {{yours: 0, note: {words}}}" for key, words in NONE[sheet].items()]


def _suppliers(
    root: Path, cells: dict[str, list[str]], parts: dict[str, list[str]], factors: dict[str, str]
) -> list[str]:
    said = "boundary: cradle_to_gate, gwp_set: AR6, evidence_id: E1"
    lines = [
        f"  - {{supplier_id: {key}, name: EverBatt 2023, declared_unit: kg, value: {factors[key]}, {said}"
        + (", note: EverBatt has no factor for it}" if key == "carbon_black" else "}")
        for key in (*cells, *parts)
    ]
    energy = {row["target"].split()[-1]: row for row in read_table(root, "reference_factors.csv").rows
              if row["reference"] == REFERENCE}  # fmt: skip
    power, heat = energy["electricity_recycling_plant"]["amount"], float(energy["heat_natural_gas"]["amount"])
    named = "name: EverBatt 2023, declared_unit: kWh"
    return [
        *lines,
        f"  - {{supplier_id: power, replaces: every > electricity_cell_plant, {named}, value: {power},",
        f"     {said}}}",
        f"  - {{supplier_id: gas, replaces: every > heat_natural_gas, {named}, value: {heat * 3.6:.10g},",
        f"     {said}, note: 3.6 times the factor per MJ}}",
    ]
