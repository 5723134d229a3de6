from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.lines import KEYS, Allocation, Meter, Plant, Product, Readings, exact
from lca_models.inventory.activity.plant.splitting import split_plant
from tests.plants import every, meter, months, texts, year


def with_allocation(plant, **changed):
    """The plant, one of its allocations changed by id."""
    return replace(plant, allocations=tuple(replace(one, **changed.get(one.id, {})) for one in plant.allocations))


def refused(plant, findings):
    assert split_plant(plant, findings) is None
    return texts(findings, "error")


def with_sub_meters(split, meter):
    """Where the amount of a meter goes with all meters behind it: by-product, no product and products sum to it."""
    opened = [one for id, one in split.meters.items() if id == meter or _is_behind(split, id, meter)]
    products = {id: sum(one.products.get(id, Fraction()) for one in opened) for id in split.products}
    by_product, outside = sum(one.by_product for one in opened), sum(one.outside for one in opened)
    return SimpleNamespace(products=products, by_product=by_product, outside=outside,
                           shared=sum(products.values()))  # fmt: skip


def _is_behind(split, id, meter):
    parent = split.parents.get(id)
    return parent == meter or (parent is not None and _is_behind(split, parent, meter))


def test_two_products_share_a_plant_to_the_last_digit(plant, findings):
    """(24e6 - 2e6) x 0.6 and x 0.4 + 2e6; (108e6 - 16.56e6 / 0.92) x 0.7 and x 0.3; 1.8e6 x 2/3 and x 1/3"""
    split = split_plant(plant, findings)

    assert {item: (split.total("A", item), split.total("B", item)) for item in split.items} == {
        "electricity_grid": (13_200_000, 10_800_000),
        "natural_gas": (63_000_000, 27_000_000),
        "nitrogen": (1_200_000, 600_000),
    }
    assert {item: (split.per_good_kwh("A", item), split.per_good_kwh("B", item)) for item in split.items} == {
        "electricity_grid": (22, 27),
        "natural_gas": (105, exact(67.5)),
        "nitrogen": (2, exact(1.5)),
    }


def test_a_month_that_nobody_read_is_estimated_and_said(plant, findings):
    """22e6 kWh for 11 x 88 000 kWh started; December starts 88 000"""
    split = split_plant(plant, findings)

    assert split.meters["M1"].year.total == 24_000_000
    assert texts(findings) == [
        ("V19", "M1: 2025-12 missing, estimated 2,000,000 kWh from output"),
    ]
    assert split.completeness("electricity_grid") == 4  # the sub-meter has a total alone


def test_each_meter_is_taken_up_whole(plant, findings):
    """24e6 = 13.2e6 + 10.8e6; 108e6 = 63e6 + 27e6 + 18e6 of steam"""
    split = split_plant(plant, findings)
    gas = with_sub_meters(split, "M2")

    assert with_sub_meters(split, "M1").products == {"A": 13_200_000, "B": 10_800_000}
    assert (gas.products, gas.by_product) == ({"A": 63_000_000, "B": 27_000_000}, 18_000_000)


WRONG = {
    "divided by acceptance again": (exact(23.32), exact(28.35)),
    "sub-meter not assigned": (24, 24),
    "divided by what was started": (Fraction(1100, 53), Fraction(180, 7)),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_electricity_is_none_of_the_known_wrong_answers(plant, findings, mistake):
    """22 x 636 / 600 = 23.32; 24e6 / 1e6 = 24; 13.2e6 / 636 000 = 1100/53"""
    split = split_plant(plant, findings)
    given = (split.per_good_kwh("A", "electricity_grid"), split.per_good_kwh("B", "electricity_grid"))

    assert given[0] != WRONG[mistake][0]
    assert given[1] != WRONG[mistake][1]


def test_gas_behind_sold_steam_is_no_gas_of_the_products(plant, findings):
    """108e6 x 0.7 / 600 000 = 126 and 108e6 x 0.3 / 400 000 = 81, were the steam not taken out"""
    split = split_plant(plant, findings)

    assert (split.per_good_kwh("A", "natural_gas"), split.per_good_kwh("B", "natural_gas")) == (105, exact(67.5))


def test_a_sub_meter_without_an_allocation_is_shared_as_its_main_meter(plant, findings):
    """all of the 24e6 kWh by good output: 14.4e6 and 9.6e6"""
    bare = replace(
        plant, meters=tuple(replace(one, allocation="") if one.id == "M1.1" else one for one in plant.meters)
    )
    split = split_plant(bare, findings)

    assert with_sub_meters(split, "M1").products == {"A": 14_400_000, "B": 9_600_000}


def test_a_canteen_behind_a_sub_meter_takes_its_power_from_no_product(plant, findings):
    """of 24e6, 2e6 go outside: (24 - 2) x 0.6 and x 0.4"""
    split = split_plant(with_allocation(plant, K2={"key": "outside", "products": (), "shares": ()}), findings)
    whole = with_sub_meters(split, "M1")

    assert (whole.products, whole.outside) == ({"A": 13_200_000, "B": 8_800_000}, 2_000_000)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"K1": {"key": "outside", "reason": "canteen"}}, "V47", "only a sub-meter"),
        ({"K2": {"reason": ""}}, "V47", "Give a reason"),
        ({"K2": {"shares": (Fraction(9, 10),)}}, "V22", "sum to 0.9, not 1"),
        ({"K2": {"products": ("C",)}}, "V23", "'C' is no product of this plant"),
        ({"K2": {"products": ("B", "B"), "shares": (Fraction(1, 2), Fraction(1, 2))}}, "V22", "'B' stands twice"),
        ({"K2": {"shares": ()}}, "V22", "0 shares for 1 products"),
        ({"K2": {"products": (), "shares": (Fraction(2), Fraction(-1))}}, "V22", "are negative"),
        ({"K1": {"key": "electrode_area"}}, "V23", "A, B has no electrode_area; M1 cannot be allocated"),
        ({"K1": {"key": "cells"}}, "V23", "B has no cells; M1 cannot be allocated"),
        ({"K3": {"by_product_amount": Fraction(100_000_000)}}, "V28", "By-product steam takes"),
    ],
)
def test_what_keeps_a_meter_from_being_shared_is_named(plant, findings, changes, code, words):
    found = refused(with_allocation(plant, **changes), findings)

    assert any(one == code and words in text for one, text in found), found


def test_names_that_stand_twice_and_names_of_nothing_are_refused_together(plant, findings):
    found = refused(
        replace(
            plant,
            meters=(*plant.meters, plant.meters[2], replace(plant.meters[3], id="M9", allocation="K9")),
            products=(*plant.products, plant.products[0]),
        ),
        findings,
    )

    assert [text for code, text in found if code == "V46"] == [
        "'M2' names 2 rows; name each once",
        "'A' names 2 rows; name each once",
    ]
    assert any("names the allocation 'K9', which has no row" in text for _, text in found)


def test_a_plant_without_output_cannot_be_shared(plant, findings):
    assert ("V23", "Meters are shared among products; give a row of output for each") in refused(
        replace(plant, products=(), allocations=()), findings
    )


def test_a_negative_amount_is_refused_where_it_stands(plant, findings):
    wrong = meter("M4", "argon", "kg", months([-1] + [1] * 11))

    assert ("V08", "M4 is negative; give 0 or more") in refused(replace(plant, meters=(*plant.meters, wrong)), findings)


AMOUNTS = st.integers(1, 10**9).map(lambda number: Fraction(number, 1000))


@st.composite
def plants(draw):
    """Plants of one to five products, main meters with nested sub-meters, every key, by-products and canteens."""
    products = tuple(
        Product(
            f"P{at}",
            draw(st.sampled_from(["packs", "cells"])),
            Readings(year_total=draw(AMOUNTS), unit="pieces"),
            Readings(),
            "",
            draw(AMOUNTS),
            draw(AMOUNTS),
            Fraction(draw(st.integers(1, 400))),
            draw(AMOUNTS),
        )
        for at in range(draw(st.integers(1, 5)))
    )
    ids = [product.id for product in products]
    meters, allocations = [], []
    for at in range(draw(st.integers(1, 4))):
        total = draw(AMOUNTS)
        parent, left = "", total
        for depth in range(draw(st.integers(1, 3))):
            id = f"M{at}.{depth}"
            meters.append(Meter(id, f"item{at}", "MJ", Readings(year_total=left), parent=parent, allocation=f"K{id}"))
            key = draw(
                st.sampled_from([*(one for one in KEYS if one != "kwh_started"), "share"] + ["outside"] * (depth > 0))
            )
            chosen = tuple(draw(st.lists(st.sampled_from(ids), unique=True)))
            weights = [draw(st.integers(1, 99)) for _ in chosen or ids]
            takes_out = key != "outside" and draw(st.booleans())
            allocations.append(
                Allocation(
                    f"K{id}",
                    key,
                    chosen if key != "outside" else (),
                    tuple(Fraction(one, sum(weights)) for one in weights) if key == "share" else (),
                    "a reason",
                    *(("steam", left / 10, "kg", "mass") if takes_out else ()),
                )
            )
            parent, left = id, left * Fraction(draw(st.integers(0, 100)), 100)
    return Plant("2025-01", tuple(meters), products, tuple(allocations))


@given(plants())
@settings(max_examples=60)
def test_products_by_products_and_others_sum_to_each_meter(plant):
    """for every main meter: products + by-product + outside = meter, as fractions"""
    findings = Findings()
    split = split_plant(plant, findings)

    assert split is not None, findings.found
    for main in (one for one in plant.meters if not one.parent):
        whole = with_sub_meters(split, main.id)
        assert whole.shared + whole.by_product + whole.outside == main.readings.year_total
    for item in split.items:
        others = sum(one.by_product + one.outside for one in split.of_item(item))
        main = next(one for one in plant.meters if one.item == item)
        assert sum(split.total(id, item) for id in split.products) + others == main.readings.year_total


@pytest.mark.parametrize("key", ["kwh_good", "cell_mass", "packs", "kwh_started"])
def test_two_products_sum_to_the_plant_by_every_key(two_products, findings, key):
    """1 meter of 7 000 001 kWh"""
    plant = Plant(
        "2025-01",
        (meter("M1", "electricity_grid", "kWh", year(7_000_001), allocation="K1"),),
        two_products,
        (Allocation("K1", key),),
    )
    split = split_plant(plant, findings)

    assert split.total("A", "electricity_grid") + split.total("B", "electricity_grid") == 7_000_001


def test_amounts_that_are_the_same_every_month_are_twelve_of_them(two_products, findings):
    """12 x 10 kWh"""
    plant = Plant("2025-01", (meter("M1", "electricity_grid", "kWh", every(10)),), two_products)

    assert split_plant(plant, findings).meters["M1"].year.total == 120
