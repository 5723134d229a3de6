"""Amounts as people write them, and what is refused with words for what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.sheet.units import CellError, accepted, is_at_20_degrees, to_canonical

A_ROW = ("kWh", "cell", "pack", "a")  # what a mass of a row may be per


def refusal(text, unit, targets, **options):
    with pytest.raises(CellError) as raised:
        to_canonical(text, unit, targets, **options)
    return raised.value.code, str(raised.value)


@pytest.mark.parametrize(
    ("text", "unit", "target", "number"),
    [
        ("60 kWh", "", "kWh", 60),
        ("60", "kWh", "kWh", 60),
        ("60kWh", "", "kWh", 60),
        ("60 kWh", "kWh", "kWh", 60),
        ("60", "ｋＷｈ", "kWh", 60),
        ("60", "KWH", "kWh", 60),
        ("60", "千瓦时", "kWh", 60),
        ("36 MJ", "", "kWh", 10),
        ("2.5", "万kWh", "kWh", 25_000),
        ("741", "g", "kg", 0.741),
        ("741", "克", "kg", 0.741),
        ("1.2 t", "", "kg", 1200),
        ("1.2", "吨", "kg", 1200),
        ("3", "公斤", "kg", 3),
        ("16560", "GJ", "MJ", 16_560_000),
        ("3", "万m³", "m3", 30_000),
        ("3", "Nm³", "m3", 3),
        ("1", "m3 (20 °C)", "m3", 273.15 / 293.15),
        ("36 MJ/m3", "", "MJ/m3", 36),
        ("389.31", "GJ/万m³", "MJ/m3", 38.931),
        ("360", "kJ/Wh", "MJ/kWh", 360),
        ("21.676", "kWh per kWh good", "kWh/kWh", 21.676),
        ("8", "件", "piece", 8),
        ("8 Stück", "", "piece", 8),
        ("10%", "", "share", 0.1),
        ("10", "%", "share", 0.1),
        ("10%", "share", "share", 0.1),
        ("0.1", "", "share", 0.1),
        ("0.5 1/h", "", "1/h", 0.5),
        ("1C", "", "1/h", 1),
        ("25 ℃", "", "degC", 25),
        ("26.0", "CO2KG/KG", "kgCO2e/kg", 26),
        ("26.0", "C02KG/KG", "kgCO2e/kg", 26),
        ("1e3", "", "kg", 1000),
    ],
)
def test_an_amount_is_read_in_the_unit_of_its_field(text, unit, target, number):
    assert to_canonical(text, unit, (target,), default=target).number == number


def test_gas_at_20_degrees_is_0_932_of_a_normal_cubic_metre():
    assert round(to_canonical("1", "m³(20℃)", ("m3",)).number, 3) == 0.932
    assert is_at_20_degrees("MJ/m3 (20 °C)")
    assert not is_at_20_degrees("MJ/Nm3")


def test_coal_equivalents_are_heating_values_of_gas_and_nothing_else():
    """1.2143 x 29.3076 = 35.59 and 1.3300 x 29.3076 = 38.98; 0.1286 kgce/kg of steam and 0.1229 kgce/kWh are primary energy"""
    assert round(to_canonical("1.2143", "kgce/m3", ("MJ/m3",)).number, 2) == 35.59
    assert round(to_canonical("1.3300 kgce/m³", "", ("MJ/m3",)).number, 2) == 38.98
    for unit, target in (("kgce/kg", "MJ"), ("kgce/kWh", "kWh"), ("kgce", "MJ"), ("tce", "kWh")):
        code, words = refusal("0.1", unit, (target,))
        assert code == "V06"
        assert "A coal equivalent counts primary energy" in words


def test_the_number_and_the_unit_are_kept_as_they_were_written():
    found = to_canonical("741", "克", ("kg",))

    assert (found.written, found.unit_written, found.unit) == ("741", "克", "kg")


@pytest.mark.parametrize(
    ("unit", "per", "number"),
    [
        ("kg/kWh", "kWh", 2.02),
        ("g/kWh", "kWh", 0.00202),
        ("kg/MWh", "kWh", 0.00202),
        ("t/年", "a", 2020),
        ("g/电芯", "cell", 0.00202),
    ],
)
def test_what_an_amount_is_per_is_said_where_a_field_leaves_it_open(unit, per, number):
    """2.02 of each, in kg"""
    found = to_canonical("2.02", unit, ("kg",), per=A_ROW)

    assert (found.number, found.unit, found.per) == (number, "kg", per)


@pytest.mark.parametrize(
    ("text", "code", "answer"),
    [
        ("1,2 t", "V03", "'1,2' is not a number; write it as 1.2"),
        ("１２ ｋｇ", "V03", "'１２' is not a number; write it as 12"),
        ("1 200 kg", "V03", "'1 200' is not a number; write it as 1200"),
        ("1.234,5 kg", "V03", "write it as 1234.5"),
        ("1,234 kg", "V04", "'1,234' can be two numbers; write 1234 or 1.234"),
        ("about 5 kg", "V03", "'about 5 kg' is not a number"),
        ("60-65 kg", "V03", "'60-65 kg' is not a number"),
        ("1/2", "V03", "'1/2' is not a number"),
        ("NO", "V03", "'NO' is not a number"),
        ("12:30", "V03", "'12:30' is not a number"),
        ("010", "V03", "write it as 10"),
        ("1_000", "V03", "write it as 1000"),
        ("2025-02-01", "V03", "is a date and no number"),
        ("1.2.2025", "V03", "is a date and no number"),
        ("5 ton", "V06", "'ton' cannot be turned into kg; accepted: kg, g, mg, t"),
        ("5 kWh", "V06", "'kWh' cannot be turned into kg"),
        ("5 kg/Stk", "V06", "The count of pieces has its own cell"),
        ("5 " + "k" * 500, "V03", "is not a number"),
        ("5 " + "k" * 100, "V06", "cannot be turned into kg"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_write(text, code, answer):
    found, words = refusal(text, "", ("kg",), default="kg")

    assert found == code
    assert answer in words


def test_two_units_of_one_amount_must_agree():
    assert to_canonical("2.02 kg/kWh", "kg", ("kg",), per=A_ROW).per == "kWh"
    code, words = refusal("2.02 kg/kWh", "g/kWh", ("kg",), per=A_ROW)
    assert code == "V06"
    assert "'2.02 kg/kWh' and its unit 'g/kWh' say two things" in words


def test_an_amount_without_a_unit_is_refused_where_several_are_usual():
    assert refusal("3000000", "", ("m3", "MJ"))[1].startswith("'3000000' has no unit; write one of: m3, 万m3")


def test_the_first_unit_that_fits_is_taken():
    """a total, and an amount per kWh"""
    targets = ("kWh/kWh", "kWh")

    assert to_canonical("22 kWh/kWh", "", targets).unit == "kWh/kWh"
    assert to_canonical("24 GWh", "", targets).number == 24_000_000
    assert to_canonical("24 GWh/a", "", targets, per=("a",)).unit == "kWh"


def test_a_compound_unit_is_listed_with_what_it_is_per():
    assert accepted(("MJ/m3",)) == "kWh/m3, Wh/m3, MWh/m3, GWh/m3, 万kWh/m3, MJ/m3, kJ/m3, GJ/m3, TJ/m3"


@given(st.text(max_size=80), st.text(max_size=20))
def test_every_text_is_an_amount_or_is_refused_with_a_code(text, unit):
    code = "read"
    try:
        to_canonical(text, unit, ("kg",), default="kg")
    except CellError as error:
        code = error.code if str(error) else "without words"

    assert code in ("read", "V03", "V04", "V06")


@given(st.floats(min_value=1e-9, max_value=1e12), st.sampled_from(["g", "t", "kg", "mg"]))
def test_a_mass_is_the_same_whether_its_unit_stands_in_its_cell_or_beside_it(number, unit):
    assert to_canonical(f"{number!r} {unit}", "", ("kg",)).number == to_canonical(repr(number), unit, ("kg",)).number
