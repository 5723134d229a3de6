"""The Explorer as plain data."""

import json

import pytest

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import explorer_view
from lca_models.scope.declared_unit import KWH_DELIVERED


@pytest.fixture
def state(model):
    start = start_setup(model.offer)
    return PageState(Choosing(model.offer, start).with_value("cell_plant_province", "CN-SC"), start, per=KWH_DELIVERED)


def test_totals_changes_and_stages_are_those_of_the_model(state, model):
    view = json.loads(json.dumps(explorer_view(state, model)))
    now, before = (sum(model.evaluate(one).stages.values()) for one in (state.setup, state.baseline))
    totals = {one["per"]: one for one in view["totals"]}
    rows = view["stages"]["rows"]

    assert totals["pack"]["exact"] == now
    assert totals["pack"]["change"] == pytest.approx(now - before)
    assert totals["kwh-delivered"]["amount"] == pytest.approx(1000 * totals["kwh-delivered"]["exact"])
    assert view["stages"]["unit"] == "g CO₂-eq"
    assert sum(one["burden"] + one["credit"] for one in rows) == pytest.approx(totals["kwh-delivered"]["amount"])
