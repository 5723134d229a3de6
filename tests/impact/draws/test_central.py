"""What an amount is of the values drawn: as a law over triangles, and by hand for one."""

import math

import numpy as np
import pytest
from counts import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lca_models.impact.draws.central import MEAN, MEDIAN, MODE, triangle
from lca_models.impact.draws.distributions import distributions_of
from lca_models.inventory.tables.uncertainty import LOGNORMAL, TRIANGULAR, Spread

LEVELS = (np.arange(200_000) + 0.5) / 200_000


def drawn(spread, default_is=""):
    return distributions_of(["one"], [{**spread.fields(), "default_is": default_is}]).ppf(LEVELS[None])[0]


def test_a_median_a_quarter_up_has_half_the_values_on_either_side():
    """0 to 4 about 1: a quarter lies below sqrt(1/4 * 1 / 0.5) = 0.7071, a quarter above 4 - sqrt(1/4 * 9 / 0.5)"""
    one = distributions_of(["one"], [{**Spread(TRIANGULAR, 1.0, None, 0.0, 4.0).fields(), "default_is": "median"}])

    assert one.ppf(np.array([[0.25, 0.5, 0.75]]))[0] == pytest.approx([0.5**0.5, 1.0, 4 - 4.5**0.5])


@settings(max_examples=examples(60), deadline=None)
@given(low=st.floats(-10, 10), rise=st.floats(0.01, 10), fall=st.floats(0.01, 10))
def test_the_amount_of_a_triangle_is_what_its_row_says(low, rise, fall):
    given_spread = Spread(TRIANGULAR, low + rise, None, low, low + rise + fall)
    width = rise + fall

    assert drawn(given_spread, "mean").mean() == pytest.approx(low + rise, abs=1e-3 * width)
    assert np.median(drawn(given_spread, "median")) == pytest.approx(low + rise, abs=1e-3 * width)
    assert drawn(given_spread).mean() == pytest.approx(low + (rise + width) / 3, abs=1e-3 * width)


@settings(max_examples=examples(60), deadline=None)
@example(low=0.0, rise=1e-197, fall=0.0, statistic=MEAN)  # beside its width, no rise at all
@given(
    low=st.floats(-10, 10),
    rise=st.floats(0, 10),
    fall=st.floats(0, 10),
    statistic=st.sampled_from([MODE, MEDIAN, MEAN]),
)
@example(low=0.0, rise=1e-38, fall=0.0, statistic=MEAN)
def test_no_value_leaves_the_bounds_and_values_rise_with_their_level(low, rise, fall, statistic):
    columns = np.array([[low], [low + rise + fall + 0.01], [low + rise]])
    least, most, turn, rising, falling = triangle(*columns, np.array([statistic]))[:, 0]
    levels = np.linspace(0, 1, 101)
    values = np.where(levels < turn, least + np.sqrt(levels * rising), most - np.sqrt((1 - levels) * falling))

    assert (np.diff(values) >= -1e-9).all()
    assert values.min() >= least - 1e-9
    assert values.max() <= most + 1e-9


def test_a_triangle_on_its_own_bound_keeps_its_one_side():
    """0 to 3 about 0: mean 1, whatever the row says"""
    one = Spread(TRIANGULAR, 0.0, None, 0.0, 3.0)

    assert [drawn(one, word).mean() for word in ("", "mean", "median")] == pytest.approx([1.0] * 3, abs=1e-4)


def test_a_lognormal_has_the_amount_as_its_median_or_its_mean():
    """median of a lognormal about a mean of 10 with sigma 0.5: 10 exp(-0.125) = 8.825"""
    one = Spread(LOGNORMAL, math.log(10.0), 0.5)

    assert np.median(drawn(one, "median")) == pytest.approx(10, rel=1e-4)
    assert np.median(drawn(one, "mean")) == pytest.approx(8.825, rel=1e-4)
    assert drawn(one, "mean").mean() == pytest.approx(10, rel=1e-3)


def test_a_weight_of_a_mix_is_no_mean():
    """its mix is divided by the sum of weights, which makes the amounts means"""
    fields = {**Spread(LOGNORMAL, 0.0, 0.5).fields(), "default_is": "mean"}
    together = distributions_of(["one", "other"], [fields, fields], groups=np.array([0, 0]))

    assert together.ppf(np.full((2, 1), 0.5)) == pytest.approx(np.ones((2, 1)))
