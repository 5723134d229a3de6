"""What each input does to a total, by its range, its slope and its share of the spread."""

import pytest

from lca_models.panels.model.swings import ranges_of, slopes, spread, swings, words_of
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY, PACK

SETUP = CalculationSetup("lfp-60kwh", "cn-551")


@pytest.fixture(scope="module")
def pack(model):
    return model.pack(SETUP.product, SETUP.rules)


def test_a_swing_ends_at_two_footprints(pack, model):
    """one input at its high end, everything else as it was"""
    swing = swings(pack, {}, {}, KWH_CAPACITY)[0]
    moved = model.footprint(SETUP.with_setting(swing.name, swing.high)).total(KWH_CAPACITY).amount

    assert swing.at_high == pytest.approx(moved, rel=1e-6)
    assert swing.width == pytest.approx(abs(swing.at_high - swing.at_low))
    assert not swing.is_own


def test_a_range_of_a_person_stands_in_place_of_the_distribution(pack):
    own = {"cell_plant_energy": (47.0, 48.0)}
    known, given = ranges_of(pack, {}, {}), ranges_of(pack, {}, own)

    assert given["cell_plant_energy"] == (47.0, 48.0)
    assert known["cell_plant_energy"] != (47.0, 48.0)
    assert {name for name in known if known[name] != given[name]} == {"cell_plant_energy"}


def test_a_slope_is_the_difference_of_two_footprints(pack, model):
    """one percent more of an input, from central differences of 0.01 %"""
    found = {one.name: one for one in slopes(pack, {}, PACK)}
    one = found["cell_acceptance_rate"]
    low, here, high = (
        model.footprint(SETUP.with_setting(one.name, one.value * factor)).total(PACK).amount
        for factor in (0.9999, 1, 1.0001)
    )

    assert one.elasticity == pytest.approx((high - low) / here / 2e-4, rel=1e-5)


def test_nothing_spreads_where_all_is_set(pack):
    certain = {name: pack.compiled.settings[name] for name in pack.compiled.parameters}

    assert spread(pack, certain, PACK, 5) == []


def test_words_of_a_mixture_and_of_an_input_are_pairs(pack):
    assert words_of(pack, "anode_graphite_route (mix)")[1] == "负极：天然与人造石墨构成"
    assert words_of(pack, "cell_plant_energy")[1] == "电芯厂单位能耗"
