"""Green electricity of a plant: what counts, over what it uses."""

import pytest

from lca_models.reporting.declaration.calculation.book.reading import evaluated


def test_a_certificate_for_the_plant_counts_over_all_of_its_load(filled_plant, plant_of_two):
    """1000 kWh of 12 000 for all of the plant; A uses two thirds and has the same share"""
    into, _ = filled_plant
    place = into.formulas["green_power_share"]

    assert evaluated(plant_of_two[0]).numbers()[place] == pytest.approx(1 / 12)
    assert "cell_plant_onsite_share" not in into.formulas
