"""Draws of the pilot: quantities of a table, each from a stream of its own, so that one change reshuffles nothing else."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import exp, log
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from lca_models.programme.pilot.kinds import sizes

DRAWS = Path(__file__).parent / "draws.csv"
MOST_TRIES = 1000  # of a draw that is cut at its ends
Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class Quantity:
    """A row of `draws.csv`: how a quantity is drawn, in its unit, and who says so."""

    quantity: str
    draw: str  # weight, share, uniform, normal, lognormal (median and geometric deviation), triangular (mode), beta
    first: float
    second: float
    low: float
    high: float
    unit: str
    source: str
    source_zh: str


@cache
def quantities() -> Mapping[str, Quantity]:
    """All quantities by name, in the order of the table."""
    found = {}
    with DRAWS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = {name: float(row[name] or "nan") for name in ("first", "second", "low", "high")}
            found[row["quantity"]] = Quantity(**{**row, **numbers})  # type: ignore[arg-type]
    return MappingProxyType(found)


@dataclass(frozen=True)
class Draws:
    """The draws of one company of a pilot."""

    seed: int
    company: str

    def stream(self, field: str) -> np.random.Generator:
        """The random numbers of a field: the same for the same seed, company and field, whatever else is drawn."""
        digest = sha256(f"lca-pilot/{self.seed}/{self.company}/{field}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:16], "big"))

    def of(self, quantity: str, field: str = "") -> float:
        """A value of a quantity. `field`: what it is of, where a company has several."""
        return drawn(quantities()[quantity], self.stream(f"{quantity}/{field}"))

    def says(self, quantity: str, field: str = "") -> bool:
        """Whether something that a share of all has is the case."""
        return bool(self.stream(f"{quantity}/{field}").random() < quantities()[quantity].first)

    def one_of(self, names: Sequence[str], field: str) -> str:
        """One of several quantities by their weights."""
        weights = np.array([quantities()[name].first for name in names])
        return names[int(self.stream(field).choice(len(names), p=weights / weights.sum()))]

    def pick(self, things: Sequence[Chosen], field: str) -> Chosen:
        """One of several things, all alike."""
        return things[int(self.stream(field).integers(len(things)))]

    def size(self, kind: str, field: str = "") -> float:
        """How large an error of a kind is, by the table of sizes."""
        one, stream = sizes()[kind], self.stream(f"size/{kind}/{field}")
        if one.draw == "fixed":
            return one.low
        if one.draw == "choice":
            return float(stream.integers(int(one.low), int(one.high) + 1))
        if one.draw == "loguniform":
            return exp(stream.uniform(log(one.low), log(one.high)))
        return float(stream.uniform(one.low, one.high))


def drawn(one: Quantity, stream: np.random.Generator) -> float:
    """A value of a quantity. Raises ValueError for a way of drawing that nobody knows."""
    if one.draw == "uniform":
        return float(stream.uniform(one.low, one.high))
    if one.draw == "triangular":
        return float(stream.triangular(one.low, one.first, one.high))
    if one.draw == "beta":
        return one.low + (one.high - one.low) * float(stream.beta(one.first, one.second))
    if one.draw == "normal":
        return _inside(one, lambda: float(stream.normal(one.first, one.second)))
    if one.draw == "lognormal":
        return _inside(one, lambda: one.first * exp(float(stream.normal(0.0, log(one.second)))))
    raise ValueError(f"nothing draws '{one.draw}'")


def _inside(one: Quantity, draw: Callable[[], float]) -> float:
    """A draw inside its ends, by trying again."""
    for _ in range(MOST_TRIES):
        if one.low <= (value := draw()) <= one.high:
            return value
    raise ValueError(f"no draw of {one.quantity} lies between {one.low} and {one.high}")
