import math

import pytest
import scipy.stats

from lca_models.inventory.system.own.spread import given_spread
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, TRIANGULAR


def test_a_lognormal_ends_its_interval_where_it_was_said():
    """100 kg +- 10 %: the 97.5 % point is 110 kg"""
    found = given_spread(100.0, "kg", 0.10)

    assert found.type == LOGNORMAL
    assert math.exp(scipy.stats.norm.ppf(0.975, found.loc, found.scale)) == pytest.approx(110)


def test_a_share_stays_a_share():
    """0.95 +- 10 % would end at 1.07; the triangle ends at 1"""
    found = given_spread(0.95, "1", 0.10)

    assert (found.type, found.maximum) == (TRIANGULAR, 1.0)


def test_a_triangle_holds_95_percent_inside_what_was_said():
    """0.5 +- 10 %: 95 % of the triangle lie between 0.45 and 0.55"""
    found = given_spread(0.5, "1", 0.10)
    triangle = scipy.stats.triang(0.5, found.minimum, found.maximum - found.minimum)

    assert triangle.cdf(0.55) - triangle.cdf(0.45) == pytest.approx(0.95)


@pytest.mark.parametrize(("value", "half"), [(0.0, 0.1), (5.0, None), (5.0, 0.0)])
def test_nothing_said_and_nothing_there_are_certain(value, half):
    assert given_spread(value, "kg", half).type == CERTAIN
