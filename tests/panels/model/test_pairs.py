"""Two packs on the same draws, and where they are equal."""

import numpy as np
import pytest

from lca_models.interpretation.comparison.alternatives import compare_paired
from lca_models.interpretation.uncertainty.uncertain_result import uncertain_footprint
from lca_models.panels.model.choosing import start_setup
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED


def test_a_pack_against_itself_is_never_lower_and_always_equal(model):
    """the same draws on both sides: every difference is 0"""
    setups = [start_setup(model.offer, "lfp-60kwh")] * 2
    samples = model.paired(*setups, KWH_DELIVERED)

    assert (samples.difference("first", "second") == 0).all()
    assert model.break_even(*setups, KWH_DELIVERED).equal_throughout


def test_paired_samples_stand_around_the_two_totals(model):
    """middle of the differences of capacity-based totals, within a fifth of the larger total"""
    setups = [start_setup(model.offer, product) for product in ("nmc111-60kwh", "lfp-60kwh")]
    totals = [model.evaluate(setup).total(KWH_CAPACITY).amount for setup in setups]
    middle = float(np.median(model.paired(*setups, KWH_CAPACITY).difference("first", "second")))

    assert middle == pytest.approx(totals[0] - totals[1], abs=0.2 * max(totals))
    assert middle > 0


def test_the_break_even_is_where_both_totals_are_equal(model):
    """NMC532 made in Fujian is above NMC622 made in Yunnan until both plants buy enough green power"""
    places = {"nmc532-60kwh": "CN-FJ", "nmc622-70kwh": "CN-YN"}
    setups = [
        start_setup(model.offer, product).with_setting("cell_plant_province", place)
        for product, place in places.items()
    ]
    found = model.break_even(*setups, KWH_CAPACITY)
    (share,), (total,) = found.crossings, found.results
    moved = [one.with_setting("green_power_share", share) for one in setups]

    assert found.first_lower_at_low is False
    assert [model.totals([one], KWH_CAPACITY)[0] for one in moved] == pytest.approx([total, total], rel=1e-6)


def test_a_pair_is_that_of_the_command_line(model):
    """`compare --paired` asks for footprints as a person does, and draws the same levels"""
    products = ("lfp-60kwh", "nmc111-60kwh")
    asked = [CalculationSetup(product, declared_unit=KWH_DELIVERED) for product in products]
    results = {one.product: uncertain_footprint(model.study.footprint(one)) for one in asked}

    shown = model.paired(*(start_setup(model.offer, product) for product in products), KWH_DELIVERED)

    np.testing.assert_allclose(
        shown.samples, compare_paired(results, 1000, 0, different_packs=True).samples, rtol=1e-12
    )
    assert shown.unit == "g CO2-eq per kWh delivered"


def test_green_power_turns_a_pair_only_as_far_as_the_plants_have_room(model):
    """three tenths of the power from the own roof leave seven tenths to trade"""
    setups = [
        start_setup(model.offer, "lfp-60kwh").with_setting("cell_plant_onsite_share", 0.3),
        start_setup(model.offer, "nca-80kwh"),
    ]

    assert model.break_even(*setups, KWH_DELIVERED).high == pytest.approx(1.0)
    shared = [one.with_setting("green_power_share", 0.1).with_setting("cell_plant_onsite_share", 0.3) for one in setups]
    assert model.break_even(*shared, KWH_DELIVERED).high == pytest.approx(0.7)
