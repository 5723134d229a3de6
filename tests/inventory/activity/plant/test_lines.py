from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.plant.lines import Allocation, Readings, exact, exact_sum


@pytest.mark.parametrize(("number", "fraction"), [(0.92, (92, 100)), (0.1, (1, 10)), (1e-7, (1, 10**7)), (36, (36, 1))])
def test_a_number_is_the_decimal_that_was_written(number, fraction):
    """0.92 is 92/100, and 0.1 + 0.2 is 0.3"""
    assert exact(number) == Fraction(*fraction)
    assert exact(0.1) + exact(0.2) == exact(0.3)


def test_a_total_alone_is_given_and_nothing_is_not():
    assert Readings(year_total=Fraction(0)).is_given
    assert not Readings().is_given


def test_a_cell_is_named_where_it_stands_and_by_its_row_otherwise():
    readings = Readings(place="meters 4", places={"2025-01": "meters!F4"})
    allocation = Allocation("K1", place="allocation 2", places={"key": "allocation!B2"})

    assert (readings.where("2025-01"), readings.where("2025-02")) == ("meters!F4", "meters 4")
    assert (allocation.where("key"), allocation.where("shares")) == ("allocation!B2", "allocation 2")


@given(st.lists(st.fractions()))
def test_a_sum_is_exact_whatever_its_parts_are_of(amounts):
    assert exact_sum(amounts) == sum(amounts, Fraction())
