"""What the page answers to what a person does."""

import pytest

from lca_models.panels.page.answering import PageSession
from lca_models.scope.calculation_setup import CalculationSetup


@pytest.fixture
def session(model):
    return PageSession(model)


def said(session, **message):
    return [one.content for one in session.answer(message)]


def test_totals_and_stages_come_in_one_message_and_their_sum_is_right(session, model):
    (part,) = said(session, do="set", seq=4, values={"green_percent": "30"})
    stages = part["view"]["result"]["stages"]["rows"]
    pack = next(one for one in part["view"]["result"]["totals"] if one["per"] == "pack")

    assert (part["part"], part["rev"], part["seq"], part["last"]) == ("A", 1, 4, True)
    assert sum(one["exact"] for one in stages) == pytest.approx(pack["exact"], rel=1e-12)
    assert pack["exact"] == sum(model.evaluate(session.state.setup).stages.values())


def test_a_refused_choice_changes_nothing_and_names_its_field(session):
    before = session.state
    (part,) = said(session, do="set", values={"pack_energy": "1000"})

    assert (part["part"], part["field"], part["rev"]) == ("refused", "pack_energy", 0)
    assert "give 20 to 150 kWh" in part["text"]
    assert session.state == before
    session.state = before.__class__(before.setup, before.baseline, language="zh")
    assert "超出范围" in said(session, do="set", values={"pack_energy": "1000"})[0]["text"]


@pytest.mark.parametrize("message", [
    {"do": "nothing"}, {}, {"do": "tab", "tab": "<script>"}, {"do": "language", "language": "xx"}, {"do": "per", "per": "day"},
    {"do": "set", "values": {"<b>": 1}}, {"do": "set", "values": {"product": "../x"}}, {"do": "plant", "plant": "x"},
])  # fmt: skip
def test_what_the_page_does_not_know_is_refused(session, message):
    assert said(session, **message)[0]["part"] == "refused"
    assert session.state.rev == 0


def test_undo_and_redo_give_the_setup_back(session):
    said(session, do="set", values={"green_percent": 30}, at=0)
    chosen = session.state.setup
    said(session, do="undo")
    undone = session.state.setup
    (part,) = said(session, do="redo")

    assert undone == CalculationSetup("lfp-60kwh", "cn-551")
    assert session.state.setup == chosen
    assert (part["view"]["state"]["undo"], part["view"]["state"]["redo"]) == (1, 0)


def test_a_tab_and_a_language_move_no_number(session):
    said(session, do="set", values={"green_percent": 30})
    state, body = said(session, do="tab", tab="rules")
    said(session, do="language", language="zh")

    assert (state["part"], state["view"]["tab"], body["tab"], session.state.rev) == ("state", "rules", "rules", 1)


def test_another_battery_is_compared_with_itself(session):
    """until a person says with what"""
    said(session, do="set", values={"product": "nmc811-80kwh"})
    assert session.state.baseline == CalculationSetup("nmc811-80kwh", "cn-551")

    said(session, do="set", values={"green_percent": 10})
    said(session, do="baseline")
    said(session, do="set", values={"green_percent": 50})
    assert session.state.baseline == CalculationSetup("nmc811-80kwh", "cn-551", settings={"green_power_share": 0.1})

    said(session, do="reset")
    assert session.state.setup == session.state.baseline == CalculationSetup("nmc811-80kwh", "cn-551")


def test_the_body_of_the_open_tab_follows_when_asked(session):
    (body,) = said(session, do="more")

    assert (body["part"], body["tab"]) == ("C", "explore")
    assert len(body["view"]["map"]["tiles"]) == 31


def test_the_link_that_a_page_opens_at_is_no_step_to_undo(model):
    session = PageSession(model)
    session.answer({"do": "address", "search": "?v=1&product=nmc811-80kwh"})
    assert session.history.past == ()

    session.answer({"do": "address", "search": "?v=1&product=nca-80kwh"})
    session.answer({"do": "undo"})
    assert session.state.setup.product == "nmc811-80kwh"


@pytest.mark.parametrize("method", ["gwp20-ar6", "fossil-energy", "so2"])
def test_another_impact_category_counts_everything_that_is_compared(model, method):
    """its total is that of the command line; baseline and second battery follow, the link holds it, and a step back takes it"""
    session = PageSession(model)
    session.answer({"do": "second", "start": "nmc811-80kwh"})
    part = session.answer({"do": "set", "values": {"method": method}})[-1].content

    if part["part"] == "refused":  # too little of a product has data in it, which its field says
        assert part["field"] == "method"
        assert "%" in part["text"]
        assert session.state.setup.method == ""
        return
    footprint = model.study.footprint(session.state.setup)
    totals = {one["per"]: one["exact"] for one in part["view"]["result"]["totals"]}
    assert totals["pack"] == pytest.approx(footprint.assessment.score, rel=1e-9)
    assert session.state.baseline.method == session.state.second.method == method
    assert {one["change"] for one in part["view"]["result"]["totals"]} == {0}
    assert f"method={method}" in part["view"]["state"]["search"]
    again = PageSession(model)
    again.answer({"do": "address", "search": part["view"]["state"]["search"]})
    assert (again.state.setup, again.state.baseline) == (session.state.setup, session.state.baseline)
    assert again.state.second.method == method
    session.answer({"do": "undo"})
    assert session.state.setup.method == session.state.baseline.method == ""


def test_a_category_that_is_none_is_refused_at_its_field(model):
    session = PageSession(model)
    part = session.answer({"do": "set", "values": {"method": "gwp1000"}})[-1].content

    assert (part["part"], part["field"]) == ("refused", "method")
    assert "gwp100-ar6" in part["text"]
