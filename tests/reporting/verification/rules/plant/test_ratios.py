"""Ratios between units that people mix up: each is found from what it makes of a value, and a round number from its digits."""

import pytest

from lca_models.reporting.verification.rules.plant.ratios import (
    KNOWN,
    POWERS,
    SUBSTANCE,
    converted,
    fitting,
    possible,
    ratios,
    significant,
)

NEAR = 0.08, 0.10


@pytest.mark.parametrize("one", ratios(), ids=lambda one: one.name)
def test_each_ratio_is_found_in_its_unit_and_not_half_way_to_it(one):
    known = [*possible(one.was, [one.dimensions])]

    assert fitting(one.ratio, known, *NEAR) == one
    assert fitting(one.ratio * (1.06 if one.rule == POWERS else 1.002), known, *NEAR) == one
    assert fitting(1.0, known, *NEAR) is None
    if one.rule == POWERS:
        assert fitting(one.ratio * 2, known, *NEAR) is None


def test_a_ratio_that_is_nothing_fits_nothing():
    assert fitting(0.0, ratios(), *NEAR) is None
    assert fitting(-3.6, ratios(), *NEAR) is None
    assert fitting(float("nan"), ratios(), *NEAR) is None


def test_a_value_is_off_by_ratios_of_its_own_unit_alone():
    assert {one.is_ for one in possible("kWh", ["energy"]) if one.rule == KNOWN} == {"MJ", "GJ", "kJ"}
    assert {one.dimensions for one in possible("kg", [SUBSTANCE])} == {"any", "substance"}


def test_every_ratio_has_its_inverse_and_says_where_it_is_from():
    known = {one.ratio for one in ratios()}

    for one in ratios():
        assert one.source, one.name
        assert one.confidence in ("confirmed", "secondary", "recalled", "own inference"), one.name
        if one.dimensions in ("any", "mass", "distance", "substance"):
            assert any(abs(one.ratio * other - 1) < 1e-3 for other in known), one.name


@pytest.mark.parametrize(
    ("written", "digits"), [("1609", 4), ("1600", 2), ("0.0450", 3), ("457.0", 4), ("64", 2), ("0", 0), ("1 609.3", 5)]
)
def test_digits_are_counted_as_they_were_written(written, digits):
    assert significant(written) == digits


def test_a_round_number_is_seen_behind_a_long_one():
    """500 miles are 804.7 km, 64 kWh are 230.4 MJ; 731.3 is no round number of miles, and 1600 is round itself"""
    miles, energy = [*possible("km", ["distance"])], [*possible("kWh", ["energy"])]

    assert converted("804.7", 804.7, miles).is_ == "mile"
    assert converted("731.3", 731.3, miles) is None
    assert converted("1600", 1600.0, miles) is None
    assert converted("230.4", 230.4, energy).is_ == "MJ"
