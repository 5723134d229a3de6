"""The pattern of lockstep: what the demand reaches, buyers before their suppliers, values where sweeps read them."""

import numpy as np
import pytest

from lca_models.impact.everything.pattern import plan_lockstep
from tests.impact.everything.small_uncertain import CO2, spread, system_of

# 0 buys 1 buys 2 buys 1 (a loop); 3 buys 0, and nobody asks for it.
LOOP = system_of(
    (0, 0, 2.0), (0, 1, -3.0, spread(3.0)), (0, CO2, 1.0),
    (1, 1, 1.0), (1, 2, -0.5), (1, CO2, 4.0),
    (2, 2, 1.0), (2, 1, -0.1), (2, CO2, 6.0),
    (3, 3, 1.0), (3, 0, -1.0), (3, CO2, 9.0),
)  # fmt: skip


def matrix_by_hand(system, kept):
    found = np.zeros((len(kept), len(kept)))
    for row, column, amount, outside in zip(
        system.rows, system.columns, system.signs * system.amounts, system.is_biosphere, strict=True
    ):
        if not outside and row in kept and column in kept:
            found[kept.index(row), kept.index(column)] += amount
    return found


def test_only_what_the_demand_reaches_is_kept_buyers_first():
    pattern = plan_lockstep(LOOP)

    assert set(pattern.processes.tolist()) == {0, 1, 2}
    assert pattern.processes[0] == 0
    assert pattern.demand.tolist() == [1, 0, 0]


def test_a_sample_is_the_matrix_of_its_exchanges():
    pattern = plan_lockstep(LOOP)
    values = (LOOP.signs * np.abs(LOOP.amounts))[pattern.entries]

    assert pattern.technosphere(values).toarray() == pytest.approx(matrix_by_hand(LOOP, pattern.processes.tolist()))
    assert pattern.diagonal(values[None, :, None])[0, :, 0] == pytest.approx(
        np.diag(matrix_by_hand(LOOP, pattern.processes.tolist()))
    )
    emitted = dict(zip(pattern.processes.tolist(), pattern.direct_scores(values)[:, 0], strict=True))
    assert emitted == pytest.approx({0: 1, 1: 4, 2: 6})


def test_scores_are_sums_over_what_is_emitted_and_the_same_made_positive():
    """2 x 1 - 3 x 4 + 1 x 6, and 2 + 12 + 6"""
    pattern = plan_lockstep(LOOP)
    values = (LOOP.signs * np.abs(LOOP.amounts))[pattern.entries]
    supply = np.array([{0: 2.0, 1: -3.0, 2: 1.0}[process] for process in pattern.processes.tolist()])
    net, gross = pattern.scores(values[None, :, None], supply[None, :, None])

    assert net.item() == pytest.approx(2 - 12 + 6)
    assert gross.item() == pytest.approx(2 + 12 + 6)


def test_flows_without_a_factor_are_left_out():
    system = system_of((0, 0, 1.0), (0, CO2, 1.0), factors=((0.0,),))

    assert len(plan_lockstep(system).flow_values) == 0


def test_two_categories_have_a_term_each():
    system = system_of((0, 0, 1.0), (0, CO2, 3.0), factors=((1.0,), (5.0,)))
    pattern = plan_lockstep(system)
    net, _ = pattern.scores(np.array([1.0, 3.0])[None, :, None], np.ones((1, 1, 1)))

    assert pattern.categories == 2
    assert net[0, :, 0].tolist() == [3, 15]
