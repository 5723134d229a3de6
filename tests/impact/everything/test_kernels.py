"""Compiled sweeps over eight samples give what SciPy gives for each of them."""

import numpy as np
import pytest

pytest.importorskip("numba")

from lca_models.impact.everything import kernels, solving
from lca_models.impact.everything.pattern import plan_lockstep
from tests.impact.everything.small_uncertain import CO2, system_of

SYSTEM = system_of(
    (0, 0, 1.0), (0, 1, -3.0), (1, 1, 0.9), (1, 2, -0.5), (1, CO2, 4.0), (2, 2, 1.0), (2, 1, -0.2), (2, CO2, -6.0),
    factors=((1.0,), (2.0,)),
)  # fmt: skip
PATTERN = plan_lockstep(SYSTEM)


@pytest.fixture
def values():
    """Two chunks of eight samples around the amounts."""
    around = np.random.default_rng(3).uniform(0.9, 1.1, (2, len(PATTERN.entries), kernels.LANES))
    return (SYSTEM.signs * np.abs(SYSTEM.amounts))[PATTERN.entries][None, :, None] * around


def swept(values, max_sweeps, relaxation=1.0):
    supply = np.zeros((2, len(PATTERN.processes), kernels.LANES))
    changes, sweeps = kernels.sweep(
        PATTERN.row_starts, PATTERN.buyers, values, PATTERN.diagonal(values), PATTERN.demand, supply,
        np.ones(len(PATTERN.processes)), np.full((2, kernels.LANES), 1e-12), relaxation, max_sweeps,
    )  # fmt: skip
    return supply, changes, sweeps


def test_every_lane_comes_to_the_direct_solution(values):
    supply, changes, sweeps = swept(values, 500)

    assert (changes <= 1e-12).all()
    assert 0 < sweeps < 1000
    for chunk, lane in np.ndindex(2, kernels.LANES):
        expected = solving.solve_directly(PATTERN, values[chunk, :, lane])
        assert supply[chunk, :, lane] == pytest.approx(expected, rel=1e-10)


def test_too_few_sweeps_are_told(values):
    _, changes, _ = swept(values, 1)

    assert (changes > 1e-12).all()


def test_a_lane_without_a_solution_spoils_no_other(values):
    values[0, PATTERN.purchases : PATTERN.purchases + len(PATTERN.makers), 3] = 0.0
    supply, changes, _ = swept(values, 500)
    expected = solving.solve_directly(PATTERN, values[0, :, 0])

    assert not np.isfinite(changes[0, 3])
    assert supply[0, :, 0] == pytest.approx(expected, rel=1e-10)


def test_scores_are_those_of_the_pattern(values):
    supply = np.random.default_rng(4).uniform(-1, 1, (2, len(PATTERN.processes), kernels.LANES))
    net, gross = (np.empty((2, PATTERN.categories, kernels.LANES)) for _ in range(2))
    kernels.scores(PATTERN.flow_values, PATTERN.flow_places, PATTERN.flow_categories, PATTERN.flow_factors, values, supply,
                   net, gross)  # fmt: skip
    expected = PATTERN.scores(values, supply)

    assert net == pytest.approx(expected[0], rel=1e-12)
    assert gross == pytest.approx(expected[1], rel=1e-12)
