"""What matters as plain data: bars around the reported value, slopes, shares, and ranges of one's own."""

import json
from dataclasses import replace

import pytest

from lca_models.panels.model.choosing import start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.tracing.matters import MATTERS_ACTIONS, ORDERS, matters_view
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED
from lca_models.scope.scenario import ScenarioError

INPUT = "cell_plant_energy"


@pytest.fixture
def state(model):
    start = start_setup(model.offer)
    return PageState(start, start, tab="matters")


def act(state, model, do, **message):
    return MATTERS_ACTIONS[f"matters.{do}"](state, model, message)


@pytest.mark.parametrize("what", ORDERS)
def test_every_view_is_plain_and_no_two_bars_share_a_name(state, model, what):
    view = json.loads(json.dumps(matters_view(act(state, model, "what", what=what), model)))
    names = [tuple(one["words"]) for one in view["rows"]]

    assert 10 < len(names) <= 15
    for language in (0, 1):
        assert len({one[language] for one in names}) == len(names)
        assert not [one for one in names if "_" in one[language]]
    assert view["here"] == pytest.approx(model.evaluate(state.setup).total(KWH_CAPACITY).amount)


def test_bars_are_totals_at_the_ends_and_the_widest_comes_first(state, model):
    rows = matters_view(state, model)["rows"]
    first = rows[0]
    widths = [abs(one["at_high"] - one["at_low"]) for one in rows]
    high = model.evaluate(state.setup.with_setting(first["name"], first["high"])).total(KWH_CAPACITY).amount

    assert first["at_high"] == pytest.approx(high, rel=1e-9)
    assert widths == sorted(widths, reverse=True)


def test_a_mixture_is_one_bar(state, model):
    rows = model.pack(state.setup.product, state.setup.rules).system.parameters
    for what in ORDERS[:2]:
        shown = matters_view(act(state, model, "what", what=what), model)
        groups = [rows[one["name"]].data.get("group") for one in shown["rows"] if rows[one["name"]].data.get("group")]
        assert len(groups) == len(set(groups))
    offered = [rows[one["code"]].data.get("group") for one in matters_view(state, model)["inputs"]]
    assert "anode_graphite_route" in offered
    assert offered.count("anode_graphite_route") == 1


def test_a_range_of_ones_own_is_used_tagged_and_reset(state, model):
    own = act(state, model, "range", input=INPUT, low="40", high="50")
    view = matters_view(own, model)
    bar = next(one for one in view["rows"] if one["name"] == INPUT)

    assert own.ranges == {INPUT: (40.0, 50.0)}
    assert (bar["low"], bar["high"], bar["yours"]) == (40, 50, True)
    assert view["range"]["yours"]
    assert view["range"]["by_itself"] != [40, 50]
    assert [one["name"] for one in view["rows"] if one["yours"]] == [INPUT]
    again = act(own, model, "range", input=INPUT, low="", high="")
    assert again.ranges == {}
    assert matters_view(again, model)["range"]["low"] == pytest.approx(view["range"]["by_itself"][0])
    assert act(own, model, "reset").ranges == {}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"input": INPUT, "low": "60", "high": "27.8"}, "From is above To; give 27.8 or less"),
        ({"input": INPUT, "low": "many", "high": "50"}, "'many' is not a number"),
        ({"input": INPUT, "low": "nan", "high": "50"}, "nan"),
        ({"input": INPUT, "low": "", "high": "50"}, "not a number"),
        ({"input": INPUT, "low": "-40", "high": "50"}, "negative"),
        ({"input": "cell_plant_energi", "low": "1", "high": "2"}, "did you mean 'cell_plant_energy'"),
        ({"input": "lfp_pack_mass", "low": "1", "high": "2"}, "no uncertain input"),
    ],
)
def test_an_impossible_range_is_refused_in_words(state, model, message, words):
    with pytest.raises(ScenarioError, match=words):
        act(state, model, "range", **message)


def test_another_view_is_refused(state, model):
    with pytest.raises(ScenarioError, match="no order"):
        act(state, model, "what", what="colour")


def test_what_a_person_set_is_certain_until_it_has_a_range(state, model):
    setup = state.setup.with_setting(INPUT, 45.0)
    fixed = replace(state, setup=setup)
    ranged = act(fixed, model, "range", input=INPUT, low="44", high="46")

    assert INPUT not in [one["code"] for one in matters_view(fixed, model)["inputs"]]
    assert matters_view(ranged, model)["range"]["value"] == 45


def test_the_range_of_another_input_is_looked_at(state, model):
    view = matters_view(act(state, model, "input", input="cell_acceptance_rate"), model)

    assert view["range"]["input"] == "cell_acceptance_rate"
    assert view["range"]["words"][1] == "电芯合格率"
    assert view["range"]["source"][0].startswith("EverBatt")


def test_slopes_per_kwh_delivered_hold_the_service_life(state, model):
    """per kWh delivered the result is inversely proportional to the energy delivered, so cycles have -1"""
    view = matters_view(act(replace(state, per=KWH_DELIVERED), model, "what", what="elasticity"), model)
    slopes = {one["name"]: one["elasticity"] for one in view["rows"]}

    assert slopes["lfp_cycle_life"] == pytest.approx(-1, abs=1e-6)


def test_shares_of_the_spread_sum_to_one(state, model):
    view = matters_view(act(state, model, "what", what="spread"), model)

    assert sum(one["share"] for one in view["rows"]) == pytest.approx(1, abs=1e-9)
    assert [one["rest"] for one in view["rows"]] == [False] * (len(view["rows"]) - 1) + [True]
