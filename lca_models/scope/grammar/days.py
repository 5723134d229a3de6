"""Periods of years, as contracts and rules write them: three years after a day."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from typing import TypeVar

Day = TypeVar("Day", bound=date)  # a day, or a moment
LEAP_DAY = (2, 29)


def years_later(day: Day, years: int) -> Day:
    """The same day some years later, a moment at the same time of it; 28 February for a 29th where the year has none.

    So periods of years end in the civil code of China (article 202) and in Regulation (EEC, Euratom) 1182/71. Raises
    ValueError for a year that no calendar here holds.
    """
    year = day.year + years
    has_no_such_day = (day.month, day.day) == LEAP_DAY and not isleap(year)
    return day.replace(year=year, day=28 if has_no_such_day else day.day)
