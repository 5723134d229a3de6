"""Units of others by Brightway's names, and amounts with all that belongs to them in other units."""

import math

import pytest

from lca_models.inventory.formats.reading.units import brightway_unit, is_known, scaled


@pytest.mark.parametrize(
    ("name", "expected"),
    [("kg", ("kilogram", 1)), ("g", ("kilogram", 1e-3)), ("kWh", ("kilowatt hour", 1)), ("T*KM", ("ton kilometer", 1)),
     ("m³", ("cubic meter", 1)), ("Item(s)", ("unit", 1)), ("m2*a", ("square meter-year", 1)), ("EUR 2000", ("EUR 2000", 1))],
)  # fmt: skip
def test_a_unit_has_its_name_and_factor_and_one_that_is_unknown_its_own(name, expected):
    assert brightway_unit(name) == expected
    assert is_known(name) is (name != "EUR 2000")


def test_an_amount_takes_its_formula_and_spread_along():
    row = {"amount": 2.0, "formula": "a + b", "uncertainty type": 5, "loc": 2.0, "minimum": 1.0, "maximum": 4.0}
    assert scaled(row, -2.0) == {"amount": -4.0, "formula": "(a + b) * -2.0", "uncertainty type": 5, "loc": -4.0,
                                 "minimum": -8.0, "maximum": -2.0}  # fmt: skip
    normal = scaled({"amount": 2.0, "uncertainty type": 3, "loc": 2.0, "scale": 0.5}, -2.0)
    assert (normal["loc"], normal["scale"]) == (-4.0, 1.0)
    lognormal = scaled(
        {"amount": 2.0, "uncertainty type": 2, "loc": math.log(2), "scale": 0.3, "negative": False}, -3.0
    )
    assert (lognormal["loc"], lognormal["scale"], lognormal["negative"]) == (pytest.approx(math.log(6)), 0.3, True)
    assert scaled(row, 1.0) == row
