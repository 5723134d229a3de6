import numpy as np
import pytest
from known_functions import morris_function, spreads, uniforms
from scipy.stats import norm

from lca_models.interpretation.uncertainty.morris import morris
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, Spread
from lca_models.scope.scenario import ScenarioError

WHOLE = (0.0, 1.0)


def test_morris_function_sorts_its_inputs():
    """8 to 10: w moves by 2, so the effect is 20 * 2 = 40 everywhere; 11 to 20 do nothing; 1 to 7 depend on the others"""
    found = morris(morris_function, uniforms(20), n=30, seed=1, range_quantiles=WHOLE)

    assert found.mean[7:10] == pytest.approx([40] * 3)
    assert found.spread[7:10] == pytest.approx([0] * 3, abs=1e-9)
    assert found.mean_size[10:] == pytest.approx([0] * 10, abs=1e-9)
    assert (found.spread[:7] > 10).all()
    assert (found.mean_size[:7] > 20).all()


def test_the_effect_of_a_linear_input_is_its_slope_times_its_range():
    """3 per unit over 0 to 2, and -5 over the middle 80 % of 0 to 1"""
    two = morris(lambda x: 3 * x[:, 0], uniforms(1, 0.0, 2.0), n=4, range_quantiles=WHOLE)
    middle = morris(lambda x: -5 * x[:, 0], uniforms(1), n=4, range_quantiles=(0.1, 0.9))

    assert two.mean == pytest.approx([6])
    assert middle.mean == pytest.approx([-4])
    assert middle.mean_size == pytest.approx([4])


def test_effects_that_cancel_show_in_their_size():
    """x1 (x2 - 1/2): the slope of x1 is as often up as down"""
    found = morris(lambda x: x[:, 0] * (x[:, 1] - 0.5), uniforms(2), n=400, range_quantiles=WHOLE)

    assert abs(found.mean[0]) < 0.1 < 0.3 < found.mean_size[0]
    assert found.spread[0] > 0.3


def test_inputs_without_bounds_move_between_their_quantiles():
    """four levels from 2.5 % to 97.5 %, steps of two thirds of the range: from -1.96 to 0.41 = Phi^-1(0.025 + 0.95 * 2/3)"""
    inputs = spreads(a=Spread(NORMAL, 0.0, 1.0), b=Spread(LOGNORMAL, 0.0, 0.5), c=Spread(CERTAIN, 9.0))
    seen = []
    found = morris(lambda x: seen.append(x) or x.sum(axis=1), inputs, n=20)

    assert found.names == ("a", "b")
    assert np.abs(seen[0][:, 0]).max() == pytest.approx(1.959964, abs=1e-5)
    assert found.mean[0] == pytest.approx((norm.ppf(0.025 + 0.95 * 2 / 3) - norm.ppf(0.025)) * 3 / 2)


def test_trajectories_far_apart_can_be_chosen():
    found = morris(morris_function, uniforms(20), n=12, seed=1, optimal=4, range_quantiles=WHOLE)

    assert found.trajectories == 4
    assert found.mean[7:10] == pytest.approx([40] * 3)


def test_the_same_seed_gives_the_same_effects():
    first, second, other = (morris(morris_function, uniforms(20), n=5, seed=seed) for seed in (0, 0, 1))

    assert first.table().equals(second.table())
    assert not first.table().equals(other.table())


def test_the_table_is_sorted_and_has_the_unit_of_the_result():
    table = morris(morris_function, uniforms(20), n=10, unit="kg CO2-eq").table()

    assert table["mu_star"].is_monotonic_decreasing
    assert set(table["unit"]) == {"kg CO2-eq"}
    assert (table["mu_star_interval"] >= 0).all()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 0}, "number of trajectories is 0"),
        ({"n": 1}, "give at least 2"),
        ({"seed": "a"}, "the seed is 'a'"),
        ({"levels": 3}, "levels is 3; give an even number"),
        ({"n": 4, "optimal": 4}, "optimal is 4; give a number from 2 to 3"),
        ({"range_quantiles": (0.9, 0.1)}, "the lower one first"),
        ({"confidence": 95}, "the confidence is 95"),
    ],
)
def test_what_makes_no_design_is_refused(given, message):
    with pytest.raises(ScenarioError, match=message):
        morris(morris_function, uniforms(20), **given)
