"""Timing: the sides of a comparison take turns, and medians are compared, so that other work hits all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Seconds = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    figure: str  # ours, with its unit
    peers: tuple[str, ...]  # each with its figure and the ratio
    at_least: str = ""  # what every machine has to reach: a ratio to a side of the same run, or an agreement
    aim: str = ""
    met: bool | None = None  # None: nothing is asked, or its peer was not there


def timed(action: Callable[[], object]) -> float:
    """Seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def alternate(sides: dict[str, Seconds], rounds: int = 5) -> dict[str, list[float]]:
    """Seconds per sample of each side, round by round; each side measures itself."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            found[name].append(side())
    return found


def medians(found: dict[str, list[float]]) -> dict[str, float]:
    """Median of each side."""
    return {name: statistics.median(values) for name, values in found.items()}


def ratio(found: dict[str, list[float]], peer: str, ours: str = "ours") -> float:
    """Median over the rounds of peer / ours: how many times faster we are."""
    return statistics.median(b / a for a, b in zip(found[ours], found[peer], strict=True))


def rate(seconds: float) -> str:
    """Samples per second, to three figures."""
    per_second = 1 / seconds
    for size, letter in ((1e6, " M"), (1e3, " k")):
        if per_second >= size:
            return f"{per_second / size:.3g}{letter}/s"
    return f"{per_second:.3g} /s"


def span(seconds: float) -> str:
    """A time in the unit that fits it."""
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
