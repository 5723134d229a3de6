from dataclasses import replace
from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.key_ranges import key_table, results_by_key, splits_by_key
from lca_models.inventory.activity.plant.splitting import split_plant
from tests.plants import every

EXPECTED = {
    ("electricity_grid", "kwh_good"): (22, 27),
    ("electricity_grid", "cell_mass"): (Fraction(77, 3), Fraction(43, 2)),
    ("electricity_grid", "packs"): (Fraction(220, 9), Fraction(70, 3)),
    ("natural_gas", "kwh_good"): (90, 90),
    ("natural_gas", "cell_mass"): (105, Fraction(135, 2)),
    ("natural_gas", "packs"): (100, 75),
    ("nitrogen", "kwh_good"): (Fraction(9, 5), Fraction(9, 5)),
    ("nitrogen", "cell_mass"): (Fraction(21, 10), Fraction(27, 20)),
    ("nitrogen", "packs"): (2, Fraction(3, 2)),
}


@pytest.fixture
def split(plant, findings):
    return split_plant(plant, findings)


@pytest.mark.parametrize(("item", "key"), EXPECTED)
def test_every_key_gives_its_result_to_the_last_digit(split, item, key):
    """22e6 x 0.7 / 600 000 = 77/3 of electricity by mass, (22e6 x 0.3 + 2e6) / 400 000 = 21.5; and so on"""
    found = {one.product: one.per_good_kwh for one in results_by_key(split) if (one.item, one.key) == (item, key)}

    assert (found["A"], found["B"]) == EXPECTED[item, key]


def test_the_key_in_use_is_marked_and_an_assigned_line_has_none_to_vary(split):
    """K1 kwh_good, K3 cell_mass, K4 packs; M1.1 belongs to B"""
    assert {(one.meter, one.key) for one in results_by_key(split) if one.is_used} == {
        ("M1", "kwh_good"),
        ("M2", "cell_mass"),
        ("M3", "packs"),
    }


def test_results_by_key_are_a_tidy_table_with_units(split):
    """3 meters, 4 keys (cells are not known of B), 2 products"""
    table = key_table(split)

    assert [*table.columns] == ["meter", "item", "key", "used", "product", "amount", "unit"]
    assert len(table) == 3 * 4 * 2
    assert set(table["unit"]) == {"kWh/kWh", "MJ/kWh", "kg/kWh"}


def test_a_product_that_was_not_made_has_no_result_per_kwh(plant, findings, two_products):
    """B makes nothing: A alone has results"""
    idle = replace(two_products[1], good=every(0, "pieces"))
    split = split_plant(replace(plant, products=(two_products[0], idle)), findings)

    assert {one.product for one in results_by_key(split)} == {"A"}


def test_a_split_by_another_key_still_sums_to_the_meter(split):
    """every key shares the same 22 000 000 kWh, 90 000 000 MJ and 1 800 000 kg"""
    for meter, key, is_used, other in splits_by_key(split):
        assert sum(meter.products.values()) == split.meters[meter.meter.id].shared
        assert (other.meters[meter.meter.id].products == split.meters[meter.meter.id].products) or not is_used
        assert {id: one for id, one in other.meters.items() if id != meter.meter.id} == {
            id: one for id, one in split.meters.items() if id != meter.meter.id
        }
        assert key
