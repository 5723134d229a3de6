"""What is drawn: compiled and not, every kind of distribution on its own, and shares that keep their sum."""

import math

import numpy as np
import pytest
from known_functions import spreads

from lca_models.impact.draws.distributions import Distributions
from lca_models.impact.everything.monte_carlo import FullMonteCarlo
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM, Spread
from tests.impact.everything.small_uncertain import CO2, spread, system_of

INPUTS = spreads(
    triangular=Spread(TRIANGULAR, 0.2, None, 0.0, 1.0),
    cut_lognormal=Spread(LOGNORMAL, 0.1, 0.5, 0.5),
    normal=Spread(NORMAL, 5.0, 2.0),
    uniform=Spread(UNIFORM, 0.5, None, 0.0, 2.0),
    negative=Spread(LOGNORMAL, 0.1, 0.5, -3.0, negative=True),
    certain=Spread(CERTAIN, 7.0),
    right_angled=Spread(TRIANGULAR, 1.0, None, 0.0, 1.0),
    cut_normal=Spread(NORMAL, 5.0, 2.0, 1.0, 8.0),
)


def plan():
    return INPUTS.plan(INPUTS.uncertain)


def test_compiled_and_not_are_the_same_at_every_level():
    """To 1e-13; the normal quantile of Wichura against the one of SciPy."""
    levels = np.random.default_rng(0).random((1, len(INPUTS), 2000))
    levels[..., :6] = [1e-9, 1e-4, 0.075, 0.925, 1 - 1e-4, 1 - 1e-9]
    with_numba, with_numpy = np.full((2, *levels.shape), np.nan)
    plan().fill(levels, with_numba, compiled=True)
    plan().fill(levels, with_numpy, compiled=False)

    assert with_numba == pytest.approx(with_numpy, rel=1e-13)
    assert with_numpy[0] == pytest.approx(INPUTS.ppf(levels[0]))


def test_compiled_and_not_draw_the_same_from_a_generator():
    with_numba, with_numpy = np.full((2, 5, len(INPUTS), 8), np.nan)
    plan().draw(np.random.default_rng(1), with_numba, compiled=True)
    plan().draw(np.random.default_rng(1), with_numpy, compiled=False)

    assert with_numba == pytest.approx(with_numpy, rel=1e-13)


@pytest.mark.parametrize("compiled", [True, False])
def test_levels_of_0_and_1_stay_finite_and_within_the_bounds(compiled):
    levels = np.zeros((1, len(INPUTS), 2))
    levels[..., 1] = 1.0
    values = np.full(levels.shape, np.nan)
    plan().fill(levels, values, compiled=compiled)
    bounds = np.array([np.nan_to_num(INPUTS.minimum, nan=-np.inf), np.nan_to_num(INPUTS.maximum, nan=np.inf)])

    assert np.isfinite(values).all()
    assert (values[0] >= bounds[0][:, None]).all()
    assert (values[0] <= bounds[1][:, None]).all()


def test_signs_turn_every_value_and_only_what_is_wanted_is_drawn():
    """a normal, and twice the negative: the mirrored bounds are -8 and -1"""
    only, signs = np.array([7, 5]), np.array([-1.0, -1.0])
    values = np.full((50, 2, 8), np.nan)
    INPUTS.plan(INPUTS.uncertain, signs, only).draw(np.random.default_rng(0), values, compiled=False)

    assert (values[:, 1] == -7.0).all()
    assert values[:, 0].min() >= -8.0
    assert values[:, 0].max() <= -1.0
    assert values[:, 0].mean() == pytest.approx(-5, abs=0.3)


def mixed(*groups):
    return Distributions(**{**vars_of(INPUTS), "groups": np.array(groups)})


def vars_of(inputs):
    names = (
        "names",
        "places",
        "types",
        "loc",
        "scale",
        "minimum",
        "maximum",
        "negative",
        "amounts",
        "groups",
        "statistic",
    )
    return {name: getattr(inputs, name) for name in names}


@pytest.mark.parametrize("compiled", [True, False])
def test_every_mix_keeps_its_own_sum_in_every_sample(compiled):
    """uniform 0.5, certain 7 and normal 5 together: 12.5; two triangles: 0.2 + 1.0"""
    inputs = mixed(1, -1, 0, 0, -1, 0, 1, -1)
    values = np.empty((3, len(inputs), 8))
    inputs.plan(inputs.uncertain & inputs.varying).draw(np.random.default_rng(0), values, compiled=compiled)
    inputs.mixes().rescale(values, compiled=compiled)

    assert values[:, [2, 3, 5]].sum(axis=1) == pytest.approx(np.full((3, 8), 12.5), rel=1e-14)
    assert values[:, [0, 6]].sum(axis=1) == pytest.approx(np.full((3, 8), 1.2), rel=1e-14)
    assert np.ptp(values[:, 5]) > 0.1


def test_who_is_alone_in_a_mix_never_varies():
    """normal with nobody; and with a certain share of 0, which stays 0"""
    inputs = mixed(-1, -1, 0, -1, -1, 1, -1, 1)
    still = Distributions(**{**vars_of(inputs), "amounts": np.where(INPUTS.types == CERTAIN, 0.0, INPUTS.amounts)})

    assert not inputs.varying[2]
    assert inputs.varying[[5, 7]].all()
    assert not still.varying[[5, 7]].any()


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
