"""What each input does to a result over its range."""

import pytest

from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_CAPACITY


def test_a_swing_is_the_difference_of_two_footprints(model):
    """one input at its high end, everything else as it was"""
    setup = CalculationSetup("lfp-60kwh", "cn-551")
    ranges = model.input_ranges(setup)
    swing = model.swings(setup, ranges.values(), KWH_CAPACITY)[0]
    high = setup.with_setting(swing.name, ranges[swing.name].high)
    moved, here = (model.footprint(one).total(KWH_CAPACITY).amount for one in (high, setup))

    assert swing.at_high == pytest.approx(moved - here, rel=1e-6)
