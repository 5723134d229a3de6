"""The Explorer after a moment, as plain data."""

import json

import pytest

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.later import explorer_later
from lca_models.scope.declared_unit import KWH_DELIVERED


@pytest.fixture(scope="module")
def state(model):
    start = start_setup(model.offer)
    return PageState(Choosing(model.offer, start).with_value("cell_plant_province", "CN-SC"), start, per=KWH_DELIVERED)


@pytest.fixture(scope="module")
def view(state, model):
    return json.loads(json.dumps(explorer_later(state, model)))


def test_the_tile_of_the_plant_is_the_total(view, state, model):
    total = model.evaluate(state.setup).total(KWH_DELIVERED).amount
    tile = next(one for one in view["map"]["tiles"] if one["code"] == "CN-SC")

    assert tile["amount"] == pytest.approx(1000 * total)
    assert view["intervals"]["pack"]["low"] < view["intervals"]["pack"]["high"]


def test_the_largest_purchases_are_shares_of_the_total(view, state, model):
    """named by what is bought and who buys it, in both languages"""
    total = 1000 * model.evaluate(state.setup).total(KWH_DELIVERED).amount

    assert len(view["largest"]) == 6
    for one in view["largest"]:
        assert one["amount"] == pytest.approx(one["share"] * total)
        assert all("→" in name for name in one["name"])


def test_what_pulls_the_draws_pulls_them_to_their_side(view, state, model):
    """the middle of the ends of each such input lies on the side of the total on which most draws are"""
    total = 1000 * model.evaluate(state.setup).total(KWH_DELIVERED).amount
    side = 1 if view["intervals"]["kwh-delivered"]["percentile"] < 50 else -1

    assert 0 < len(view["why"]) <= 3
    assert all(side * (one["at_low"] + one["at_high"] - 2 * total) > 0 for one in view["why"])
