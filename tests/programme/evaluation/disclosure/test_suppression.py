"""What an attacker who adds and subtracts can learn of a table in which cells are hidden."""

import math

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from lca_models.programme.evaluation.disclosure.cells import COMPLEMENTARY, FEW
from lca_models.programme.evaluation.disclosure.suppression import (
    TOTAL,
    DisclosureError,
    hidden_cells,
    reachable,
    with_totals,
)

COUNTS = with_totals(
    {
        (row, column): count
        for row, counts in zip("abc", [(12, 6, 7), (9, 2, 5), (8, 5, 3)], strict=True)
        for column, count in zip("xyz", counts, strict=True)
    }
)


def small(table, k=5):
    """Cells and sums of somebody, and of fewer than k."""
    return {cell: FEW for cell, count in table.items() if 0 < count < k}


def test_sums_are_of_rows_columns_and_everything():
    assert COUNTS["a", TOTAL] == 25
    assert COUNTS[TOTAL, "y"] == 13
    assert COUNTS[TOTAL, TOTAL] == 57
    assert len(COUNTS) == 16
    assert with_totals({}) == {}


def test_two_small_cells_alone_are_known_exactly():
    assert reachable(COUNTS, [("b", "y"), ("c", "z")]) == {("b", "y"): (2, 2), ("c", "z"): (3, 3)}


def test_hiding_the_two_fives_as_well_leaves_ranges():
    found = hidden_cells(COUNTS, small(COUNTS))
    assert found == {
        ("b", "y"): FEW,
        ("c", "z"): FEW,
        ("b", "z"): COMPLEMENTARY,
        ("c", "y"): COMPLEMENTARY,
    }
    ranges = reachable(COUNTS, [*found])
    assert ranges["b", "y"] == pytest.approx((0, 7))
    assert ranges["c", "z"] == pytest.approx((1, 8))


def test_a_table_without_small_cells_hides_nothing():
    assert hidden_cells(with_totals({("a",): 9, ("b",): 7}), {}) == {}


def test_of_one_row_the_next_smallest_goes_and_the_sum_stays():
    table = with_totals({("lfp",): 36, ("nmc",): 21, ("other",): 3})
    found = hidden_cells(table, small(table))
    assert {*found} == {("other",), ("nmc",)}
    assert reachable(table, [*found])["other",] == pytest.approx((0, 24))


def test_where_nothing_else_is_left_the_sum_goes_too():
    table = with_totals({("lfp",): 3})
    found = hidden_cells(table, small(table))
    assert {*found} == {("lfp",), (TOTAL,)}
    assert reachable(table, [*found])["lfp",][1] == math.inf


def test_a_cell_of_nobody_protects_nobody_while_others_can():
    table = with_totals({("a",): 3, ("b",): 0, ("c",): 40})
    assert {*hidden_cells(table, small(table))} == {("a",), ("c",)}


def test_a_table_that_does_not_add_up_or_goes_below_nothing_is_refused():
    with pytest.raises(DisclosureError, match="a / total is 26, and what it adds up is not"):
        hidden_cells({**COUNTS, ("a", TOTAL): 26}, {})
    with pytest.raises(DisclosureError, match="below 0"):
        hidden_cells(with_totals({("a",): -1}), {})


TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 15), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@settings(max_examples=examples(8), deadline=None)
@given(TABLES)
def test_no_difference_of_shown_cells_is_a_hidden_one(counts):
    """The attacker solves all sums for what is hidden: every hidden cell takes another value in some solution."""
    table = with_totals(
        {(str(row), str(column)): n for row, line in enumerate(counts) for column, n in enumerate(line)}
    )
    hidden = [*hidden_cells(table, small(table))]
    assert {*small(table)} <= {*hidden}
    if not hidden:
        return
    rows = []
    for whole in table:
        for axis in range(2):
            if whole[axis] == TOTAL:
                parts = [one for one in table if one[axis] != TOTAL and one[1 - axis] == whole[1 - axis]]
                rows.append([(one in parts) - float(one == whole) for one in hidden])
    free = null_space(np.array(rows))
    for place, cell in enumerate(hidden):
        assert np.abs(free[place]).max(initial=0) > 1e-9, f"{cell} follows from what is shown"
    low, high = np.array([*reachable(table, hidden).values()]).T
    assert (high - low >= 5 - 1e-3).all()
    for cell, least, most in zip(hidden, low, high, strict=True):
        assert least - 1e-6 <= table[cell] <= most + 1e-6
