"""Readiness part by part, and ranks that are intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.readiness import PARTS, Company, Parts, parts_of, rank_intervals


def test_parts_are_those_of_the_table():
    found = parts_of(Company(4, 1, 2, 0.6, 2.0, 3, 5, 0.7))
    assert found == Parts(0.8, 0.5, 0.6, 0.75, 3.5 / 6, 0.7)
    assert found.mean == pytest.approx((0.8 + 0.5 + 0.6 + 0.75 + 3.5 / 6 + 0.7) / 6)


def test_a_company_that_sent_nothing_is_half_way_to_a_first_pass_and_nowhere_else():
    found = parts_of(Company(0, 0, 0, float("nan"), float("nan"), 0, 0, float("nan")))
    assert found.first_passes == 0.5
    assert found.mean == pytest.approx(0.5 / 6)


def test_more_models_than_typical_are_no_more_than_covered():
    assert parts_of(Company(9, 1, 1, 1, 1, 9, 9, 1)).coverage == 1


def test_who_is_better_in_every_part_is_first_whatever_the_weights():
    found = rank_intervals(np.array([[0.4] * 6, [0.9] * 6, [0.1] * 6]))
    assert found.tolist() == [[2, 2], [1, 1], [3, 3]]


def test_who_is_better_in_one_part_and_worse_in_another_has_no_one_rank():
    parts = np.full((2, len(PARTS)), 0.5)
    parts[0, 0], parts[1, 1] = 1.0, 1.0
    assert rank_intervals(parts).tolist() == [[1, 2], [1, 2]]


def test_equals_share_a_rank():
    assert rank_intervals(np.full((3, 6), 0.1 + 0.2)).tolist() == [[1, 1]] * 3
    assert rank_intervals(np.empty((0, 6))).shape == (0, 2)


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.lists(st.lists(st.floats(0, 1), min_size=6, max_size=6), min_size=n, max_size=n)
    )
)
def test_a_rank_lies_among_the_companies(parts):
    found = rank_intervals(np.array(parts), draws=50)
    assert ((found >= 1) & (found <= len(parts))).all()
    assert (found[:, 0] <= found[:, 1]).all()
