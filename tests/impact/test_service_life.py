"""The service life of a product, from its parameters and the rule set."""

import pytest

from lca_models.impact.service_life import functional_unit_of, service_life_parameters
from lca_models.inventory.system.under_rules import under_rules


def test_the_rule_set_says_what_is_counted(toy_system):
    values = toy_system.parameter_values()
    tested = functional_unit_of(toy_system, values, toy_system.rule_set)
    warranted = functional_unit_of(toy_system, values, under_rules(toy_system, "eu-cfb-ev").rule_set)

    assert (tested.service_life, warranted.service_life) == ("tested cycles", "warranty years")
    assert tested.cycles == values[toy_system.product.cycles]


def test_every_parameter_that_the_service_life_reads_is_named(toy_system):
    """One that is not named moves nothing; each that is named exists"""
    named = service_life_parameters(toy_system)
    rest = toy_system.parameter_values()
    before = functional_unit_of(toy_system, rest, toy_system.rule_set)
    moved = {name: 1.5 * value for name, value in rest.items() if name not in named}

    assert functional_unit_of(toy_system, rest | moved, toy_system.rule_set) == before
    assert named <= set(toy_system.parameters)
    with pytest.raises(KeyError):
        functional_unit_of(toy_system, {}, toy_system.rule_set)
