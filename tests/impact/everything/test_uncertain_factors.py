"""Uncertain characterization factors: drawn once a sample for all emitters, with the spread that Brightway stores."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse.linalg import spsolve

from lca_models.impact.everything.monte_carlo import FullMonteCarlo, everything_uncertain
from lca_models.impact.everything.system import uncertain_system
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import MethodRow
from tests.impact.conftest import MANUFACTURING, METHOD, make_rows

LOGNORMAL = {"uncertainty type": 2, "loc": 0.0, "scale": 0.3}
NORMAL = {"uncertainty type": 3, "loc": 4.0, "scale": 0.5}


def system_of(factors, uncertain, **processes):
    """A method of factors (code, amount), of which some have a distribution by their place."""
    rows = make_rows({}, {}, processes)
    numbers = tuple((("small", code), amount) for code, amount in factors)
    return build_product_system(
        replace(rows, methods=(MethodRow(METHOD, {"unit": "kg"}, numbers, uncertain),)), ("small", "pack")
    )


def test_a_factor_spreads_the_score_by_its_own_spread():
    """1 kg of gas, whose factor is lognormal with sigma 0.3: mean exp(0.045), and its standard deviation"""
    system = system_of([("co2", 1.0)], {0: LOGNORMAL}, pack=(MANUFACTURING, [("biosphere", "co2", 1.0)]))
    scores = everything_uncertain(system).scores(20_000, 1)[:, 0]

    assert scores.mean() == pytest.approx(np.exp(0.045), rel=0.01)
    assert scores.std() == pytest.approx(np.exp(0.045) * np.sqrt(np.exp(0.09) - 1), rel=0.03)


@pytest.mark.parametrize("executor", ["scipy", "numba"])
def test_all_emitters_share_the_draw_of_a_factor(executor):
    """2 kg here and 3 kg x 1.5 there of a gas of factor about 4: 6.5 times one normal"""
    system = system_of(
        [("co2", 4.0)],
        {0: NORMAL},
        pack=(MANUFACTURING, [("biosphere", "co2", 2.0), ("technosphere", "steel", 1.5)]),
        steel=[("biosphere", "co2", 3.0)],
    )
    if executor == "numba":
        pytest.importorskip("numba")
    draws = 1500 if executor == "scipy" else 5000  # a solution for each
    scores = FullMonteCarlo(uncertain_system(system, [METHOD]), (METHOD,), executor).scores(draws, 2)[:, 0]

    assert scores.mean() == pytest.approx(6.5 * 4, rel=0.01)
    assert scores.std() == pytest.approx(6.5 * 0.5, rel=0.05)


def test_a_flow_that_stands_twice_keeps_its_certain_part():
    """A factor of 4 with a spread, and 1 more without: 5 on average, with the spread of the first"""
    system = system_of([("co2", 4.0), ("co2", 1.0)], {0: NORMAL}, pack=(MANUFACTURING, [("biosphere", "co2", 1.0)]))
    scores = everything_uncertain(system).scores(5000, 3)[:, 0]

    assert scores.mean() == pytest.approx(5.0, rel=0.01)
    assert scores.std() == pytest.approx(0.5, rel=0.05)


def test_the_sampled_matrices_give_the_scores():
    system = system_of(
        [("co2", 4.0)],
        {0: NORMAL},
        pack=(MANUFACTURING, [("biosphere", "co2", -2.0, {"uncertainty type": 3, "loc": -2.0, "scale": 0.1}),
                              ("technosphere", "steel", 1.5)]),
        steel=[("biosphere", "co2", 3.0)],
    )  # fmt: skip
    model = everything_uncertain(system)
    scores = model.scores(5, 4)[:, 0]
    for index in range(5):
        one = model.sampled_matrices(4, index)
        assert scores[index] == pytest.approx(
            (one.factors @ (one.biosphere @ spsolve(one.technosphere, one.demand)))[0]
        )


def test_certain_factors_leave_the_arrays_as_they_are():
    system = system_of([("co2", 4.0)], {}, pack=(MANUFACTURING, [("biosphere", "co2", 2.0)]))
    found = uncertain_system(system, [METHOD])

    assert len(found.rows) == len(system.exchanges)
    assert found.factors.tolist() == [[4.0]]
    assert found.factor_flows.tolist() == []


def test_the_drivers_name_the_factor():
    from lca_models.impact.assessment import assess
    from lca_models.interpretation.uncertainty.everything import everything_monte_carlo

    system = system_of([("co2", 4.0)], {0: NORMAL}, pack=(MANUFACTURING, [("biosphere", "co2", 2.0)]))
    found = everything_monte_carlo(assess(system), 500)

    assert "factor of 'co2' in climate change (GWP100, IPCC AR6)" in str(found.may_drive.names)
