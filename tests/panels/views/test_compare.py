"""Compare as plain data."""

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from lca_models.panels.views.compare import choose_second, compare_view, histogram
from lca_models.panels.views.entering import open_sheet
from lca_models.panels.views.pair_files import difference_table
from lca_models.scope.declared_unit import PACK
from lca_models.scope.scenario import ScenarioError


def test_without_a_second_battery_there_is_a_choice(start, model):
    view = compare_view(start, model)

    assert view["second"] is None
    assert "lfp-60kwh" in [one["code"] for one in view["offer"]]


def test_a_copy_differs_in_what_is_changed_alone(start, model):
    state = choose_second(start, model, {"start": "mine", "change": {"cell_plant_province": "CN-NM"}})
    view = json.loads(json.dumps(compare_view(state, model)))

    assert {name for name, one in view["second"]["fields"].items() if one["differs"]} == {"cell_plant_province"}
    totals = [one["total"] for one in view["sides"]]
    assert view["difference"] == pytest.approx(totals[1] - totals[0])
    for key, total in (("burden", totals[1]), ("first_burden", totals[0])):
        credit = key.replace("burden", "credit")
        assert sum(row[key] + row[credit] for row in view["stages"]) == pytest.approx(total)


def test_a_copy_of_the_first_is_the_same_in_every_draw(start, model):
    view = compare_view(choose_second(start, model, {"start": "mine"}), model)

    assert view["sure"]["equal"] == 1
    assert view["sure"]["bins"] == []
    assert view["break_even"]["equal"]
    assert view["difference"] == 0


def test_packs_of_different_size_are_compared_by_what_they_deliver(start, model):
    state = choose_second(replace(start, per=PACK), model, {"start": "nmc811-80kwh"})
    view = compare_view(state, model)

    assert (view["asked_per"], view["per"], view["unit"]) == ("pack", "kwh-delivered", "g CO₂-eq")
    assert view["sides"][1]["total"] == pytest.approx(1000 * view["sides"][1]["exact"])
    sure = view["sure"]
    assert sure["first_lower"] + sure["equal"] + sure["second_lower"] == pytest.approx(1)
    assert sum(one["count"] for one in sure["bins"]) == sure["n"] == 1000
    # One unit on the whole tab: the draws stand about the difference of the totals.
    assert sure["median"] == pytest.approx(view["difference"], rel=0.5)


@pytest.mark.parametrize(("more", "sign"), [("nmc811-80kwh", 1), ("lfp-60kwh", -1)])
def test_every_difference_has_the_sign_of_the_totals(start, model, more, sign):
    """second less first: above zero the second is higher, in the total, in the draws and in the table that is handed out"""
    first = replace(start.setup, product=next(one for one in ("lfp-60kwh", "nmc811-80kwh") if one != more))
    state = choose_second(replace(start, setup=first), model, {"start": more})
    view, found = compare_view(state, model), draws_of(difference_table(state, model, {}))
    sure = view["sure"]

    assert np.sign([view["difference"], sure["median"], np.median(found)]).tolist() == [sign] * 3
    assert sure["low"] <= sure["median"] <= sure["high"]
    assert (sure["low"], sure["high"]) == pytest.approx(np.percentile(found, (2.5, 97.5)).tolist())
    assert sure["first_lower"] == (found > 0).mean()
    assert sure["second_lower"] == (found < 0).mean()
    above = sum(one["count"] for one in sure["bins"] if one["low"] >= 0)
    assert above == (found >= 0).sum()


def draws_of(kept):
    """The differences of a table that is handed out."""
    rows = csv.DictReader(io.StringIO(kept[2].decode("utf-8-sig")))
    return np.array([float(row["difference"]) for row in rows])


def test_an_own_pack_is_compared_with_its_archetype(start, own_model, sheet_message):
    state = choose_second(open_sheet(start, own_model, sheet_message()), own_model, {"start": "lfp-60kwh"})
    view = compare_view(state, own_model)

    assert view["per"] == "kwh-delivered"
    assert 0 <= view["sure"]["first_lower"] <= 1


@pytest.mark.parametrize(
    "message",
    [
        {"start": "../../x.xlsx"},
        {"change": {"rules": "cn-551"}},
        {"start": "mine", "change": {"rules": "<b>"}},
        {"start": "mine", "change": {"x": 1}},
    ],
)
def test_a_second_battery_that_is_not_offered_is_refused(start, model, message):
    with pytest.raises(ScenarioError):
        choose_second(start, model, message)


def test_the_second_battery_can_go_again(start, model):
    assert choose_second(choose_second(start, model, {"start": "mine"}), model, {"start": ""}).second is None


def test_a_histogram_has_an_edge_at_zero_and_counts_every_draw():
    """-3 to 5, both tails inside the outermost bins"""
    bins = histogram(np.concatenate([np.linspace(-3, 5, 999), [50.0]]))

    assert sum(one["count"] for one in bins) == 1000
    assert any(one["low"] == 0 for one in bins)
    widths = {round(one["high"] - one["low"], 9) for one in bins}
    assert len(widths) == 1
    assert histogram(np.full(10, 2.0)) == []
