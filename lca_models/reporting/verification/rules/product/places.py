"""Where places that a sheet names are, from `places.csv`, and how far apart they are on a sphere."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

PLACES = Path(__file__).parent / "places.csv"
EARTH_KM = 6371.0  # mean radius


@dataclass(frozen=True)
class Place:
    """A province by its capital, a country by its largest port or its capital."""

    code: str
    english: str
    chinese: str
    latitude: float
    longitude: float
    continent: str


@cache
def places() -> tuple[Place, ...]:
    """The table beside this module."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["code"], row["english"], row["chinese"], float(row["latitude"]), float(row["longitude"]),
                  row["continent"])
            for row in csv.DictReader(file)
        )  # fmt: skip


def place_in(text: str | None) -> Place | None:
    """The place that a text names by its code or a name in either language; the longest name, None where it names none."""
    plain = (text or "").casefold()
    found = [one for one in places() if plain and (plain.upper() == one.code or one.english.casefold() in plain
                                                   or one.chinese in plain)]  # fmt: skip
    return max(found, key=lambda one: len(one.english), default=None)


def great_circle_km(first: Place, second: Place) -> float:
    """The shortest way between two places on a sphere."""
    a, b = (radians(first.latitude), radians(first.longitude)), (radians(second.latitude), radians(second.longitude))
    half = sin((b[0] - a[0]) / 2) ** 2 + cos(a[0]) * cos(b[0]) * sin((b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
