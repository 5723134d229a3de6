"""bw2calc and NumPy on matrices with a result that can be read off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.assessment import assess
from lca_models.reporting.verification.witnesses import (
    Witness,
    calculated_lca,
    lca_of_project,
    recompute_with_numpy,
    score_matrices_with_bw2calc,
)
from tests.conftest import TOY


@pytest.mark.parametrize(("kit", "other", "difference"), [(2.0, 2.0, 0), (2.0, 1.0, 0.5), (-4, 4, 2), (0, 0, 0)])
def test_a_difference_is_a_share_of_the_larger_one(kit, other, difference):
    assert Witness(kit, other).relative_difference == difference


@given(st.tuples(*[st.floats(0.1, 10)] * 4))
def test_two_processes_in_a_row_multiply(amounts):
    """A pack buys x cells; each emits y, the pack z; n packs with a factor of 2: 2 n (x y + z)"""
    x, y, z, n = amounts
    score = score_matrices_with_bw2calc(
        np.array([[1.0, -x], [0.0, 1.0]]), np.array([[y, z]]), np.array([2.0]), np.array([0.0, n])
    )

    assert score == pytest.approx(2 * n * (x * y + z), rel=1e-12)


def test_numpy_solves_the_toy_from_its_exchanges(toy_system):
    found = recompute_with_numpy(assess(toy_system))

    assert (found.kit, found.other) == pytest.approx((6.6, 6.6), rel=1e-12)


def test_a_project_is_calculated_as_it_stands(toy_copy):
    method = assess(toy_copy.system()).method

    assert calculated_lca(toy_copy.brightway, TOY, 2.0, method).score == pytest.approx(13.2, rel=1e-6)
    assert lca_of_project(toy_copy.base, toy_copy.project, TOY, 1.0, method).score == pytest.approx(6.6, rel=1e-6)
    with pytest.raises(ValueError, match="there is no project 'lca-modles'"):
        lca_of_project(toy_copy.base, "lca-modles", TOY, 1.0, method)
