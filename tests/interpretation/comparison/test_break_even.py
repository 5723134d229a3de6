import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.interpretation.comparison.break_even import break_even
from lca_models.scope.scenario import ScenarioError


def line(start, slope):
    return lambda t: start + slope * t[:, 0]


def test_two_lines_cross_where_the_arithmetic_says():
    """100 - 60 t = 70 at t = 0.5"""
    found = break_even(line(100, -60), line(70, 0), 0.0, 1.0, input_name="green_power_share",
                       names=("NMC811 in CN-GD", "LFP in CN-SC"), unit="kg CO2-eq")  # fmt: skip

    assert found.crossings == pytest.approx((0.5,))
    assert found.results == pytest.approx((70,))
    assert found.sentence() == (
        "NMC811 in CN-GD equals LFP in CN-SC at green_power_share = 0.5 (70 kg CO2-eq); below, LFP in CN-SC is lower"
    )


def test_without_a_crossing_it_says_which_one_is_lower():
    found = break_even(line(100, -10), line(70, 0), 0.0, 1.0, input_name="share", names=("a", "b"))

    assert found.crossings == ()
    assert found.table().empty
    assert found.sentence() == "no break-even: b is lower than a for every share from 0 to 1"


def test_equal_products_have_no_single_break_even():
    found = break_even(line(3, 1), line(3, 1), 0.0, 1.0, input_name="share", names=("a", "b"))

    assert found.equal_throughout
    assert found.sentence() == "a and b are equal for every share from 0 to 1"


def test_every_crossing_is_found():
    """sin t = 0 between 1 and 10: pi, 2 pi, 3 pi"""
    found = break_even(lambda t: np.sin(t[:, 0]), line(0, 0), 1.0, 10.0)

    assert found.crossings == pytest.approx((np.pi, 2 * np.pi, 3 * np.pi))


def test_a_crossing_at_the_end_of_the_range_counts():
    assert break_even(line(0, 1), line(1, 0), 0.0, 1.0).crossings == pytest.approx((1.0,))


@given(root=st.floats(-0.99, 0.99), slope=st.floats(0.1, 10))
def test_both_results_agree_at_the_break_even(root, slope):
    found = break_even(lambda t: slope * (t[:, 0] ** 3 - root**3) + 5, line(5, 0), -1.0, 1.0)

    assert found.crossings == pytest.approx((root,), abs=1e-4)
    assert found.results == pytest.approx((5,), abs=1e-9)


def test_two_ends_in_the_wrong_order_are_refused():
    with pytest.raises(ScenarioError, match="share from 1 to 0 is no range"):
        break_even(line(0, 1), line(1, 0), 1.0, 0.0, input_name="share")
