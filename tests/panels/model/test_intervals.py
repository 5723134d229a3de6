"""Intervals stand around the totals of the page, and what is set is certain."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.interpretation.uncertainty.uncertain_result import uncertain_footprint
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.model.intervals import intervals_of
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_DELIVERED, find_declared_unit


def test_each_total_lies_in_its_interval(model):
    setup = start_setup(model.offer)
    result, found = model.evaluate(setup), model.intervals(setup)

    assert set(found) <= {one.code for one in DECLARED_UNITS}
    for code, one in found.items():
        assert one.central == pytest.approx(result.total(find_declared_unit(code)).amount)
        assert one.low <= one.central <= one.high
        assert 0 <= one.percentile <= 100


def test_what_is_set_is_certain(model):
    setup = start_setup(model.offer)
    pack = model.pack(setup.product, setup.rules)
    every = {name: pack.compiled.settings[name] for name in pack.compiled.parameters}

    assert intervals_of(pack, every) == {}


def test_the_page_draws_what_the_command_line_draws(model):
    """`lca-models montecarlo -n 1000 --seed 0` of the same setup, per kWh delivered"""
    setup = start_setup(model.offer).with_setting("green_power_share", 0.3)
    drawn = uncertain_footprint(model.study.footprint(replace(setup, declared_unit=KWH_DELIVERED))).monte_carlo(1000, 0)
    samples = drawn.samples[:, drawn.labels.index("total")]
    found = model.intervals(setup)["kwh-delivered"]

    grams = tuple(np.percentile(samples, (2.5, 97.5)))
    assert (1000 * found.low, 1000 * found.high) == pytest.approx(grams, rel=1e-9)
    assert found.p25 < found.median < found.p75
