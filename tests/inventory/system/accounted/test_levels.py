"""Scenarios in their order, and above them the person."""

from lca_models.inventory.system.accounted.given import merged
from lca_models.inventory.system.accounted.levels import places_of, said_levels, with_one_place
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import Scenario

PLANT = "cell_plant_province"
ASKED = CalculationSetup(settings={"toy_plant_electricity": 4}, rules="eu-cfb-ev", province="CN-SC")
LOW = (Scenario("low", settings=ASKED.settings, file="own.yaml"), ASKED)


def levels(system, setup, problems):
    return said_levels(setup, [LOW], {"low"}, PLANT, system.parameters, system.choices, problems)


def test_each_author_says_their_own(toy_system):
    problems = []
    below, above = levels(toy_system, CalculationSetup("toy", settings={"toy_plant_electricity": 5}), problems)

    assert (below.author.name, below.author.is_yours) == ("low", True)
    assert below.settings == {"toy_plant_electricity": 4, PLANT: "CN-SC"}
    assert (below.options, above.options) == ({"rules": "eu-cfb-ev"}, {"product": "toy"})
    assert merged([below, above]) == {"toy_plant_electricity": 5, PLANT: "CN-SC"}
    assert problems == []


def test_two_provinces_of_one_author_are_a_problem(toy_system):
    problems = []
    levels(toy_system, CalculationSetup("toy", settings={PLANT: "CN-GD"}, province="CN-YN"), problems)

    assert len(problems) == 1


def test_the_place_of_a_setting_is_named_unless_the_person_says_it():
    setup = CalculationSetup("toy")

    assert places_of([LOW], setup) == {"toy_plant_electricity": "own.yaml, scenario 'low'"}
    assert places_of([LOW], setup.with_setting("toy_plant_electricity", 1)) == {}


def test_what_is_asked_for_names_the_province_once():
    asked = CalculationSetup("toy", province="CN-SC", settings={PLANT: "CN-GD", "a": 1})
    found = with_one_place(asked, {PLANT: "CN-GD", "a": 1}, PLANT)

    assert (found.province, dict(found.settings)) == ("CN-GD", {"a": 1})
    other = with_one_place(CalculationSetup("toy"), {PLANT: "CN-GD"}, PLANT)
    assert (other.province, dict(other.settings)) == ("", {PLANT: "CN-GD"})
