"""Amount, unit and basis stay together: written, read back, scaled and converted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.declared_unit import CODES, DECLARED_UNITS, KWH_CAPACITY, KWH_DELIVERED, PACK
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.quantity import (
    Quantity,
    is_co2e,
    read_quantity,
    read_unit,
    readable_text,
    totals_per_unit,
    unit_label,
    unit_text,
)
from lca_models.scope.wording.catalogue import CHINESE, LANGUAGES

UNITS = ("kg CO2-eq", "MJ", "kg", "m3 world-eq deprived", "kg CFC-11-eq", "")
PACK_OF_60_KWH = FunctionalUnit(60.0, 54.0, 400.0, 2000.0, 0.8, 8.0)
bases = st.sampled_from([None, *DECLARED_UNITS])
amounts = st.floats(allow_nan=False, allow_infinity=False)
quantities = st.builds(Quantity, amounts, st.sampled_from(UNITS), bases)


@given(quantities)
def test_what_is_written_is_read_back_to_the_last_digit(quantity):
    assert read_quantity(str(quantity)) == quantity


def test_the_number_takes_a_format_and_keeps_its_unit():
    assert f"{Quantity(7459.573, 'kg CO2-eq'):,.1f}" == "7,459.6 kg CO2-eq per pack"
    assert f"{Quantity(0.0690701, 'kg CO2-eq', KWH_DELIVERED).readable():.4g}" == "69.07 g CO2-eq per kWh delivered"
    assert f"{Quantity(1.5, 'MJ')}" == "1.5 MJ per pack"


@given(st.sampled_from(UNITS), bases, st.sampled_from(list(LANGUAGES)))
def test_a_unit_is_read_back_from_its_words_in_any_language(unit, basis, language):
    assert read_unit(unit_text(unit, basis, language)) == (unit, basis)


@given(quantities, st.sampled_from(DECLARED_UNITS), st.sampled_from(DECLARED_UNITS))
def test_a_detour_over_other_declared_units_changes_nothing(quantity, first, second):
    whole = Quantity(quantity.amount, quantity.unit, PACK)
    there = whole.per(first, PACK_OF_60_KWH).per(second, PACK_OF_60_KWH)

    assert there.amount == pytest.approx(whole.per(second, PACK_OF_60_KWH).amount, rel=1e-12)
    assert (there.unit, there.basis) == (quantity.unit, second)


def test_totals_count_one_amount_per_every_declared_unit():
    """6.6 over 1 pack, 60 kWh, 60 x 2000 x 0.9 kWh and 400 kg"""
    found = totals_per_unit(6.6, "MJ", PACK_OF_60_KWH)

    assert [one.basis.code for one in found] == list(CODES)
    assert [one.amount for one in found[:4]] == pytest.approx([6.6, 6.6 / 60, 6.6 / 108_000, 6.6 / 400])
    assert found[1].document() == {"per": "kwh-capacity", "amount": found[1].amount, "unit": "MJ"}


@given(quantities)
def test_only_a_mass_per_kwh_delivered_is_read_in_grams(quantity):
    shown = quantity.readable()

    if quantity.basis == KWH_DELIVERED and quantity.unit.startswith("kg"):
        assert shown == Quantity(quantity.amount * 1000, quantity.unit[1:], KWH_DELIVERED)
    else:
        assert shown == quantity
    assert readable_text(quantity.unit_text)[1] == shown.unit_text


@pytest.mark.parametrize("unit", UNITS)
def test_the_words_of_a_unit_name_the_category_whatever_it_is_counted_per(unit):
    for basis in DECLARED_UNITS:
        for language in LANGUAGES:
            assert unit_text(unit, basis, language).startswith(unit)
            assert unit_text(unit, basis, language).endswith(basis.words(language))


def test_units_of_tables_have_their_words_in_chinese():
    assert unit_label("kg CO2-eq per pack", CHINESE) == "kg CO2-eq/电池包"
    assert unit_label("kg CO2-eq per kWh of capacity") == unit_text("kg CO2-eq", KWH_CAPACITY)
    assert unit_label("kg per furlong", CHINESE) == "kg per furlong"


def test_equivalents_of_co2_are_known_however_they_are_written():
    assert all(map(is_co2e, ("kg CO2-eq", "kg CO2-Eq", "kg CO2e", "kg CO2 eq", "kg CO2-eq.")))
    assert not any(map(is_co2e, ("MJ", "kg", "kg CO2", "g CO2-eq", "kg SO2-eq", "kg CO2-eq per pack")))


def test_a_result_that_is_counted_per_nothing_cannot_be_counted_anew():
    with pytest.raises(ValueError, match="per no declared unit"):
        Quantity(1.0, "MJ", None).per("kg", PACK_OF_60_KWH)
