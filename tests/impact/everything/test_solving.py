"""Sweeps, intensities and the direct solution agree on systems with loops."""

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.everything.pattern import plan_lockstep
from lca_models.impact.everything.solving import intensities, solve_directly, supply_at_rest, sweep
from tests.impact.everything.small_uncertain import CO2, system_of


def loop(own_use, back):
    """0 buys 3 of 1; 1 uses some of itself and buys half a unit of 2; 2 buys some of 1 back."""
    return system_of(
        (0, 0, 1.0), (0, 1, -3.0), (1, 1, 1.0 - own_use), (1, 2, -0.5), (1, CO2, 4.0), (2, 2, 1.0), (2, 1, -back), (2, CO2, 6.0)
    )  # fmt: skip


def test_a_large_sample_that_runs_away_is_not_factorised(monkeypatch):
    """1 takes 0.7 of itself and 0.5 x 1.4 back: sweeps run away, and the solution is the one of the factorisation."""
    pattern = plan_lockstep(system := loop(0.7, 1.4))
    values, usual = values_of(system, pattern), np.ones(len(pattern.processes))
    exact = solve_directly(pattern, values)
    monkeypatch.setattr("lca_models.impact.everything.solving.LARGE", 1)
    monkeypatch.setattr("lca_models.impact.everything.solving.factorize", lambda *_: pytest.fail("a factorisation"))

    assert solve_directly(pattern, values, usual) == pytest.approx(exact, rel=1e-12)
    assert exact.min() < 0


def values_of(system, pattern):
    return (system.signs * np.abs(system.amounts))[pattern.entries]


@settings(max_examples=examples(50))
@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_all_ways_lead_to_the_same_score(own_use, back):
    """3 of 1: x = 3 + back y, y = 0.5 x; 1 makes 1 - own use a run"""
    system = loop(own_use, back)
    pattern = plan_lockstep(system)
    values = values_of(system, pattern)
    made = 3 / (1 - own_use - 0.5 * back)
    expected = made * 4 + 0.5 * made * 6
    direct = pattern.direct_scores(values)[:, 0] @ solve_directly(pattern, values)
    per_unit = intensities(pattern, values, 1e-14, 500)
    rest = supply_at_rest(pattern, values[None, :, None], per_unit, 1e-13, 500)

    assert direct == pytest.approx(expected, rel=1e-9)
    assert pattern.demand @ per_unit[:, 0] == pytest.approx(expected, rel=1e-9)
    assert pattern.direct_scores(values)[:, 0] @ rest[0, :, 0] == pytest.approx(expected, rel=1e-9)


def test_sweeps_end_within_their_tolerance_and_say_how_far_they_came():
    system = loop(0.2, 0.3)
    pattern = plan_lockstep(system)
    values = np.repeat(values_of(system, pattern)[None, :, None], 2, axis=2)
    supply = np.zeros((1, 3, 2))
    changes = sweep(pattern, values, supply, np.ones(3), np.array([[1e-10, 1e-10]]), 200)

    assert (changes <= 1e-10).all()
    assert supply[0, :, 0] == pytest.approx(solve_directly(pattern, values[0, :, 0]))
    assert sweep(pattern, values, np.zeros((1, 3, 2)), np.ones(3), np.array([[1e-10, 1e-10]]), 1).min() > 1e-10


def test_a_process_that_makes_nothing_never_comes_to_rest():
    system = loop(1.0, 0.0)
    pattern = plan_lockstep(loop(0.2, 0.0))
    values = values_of(system, pattern)[None, :, None]

    assert np.isinf(sweep(pattern, values, np.zeros((1, 3, 1)), np.ones(3), np.array([[1e-9]]), 5)).all()
    with pytest.raises(RuntimeError):
        solve_directly(pattern, values[0, :, 0])
