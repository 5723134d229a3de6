from dataclasses import replace
from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.keys import product_year, shares_by_key, without_key
from lca_models.inventory.activity.plant.lines import Allocation, Product, Readings
from tests.plants import PERIOD, every, months, texts, year


@pytest.fixture
def products(two_products, findings):
    return {one.id: product_year(one, PERIOD, findings) for one in two_products}


@pytest.mark.parametrize(
    ("key", "share"),
    [
        ("kwh_good", Fraction(6, 10)),  # 600 000 of 1 000 000 kWh
        ("kwh_started", Fraction(636, 1056)),
        ("cell_mass", Fraction(7, 10)),  # 3 500 of 5 000 t
        ("packs", Fraction(2, 3)),
    ],
)
def test_products_share_in_proportion_to_a_key(products, key, share):
    assert shares_by_key(Allocation("K", key), products) == {"A": share, "B": 1 - share}


def test_only_products_that_are_named_share(products):
    assert shares_by_key(Allocation("K", "kwh_good", ("B",)), products) == {"B": 1}


def test_shares_that_were_rounded_sum_to_one(products):
    """0.333 and 0.666 of 0.999"""
    rounded = Allocation("K", "share", ("A", "B"), (Fraction(333, 1000), Fraction(666, 1000)), "areas")

    assert shares_by_key(rounded, products) == {"A": Fraction(1, 3), "B": Fraction(2, 3)}


def test_a_key_that_a_product_lacks_shares_nothing(products):
    """B does not say how many cells a pack has"""
    assert shares_by_key(Allocation("K", "cells"), products) is None
    assert without_key(Allocation("K", "cells"), products) == ["B"]


@pytest.mark.parametrize(
    ("unit", "cells", "packs"), [("packs", 1000, 10), ("cells", 10, Fraction(1, 10)), ("kwh", 1000, 10)]
)
def test_pieces_are_packs_or_cells(findings, unit, cells, packs):
    """600 kWh in pieces of 60 kWh; 100 cells a pack"""
    good = year(600, "kWh") if unit == "kwh" else year(10, "pieces")
    found = product_year(
        Product("A", unit, good, Readings(), "", Fraction(60), cells_per_pack=Fraction(100)), PERIOD, findings
    )

    assert (found.key_amounts["cells"], found.key_amounts["packs"]) == (cells, packs)


def test_what_was_started_stands_by_month_and_good_output_where_nobody_says(two_products, findings):
    by_month = replace(two_products[0], good=months([1] * 12, "pieces"), started=Readings())

    assert product_year(by_month, PERIOD, findings).started_by_month["2025-07"] == 60
    assert product_year(two_products[0], PERIOD, findings).started_by_month["2025-07"] == 53_000


def test_more_good_than_started_is_refused_by_month_and_by_year(two_products, findings):
    """900 x 60 = 54 000 of 53 000 in March; 11 000 x 60 of 636 000"""
    march = months([800, 800, 900, *[800] * 9], "pieces")
    product_year(replace(two_products[0], good=march), PERIOD, findings)
    product_year(replace(two_products[0], good=year(11_000, "pieces")), PERIOD, findings)

    assert texts(findings) == [
        ("V17", "A, 2025-03: 54,000 kWh good exceed 53,000 kWh started"),
        ("V17", "A, 2025-01 - 2025-12: 660,000 kWh good exceed 636,000 kWh started"),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"good": Readings()}, "A has no good output"),
        ({"energy_per_piece": None}, "A has no energy_per_piece"),
        ({"good": months([1] * 11, "pieces")}, "output cannot be estimated"),
        ({"started": months([1] * 11, "kWh")}, "output cannot be estimated"),
    ],
)
def test_output_that_cannot_be_known_is_refused(two_products, findings, changes, words):
    assert product_year(replace(two_products[0], **changes), PERIOD, findings) is None
    assert [words in text for _, text in texts(findings, "error")] == [True]


def test_energy_of_pieces_is_not_needed_where_output_is_in_kilowatt_hours(findings):
    found = product_year(Product("A", "kwh", every(10, "kWh"), Readings()), PERIOD, findings)

    assert found.key_amounts == {"kwh_good": 120}
