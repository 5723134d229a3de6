from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.grammar.days import years_later


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2025, 12, 31), 3, date(2028, 12, 31)),
        (date(2024, 2, 28), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),  # no leap year
        (date(1996, 2, 29), 4, date(2000, 2, 29)),  # one
        (date(2025, 2, 28), 3, date(2028, 2, 28)),  # the corresponding day, though the month goes on
        (date(2024, 3, 1), 3, date(2027, 3, 1)),
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
        (datetime(2024, 2, 29, 15, 30, tzinfo=UTC), 3, datetime(2027, 2, 28, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_period_of_years_ends_on_the_corresponding_day_or_the_last_of_february(day, years, later):
    assert years_later(day, years) == later


@given(st.dates(max_value=date(9000, 12, 31)), st.integers(0, 900))
def test_only_a_leap_day_moves_and_by_one(day, years):
    later = years_later(day, years)

    assert later.year == day.year + years
    moved = (day.month, day.day) != (later.month, later.day)
    assert moved == ((day.month, day.day) == (2, 29) and (later + timedelta(1)).day == 1)
    assert not moved or (later.month, later.day) == (2, 28)


@pytest.mark.parametrize("day", [date(9998, 1, 1), date(9996, 2, 29)])
def test_a_year_beyond_the_calendar_is_refused(day):
    with pytest.raises(ValueError, match=r"year (10001|9999\d|.*) is out of range|must be in 1\.\.9999"):
        years_later(day, 5)
