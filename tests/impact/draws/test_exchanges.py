"""What is drawn: every kind of distribution on its own, and shares that keep their sum."""

import math

import numpy as np
import pytest

from lca_models.impact.everything.monte_carlo import FullMonteCarlo
from lca_models.scope.scenario import ScenarioError
from tests.impact.everything.small_uncertain import CO2, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM, spread, system_of


@pytest.mark.parametrize(
    ("fields", "mean", "deviation", "low", "high"),
    [
        ({"uncertainty type": NORMAL, "loc": 5.0, "scale": 2.0}, 5, 2, -math.inf, math.inf),
        ({"uncertainty type": UNIFORM, "minimum": 2.0, "maximum": 8.0}, 5, 6 / math.sqrt(12), 2, 8),
        ({"uncertainty type": TRIANGULAR, "loc": 3.0, "minimum": 0.0, "maximum": 6.0}, 3, 6 / math.sqrt(24), 0, 6),
        ({"uncertainty type": NORMAL, "loc": 0.0, "scale": 1.0, "minimum": 0.0}, math.sqrt(2 / math.pi),
         math.sqrt(1 - 2 / math.pi), 0, math.inf),
        ({"uncertainty type": LOGNORMAL, "loc": 0.0, "scale": 0.1, "negative": True}, -math.exp(0.005),
         math.exp(0.005) * math.sqrt(math.expm1(0.01)), -math.inf, 0),
    ],
    ids=["normal", "uniform", "triangular", "half of a normal", "negative lognormal"],
)  # fmt: skip
def test_each_distribution_has_its_mean_spread_and_bounds(fields, mean, deviation, low, high):
    """the emission itself is the score; four standard errors are allowed"""
    n = 10_000
    scores = FullMonteCarlo(system_of((0, 0, 1.0), (0, CO2, 4.0, fields))).scores(n, seed=2)

    assert scores.mean() == pytest.approx(mean, abs=4 * deviation / math.sqrt(n))
    assert scores.std() == pytest.approx(deviation, rel=0.05)
    assert scores.min() >= low
    assert scores.max() <= high


def test_what_a_lognormal_is_cut_off_at_holds_for_negative_amounts():
    """-1 with a wide spread, kept between -2 and -0.5"""
    fields = {**spread(-1.0, 1.0), "minimum": -2.0, "maximum": -0.5}
    scores = FullMonteCarlo(system_of((0, 0, 1.0), (0, CO2, -1.0, fields))).scores(2000)

    assert scores.min() >= -2
    assert scores.max() <= -0.5
    assert np.ptp(scores) > 1.4


def test_a_mix_keeps_its_sum_and_its_order_of_drawing():
    """shares 0.2, 0.3 and 0.5 of power at 1, 2 and 4; only the first two are uncertain, the third gives way"""
    exchanges = (
        (0, 0, 1.0), (0, 1, -0.2, spread(0.2, 0.3)), (0, 2, -0.3, spread(0.3, 0.3)), (0, 3, -0.5),
        (1, 1, 1.0), (1, CO2, 1.0), (2, 2, 1.0), (2, CO2, 2.0), (3, 3, 1.0), (3, CO2, 4.0),
    )  # fmt: skip
    model = FullMonteCarlo(system_of(*exchanges, groups=[-1, 0, 0, 0, -1, -1, -1, -1, -1, -1]))
    scores = model.scores(300, seed=5)[:, 0]

    assert model.uncertain_exchanges == 3
    assert np.ptp(scores) > 0.1
    for index in (0, 255, 256, 299):
        shares = model.sampled_matrices(5, index).amounts[1:4]
        assert shares.sum() == pytest.approx(1, rel=1e-12)
        assert scores[index] == pytest.approx(shares @ [1, 2, 4], rel=1e-11)


def test_the_only_share_of_a_mix_is_certain():
    exchanges = ((0, 0, 1.0), (0, 1, -1.0, spread(1.0)), (1, 1, 1.0), (1, CO2, 2.0))
    model = FullMonteCarlo(system_of(*exchanges, groups=[-1, 0, -1, -1]))

    assert model.uncertain_exchanges == 0
    assert model.scores(4) == pytest.approx(np.full((4, 1), 2.0))


def test_distributions_that_cannot_be_drawn_are_all_named():
    exchanges = (
        (0, 0, 1.0, {"uncertainty type": 9, "loc": 1.0}),
        (0, CO2, 1.0, {"uncertainty type": NORMAL, "loc": 1.0, "scale": -1.0}),
        (0, CO2, 1.0, {"uncertainty type": UNIFORM, "minimum": 2.0, "maximum": 1.0}),
        (0, CO2, 1.0, {"uncertainty type": TRIANGULAR, "loc": 5.0, "minimum": 0.0, "maximum": 1.0}),
        (0, CO2, 1.0, {"uncertainty type": LOGNORMAL, "scale": 1.0}),
    )
    with pytest.raises(ScenarioError) as caught:
        system_of(*exchanges)

    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [f"exchange {k}" for k in range(5)]
