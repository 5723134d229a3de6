"""Metals of a supplier in the Circular Footprint Formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.footprint import Metal, SupplierFootprint
from lca_models.inventory.activity.suppliers.metal_values import circular_value, metal_masses, with_recycled

SHARES = st.floats(0, 1)


def stated(recycled_content="inside", **changed):
    metal = Metal(**({"name": "Ni", "content": 0.5, "virgin": 12, "recycled": 2, "recycled_share": 0.4} | changed))
    return SupplierFootprint("Supplier M", "M7", "kg", 1, 26, metals=(metal,), recycled_content=recycled_content)


def test_recycled_content_inside_the_value_comes_back_but_for_a():
    """26 + 0.5 * 0.4 * (1 - 0.2) * (12 - 2) = 27.6; from virgin 28: 28 - 0.2 * 0.5 * 0.4 * 10 = 27.6"""
    assert circular_value(stated(), 26, 0.2) == pytest.approx(27.6)
    assert circular_value(stated("not inside"), 28, 0.2) == pytest.approx(27.6)


@given(SHARES)
def test_cut_off_is_the_value_as_stated(share):
    assert circular_value(stated(recycled_share=share), 26, 1.0) == pytest.approx(26)


@given(SHARES)
def test_without_recycled_content_no_factor_matters(allocation_factor):
    assert circular_value(stated(recycled_share=0), 26, allocation_factor) == 26


def test_the_sheet_may_say_how_much_is_recycled():
    assert circular_value(stated(recycled_share=None), 26, 0.2, {"Ni": 0.4}) == pytest.approx(27.6)
    assert with_recycled(stated(), {"Ni": 0.1}).metals[0].recycled_share == 0.1


@pytest.mark.parametrize(
    "changed", [{"content": None}, {"virgin": None}, {"recycled": None}, {"recycled_content": "not stated"}]
)
def test_a_supplier_who_does_not_say_enough_gives_no_figure(changed):
    assert circular_value(stated(**changed), 26, 0.2) is None
    assert circular_value(stated(), 26, 0.2, {"Co": 0.1}) is None


def test_masses_of_metals_follow_their_content():
    assert metal_masses(stated(), 120) == {"Ni": 60}
    assert metal_masses(stated(content=None), 120) == {}
