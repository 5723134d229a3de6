"""Intervals stand around the totals of the page, and what is set is certain."""

import pytest

from lca_models.panels.model.intervals import intervals_of
from lca_models.scope.declared_unit import DECLARED_UNITS, find_declared_unit


def test_each_total_lies_in_its_interval(model):
    form = model.form()
    result, found = model.evaluate(form.setup()), model.intervals(form.setup())

    assert set(found) <= {one.code for one in DECLARED_UNITS}
    for code, one in found.items():
        assert one.central == pytest.approx(result.total(find_declared_unit(code)).amount)
        assert one.low <= one.central <= one.high
        assert 0 <= one.percentile <= 100


def test_what_is_set_is_certain(model):
    pack = model.pack(model.form().product, model.form().rules)
    every = {name: pack.compiled.settings[name] for name in pack.compiled.parameters}

    assert intervals_of(pack, every) == {}
