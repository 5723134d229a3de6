"""The setup as fields, a sentence and a command."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.page.links import address_of
from lca_models.panels.state import PageState
from lca_models.panels.views.setup import command, offer_view, sentence, settings_count, setup_view
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
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


@settings(max_examples=15)
@given(st.data())
def test_as_many_are_set_by_a_person_as_a_link_holds(model, data):
    """whichever fields show a setting: a direct line of half the load is one, its technology another; ranges count too"""
    start = start_setup(model.offer)
    setup, ranges = start, {}
    for _ in range(data.draw(st.integers(0, 6))):
        choosing = Choosing(model.offer, setup)
        name = data.draw(st.sampled_from([one for one in choosing.names if one not in ("product", "pack_energy")]))
        value = data.draw(
            st.sampled_from([0, 25, 50] if choosing.is_number(name) else [one.code for one in choosing.offered(name)])
        )
        try:
            setup = choosing.with_value(name, value)
            model.pack(setup.product, setup.rules).numbers(setup.settings)
        except ScenarioError:
            continue
    for name in data.draw(st.sets(st.sampled_from(["lfp_cathode_mass", "grid_loss_rate"]))):
        ranges[name] = (0.1, 0.2)
    state = PageState(setup, start, ranges=ranges)
    keys = [part.partition("=")[0] for part in address_of(state, model).removeprefix("?").split("&")]
    held = [one for one in keys if one in ("rules", "method") or one.startswith(("set.", "range."))]

    assert settings_count(state, model.offer) == len(held)


def test_the_sentence_names_what_was_chosen(model):
    said = sentence(model.offer, state_of(model, green_percent=50, pack_energy=75).setup)

    assert said["key"] == "page.sentence_sized_green"
    assert (said["values"]["green"], said["values"]["energy"]) == ("50", "75")
    assert said["values"]["cell_plant_province"] == ["Fujian", "福建"]


def test_the_command_holds_an_option_with_its_value():
    setup = CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": 0.5})

    assert command(setup) == ["lca-models footprint lfp-60kwh", "--set green_power_share=0.5"]


def test_another_impact_category_stands_in_the_sentence_and_in_the_command(model):
    state = state_of(model, method="gwp20-ar6")
    view = setup_view(state, model)

    assert view["category"] == ["climate change (GWP20, IPCC AR6)", "气候变化（GWP20，IPCC AR6）"]
    assert "--method gwp20-ar6" in " ".join(view["command"])
    assert view["fields"]["method"] == {"value": "gwp20-ar6", "yours": True}
    assert setup_view(state_of(model), model)["category"] is None
