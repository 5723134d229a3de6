"""Metals of a supplier: what its recycled content saves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.footprint import Metal, SupplierFootprint
from lca_models.inventory.activity.suppliers.metal_values import recycled_gain


def stated(**changed):
    metal = Metal(**({"name": "Ni", "content": 0.5, "virgin": 12, "recycled": 2, "recycled_share": 0.4} | changed))
    return SupplierFootprint("Supplier M", "M7", "kg", 1, 26, metals=(metal,), recycled_content="inside")


@given(st.floats(0, 1))
def test_recycled_content_saves_the_difference_of_its_metals(share):
    """0.5 kg/kg * R1 * (12 - 2)"""
    assert recycled_gain(stated(recycled_share=share)) == pytest.approx(0.5 * share * 10)


def test_the_sheet_may_say_how_much_is_recycled_where_the_supplier_does_not():
    assert recycled_gain(stated(recycled_share=None), {"Ni": 0.1}) == pytest.approx(0.5)
    assert recycled_gain(stated(), {"Ni": 0.1}) == pytest.approx(2)
    assert recycled_gain(stated(recycled_share=None)) == 0


@pytest.mark.parametrize("changed", [{"content": None}, {"virgin": None}, {"recycled": None}, {"recycled": 20}])
def test_a_supplier_who_does_not_say_enough_gives_no_figure(changed):
    assert recycled_gain(stated(**changed)) is None
    assert recycled_gain(stated(), {"Co": 0.1}) is None
