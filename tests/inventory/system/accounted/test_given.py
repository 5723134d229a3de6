"""Who says what of the parameters of a calculation."""

import pytest

from lca_models.inventory.system.accounted.given import (
    PERSON,
    SCENARIO,
    Author,
    Level,
    given_settings,
    merged,
    overruled_options,
    with_province,
    without_restated_place,
)
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import Origin, Pack
from lca_models.scope.scenario import ScenarioError

PLANT = "cell_plant_province"
YOU, THEY = Author(PERSON, is_yours=True), Author(SCENARIO, "theirs")


def test_the_last_level_that_says_a_value_holds_and_knows_what_it_replaces(toy_system):
    levels = (Level(THEY, {"toy_plant_electricity": 4}), Level(YOU, {"toy_plant_electricity": "5"}))
    (found,) = given_settings(levels, toy_system)

    assert merged(levels) == {"toy_plant_electricity": "5"}
    assert (found.value, found.author, found.was, found.was_author) == ("5", YOU, "4", THEY)
    assert found.overruled == ((THEY, "4"),)


def test_a_setting_replaces_the_value_of_its_row_and_names_its_source(toy_system):
    (found,) = given_settings((Level(YOU, {PLANT: "Sichuan"}),), toy_system)

    assert found.said() == "cell_plant_province=CN-SC (was CN-GD, Example)"
    assert found.overruled == ()


def test_a_setting_above_a_data_sheet_names_the_sheet_and_nothing_below_it(toy_study):
    """the sheet says Sichuan where the archetype has Guangdong"""
    origin = Origin("product!C9", "CN-SC")
    own = with_pack(
        toy_study.product_system("toy").before_rules, Pack("mine", "Mine", "toy", choices={PLANT: ("CN-SC", origin)})
    )
    (found,) = given_settings((Level(YOU, {PLANT: "CN-GD"}),), own)

    assert own.parameters[PLANT].data["source"] == "your input, product!C9: CN-SC (was CN-GD, Example)"
    assert found.said() == "cell_plant_province=CN-GD (was CN-SC, your input, product!C9: CN-SC)"


def test_what_two_levels_say_alike_overrules_nobody(toy_system):
    levels = (Level(THEY, {PLANT: "CN-SC"}, {"rules": "a"}), Level(YOU, {PLANT: 51}, {"rules": "a"}))

    assert [one.overruled for one in given_settings(levels, toy_system)] == [()]
    assert list(overruled_options(levels)) == []


def test_of_options_the_last_level_holds():
    levels = (Level(THEY, {}, {"rules": "a"}), Level(YOU, {}, {"rules": "b"}))

    assert list(overruled_options(levels)) == [("rules", "b", YOU, ((THEY, "a"),))]


def test_two_provinces_of_one_author_are_refused_and_one_place_in_two_words_is_not(toy_system):
    rows, choices = toy_system.parameters, toy_system.choices

    with pytest.raises(ScenarioError, match="two provinces"):
        with_province({PLANT: "CN-GD"}, "CN-SC", PLANT, rows, choices)
    assert with_province({PLANT: 51}, "CN-SC", PLANT, rows, choices) == {PLANT: "CN-SC"}
    assert with_province({}, "", PLANT, rows, choices) == {}


def test_a_place_that_holds_already_is_no_setting(toy_system):
    levels = (Level(YOU, {PLANT: "Guangdong", "toy_plant_electricity": 5}),)

    (left,) = without_restated_place(levels, toy_system, PLANT)
    assert left.settings == {"toy_plant_electricity": 5}
    below = (Level(THEY, {PLANT: "CN-SC"}), *levels)
    assert without_restated_place(below, toy_system, PLANT) == below
