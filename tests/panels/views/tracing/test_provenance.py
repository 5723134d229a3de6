"""What stands behind one number, and whose it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.tracing.provenance import short_unit
from lca_models.panels.views.tracing.where import WHERE_ACTIONS, where_view
from lca_models.scope.declared_unit import PACK

SHEET = Path(__file__).parents[4] / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
GRAPHITE = "manufacturing/cells:cell_lfp:anode_graphite"
POWER = "active_materials/cathodes:cathode_lfp:electricity_cathode_plant"


@pytest.fixture
def state(model):
    start = start_setup(model.offer)
    return PageState(start, start, tab="where", per=PACK)


def provenance(state, model, **parameter):
    if parameter:
        state = WHERE_ACTIONS["where.parameter"](state, model, parameter)
    return json.loads(json.dumps(where_view(state, model)["provenance"]))


def test_a_row_says_its_value_formula_source_place_licence_and_quality(state, model):
    """0.1993 kg of graphite per kg of cells, from mass, specific energy, yield and acceptance"""
    found = provenance(replace(state, open_row=GRAPHITE), model)
    figures = [one for one in found["formula"] if not isinstance(one, str)]
    product = figures[0]["value"] * figures[1]["value"] / figures[2]["value"] / figures[3]["value"]

    assert found["value"] == pytest.approx(product)
    assert found["value"] == pytest.approx(0.1993, abs=1e-4)
    assert [one for one in found["formula"] if isinstance(one, str)] == ["×", "÷", "÷"]
    assert (found["unit"], found["per"]["unit"], found["per"]["name"][1]) == ("kg", "kg", "LFP电芯")
    assert found["kind"] == "calculated"
    assert found["source"]["key"] == "EverBatt2023"
    assert found["source"]["address"].startswith("https://")
    assert all((found["place"], found["printed"], found["source"]["licence"]))
    assert found["quality"] == [2, 4, 1, 3, 2]
    assert found["adds"]["share"] == pytest.approx(0.156, abs=0.001)
    assert found["path"][0] == {"key": "stage.raw_material_acquisition"}


def test_what_others_publish_stands_on_the_axis_of_this_kit(state, model):
    """EverBatt 0.95537 kg of graphite per kWh beside the row times the cells of a pack"""
    found = {one["measure"]: one for one in provenance(replace(state, open_row=GRAPHITE), model)["others"]}

    assert found["mass"]["points"][0]["value"] == pytest.approx(0.95537)
    assert found["mass"]["here"] == pytest.approx(0.19935 / 0.17, rel=1e-3)
    assert len(found["factor"]["points"]) == 2


def test_an_assumption_says_why(state, model):
    found = provenance(replace(state, open_row=POWER), model)

    assert found["kind"] == "assumed"
    assert found["sentence"]["key"] == "where.kind.assumed"
    assert found["why"]
    assert found["note"] is None


def test_a_value_of_a_person_keeps_no_citation_and_says_what_it_was(state, model):
    own = WHERE_ACTIONS["where.own"](state, model, {"parameter": "cell_acceptance_rate", "value": "0.9"})
    parameter = provenance(own, model, parameter="cell_acceptance_rate")
    row = provenance(replace(own, open_row=GRAPHITE), model)

    for one in (parameter, row):
        assert one["kind"] == "yours"
        assert [one[name] for name in ("source", "place", "printed", "why", "note", "quality")] == [None] * 6
    assert parameter["sentence"]["values"]["was"] == 0.95
    assert parameter["own"]["is_own"]
    assert row["sentence"]["key"] == "where.kind.moved"
    assert row["sentence"]["values"]["names"][1] == "电芯合格率"
    assert row["sentence"]["values"]["was"] == pytest.approx(0.19935, abs=1e-5)


def test_a_row_that_no_value_of_a_person_moves_keeps_its_citation(state, model):
    own = WHERE_ACTIONS["where.own"](state, model, {"parameter": "cell_acceptance_rate", "value": "0.9"})
    found = provenance(replace(own, open_row="manufacturing/packs:pack_lfp:aluminium_profile"), model)

    assert found["kind"] == "calculated"
    assert found["source"]["key"] == "Crenna2021"


def test_a_parameter_that_follows_has_a_formula_and_no_value_of_ones_own(state, model):
    found = provenance(state, model, parameter="lfp_pack_mass")

    assert found["own"] is None
    assert [one["parameter"] for one in found["formula"] if not isinstance(one, str)] == [
        "lfp_pack_energy", "lfp_cell_specific_energy", "lfp_cell_pack_share",
    ]  # fmt: skip
    assert found["back"] is False


def test_a_value_that_the_rules_set_cites_them(state, model):
    """distribution by ship: none in the tables, 18,000 km by the draft of the EU"""
    name = "distribution_sea_km"
    found = provenance(replace(state, setup=replace(state.setup, rules="eu-cfb-ev")), model, parameter=name)

    assert (found["value"], found["kind"]) == (18000, "cited")
    assert found["source"]["key"] == model.study.rules["eu-cfb-ev"].term(name).source


def test_another_maker_publishes_the_energy_of_a_plant(state, model):
    found = provenance(state, model, parameter="cell_plant_energy")

    assert found["kind"] == "cited"
    assert found["others"][0]["measure"] == "value"
    assert found["others"][0]["points"][0]["value"] == 66.62
    assert (found["own"]["low"], found["own"]["high"]) == (20.3, 86.3)


def test_every_open_row_has_words_in_both_languages(state, model):
    """a sample over the tree: paths, names, sentences and figures of formulas are pairs, and nothing is an id"""
    view = where_view(state, model)
    for row in [one for one in view["rows"] if one["row"]][:6]:
        found = provenance(WHERE_ACTIONS["where.open"](state, model, {"row": row["path"]}), model)
        pairs = [
            found["name"],
            found["per"]["name"],
            *(one["words"] for one in found["formula"] if not isinstance(one, str)),
        ]
        assert all(len(one) == 2 and all(one) and "_" not in "".join(one) for one in pairs)


def test_a_row_of_a_data_sheet_names_its_cells_and_what_the_archetype_has(shipped_study):
    model = PanelModel(shipped_study, (str(SHEET),))
    start = start_setup(model.offer, str(SHEET))
    found = provenance(PageState(start, start, tab="where", per=PACK, open_row=GRAPHITE), model)

    assert found["kind"] == "yours"
    assert found["source"] is None
    assert found["sentence"]["key"] == "where.kind.sheet"
    assert "cell_materials.graphite" in found["sentence"]["values"]["cells"]
    assert found["sentence"]["values"]["was"] == pytest.approx(0.19935, abs=1e-5)


def test_units_are_short_and_a_share_has_none():
    assert [short_unit(one) for one in ("kilogram", "1", "kg CO2/MJ", None)] == ["kg", "", "kg CO₂/MJ", ""]
