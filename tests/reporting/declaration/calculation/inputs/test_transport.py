"""Distances of the kit as sums over legs."""

from lca_models.reporting.declaration.calculation.book.reading import evaluated


def test_alternatives_count_by_their_share(filled_plant, plant_of_two):
    """half of 800 km by truck, half of 900 by rail"""
    into, _ = filled_plant
    found = evaluated(plant_of_two[0]).numbers()

    assert found[into.formulas["distribution_truck_km"]] == 400
    assert found[into.formulas["distribution_rail_km"]] == 450
