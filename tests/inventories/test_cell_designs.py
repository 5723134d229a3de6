"""Cells of every product stay physical wherever one of their parameters may lie, and weigh what their specific energy says."""

import numpy as np
import pytest

from lca_models.inventory.brightway.in_memory import project_rows
from lca_models.inventory.system.admissibility import limits_of
from lca_models.inventory.tables.formulas import evaluate_parameters, names_in
from lca_models.inventory.tables.reading import rows_of
from tests.shipped_tables import shipped_inventories, shipped_tables

TABLES = shipped_tables()
CHEMISTRIES = sorted(row["chemistry"] for row in rows_of(TABLES, "products"))
PUBLISHED = ["lfp", "lmfp", "nca", "nmc532", "nmc622", "nmc811"]  # interpolated between two designs, recipe of 2023
PLACES = np.linspace(0, 1, 7)  # of a range, its ends among them


@pytest.fixture(scope="module")
def parameters():
    return {row.name: row for row in project_rows(shipped_inventories()).parameters}


@pytest.fixture(scope="module")
def amounts(parameters):
    return {name: float(row.amount) for name, row in parameters.items() if not row.formula}


def masses_of(chemistry, parameters):
    """What a cell and pack of a chemistry buy and hold: formulas of parameters in kg/kWh or kg, and of their exchanges."""
    held = {name: row.formula for name, row in parameters.items()
            if row.formula and name.startswith(f"{chemistry}_") and name.endswith("_mass")}  # fmt: skip
    bought = {f"{row['process']}_{row['input']}": row["formula"] for row in rows_of(TABLES, "exchanges")
              if row["process"] in (f"cell_{chemistry}", f"pack_{chemistry}") and row["formula"]}  # fmt: skip
    return held | bought


def values_at(formulas, parameters, amounts, changed):
    """Values of formulas, all that they rest on among them, with some parameters changed."""
    needed, waiting = dict(formulas), [name for text in formulas.values() for name in names_in(text)]
    while waiting:
        name = waiting.pop()
        if name not in needed and name in parameters and parameters[name].formula:
            needed[name] = parameters[name].formula
            waiting += names_in(needed[name])
    return evaluate_parameters(amounts | changed, needed)


def roots_of(formulas, parameters):
    """Plain parameters that formulas rest on."""
    found, waiting = set(), [name for text in formulas.values() for name in names_in(text)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in parameters:
            continue
        found.add(name)
        waiting += names_in(parameters[name].formula) if parameters[name].formula else ()
    return sorted(name for name in found if not parameters[name].formula)


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_no_mass_is_negative_anywhere_in_the_range_of_one_parameter(chemistry, parameters, amounts):
    formulas = masses_of(chemistry, parameters)
    negative = []
    for root in roots_of(formulas, parameters):
        if parameters[root].data.get("kind") == "choice":
            continue
        limits = limits_of(parameters[root])
        for place in PLACES:
            value = limits.low + place * (limits.high - limits.low)
            found = values_at(formulas, parameters, amounts, {root: value})
            negative += [(root, value, name) for name in formulas if found[name] < 0]

    assert negative == []


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_the_parts_of_a_cell_weigh_what_its_specific_energy_says(chemistry, parameters, amounts):
    """1 / specific energy in kg/kWh, also where the cell is lighter or heavier than both published designs"""
    mass, energy = f"{chemistry}_cell_mass", f"{chemistry}_reference_specific_energy"
    for value in (0.12, 0.16, 0.2, 0.24, 0.28, 0.31):
        found = values_at({mass: parameters[mass].formula}, parameters, amounts, {energy: value})

        assert found[mass] == pytest.approx(1 / value, rel=1e-9)


@pytest.mark.parametrize("chemistry", PUBLISHED)
def test_binder_and_carbon_black_go_by_the_active_material(chemistry, parameters, amounts):
    """96:2:2, whatever the specific energy; foils and electrolyte of the design do not take what the recipe frees"""
    parts = ("cathode", "carbon_black", "cathode_binder", "graphite", "anode_binder")
    names, foils = [f"{chemistry}_{part}_mass" for part in parts], f"{chemistry}_copper_mass"
    formulas = {name: parameters[name].formula for name in [*names, foils]}
    for value in (0.18, 0.25):
        found = values_at(formulas, parameters, amounts, {f"{chemistry}_reference_specific_energy": value})
        cathode, black, binder, graphite, anode = (found[name] for name in names)

        assert (black / cathode, binder / cathode) == pytest.approx((2 / 96, 2 / 96), rel=1e-3)
        assert anode / graphite == pytest.approx(2 / 98, rel=1e-3)
    changes = ({}, {"cathode_carbon_black_ratio": 0.03})
    before, after = (values_at(formulas, parameters, amounts, changed) for changed in changes)
    assert after[foils] == pytest.approx(before[foils])
