"""Inverse distributions: against stats_arrays and scipy, as laws, and impossible ones refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import truncnorm

from lca_models.impact.draws.distributions import (
    Distribution,
    check_distributions,
    check_draws,
    draw_independent,
    quantiles,
)
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.scenario import ScenarioError

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
KINDS = [
    Distribution("certain", CERTAIN, 3.0),
    Distribution("lognormal", LOGNORMAL, math.log(2.0), 0.3),
    Distribution("avoided", LOGNORMAL, math.log(2.0), 0.3, negative=True),
    Distribution("normal", NORMAL, 5.0, 2.0),
    Distribution("uniform", UNIFORM, 0.0, None, -1.0, 4.0),
    Distribution("triangular", TRIANGULAR, 0.5, None, 0.0, 2.0),
    Distribution("cut normal", NORMAL, 0.0, 1.0, -0.5, 1.5),
    Distribution("cut lognormal", LOGNORMAL, 0.0, 0.5, 0.8, 3.0),
]


@pytest.mark.parametrize("one", KINDS[1:2] + KINDS[3:6], ids=lambda one: one.name)
def test_values_at_a_level_are_those_of_stats_arrays(one):
    import stats_arrays

    known = stats_arrays.uncertainty_choices[one.kind]
    row = {"loc": one.loc, "uncertainty_type": one.kind}
    row |= {key: value for key, value in (("scale", one.scale), ("minimum", one.minimum), ("maximum", one.maximum))
            if value is not None}  # fmt: skip

    assert one.ppf(LEVELS) == pytest.approx(known.ppf(known.from_dicts(row), LEVELS[None, :])[0])


def test_a_negative_lognormal_mirrors_the_positive_one():
    assert KINDS[2].ppf(LEVELS) == pytest.approx(-KINDS[1].ppf(LEVELS))


def test_bounds_cut_a_normal_and_a_lognormal_off():
    assert KINDS[6].ppf(LEVELS) == pytest.approx(truncnorm(-0.5, 1.5).ppf(LEVELS))
    cut = truncnorm(math.log(0.8) / 0.5, math.log(3.0) / 0.5)
    assert np.log(KINDS[7].ppf(LEVELS)) / 0.5 == pytest.approx(cut.ppf(LEVELS))


def test_a_bound_of_nan_is_none():
    """Brightway's way to leave it open"""
    open_normal = Distribution("a", NORMAL, 5.0, 2.0, math.nan, math.nan)

    check_distributions([open_normal])
    assert open_normal.ppf(LEVELS) == pytest.approx(KINDS[3].ppf(LEVELS))


def test_bounds_of_a_negative_lognormal_are_negative_too():
    """between -3 and -0.8: the mirror image of 0.8 to 3"""
    mirrored = Distribution("avoided", LOGNORMAL, 0.0, 0.5, -3.0, -0.8, negative=True)

    assert mirrored.ppf(LEVELS) == pytest.approx(-KINDS[7].ppf(LEVELS))


@pytest.mark.parametrize("one", [one for one in KINDS if not one.negative], ids=lambda one: one.name)
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_higher_level_never_gives_a_lower_value(one, low, high):
    low, high = sorted((low, high))
    below, above = one.ppf(np.array([low, high]))

    assert np.isfinite([below, above]).all()
    assert below <= above or below == pytest.approx(above, rel=1e-12)


def test_central_values_are_the_median_of_a_lognormal_and_loc_of_the_others():
    assert [one.central for one in KINDS[:6]] == pytest.approx([3, 2, -2, 5, 0, 0.5])


@pytest.mark.parametrize(("loc", "central"), [(0.9, 0.9), (0.0, 0.0), (1.5, 0.5), (math.nan, 0.5)])
def test_a_uniform_keeps_its_own_value_where_it_lies_inside(loc, central):
    one = Distribution("recovery", UNIFORM, loc, None, 0.0, 1.0)

    check_distributions([one])
    assert one.central == central


def test_each_column_follows_its_own_distribution():
    levels = np.column_stack([LEVELS] * len(KINDS))

    for column, one in zip(quantiles(KINDS, levels).T, KINDS, strict=True):
        assert column == pytest.approx(one.ppf(LEVELS))


def test_the_same_seed_draws_the_same_numbers():
    first, second = draw_independent(KINDS, 5, 1), draw_independent(KINDS, 5, 1)

    assert (first == second).all()
    assert not (first == draw_independent(KINDS, 5, 2)).all()


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (Distribution("a", UNIFORM, 0, None, 2.0, 1.0), "minimum 2 and maximum 1"),
        (Distribution("a", UNIFORM, math.nan, None, 2.0, 1.0), "minimum 2 and maximum 1"),
        (Distribution("a", UNIFORM, 0, None, 1.0), "lacks a maximum"),
        (Distribution("a", UNIFORM, 0, None, 1.0, math.inf), "maximum inf"),
        (Distribution("a", TRIANGULAR, 5.0, None, 0.0, 1.0), "mode 5 outside 0 to 1"),
        (Distribution("a", NORMAL, 0, 0.0), "scale 0.0; give a standard deviation above 0"),
        (Distribution("a", NORMAL, 0, None), "scale None"),
        (Distribution("a", NORMAL, 0, 1.0, 3.0, 2.0), "minimum 3 and maximum 2"),
        (Distribution("a", LOGNORMAL, 0, -1.0), "scale -1.0"),
        (Distribution("a", LOGNORMAL, math.nan, 1.0), "loc nan"),
        (Distribution("a", LOGNORMAL, 0, 1.0, None, -2.0), "positive values only, but its maximum is -2"),
        (Distribution("a", LOGNORMAL, 0, 1.0, 1.0, None, negative=True), "negative values only"),
        (Distribution("a", 7, 0), "has the type 7; known: 0 certain, 2 lognormal"),
    ],
)
def test_an_impossible_distribution_is_refused_with_its_row(one, message):
    placed = Distribution(one.name, one.kind, one.loc, one.scale, one.minimum, one.maximum, one.negative,
                          "parameters/numbers.csv:14")  # fmt: skip

    with pytest.raises(ScenarioError, match=message) as caught:
        check_distributions([placed])
    assert str(caught.value).startswith("parameters/numbers.csv:14: ")
    assert "\n" not in str(caught.value)


def test_all_impossible_distributions_are_named_together():
    with pytest.raises(ScenarioError, match=r"'a'.*'b'"):
        check_distributions([Distribution("a", NORMAL, 0, -1.0), Distribution("b", UNIFORM, 0)])


@pytest.mark.parametrize("n", [0, -3, 2.5, "100", None, True])
def test_a_number_of_samples_is_a_whole_number_above_0(n):
    with pytest.raises(ScenarioError, match=r"n is .*; give a whole number above 0"):
        check_draws(n, 0)


@pytest.mark.parametrize("seed", [-1, 1.5, "a", None, False])
def test_a_seed_is_a_whole_number_from_0_up(seed):
    with pytest.raises(ScenarioError, match=r"the seed is .*; give a whole number from 0 up"):
        check_draws(1, seed)
