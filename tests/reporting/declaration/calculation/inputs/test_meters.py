"""What of a meter is the product's, as the kit shares it."""

import pytest

from lca_models.reporting.declaration.calculation.book.reading import evaluated
from lca_models.reporting.declaration.calculation.inputs import meters


def test_sub_meters_go_first_then_by_products_then_keys(plant_of_two):
    """M1: 12 000 kWh with the mean for December, 300 behind M2, 2/3 of both; M3: 380 MJ less 18 / 0.9, 2/3 of it"""
    book, plant = plant_of_two
    found = evaluated(book).numbers()
    ours = [found[f"meters!AC{row}"] for row in meters.rows_by_item(plant).values()]

    assert ours == pytest.approx([11_700 * 2 / 3, 300 * 2 / 3, 360 * 2 / 3], rel=1e-12)
    assert ours == pytest.approx([float(one.products["A"]) for one in plant.split.meters.values()], rel=1e-12)


def test_electricity_and_fuel_of_a_kwh_follow_the_meters(filled_plant):
    into, _ = filled_plant

    assert {"cell_plant_electricity", "cell_plant_fuel"} <= into.formulas.keys()
