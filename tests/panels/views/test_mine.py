"""My battery as plain data."""

import json

import pytest

from lca_models.panels.views.entering import open_sheet, open_step, set_cell
from lca_models.panels.views.mine import mine_view


def fields_of(view):
    return {
        one["field"]: one
        for step in view["steps"]
        for group in step.get("groups", ())
        for one in group.get("fields", ())
    }


def test_nothing_is_filled_in_at_first(start, own_model):
    view = json.loads(json.dumps(mine_view(start, own_model)))

    assert [step["key"] for step in view["steps"]] == ["pack", "materials", "energy", "suppliers", "evidence"]
    assert {step["state"] for step in view["steps"]} == {"open"}
    assert view["coverage"]["archetype"] == 1
    assert {one["tag"] for one in fields_of(view).values()} == {"archetype", "text"}
    assert fields_of(view)["product.rated_energy"]["archetype"] == {"value": 60.0, "unit": "kWh"}


def test_a_value_is_yours_and_a_blank_is_of_the_archetype(start, own_model):
    state = set_cell(start, own_model, {"sheet": "cell_materials", "key": "cathode", "column": "yours", "text": "2.21"})
    fields = fields_of(mine_view(open_step(state, own_model, {"step": "materials"}), own_model))

    cathode, copper = (fields[f"cell_materials.{key}"] for key in ("cathode", "copper_foil"))
    assert (cathode["tag"], cathode["text"], cathode["unit"], cathode["basis"]) == ("yours", "2.21", "kg", "per_kwh")
    assert (copper["tag"], copper["text"]) == ("archetype", "")
    assert copper["archetype"]["value"] > 0


def test_a_value_of_ten_times_the_archetype_is_doubted_at_its_field(start, own_model):
    state = set_cell(start, own_model, {"sheet": "cell_materials", "key": "graphite", "column": "yours", "text": "12"})
    view = mine_view(open_step(state, own_model, {"step": "materials"}), own_model)

    [said] = [one for one in fields_of(view)["cell_materials.graphite"]["remarks"] if "graphite 12" in one["text"][0]]
    assert said["severity"] == "warning"
    assert "11.7 times the archetype" in said["text"][0]
    assert said["place"] == "start!E21"
    assert view["problems"] == []


def test_mistakes_stand_at_their_fields_with_sheet_and_cell(start, own_model, sheet_message):
    state = open_sheet(
        start, own_model, sheet_message(**{"yours: 64,": "yours: 6x4,", "chemistry: lfp": "chemistry: lfq"})
    )
    view = mine_view(state, own_model)

    assert {one["field"]: one["place"] for one in view["problems"]} == {
        "product.chemistry": "product.chemistry (line 13)",
        "product.rated_energy": "product.rated_energy.yours (line 16)",
    }
    assert fields_of(view)["product.rated_energy"]["remarks"][0]["text"][0].startswith("'x4' cannot be turned into kWh")
    assert not view["calculable"]


def test_meters_have_the_months_of_the_period(start, own_model, sheet_message):
    state = open_step(open_sheet(start, own_model, sheet_message()), own_model, {"step": "energy"})
    [energy] = [step for step in mine_view(state, own_model)["steps"] if "groups" in step]
    meters = next(group["table"] for group in energy["groups"] if group["key"] == "meters")

    assert meters["months"] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert meters["rows"][0]["cells"]["item"] == "electricity_grid"
    assert sum(float(meters["rows"][0]["cells"][month]) for month in meters["months"]) == pytest.approx(
        113_428_480 - 3_402_856
    )


def test_a_field_that_is_none_is_shown_with_what_is_said_of_it(start, own_model, sheet_message):
    state = open_sheet(start, own_model, sheet_message(**{"  model: EX": "  modell: EX"}))

    assert "did you mean 'model'" in fields_of(mine_view(state, own_model))["product.modell"]["remarks"][0]["text"][0]


def test_a_view_stays_small(start, own_model, sheet_message):
    """40 kB a step"""
    state = open_sheet(start, own_model, sheet_message())
    for step in ("pack", "materials", "energy", "suppliers", "evidence"):
        view = mine_view(open_step(state, own_model, {"step": step}), own_model)
        assert len(json.dumps(view, ensure_ascii=False).encode()) < 40_000, step
