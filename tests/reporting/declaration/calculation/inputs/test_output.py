"""What the plant made, and the shares of its keys."""

from lca_models.reporting.declaration.calculation.book.reading import evaluated
from tests.changed_sheets import key_of


def test_shares_of_a_key_move_with_the_key(plant_of_two):
    """Packs of 64 and of 32 kWh, 100 of each: 2/3 by energy, 1/2 by pieces."""
    book, plant = plant_of_two
    share = plant.shares["K1"]

    assert evaluated(book).numbers()[share] == 2 / 3
    assert evaluated(book, {key_of("keys!B7"): "packs"}).numbers()[share] == 1 / 2


def test_good_output_is_in_kwh_and_its_cell_has_a_name(plant_of_two):
    book, plant = plant_of_two

    assert evaluated(book).numbers()[plant.good["A"]] == 6400
    assert book.names["good_kwh"] == plant.good["A"]
