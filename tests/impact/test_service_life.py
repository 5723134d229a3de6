"""The service life of a product, from its parameters and the rule set."""

from dataclasses import replace

import pytest

from lca_models.impact.service_life import (
    CITED_CURVE,
    CYCLE_FLOOR,
    LEGAL_FLOOR,
    VALUE_SET,
    functional_unit_of,
    lives_beside,
    service_life_parameters,
)
from lca_models.inventory.system.under_rules import under_rules
from lca_models.scope.functional_unit import FadeCurve

# A curve that loses 1e-4 a cycle and nothing by years: 2000 cycles to 80 %
TERMS = {"cycle_offset": 1e-4, "cycle_exponent": 1, "calendar_exponent": 0.5, "celsius": 25, "c_rate": 1}
NAMES = (
    "calendar_factor",
    "calendar_kelvin",
    "potential_kelvin",
    "cycle_depth",
    "cycle_rate",
    "cycle_kelvin",
    "anode_volt",
)
CURVE = {f"toy_ageing_{name}": 0.0 for name in NAMES} | {f"toy_ageing_{name}": value for name, value in TERMS.items()}


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


@pytest.fixture
def toy_values(toy_system):
    """60 kWh, 0.9 of it over the cycles, with a floor of 1000"""
    return toy_system.parameter_values() | {CYCLE_FLOOR: 1000.0}


def test_floor_curve_and_value_set_stand_beside_each_other(toy_system, toy_values):
    """54 kWh a cycle; the result is counted by what is set"""
    unit = replace(functional_unit_of(toy_system, toy_values, toy_system.rule_set), cycles=3000.0)
    found = {one.name: one for one in lives_beside(toy_system, toy_values | CURVE, unit)}

    assert {name: one.cycles for name, one in found.items()} == pytest.approx(
        {LEGAL_FLOOR: 1000, CITED_CURVE: 2000, VALUE_SET: 3000}
    )
    assert all(one.energy_delivered_kwh == pytest.approx(54 * one.cycles) for one in found.values())
    assert found[CITED_CURVE].factor() == pytest.approx(1 / 108_000)
    assert [name for name, one in found.items() if one.is_used] == [VALUE_SET]


def test_at_the_floor_no_value_is_set(toy_system, toy_values):
    unit = replace(functional_unit_of(toy_system, toy_values, toy_system.rule_set), cycles=1000.0)

    assert [(one.name, one.is_used) for one in lives_beside(toy_system, toy_values, unit)] == [(LEGAL_FLOOR, True)]
    whole = replace(unit, end_of_life_retention=1.0)
    assert [one.name for one in lives_beside(toy_system, toy_values | CURVE, whole)] == [LEGAL_FLOOR]


def test_a_life_that_a_measured_fade_does_not_reach_is_left_out(toy_system, toy_values):
    fade = FadeCurve((0.0, 1500.0), (1.0, 0.85))
    unit = replace(functional_unit_of(toy_system, toy_values, toy_system.rule_set, fade), cycles=1500.0)

    assert [one.name for one in lives_beside(toy_system, toy_values | CURVE, unit)] == [LEGAL_FLOOR, VALUE_SET]


def test_no_life_stands_beside_years_of_warranty_or_without_a_floor(toy_system, toy_values):
    tested = functional_unit_of(toy_system, toy_values, toy_system.rule_set)
    warranted = functional_unit_of(toy_system, toy_values, under_rules(toy_system, "eu-cfb-ev").rule_set)

    assert lives_beside(toy_system, toy_values, warranted) == ()
    assert lives_beside(toy_system, toy_system.parameter_values(), tested) == ()
