"""A year of a plant: pieces started and good, meters of energy, scrap, certificates; the same in all its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import Any

from lca_models.programme.pilot.companies import Company, PackDraw, Plant
from lca_models.programme.pilot.sheets.kit import Archetype
from lca_models.programme.pilot.sheets.recipe import Recipe, everything_of, recipe_of

YEAR = 2025
MONTHS = tuple(f"{YEAR}-{month:02d}" for month in range(1, 13))
AT_20 = 293.15 / 273.15  # volume of a gas at 20 °C over that at 0 °C, and heat of a cubic metre the other way round
CELL_KEY, GAS_KEY = "K1", "K2"
BOILER = 0.92  # heat of steam over that of its gas: own
KWH = 3.6  # MJ


@dataclass(frozen=True)
class Made:
    """A product of a plant in the year."""

    pack: PackDraw
    started: Mapping[str, int]
    good: Mapping[str, int]
    recipe: Recipe

    @property
    def acceptance(self) -> float:
        """Good over started pieces."""
        return sum(self.good.values()) / sum(self.started.values())

    @property
    def good_kwh(self) -> float:
        """Of its good pieces."""
        return sum(self.good.values()) * self.pack.energy_kwh


def make(company: Company, plant: Plant, kit: Archetype) -> tuple[Made, ...]:
    """All that a plant makes in the year, with one rate of acceptance and small differences by month."""
    draws, found = company.draws, []
    rate = draws.of("acceptance", plant.id)
    season = {month: draws.of("output_noise", f"{plant.id}/{month}") for month in MONTHS}
    season[MONTHS[1]] *= draws.of("february", plant.id)
    whole = sum(season.values())
    for pack in everything_of(plant):
        started = {month: max(20, round(pack.pieces * season[month] / whole)) for month in MONTHS}
        good = {month: round(count * rate) for month, count in started.items()}
        acceptance = sum(good.values()) / sum(started.values())
        found.append(Made(pack, started, good, recipe_of(company, pack, kit, acceptance)))
    return tuple(found)


def output_rows(made: Sequence[Made]) -> list[dict[str, Any]]:
    """The sheet `output`."""
    return [
        {"product_id": one.pack.id, "unit": "packs", "energy_per_piece": f"{one.pack.energy_kwh} kWh",
         "cell_mass_per_piece": f"{one.recipe.cells_kg} kg", "good": {"months": {**one.good}},
         "started": {"months": {**one.started}}}
        for one in made
    ]  # fmt: skip


@dataclass(frozen=True)
class Power:
    """What a plant buys of electricity and fuel, by month: kWh."""

    cells: Mapping[str, float]
    assembly: Mapping[str, float]
    fuel: Mapping[str, float]


def power_of(company: Company, plant: Plant, made: Sequence[Made], kit: Archetype) -> Power:
    """Energy by month: a part that goes with what is started, one that is even, the season of heat, noise."""
    draws = company.draws
    good = sum(one.good_kwh for one in made)
    total = good * draws.of("plant_energy", plant.id)
    share, even = draws.of("electricity_share", plant.id), draws.of("even_share", plant.id)
    heat = draws.of("heat_season", plant.id)
    started = {month: sum(one.started[month] * one.pack.energy_kwh for one in made) for month in MONTHS}
    output = {month: even / 12 + (1 - even) * kwh / sum(started.values()) for month, kwh in started.items()}

    def by_month(kwh: float, name: str, season: float) -> dict[str, float]:
        found = {}
        for at, month in enumerate(MONTHS):
            noise = draws.of("month_noise", f"{plant.id}/{name}/{month}")
            found[month] = kwh * output[month] * (1 + season * cos(2 * pi * at / 12)) * noise
        return found

    packs = {month: sum(one.good[month] * one.recipe.pack_kg for one in made) * kit.assembly for month in MONTHS}
    return Power(by_month(total * share, "power", 0.0), packs, by_month(total * (1 - share), "fuel", heat))


def meter_rows(company: Company, plant: Plant, made: Sequence[Made], power: Power) -> list[dict[str, Any]]:
    """The sheet `meters`: electricity, the pack line, green power of it, fuel, scrap and rejects."""
    draws, rows = company.draws, list[dict[str, Any]]()
    bill = {"source_kind": "invoice", "evidence_id": "E5"}
    grid = {month: round(kwh) for month, kwh in power.cells.items()}
    rows.append({"id": "M1", "item": "electricity_grid", "label": "cell lines", "unit": "kWh", **bill,
                 "allocation_id": CELL_KEY, "months": grid})  # fmt: skip
    if draws.says("assembles", plant.id):
        months = {month: round(kwh) for month, kwh in power.assembly.items()}
        rows.append({"id": "M2", "item": "electricity_grid", "label": "pack line", "unit": "kWh", **bill,
                     "allocation_id": CELL_KEY, "months": months})  # fmt: skip
    if green := green_months(company, grid):
        rows.append({"id": "M3", "item": "electricity_green_trade", "unit": "MWh", "source_kind": "invoice",
                     "evidence_id": "E7", "technology": "wind", "months": green})  # fmt: skip
    rows.append(_fuel_row(company, plant, power))
    rejects = sum((sum(one.started.values()) - sum(one.good.values())) * one.recipe.cells_kg for one in made)
    scrap = sum((one.recipe.bought - sum(one.recipe.cells.values())) * one.good_kwh for one in made) - rejects
    for id, item, kg in (("M5", "electrode_scrap", scrap), ("M6", "rejected_cells", rejects)):
        weighed = round(kg * draws.of("weighing", f"{plant.id}/{item}"))
        rows.append({"id": id, "item": item, "unit": "kg", "year_total": weighed, "destination": "recycler",
                     "source_kind": "calculated", "evidence_id": "E6"})  # fmt: skip
    return rows


def green_months(company: Company, grid: Mapping[str, int]) -> dict[str, int]:
    """Green power of each month, in whole MWh; nothing where a company buys none."""
    share = company.green_share
    found = {month: int(kwh * share / 1000) for month, kwh in grid.items()}
    return found if share and all(found.values()) else {}


def _fuel_row(company: Company, plant: Plant, power: Power) -> dict[str, Any]:
    """Natural gas: sold by its heat in MJ, billed by volume at 20 °C, or read on a meter of the plant's own at 0 °C."""
    draws = company.draws
    row: dict[str, Any] = {"id": "M4", "item": "natural_gas", "unit": "MJ", "source_kind": "invoice", "evidence_id": "E5",
                           "allocation_id": GAS_KEY}  # fmt: skip
    if draws.says("sold_by_heat", plant.id):
        return row | {"months": {month: round(kwh * KWH) for month, kwh in power.fuel.items()}}
    is_metered = draws.says("meters_gas", plant.id)
    value = round(draws.of("heating_value", plant.id) / (1.0 if is_metered else AT_20), 3)
    row |= {"unit": "m3", "source_kind": "meter"} if is_metered else {"unit": "m3 (20 °C)"}
    months = {month: round(kwh * KWH / value) for month, kwh in power.fuel.items()}
    return row | {"heating_value": f"{value} MJ/m3", "months": months}


def allocation_rows(company: Company, plant: Plant, power: Power) -> list[dict[str, Any]]:
    """The sheet `allocation`: by the energy of good cells; steam that is sold takes its gas along."""
    reason = "lines run all packs alike per kWh"
    rows: list[dict[str, Any]] = [
        {"allocation_id": id, "key": "kwh_good", "reason": reason} for id in (CELL_KEY, GAS_KEY)
    ]
    draws = company.draws
    if draws.says("sells_steam", plant.id):
        sold = round(sum(power.fuel.values()) * KWH * draws.of("steam_sold", plant.id) * BOILER)
        rows[1] |= {"by_product": "steam", "by_product_amount": f"{sold} MJ", "by_product_rule": "physical",
                    "efficiency": BOILER}  # fmt: skip
    return rows


def certificate_rows(company: Company, plant: Plant, green: Mapping[str, int]) -> list[dict[str, Any]]:
    """The ledger: a row a month, retired for the plant in the month after."""
    rows, first = [], 1
    prefix = f"GEC-{plant.id}"  # of the plant: no other one has it
    for at, (month, mwh) in enumerate(green.items()):
        year, number = (YEAR, at + 2) if at < 11 else (YEAR + 1, 1)
        rows.append({
            "number_first": f"{prefix}-{first:08d}", "number_last": f"{prefix}-{first + mwh - 1:08d}", "kind": "green_trade",
            "kwh": f"{mwh} MWh", "generation_month": month, "technology": "wind", "generation_province": company.province,
            "retired_on": f"{year}-{number:02d}-20", "retired_for": plant.id, "evidence_id": "E7",
        })  # fmt: skip
        first += mwh
    return rows
