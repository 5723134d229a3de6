"""Single tabs of the page as widgets of a notebook."""

from dataclasses import replace

import ipywidgets
import pytest

import lca_models as lm
from lca_models.panels.page.doors import (
    comparison_panel,
    origin_panel,
    rules_panel,
    scenario_explorer,
    sensitivity_panel,
)
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def first_of(panel, part):
    return next(one for one in panel.boot["first"] if one["part"] == part)


def test_two_batteries_are_one_tab(shipped_study):
    panel = comparison_panel(shipped_study, "zh", first="lfp-60kwh", second="naion-45kwh")

    assert panel.boot["only"] == ["compare"]
    assert panel.session.state.second == replace(panel.setup, product="naion-45kwh")
    assert first_of(panel, "C")["view"]["sides"][0]["exact"] == panel.result.total("kwh-delivered").amount
    assert first_of(panel, "A")["view"]["state"]["language"] == "zh"


def test_two_rule_sets_are_one_tab(shipped_study):
    panel = rules_panel(shipped_study, second="iso-14067-cut-off", cell_plant_province="CN-SC")

    assert panel.setup.settings == {"cell_plant_province": "CN-SC"}
    assert [one["id"] for one in first_of(panel, "C")["view"]["sides"]] == ["cn-551", "iso-14067-cut-off"]


@pytest.mark.parametrize(
    "open_panel",
    [lambda study: comparison_panel(study, second="lfp-61kwh"), lambda study: comparison_panel(study, "fr"),
     lambda study: rules_panel(study, colour="red"), lambda study: rules_panel(study, product="lfp-61kwh")],
)  # fmt: skip
def test_what_does_not_exist_is_refused(shipped_study, open_panel):
    with pytest.raises(ScenarioError):
        open_panel(shipped_study)


def test_they_are_names_of_the_package():
    assert (lm.comparison_panel, lm.rules_panel) == (comparison_panel, rules_panel)


def test_the_page_opens_at_what_a_cell_names(shipped_study):
    page = scenario_explorer(shipped_study, "zh", product="nmc811-80kwh", cell_plant_province="CN-SC", green_percent=30)
    settings = {"cell_plant_province": "CN-SC", "green_power_share": 0.3}

    assert page.setup == CalculationSetup("nmc811-80kwh", "cn-551", settings=settings)
    assert page.boot["first"][0]["view"]["state"]["language"] == "zh"
    assert page.boot["only"] is None


@pytest.mark.parametrize("start", [{"colour": "red"}, {"rules": "x"}, {"green_percent": 200}])
def test_a_start_that_does_not_exist_is_refused(shipped_study, start):
    with pytest.raises(ScenarioError):
        scenario_explorer(shipped_study, **start)


def test_the_setup_of_a_page_links_to_a_control_of_the_notebook(shipped_study):
    """a slider of ipywidgets moves the page, and the page tells who listens"""
    page = scenario_explorer(shipped_study)
    slider, heard = ipywidgets.FloatSlider(0, min=0, max=1), []
    page.observe(lambda change: heard.append(change["new"]), "setup")
    ipywidgets.dlink(
        (slider, "value"), (page, "setup"), lambda share: page.setup.with_setting("green_power_share", share)
    )
    slider.value = 0.5

    assert page.setup.settings == {"green_power_share": 0.5}
    assert page.session.state.setup == page.setup == heard[-1]
    with pytest.raises(ScenarioError):
        page.setup = replace(page.setup, settings={"green_power_share": 7.0})
    assert page.setup.settings == {"green_power_share": 0.5}


def test_where_from_and_what_matters_are_widgets_of_one_tab(shipped_study):
    where = origin_panel(shipped_study, "zh", cell_plant_province="CN-SC")
    matters = sensitivity_panel(shipped_study, product="nmc811-80kwh")

    assert (where.boot["only"], matters.boot["only"]) == (["where"], ["matters"])
    assert where.setup.settings == {"cell_plant_province": "CN-SC"}
    assert matters.setup.product == "nmc811-80kwh"
    assert where.session.state.language == "zh"
    with pytest.raises(ScenarioError, match="no language"):
        origin_panel(shipped_study, "fr")
