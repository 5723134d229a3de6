"""Spread of results, and what it goes with."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.dispersion import relative_spread, variance_shares


def test_spread_is_the_median_deviation_over_the_median():
    # Median 100; deviations 20, 10, 0, 10, 900.
    assert relative_spread([80, 90, 100, 110, 1000]) == pytest.approx(1.4826 * 10 / 100, rel=1e-4)
    assert math.isnan(relative_spread([]))


def test_what_one_factor_says_wholly_leaves_no_rest():
    chemistry = ["lfp", "nmc"] * 6
    values = [100.0 if one == "lfp" else 130.0 for one in chemistry]
    assert variance_shares(values, {"chemistry": chemistry}) == pytest.approx({"chemistry": 1, "rest": 0}, abs=1e-9)
    # Three provinces say nothing: adjusted, 1 - 11 / 9 alone and 0 beside the chemistry; half of each.
    found = variance_shares(values, {"chemistry": chemistry, "province": [*"aabbcc"] * 2})
    assert found == pytest.approx({"chemistry": 1 + 1 / 9, "province": -1 / 9, "rest": 0}, abs=1e-9)


def test_two_names_for_the_same_groups_share_alike():
    groups = ["x", "x", "y", "y", "z", "z"]
    found = variance_shares([1, 1.1, 2, 2.2, 5, 4], {"province": groups, "company": groups})
    assert found["province"] == pytest.approx(found["company"])


def test_companies_that_differ_by_chance_explain_nothing_on_average():
    generator = np.random.default_rng(0)
    companies = [str(number // 5) for number in range(100)]
    found = [variance_shares(np.exp(generator.normal(size=100)), {"company": companies})["company"] for _ in range(200)]
    assert abs(np.mean(found)) < 0.02


def test_what_cannot_be_told_apart_has_no_numbers():
    assert math.isnan(variance_shares([1, 2], {"company": ["a", "b"]})["rest"])
    assert math.isnan(variance_shares([3, 3, 3], {"company": ["a", "b", "b"]})["rest"])


@given(st.lists(st.tuples(st.floats(1, 100), st.sampled_from("ab"), st.sampled_from("xyz")), min_size=8, max_size=20))
def test_shares_add_up_to_one(rows):
    values, chemistry, province = zip(*rows, strict=True)
    found = variance_shares(values, {"chemistry": chemistry, "province": province})
    assert math.isnan(found["rest"]) or sum(found.values()) == pytest.approx(1)
