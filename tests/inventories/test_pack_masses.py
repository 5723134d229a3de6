"""Packs of the archetypes weigh what packs of the official notices weigh, or say why not; foil takes what its source says."""

import csv
from pathlib import Path

import pytest

from lca_models.inventory.brightway.in_memory import project_rows
from lca_models.inventory.tables.reading import rows_of
from tests.shipped_tables import shipped_inventories, shipped_tables

ROOT = Path(__file__).parents[2]
SAMPLE = {"lfp": "LFP", "nmc532": "NMC", "nmc622": "NMC", "nmc811": "NMC"}
REASONS = {  # archetypes beyond the sample, or without one
    "lmfp": "one pack in the notices (169 Wh/kg); between LFP and ternary packs",
    "nca": "none in the notices; one weighed pack (168 Wh/kg, Ricardo2018)",
    "nmc111": "sold until about 2018; of 36 cars of 2017 four reached 120 Wh/kg (Catalogue2017)",
    "naion": "none in the notices; the maker's pack has 120 Wh/kg (HiNa2023)",
}


@pytest.fixture(scope="module")
def parameters():
    rows = project_rows(shipped_inventories()).parameters
    return {row.name: float(row.amount) for row in rows}


def sample_rows():
    with (ROOT / "tests" / "published" / "pack_specific_energy.csv").open(encoding="utf-8", newline="") as file:
        return {row["sample"]: row for row in csv.DictReader(file)}


def test_every_archetype_has_a_sample_or_a_reason():
    chemistries = {row["chemistry"] for row in rows_of(shipped_tables(), "products")}

    assert set(SAMPLE) | set(REASONS) == chemistries
    assert set(SAMPLE) & set(REASONS) == set()


@pytest.mark.parametrize("chemistry", sorted(SAMPLE))
def test_no_pack_lies_outside_the_middle_nine_tenths_of_the_notices(chemistry, parameters):
    """5th to 95th percentile, Wh/kg"""
    row = sample_rows()[SAMPLE[chemistry]]
    density = 1000 * parameters[f"{chemistry}_pack_specific_energy"]

    assert float(row["p5"]) <= density <= float(row["p95"])


def test_the_electricity_of_copper_foil_is_that_of_its_source_over_the_foil_bought(parameters):
    """5 kWh per kWh of cells, over the mean purchase of LFP and NMC811 at the designs' own loading"""
    started = parameters["foil_yield"] * parameters["cell_acceptance_rate"]
    bought = [parameters[f"{chemistry}_copper_mass"] / started for chemistry in ("lfp", "nmc811")]

    assert parameters["copper_foil_electricity"] == pytest.approx(5 / (sum(bought) / 2), rel=0.01)
