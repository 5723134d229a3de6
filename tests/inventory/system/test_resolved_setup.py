"""A setup with what it names: a system, and the numbers that its settings stand for."""

from dataclasses import replace

import pytest

from lca_models.inventory.system.resolved_setup import setup_on
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def test_settings_become_numbers_and_all_values_follow(toy_system):
    found = setup_on(toy_system, CalculationSetup("toy", settings={"toy_plant_electricity": "5"}, province="Sichuan"))

    assert found.numbers == {"toy_plant_electricity": 5.0, "cell_plant_province": 51}
    assert found.values() == toy_system.parameter_values(found.numbers)
    assert found.rule_set is toy_system.rule_set


def test_every_fault_is_said_at_once(toy_system):
    wrong = CalculationSetup("toy", settings={"toy_plant_electrcity": 1, "recovery_rate_nickel": 2})

    with pytest.raises(ScenarioError) as refused:
        setup_on(toy_system, wrong)
    assert len(str(refused.value).splitlines()) == 2


def test_a_process_has_no_plant_to_move(toy_system):
    with pytest.raises(ScenarioError, match="need a product"):
        setup_on(replace(toy_system, product=None), CalculationSetup(province="CN-SC"))
