"""Settings of rule sets and scenarios are judged as those of people are."""

import pytest

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.checks.settings import check_rule_table, check_scenarios, parameter_rows, scenario_notes
from lca_models.inventory.tables.reading import InventoryError, read_tables
from tests.conftest import TINY_INVENTORY


@pytest.fixture(scope="module")
def toy():
    return load_inventories(TINY_INVENTORY).inventories


def test_parameters_are_judged_by_their_limits_and_by_what_supplies_their_codes(toy):
    rows = parameter_rows(toy)

    assert rows["recovery_rate_nickel"].data["limits"] == [0, 1]
    assert rows["cell_plant_province"].data["codes"] == (44, 51)
    assert rows["toy_plant_electricity"].amount == 2


def test_the_rules_of_the_toy_are_possible(toy):
    assert [*check_rule_table(toy, read_tables(TINY_INVENTORY))] == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("{recovery_rate_nickel: 0.5}", ""),
        (
            "{recovery_rate_nickel: 1.5}",
            "scenario 'own': recovery_rate_nickel=1.5: is not a share; give a number from 0 to 1",
        ),
        ("{cell_plant_province: CN-SX}", "scenario 'own': cell_plant_province=CN-SX"),
        ("{toy_plant_electrcity: 1}", "scenario 'own': there is no parameter 'toy_plant_electrcity'; did you mean"),
    ],
)
def test_a_scenario_with_impossible_settings_is_named(toy, root, settings, message):
    (root / "scenarios.yaml").write_text(
        f"own:\n  description: own\n  text_zh: 自定\n  settings: {settings}\n", encoding="utf-8"
    )
    found = [problem.message for problem in check_scenarios(root, toy)]

    assert len(found) == bool(message)
    assert all(message in one for one in found)


def test_a_rule_with_an_impossible_value_stops_the_tables(root):
    path = root / "rules.csv"
    text = path.read_text(encoding="utf-8")
    assert "recovery_rate_nickel,0.5," in text
    path.write_text(text.replace("recovery_rate_nickel,0.5,", "recovery_rate_nickel,1.5,"), encoding="utf-8")

    with pytest.raises(InventoryError, match=r"recovery_rate_nickel=1\.5: is not a share; give a number from 0 to 1"):
        load_inventories(root)


def test_a_scenario_beyond_the_limits_of_a_parameter_is_noted(toy, root):
    text = "own:\n  description: own\n  text_zh: 自定\n  settings: {toy_plant_electricity: 9}\n"
    (root / "scenarios.yaml").write_text(text, encoding="utf-8")

    (note,) = scenario_notes(root, toy)

    assert note.startswith("scenario 'own': toy_plant_electricity = 9 kWh is outside 1 to 4 kWh")
