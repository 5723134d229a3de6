from dataclasses import replace
from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.by_products import taken_by_product
from lca_models.inventory.activity.plant.keys import product_year
from lca_models.inventory.activity.plant.lines import Allocation, exact
from tests.plants import PERIOD, meter, texts, year

STEAM = Allocation(
    "K1", by_product="steam", by_product_amount=Fraction(46), by_product_unit="MJ", by_product_rule="physical",
    efficiency=exact(0.92), place="allocation 1",
)  # fmt: skip
SCRAP = Allocation("K1", by_product="scrap", by_product_amount=Fraction(1_000_000), by_product_rule="mass")
GAS = meter("M1", "natural_gas", "MJ", year(1000))


@pytest.fixture
def products(two_products, findings):
    return {one.id: product_year(one, PERIOD, findings) for one in two_products}


def taken(allocation, products, findings, meter=GAS, others=()):
    return taken_by_product(meter, Fraction(1000), allocation, products, others, findings)


def test_steam_takes_the_gas_that_made_it(products, findings):
    """46 / 0.92"""
    assert taken(STEAM, products, findings) == 50


def test_a_by_product_in_kilowatt_hours_takes_megajoules(products, findings):
    """46 kWh x 3.6 / 0.92"""
    assert taken(replace(STEAM, by_product_unit="kWh"), products, findings) == 180


def test_scrap_takes_its_share_of_the_mass_of_scrap_and_cells(products, findings):
    """1 000 t of 1 000 t + 5 000 t"""
    assert taken(SCRAP, products, findings) == Fraction(1000, 6)


def test_scrap_takes_its_share_of_the_value_of_scrap_and_cells(products, findings):
    """1 000 t at 0.2 of the price of cells: 200 of 5 200"""
    by_value = replace(SCRAP, by_product_rule="economic", price_ratio=exact(0.2))

    assert taken(by_value, products, findings) == Fraction(200_000, 5200)
    assert texts(findings) == []  # 5 to 1


@pytest.mark.parametrize(("rule", "ratio", "wanted"), [("mass", 0.2, "economic"), ("economic", 0.5, "mass")])
def test_prices_say_whether_mass_or_value_is_the_rule(products, findings, rule, ratio, wanted):
    """5 to 1 is above 4, 2 to 1 is not"""
    taken(replace(SCRAP, by_product_rule=rule, price_ratio=exact(ratio)), products, findings)

    assert [f"the rule is {wanted}" in text for _, text in texts(findings, "warning")] == [True]


def test_a_by_product_may_take_nothing(products, findings):
    assert taken(replace(STEAM, by_product_rule="none"), products, findings) == 0
    assert taken(Allocation("K1"), products, findings) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"by_product_rule": ""}, "no by_product_rule"),
        ({"by_product": ""}, "no by_product;"),
        ({"by_product_amount": None}, "no by_product_amount"),
        ({"efficiency": None}, "no efficiency"),
        ({"efficiency": Fraction(0)}, "no efficiency"),
        ({"by_product_rule": "economic", "by_product_unit": "kg"}, "no price_ratio"),
        ({"by_product_rule": "mass"}, "need kg"),
        ({"by_product_unit": "kg"}, "needs one unit"),
        ({"by_product_amount": Fraction(921)}, "takes 1,001.08696 MJ of M1, which holds 1,000"),
    ],
)
def test_what_keeps_a_by_product_from_its_share_is_named(products, findings, changes, words):
    assert taken(replace(STEAM, **changes), products, findings) is None
    assert [words in text for _, text in texts(findings, "error")] == [True]


def test_an_amount_is_not_taken_out_of_two_meters(products, findings):
    assert taken(STEAM, products, findings, others=("M2",)) is None
    assert "a row of its own" in texts(findings)[0][1]


def test_shares_by_mass_need_the_mass_of_every_product(two_products, findings):
    bare = {"A": product_year(replace(two_products[0], cell_mass_per_piece=None), PERIOD, findings)}

    assert taken(SCRAP, bare, findings) is None
    assert texts(findings)[0][0] == "V23"
