"""A footprint per declared unit becomes one per unit of what is bought: the traps of units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.conversion import ConversionError, figure, per_unit
from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint


def stated(value, unit, amount=1.0, mass_kg=None):
    return SupplierFootprint("Supplier M", "M7", unit, amount, value, mass_kg)


@pytest.mark.parametrize(
    ("footprint", "bought", "mass", "value", "words"),
    [
        (stated(3.9, "piece", 1, 0.52), "kg", None, 7.5, "3.9 kg CO2e per piece of 0.52 kg = 7.5 kg CO2e/kg"),
        (stated(3.9, "piece"), "kg", 0.52, 7.5, "3.9 kg CO2e per piece of 0.52 kg = 7.5 kg CO2e/kg"),
        (stated(3.9, "kg", 1, 1), "kg", None, 3.9, "3.9 kg CO2e per kg = 3.9 kg CO2e/kg"),
        (stated(3900, "kg", 1000, 1000), "kg", None, 3.9, "3900 kg CO2e per 1000 kg = 3.9 kg CO2e/kg"),
        (stated(3900, "t"), "kg", None, 3.9, "3900 kg CO2e per t = 3.9 kg CO2e/kg"),
        (stated(39, "piece", 10, 5.2), "kg", None, 7.5, "39 kg CO2e per 10 piece of 5.2 kg = 7.5 kg CO2e/kg"),
        (stated(39, "piece", 10), "kg", 0.52, 7.5, "39 kg CO2e per 10 piece of 5.2 kg = 7.5 kg CO2e/kg"),
        (stated(60, "kWh"), "kg", 5, 12, "60 kg CO2e per kWh of 5 kg = 12 kg CO2e/kg"),
        (stated(60, "kWh"), "kWh", None, 60, "60 kg CO2e per kWh = 60 kg CO2e/kWh"),
        (stated(36, "kWh"), "MJ", None, 10, "36 kg CO2e per kWh = 10 kg CO2e/MJ"),
        (stated(3, "L", 12, 9), "kg", None, 1 / 3, "3 kg CO2e per 12 L of 9 kg = 0.333333 kg CO2e/kg"),
        (stated(3, "L"), "m3", None, 3000, "3 kg CO2e per L = 3000 kg CO2e/m3"),
        (stated(0.3, "m2"), "kg", 0.05, 6, "0.3 kg CO2e per m2 of 0.05 kg = 6 kg CO2e/kg"),
        (stated(7.5, "kg", 1, 1), "unit", None, 7.5, "7.5 kg CO2e per kg, times 1 kg per piece = 7.5 kg CO2e/unit"),
        (stated(8, "piece"), "unit", None, 8, "8 kg CO2e per piece = 8 kg CO2e/unit"),
    ],
)
def test_units_are_matched_with_the_arithmetic_shown(footprint, bought, mass, value, words):
    found = per_unit(footprint, bought, mass)

    assert found.value == pytest.approx(value)
    assert found.words == words
    assert found.value == pytest.approx(footprint.value * found.factor)


@pytest.mark.parametrize(
    ("footprint", "bought", "words"),
    [
        (stated(3.9, "piece"), "kg", "Supplier M declares per piece, you buy in kg; give mass per piece."),
        (stated(1.85, "L"), "kg", "Supplier M declares per L, you buy in kg; give mass per piece."),
        (stated(60, "kWh", 2), "kg", "Supplier M declares per 2 kWh, you buy in kg"),
        (stated(60, "kg", 1, 1), "kWh", "Supplier M declares per kg, you buy in kWh"),
        (stated(1, "h"), "kg", "Supplier M declares per h, you buy in kg"),
    ],
)
def test_units_that_do_not_meet_are_refused(footprint, bought, words):
    with pytest.raises(ConversionError) as refused:
        per_unit(footprint, bought)

    assert words in str(refused.value)


def test_a_mass_that_sheet_and_file_state_otherwise_is_refused_with_both():
    with pytest.raises(
        ConversionError, match=r"the sheet says 0\.6 kg per piece, and the footprint of Supplier M 0\.52 kg"
    ):
        per_unit(stated(3.9, "piece", 1, 0.52), "kg", 0.6)


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_declared_amount_does_not_matter(value, amount, mass):
    """n pieces at n times the figure and the mass are one piece"""
    one = per_unit(stated(value, "piece", 1, mass), "kg").value

    assert per_unit(stated(value * amount, "piece", amount, mass * amount), "kg").value == pytest.approx(one)


def test_figures_are_written_without_an_exponent():
    assert [figure(one) for one in (3.9, 1234567.8, 0.00012, 1 / 3)] == ["3.9", "1234568", "0.00012", "0.333333"]
