"""The explorer: what a person chooses is what is shown."""

import pytest

from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import PACK
from lca_models.scope.scenario import ScenarioError


def test_the_panel_follows_its_form(panel, model):
    panel.reset()
    panel.fields["product"].value = "nmc811-80kwh"
    panel.fields["green_percent"].value = 30
    panel.map.selected = "CN-SC"
    settings = {"green_power_share": 0.3, "cell_plant_province": "CN-SC"}

    assert panel.form.setup() == CalculationSetup("nmc811-80kwh", "cn-551", settings=settings)
    assert panel.result.stages == model.evaluate(panel.form.setup()).stages
    assert f'data-value="{panel.result.total(PACK).amount!r}"' in panel.view.parts["totals"]


def test_every_word_of_the_panel_changes_with_the_language(panel):
    panel.form.language = "zh"
    words = [field.description for field in panel.fields.values()]
    panel.form.language = "en"

    assert all(any(ord(letter) > 0x2E7F for letter in word) for word in words)
    assert panel.fields["green_percent"].description == "Share of the load, %"


def test_an_impossible_choice_is_said_and_the_result_stays(panel):
    panel.reset()
    before = panel.result
    panel._fields[0].choose("pack_energy", "abc")

    assert "give a number from 20 to 150 kWh" in panel.view.parts["alert"]
    assert panel.result == before
    assert panel.fields["pack_energy"].value == 60
    with pytest.raises(ScenarioError):
        panel.form.set_fields({"pack_energy": "abc"})


def test_reset_takes_back_choices_and_baseline(panel):
    panel.reset()
    panel.fields["green_percent"].value = 40
    panel.make_baseline()
    panel.reset()

    assert panel.form.setup().settings == {}
    assert panel.baseline == panel.result


def test_an_address_begins_anew_and_a_hostile_one_changes_nothing(panel):
    """reset returns to the address, and the result is compared with it"""
    panel.reset()
    panel.address.search = "?product=nmc811-80kwh&province=CN-SC&per=kwh-delivered"
    opened = panel.form.setup()
    panel.fields["green_percent"].value = 30
    panel.reset()

    assert opened == CalculationSetup("nmc811-80kwh", "cn-551", settings={"cell_plant_province": "CN-SC"})
    assert panel.form.setup() == panel.baseline.setup == opened
    assert panel.basis.code == "kwh-delivered"
    panel.address.search = "?product=<script>alert(1)</script>&province=CN-NM"
    assert panel.form.setup() == opened
    assert "&lt;script&gt;" in panel.view.parts["alert"]
    assert "<script>" not in panel.view.parts["alert"]
    panel.address.search = "?product=lfp-60kwh&per=kwh-capacity"
