import pytest

from lca_models.scope.scenario import Scenario, ScenarioError, find_scenarios, parse_assignments, stack
from lca_models.scope.spelling import suggestion

CLEAN = Scenario("clean", settings={"cell_plant_province": "CN-SC", "toy_plant_electricity": 1})
LARGE = Scenario("large", settings={"toy_plant_electricity": 5})
KNOWN = {scenario.name: scenario for scenario in (CLEAN, LARGE)}


def test_later_scenarios_win():
    assert stack([CLEAN, LARGE]) == {"cell_plant_province": "CN-SC", "toy_plant_electricity": 5}
    assert stack([LARGE, CLEAN])["toy_plant_electricity"] == 1


def test_unknown_scenarios_are_all_named_with_the_nearest():
    with pytest.raises(ScenarioError, match=r"'claen'; did you mean 'clean'.*; .*'larg'; did you mean 'large'"):
        find_scenarios(["claen", "larg"], KNOWN)


def test_assignments_keep_everything_after_the_first_equals_sign():
    assert parse_assignments([" plant = CN-SC ", "a=b=c"]) == {"plant": "CN-SC", "a": "b=c"}


@pytest.mark.parametrize("text", ["grid_loss_rate", "=5", "grid_loss_rate=", "", " = "])
def test_what_is_no_assignment_is_refused(text):
    with pytest.raises(ScenarioError, match="write NAME=VALUE"):
        parse_assignments([text])


@pytest.mark.parametrize(
    ("name", "known", "text"),
    [
        ("CN-gd", ["CN-GD", "CN-SC"], "did you mean 'CN-GD'"),
        ("copper", ["copper_wire", "steel"], "did you mean 'copper_wire'?"),
        ("xyz", ["abc"], "known: abc"),
        ("xyz", [], "none is known"),
        ("", ["abc"], "known: abc"),
    ],
)
def test_the_nearest_names_are_suggested(name, known, text):
    assert text in suggestion(name, known)


def test_long_lists_are_cut():
    assert suggestion("zzz", [f"name{number}" for number in range(20)]).endswith(", …")
