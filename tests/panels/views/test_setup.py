"""The setup as fields, a sentence and a command."""

import json

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.setup import command, offer_view, sentence, setup_view
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import catalogue


def state_of(model, **values):
    setup = start = start_setup(model.offer)
    for name, value in values.items():
        setup = Choosing(model.offer, setup).with_value(name, value)
    return PageState(setup, start)


def test_the_offer_is_plain_json_and_groups_every_field_once(model):
    view = json.loads(json.dumps(offer_view(model)))
    grouped = [name for names in view["groups"].values() for name in names]

    assert sorted(grouped) == sorted(view["fields"])
    assert {f"page.group.{one}" for one in view["groups"]} <= set(catalogue())


def test_what_a_person_chose_is_theirs(model):
    view = setup_view(state_of(model, green_percent=50, cell_plant_province="CN-SC"), model)

    assert view["yours"] == 2
    assert [name for name, one in view["fields"].items() if one.get("yours")] == [
        "green_percent",
        "cell_plant_province",
    ]
    assert view["fields"]["green_percent"]["value"] == 50


def test_the_sentence_names_what_was_chosen(model):
    said = sentence(model.offer, state_of(model, green_percent=50, pack_energy=75).setup)

    assert said["key"] == "page.sentence_sized_green"
    assert (said["values"]["green"], said["values"]["energy"]) == ("50", "75")
    assert said["values"]["cell_plant_province"] == ["Fujian", "福建"]


def test_the_command_holds_an_option_with_its_value():
    setup = CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": 0.5})

    assert command(setup) == ["lca-models footprint lfp-60kwh", "--set green_power_share=0.5"]
