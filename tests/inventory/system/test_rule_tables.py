"""Rule sets of the inventories and of a file of the user; a product system under them."""

import pytest

from lca_models.inventory.system.rule_tables import read_rules, read_rules_file
from lca_models.inventory.tables.reading import InventoryError

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
