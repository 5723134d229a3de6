"""Single tabs of the page as widgets of a notebook."""

from dataclasses import replace

import pytest

import lca_models as lm
from lca_models.panels.page.doors import comparison_panel, rules_panel
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
