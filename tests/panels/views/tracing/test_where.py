"""The tree of the page: each level is the whole of the row above, whatever is unfolded."""

import json
from dataclasses import replace

import pytest

from lca_models.panels.model.choosing import start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.tracing.where import ORDERS, WHERE_ACTIONS, largest, where_view
from lca_models.scope.declared_unit import KWH_DELIVERED, PACK
from lca_models.scope.scenario import ScenarioError

RAW = "raw material acquisition"
GRAPHITE = "manufacturing/cells:cell_lfp:anode_graphite"


@pytest.fixture
def state(model):
    start = start_setup(model.offer)
    return PageState(start, start, tab="where", per=PACK)


def act(state, model, do, **message):
    return WHERE_ACTIONS[f"where.{do}"](state, model, message)


def level(view, number, below=""):
    return [
        one
        for one in view["rows"]
        if one["level"] == number and one["path"].startswith(below) and one["sort"] != "more"
    ]


@pytest.mark.parametrize("order", ORDERS)
def test_the_first_level_of_every_order_is_the_total(state, model, order):
    view = json.loads(json.dumps(where_view(act(state, model, "order", order=order), model)))

    assert view["total"] == pytest.approx(sum(model.evaluate(state.setup).stages.values()))
    assert sum(one["amount"] for one in level(view, 0)) == pytest.approx(view["total"])
    assert sum(one["share"] for one in level(view, 0)) == pytest.approx(1)


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_unfolded_sums_to_its_row_and_the_rest_is_one_line_a_sign(state, model, order):
    state = act(state, model, "order", order=order)
    first = where_view(state, model)["rows"][0]
    state = state if first["open"] else act(state, model, "open", row=first["path"])
    view = where_view(state, model)
    below = level(view, 1, first["path"])

    assert sum(one["amount"] for one in below) == pytest.approx(first["amount"])
    assert len([one for one in below if one["sort"] == "row"]) <= 40
    assert {one["name"]["key"] for one in below if one["sort"] == "rest"} <= {"where.rest_up", "where.rest_down"}


def test_a_purchase_opens_to_its_emissions(state, model):
    """down the largest child until a flow, which opens no further; every child of a row sums to it"""
    path = f"{RAW}|{GRAPHITE}"
    for number in range(1, 40):
        state = act(state, model, "open", row=path, open=True)
        view = where_view(state, model)
        row = next(one for one in view["rows"] if one["path"] == path)
        below = [one for one in level(view, number + 1, f"{path}|") if one["path"].count("|") == path.count("|") + 1]
        if not row["opens"]:
            break
        assert sum(one["amount"] for one in below) == pytest.approx(row["amount"])
        path = below[0]["path"]

    assert not row["opens"]
    assert number > 3
    assert row["name"][0].startswith("carbon dioxide")


def test_more_rows_come_when_they_are_asked_for(state, model):
    before = where_view(state, model)
    more = next(one for one in before["rows"] if one["sort"] == "more")
    after = where_view(act(state, model, "more", row=more["path"]), model)

    some, all_of_them = (level(one, 1, RAW) for one in (before, after))
    assert len(all_of_them) > len(some)
    assert sum(one["amount"] for one in all_of_them) == pytest.approx(sum(one["amount"] for one in some))
    assert not [one for one in after["rows"] if one["sort"] == "more" and one["path"] == RAW]


def test_a_row_folds_again_and_its_source_closes(state, model):
    state = act(state, model, "open", row=f"{RAW}|{GRAPHITE}")
    view = where_view(state, model)
    chosen = [one["path"] for one in view["rows"] if one["chosen"]]

    assert chosen == [f"{RAW}|{GRAPHITE}"]
    assert state.open_row == GRAPHITE
    assert view["provenance"]["key"] == GRAPHITE
    closed = act(state, model, "close")
    assert (closed.open_row, where_view(closed, model)["provenance"]) == ("", None)
    assert not [one for one in where_view(act(state, model, "open", row=RAW), model)["rows"] if one["level"]]


def test_a_row_of_an_address_opens_with_its_stage(state, model):
    """the key alone: the purchase of the foreground it is, or a row that is bought in many places"""
    heat = "manufacturing/cell_plant:cell_plant_dry_room:heat_natural_gas"
    view = where_view(replace(state, open_row=heat), model)
    deep = where_view(replace(state, open_row="energy/exchanges:coal_supply:ch4_fossil"), model)

    assert next(one for one in view["rows"] if one["chosen"])["path"] == f"manufacturing|{heat}"
    assert deep["provenance"]["adds"]["amount"] > 0
    assert not [one for one in deep["rows"] if one["chosen"]]
    assert where_view(replace(state, open_row="recycling"), model)["rows"][-1]["level"] == 1
    assert where_view(replace(state, open_row="../../etc"), model)["provenance"] is None


def test_the_largest_purchases_are_those_of_the_result(state, model):
    found = largest(state, model, 5)
    amounts = [one["amount"] for one in found]

    assert found[0]["key"] == GRAPHITE
    assert found[0]["name"] == ["anode graphite, coated → LFP cell", "负极石墨（包覆） → LFP电芯"]
    assert amounts == sorted(amounts, reverse=True)
    assert found[0]["share"] == pytest.approx(amounts[0] / sum(model.evaluate(state.setup).stages.values()))


def test_amounts_are_in_the_unit_of_the_totals(state, model):
    view = where_view(replace(state, per=KWH_DELIVERED), model)

    assert (view["unit"], view["per"]) == ("g CO₂-eq", "kwh-delivered")
    assert view["total"] == pytest.approx(1000 * model.evaluate(state.setup).total(KWH_DELIVERED).amount)


def test_a_value_of_ones_own_moves_the_total_and_is_taken_back(state, model):
    own = act(state, model, "own", parameter="cell_acceptance_rate", value="0.9")
    before, after = (model.evaluate(one.setup).total(PACK).amount for one in (state, own))

    assert after > before
    assert (
        own.setup.settings["cell_acceptance_rate"] == "0.9" or float(own.setup.settings["cell_acceptance_rate"]) == 0.9
    )
    assert act(own, model, "own", parameter="cell_acceptance_rate", value="").setup == state.setup


@pytest.mark.parametrize(
    ("do", "message", "words"),
    [
        ("own", {"parameter": "cell_acceptance_rate", "value": "ninety"}, "not a number"),
        ("own", {"parameter": "cell_acceptance_rate", "value": "-1"}, "cell_acceptance_rate"),
        ("own", {"parameter": "cell_acceptance_rat", "value": "0.9"}, "no parameter"),
        ("own", {"parameter": "lfp_pack_mass", "value": "400"}, "lfp_pack_mass"),
        ("parameter", {"parameter": "<img onerror=alert(1)>"}, "no parameter"),
        ("order", {"order": "colour"}, "no order"),
    ],
)
def test_what_cannot_be_is_refused_in_words(state, model, do, message, words):
    with pytest.raises(ScenarioError, match=words):
        act(state, model, do, **message)
