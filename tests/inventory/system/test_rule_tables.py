"""Rule sets of the inventories and of a file of the user; a product system under them."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.inventory.system.rule_tables import read_rules, read_rules_file
from lca_models.inventory.system.under_rules import under_rules
from lca_models.inventory.tables.fade_curves import read_fade_curve
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.functional_unit import ServiceLifeError
from lca_models.scope.rules import RuleSet, Term
from lca_models.scope.scenario import ScenarioError

HEADER = "rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum\n"


def own_file(folder, *rows):
    path = folder / "own.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_inventories_without_a_table_have_a_default_that_sets_nothing(tmp_path):
    assert read_rules(tmp_path)["cn-551"].settings() == {}


def test_titles_name_rule_sets_and_are_no_terms(toy_study):
    rules = toy_study.rules["eu-cfb-ev"]

    assert rules.title == "Worked example after the EU draft"
    assert rules.settings() == {"cell_plant_province": "CN-SC", "recovery_rate_nickel": "0.5"}


def test_settings_of_people_stand_above_those_of_the_rules(toy_study):
    """Sichuan and 0.5 by the rules: 6 + 4 + 0.2 + 1 - 3; Guangdong by hand: 0.8 more"""
    system = toy_study.product_system("toy", rules="eu-cfb-ev")

    assert assess(system).score == pytest.approx(8.2)
    assert assess(system, province="CN-GD").score == pytest.approx(9.0)


def test_a_footprint_can_change_the_rules_of_a_system(toy_study):
    system = toy_study.product_system("toy")

    assert footprint(system, rules="eu-cfb-ev").total().amount == pytest.approx(8.2)
    assert footprint(under_rules(system, "eu-cfb-ev"), rules="cn-551").total().amount == pytest.approx(6.6)


def test_the_stage_map_of_a_rule_set_moves_purchases_and_keeps_the_total(toy_study):
    """CO2 of recycling, 1, to distribution; power of the pack, 2 x 0.1, to raw materials"""
    stages = footprint(toy_study.product_system("toy", rules="eu-cfb-ev")).stages

    assert stages == pytest.approx(
        {"raw material acquisition": 6.2, "manufacturing": 4, "distribution": 1, "recycling": -3}
    )


def test_limits_of_a_rule_set_hold_for_settings_of_people(toy_study):
    system = toy_study.product_system("toy", rules="eu-cfb-ev")

    with pytest.raises(
        ScenarioError, match=r"recovery_rate_nickel=0.9: is outside what eu-cfb-ev allows; give 0.2 to 0.8"
    ):
        assess(system, {"recovery_rate_nickel": 0.9})
    assert assess(toy_study.product_system("toy"), {"recovery_rate_nickel": 0.9}).score == pytest.approx(6.6)


def test_a_rule_set_that_sets_an_unknown_parameter_is_refused(toy_system):
    rules = RuleSet("mine", "", (Term("electricity", "toy_plant_power", "3", "", "", "", "", False),))

    with pytest.raises(ScenarioError, match=r"rules mine: there is no parameter 'toy_plant_power'"):
        under_rules(toy_system, rules)


def test_a_file_of_the_user_holds_rule_sets(tmp_path):
    path = own_file(tmp_path, "mine,electricity,toy_plant_electricity,3,,,,,yes,,")

    assert read_rules_file(path)["mine"].settings() == {"toy_plant_electricity": "3"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("mine,power,toy_plant_electricity,3,,,,,yes,,", "own.csv:2  aspect 'power' is unknown"),
        ("mine,electricity,toy_plant_electricity,,,,,,yes,,", "own.csv:2  value is empty"),
        ("mine,electricity,toy_plant_electricity,3,,,,,yes,low,", "own.csv:2  minimum 'low' is not a number"),
    ],
)
def test_faults_of_a_file_of_the_user_are_named(tmp_path, row, fault):
    with pytest.raises(InventoryError, match=fault):
        read_rules_file(own_file(tmp_path, row))


def test_a_file_without_rule_sets_or_columns_is_refused(tmp_path):
    with pytest.raises(InventoryError, match="holds no rule set"):
        read_rules_file(own_file(tmp_path))
    (tmp_path / "own.csv").write_text("rules,aspect\n", encoding="utf-8")
    with pytest.raises(InventoryError, match="column 'key' is missing"):
        read_rules_file(tmp_path / "own.csv")


def test_a_fade_curve_is_read_with_the_lines_of_its_file(tmp_path):
    path = tmp_path / "fade.csv"
    path.write_text("cycles,retention\n0,1\n1000,0.9\n", encoding="utf-8")
    assert read_fade_curve(path).mean_retention(1000) == pytest.approx(0.95)

    path.write_text("cycles,retention\n0,1\n1000,0.9\n2000,0.95\n", encoding="utf-8")
    with pytest.raises(ServiceLifeError, match=r"fade.csv: line 4: retention rises"):
        read_fade_curve(path)
    path.write_text("cycle,retention\n0,1\n", encoding="utf-8")
    with pytest.raises(InventoryError, match="column 'cycles' is missing"):
        read_fade_curve(path)
