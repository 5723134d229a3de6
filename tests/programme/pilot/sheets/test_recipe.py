"""The bill of materials."""

import pytest

from lca_models.programme.pilot.companies import draw_companies
from lca_models.programme.pilot.sheets.recipe import (
    BY_YEAR,
    LEAST_CELLS,
    MOST_CELLS,
    everything_of,
    material_rows,
    part_rows,
    recipe_of,
)


@pytest.fixture
def drawn(kits):
    company = draw_companies(2, 1, alone=True)[0]
    kit, pack = kits[company.chemistry], company.plants[0].packs[0]
    return company, pack, kit, recipe_of(company, pack, kit, 0.95)


def test_cells_and_parts_weigh_what_the_pack_does(drawn):
    _, pack, _, recipe = drawn

    assert recipe.cells_kg + sum(recipe.parts.values()) == pytest.approx(recipe.pack_kg, abs=0.006)
    assert recipe.cells_kg == pytest.approx(pack.energy_kwh * sum(recipe.cells.values()), abs=0.006)
    assert LEAST_CELLS - 0.001 <= recipe.cells_kg / recipe.pack_kg <= MOST_CELLS + 0.001


def test_what_is_bought_in_a_year_is_what_stays_over_yield_and_acceptance(drawn):
    _, pack, kit, recipe = drawn
    rows = material_rows(pack, recipe, kit, 0.95, 1_000_000)

    for key in BY_YEAR:
        assert rows[key]["yours"] == round(recipe.cells[key] * 1_000_000 / kit.yields[key] / 0.95)
        assert (rows[key]["basis"], rows[key]["state"]) == ("per_year", "bought")
    assert rows["can"]["yours"] == round(recipe.cells["can"] * pack.energy_kwh, 3)
    assert rows["lifsi"]["yours"] == part_rows(recipe)["aerogel"]["yours"] == "n/a"


def test_a_plant_makes_what_is_declared_and_what_is_not(drawn):
    plant = drawn[0].plants[0]

    assert everything_of(plant) == (*plant.packs, *plant.others)
