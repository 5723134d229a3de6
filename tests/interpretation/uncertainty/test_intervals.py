"""The middle 95 % of a sample, and where its central value lies."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.uncertainty.drivers import drivers_of
from lca_models.interpretation.uncertainty.intervals import gate_interval, interval_of, sampled_totals
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo, percentile_of
from lca_models.scope.declared_unit import DECLARED_UNITS

LABELS = ("total", "raw material acquisition", "manufacturing", "recycling")


@pytest.fixture
def sample():
    """totals 0 to 100, of which a half raw materials, a quarter manufacturing"""
    totals = np.arange(101.0)[:, None] * np.array([1, 0.5, 0.25, 0.25])
    central = np.array([60, 30, 15, 15.0])
    return MonteCarlo(totals, central, LABELS, ("kg",) * 4, drivers_of([]), np.empty((101, 0)), 0, 0)


def test_the_interval_is_the_middle_95_percent_with_the_percentile_of_the_central_value(sample):
    found = interval_of(sample)

    assert (found.low, found.high, found.central) == pytest.approx((2.5, 97.5, 60))
    assert found.percentile == pytest.approx(100 * 60.5 / 101)
    assert found.document()["central_percentile"] == found.percentile


def test_cradle_to_gate_is_raw_materials_and_manufacturing_of_the_same_sample(sample):
    gate = gate_interval(sample)

    assert (gate.result, gate.unit, gate.n) == ("cradle to gate", "kg", 101)
    assert (gate.low, gate.high, gate.central) == pytest.approx((0.75 * 2.5, 0.75 * 97.5, 45))


def test_without_stages_there_is_no_cradle_to_gate(sample):
    assert gate_interval(replace(sample, labels=("total", "a", "b", "c"))) is None


def test_a_central_value_that_every_sample_equals_is_the_middle():
    assert percentile_of(np.ones((7, 1)), np.ones(1)).tolist() == [50]


def test_totals_are_sampled_in_every_declared_unit_about_the_total(toy_system):
    result = footprint(toy_system)
    samples = sampled_totals(result, n=200)

    assert len(samples) == len(DECLARED_UNITS)
    for found, total in zip(samples, result.totals(), strict=True):
        assert found is None or interval_of(found).central == pytest.approx(total.readable().amount)
