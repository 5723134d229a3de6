"""Sums of printed figures, and the order of days."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lca_models.reporting.payloads.rules.sums import half_digits, order_flaws, sum_flaws, validity_flaws, years_after


def test_printed_figures_are_off_by_half_of_their_last_digit():
    """0.005 of 12.34, half of the sixth digit of 1234570, nothing of 0"""
    assert half_digits(Decimal("12.34"), Decimal(0), None) == Decimal("0.005")
    assert half_digits(Decimal(1234570)) == Decimal(5)


@pytest.mark.parametrize(("total", "count"), [("3.0", 0), ("3.1", 0), ("3.2", 1)])
def test_a_total_is_the_sum_of_its_parts_as_printed(total, count):
    """1.0 and 2.0 are 3.0; each of three figures may be off by 0.05"""
    assert len(list(sum_flaws({"a": "1.0", "b": "2.0", "t": total}, "t", ("a", "b")))) == count


def test_parts_that_are_not_stated_are_no_parts():
    assert list(sum_flaws({"t": "3"}, "t", ("a", "b"))) == []


def test_a_period_does_not_end_before_it_begins():
    days = {"a": "2025-01-01T00:00:00Z", "b": "2025-01-01T00:00:00+08:00"}

    assert [one.path for one in order_flaws(days, "a", "b", "period")] == ["b"]
    assert list(order_flaws(days, "b", "a", "period")) == []


def test_nobody_uses_a_footprint_for_more_than_three_years_after_its_data():
    days = {"end": "2026-01-01T00:00:00Z", "last": "2029-01-01T00:00:00Z", "late": "2029-01-03T00:00:00Z"}

    assert list(validity_flaws(days, "end", "last")) == []
    assert [one.check for one in validity_flaws(days, "end", "late")] == ["validity"]


def test_a_leap_day_becomes_the_28th_and_the_last_year_stays_one():
    assert years_after(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2029, 2, 28, tzinfo=UTC)
    assert years_after(datetime(9999, 1, 1, tzinfo=UTC), 3).year == 9998
