from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.items import in_unit_of, items
from lca_models.inventory.activity.sheet.fields import entries_of


def test_every_item_of_a_sheet_is_known():
    assert set(items()) == {entry.code for entry in entries_of("meter_items")}


@pytest.mark.parametrize(
    ("item", "unit", "value", "value_unit", "factor"),
    [
        ("electricity_grid", "kWh", None, "", 1),
        ("electricity_grid", "MJ", None, "", Fraction(10, 36)),
        ("natural_gas", "m3", None, "", Fraction(38931, 1000)),
        ("natural_gas", "m3", 36, "MJ/m3", 36),
        ("natural_gas", "kWh", 36, "MJ/m3", Fraction(36, 10)),
        ("natural_gas", "kg", 48, "MJ/kg", 48),
        ("natural_gas", "kg", 36, "MJ/m3", None),
        ("natural_gas", "kg", None, "", None),
        ("steam", "kg", None, "", None),
        ("steam", "kg", 2.68, "MJ/kg", Fraction(268, 100)),
        ("diesel", "kg", None, "", Fraction(427, 10)),
        ("diesel", "m3", None, "", None),
        ("deionised_water", "m3", None, "", 1000),
        ("compressed_air", "m3", None, "", None),
    ],
)
def test_an_amount_is_turned_into_the_unit_of_its_item(item, unit, value, value_unit, factor):
    """gas by its heating value, energy by 3.6 MJ a kWh, steam in kg by its heat only"""
    given = None if value is None else Fraction(str(value))

    assert in_unit_of(items()[item], unit, given, value_unit) == factor


def test_gases_weigh_what_an_ideal_gas_does():
    """28.014 and 39.948 g/mol over 8.314462618 J/mol K x 273.15 K / 101325 Pa"""
    volume = 8.31446261815324 * 273.15 / 101325

    assert float(items()["nitrogen"].kg_per_m3) == pytest.approx(0.028014 / volume, rel=1e-5)
    assert float(items()["argon"].kg_per_m3) == pytest.approx(0.039948 / volume, rel=1e-5)
