"""Ratios between units that people mix up, from `ratios.csv`: what a value is to the right one where its unit was another."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isclose, log10
from pathlib import Path

RATIOS = Path(__file__).parent / "ratios.csv"
POWERS, KNOWN = "UNI-02", "UNI-03"
ANY, ENERGY, GAS, DISTANCE, MASS, SUBSTANCE = "any", "energy", "gas", "distance", "mass", "substance"
LONG, ROUND = 4, 2  # significant digits: of a converted number, and of the round one behind it


@dataclass(frozen=True)
class Ratio:
    """A value in another unit than it says."""

    rule: str  # POWERS or KNOWN
    name: str
    ratio: float  # of the value to the right one
    dimensions: str
    was: str  # unit that the value says
    is_: str  # unit that it was in
    source: str
    confidence: str

    @property
    def power(self) -> int:
        """The exponent of ten of the ratio."""
        return round(log10(self.ratio))


@cache
def ratios() -> tuple[Ratio, ...]:
    """The table beside this module."""
    with RATIOS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Ratio(row["rule"], row["name"], float(row["ratio"]), row["dimensions"], row["was"], row["is"], row["source"],
                  row["confidence"])
            for row in csv.DictReader(file)
        )  # fmt: skip


def possible(unit: str, dimensions: Iterable[str]) -> tuple[Ratio, ...]:
    """Ratios that a value in a unit may be off by; powers of ten always."""
    return _possible(unit, frozenset(dimensions))


@lru_cache(maxsize=256)
def _possible(unit: str, dimensions: frozenset[str]) -> tuple[Ratio, ...]:
    return tuple(
        one
        for one in ratios()
        if one.dimensions == ANY or (one.dimensions in dimensions and (one.was == unit or one.dimensions == SUBSTANCE))
    )


def fitting(found: float, known: Iterable[Ratio], near_power: float, near_known: float) -> Ratio | None:
    """The ratio that a value over its reference is: a power of ten within `near_power` of its logarithm, else the nearest of
    the known ones within `near_known` of itself; None where it is none.
    """
    if not found > 0:
        return None
    every = [*known]
    powers = [one for one in every if one.rule == POWERS and abs(log10(found / one.ratio)) < near_power]
    if powers:
        return min(powers, key=lambda one: abs(log10(found / one.ratio)))
    others = [one for one in every if one.rule == KNOWN and abs(found / one.ratio - 1) < near_known]
    return min(others, key=lambda one: abs(found / one.ratio - 1), default=None)


def converted(written: str, number: float, known: Iterable[Ratio]) -> Ratio | None:
    """The ratio by which a number of many digits is a round one in the other unit: 804.7 km are 500 miles, 230.4 MJ 64 kWh.

    A clue, and no more: it says that somebody converted, and not that it was wrong.
    """
    digits = significant(written)
    if digits < LONG or not number > 0:
        return None
    for one in known:
        for factor in (one.ratio, 1 / one.ratio) if one.rule == KNOWN else ():
            round_one = float(f"{number * factor:.{ROUND}g}")
            if isclose(round_one / factor, number, rel_tol=0.6 * 10.0 ** (1 - digits)):
                return one
    return None


def significant(written: str) -> int:
    """Significant digits of a number as it was written; zeros at the end of a whole number count for none."""
    plain = "".join(sign for sign in written if sign.isdigit() or sign == ".")
    digits = plain.replace(".", "").lstrip("0")
    return len(digits if "." in plain else digits.rstrip("0"))
