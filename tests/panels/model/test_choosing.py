"""Fields and setups are two views of one thing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.typed_numbers import SAME, typed


@pytest.fixture
def start(model):
    return Choosing(model.offer, start_setup(model.offer))


def test_the_page_opens_at_the_defaults(start):
    assert start.setup == CalculationSetup("lfp-60kwh", "cn-551")
    assert start.chosen == ()


def test_a_field_at_its_default_says_nothing(model, start):
    moved = Choosing(model.offer, start.with_value("cell_plant_province", "CN-SC"))

    assert moved.setup.settings == {"cell_plant_province": "CN-SC"}
    assert moved.with_value("cell_plant_province", "CN-FJ") == start.setup


def test_an_instrument_is_remembered_without_a_share(model, start):
    """a share of 0 % of certificates; then 40 % of it; then as much by trade"""
    certificates = Choosing(model.offer, start.with_value("instrument", "certificates"))
    shared = Choosing(model.offer, certificates.with_value("green_percent", 40))

    assert certificates.value("instrument") == "certificates"
    assert shared.setup.settings == {"cell_plant_certificate_share": 0.4}
    assert shared.with_value("instrument", "trade").settings == {"green_power_share": 0.4}
    assert certificates.with_value("instrument", "trade") == start.setup


def test_another_battery_keeps_the_choices_and_takes_its_own_energy(model, start):
    moved = Choosing(model.offer, start.with_value("pack_energy", "75"))
    moved = Choosing(model.offer, moved.with_value("cell_plant_province", "CN-SC"))
    other = Choosing(model.offer, moved.with_value("product", "nmc811-80kwh"))

    assert other.setup == CalculationSetup("nmc811-80kwh", "cn-551", settings={"cell_plant_province": "CN-SC"})
    assert other.value("pack_energy") == 80


@pytest.mark.parametrize(("name", "value", "words"), [
    ("pack_energy", "abc", "is not a number"), ("pack_energy", "nan", "is not a finite number"),
    ("pack_energy", 1000, "out of range"),
    ("green_percent", "-1", "out of range"), ("rules", "cn-55", "did you mean 'cn-551'"),
    ("colour", "red", "has no field 'colour'"),
])  # fmt: skip
def test_what_a_field_cannot_take_is_refused(start, name, value, words):
    with pytest.raises(ScenarioError, match=words):
        start.with_value(name, value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_field_holds_what_it_was_given(model, data):
    """whatever was chosen before"""
    choosing = Choosing(model.offer, start_setup(model.offer))
    for _ in range(data.draw(st.integers(1, 6))):
        name = data.draw(st.sampled_from(choosing.names))
        if choosing.is_number(name):
            lowest, highest, _ = choosing.limits(name)
            value = data.draw(st.integers(int(lowest), int(highest)))
        else:
            value = data.draw(st.sampled_from([one.code for one in choosing.offered(name)]))
        choosing = Choosing(model.offer, choosing.with_value(name, value))
        assert choosing.value(name) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_number_that_is_typed_is_taken_as_meant_or_refused_at_its_field(start, data):
    """whatever separates thousands and decimals, whatever unit stands behind it"""
    name = data.draw(st.sampled_from([one for one in start.names if start.is_number(one)]))
    lowest, highest, unit = start.limits(name)
    how, text, meant = data.draw(typed(unit))
    found, refused = None, ""
    try:
        found = Choosing(start.offer, start.with_value(name, text)).value(name)
    except ScenarioError as error:
        refused = str(error)

    assert found == pytest.approx(meant, rel=1e-3) if not refused else f"{lowest:g}" in refused
    assert not refused or how not in SAME or not lowest <= meant <= highest
