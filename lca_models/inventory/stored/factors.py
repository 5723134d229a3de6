"""The characterization factors of a method for the flows of a system, as bw2calc uses them.

Factors of one location are left out, factors of a flow that stands several times are summed, and those of flows that no
longer exist, or that nothing here emits, touch nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from lca_models.inventory.stored.pickled import unpickled
from lca_models.scope.wording.messages import message


class Flow(Protocol):
    """A row of the project, by the two names that factors know it by."""

    @property
    def id(self) -> int: ...
    @property
    def key(self) -> tuple[str, str]: ...


class FactorRows(Protocol):
    """The factors of a method as they are stored."""

    @property
    def name(self) -> tuple[str, ...]: ...
    @property
    def factors(self) -> Sequence[tuple[Any, float]]: ...
    @property
    def uncertain(self) -> Mapping[int, Mapping[str, Any]]: ...  # what is stored with a factor, by its place
    @property
    def regional(self) -> Sequence[Any]: ...  # flows of factors that hold for one location
    @property
    def fault(self) -> str: ...  # why they cannot be read


def global_location(folder: Path) -> object:
    """The location of the factors that count: `GLO`, unless the preferences of the project name another.

    Raises ValueError for preferences that are damaged.
    """
    path = folder / "preferences.pickle"
    preferences = unpickled(path.read_bytes()) if path.is_file() else {}
    return preferences.get("global_location", "GLO") if isinstance(preferences, dict) else "GLO"


def stored_factors(folder: Path, metadata: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The factors of a method as Brightway keeps them: flow, number or distribution, and a location where it has one.

    Raises OSError, TypeError or ValueError for a file that cannot be read.
    """
    path = folder / "intermediate" / f"{metadata['abbreviation']}.pickle"
    return [tuple(row) for row in unpickled(path.read_bytes())] if path.is_file() else []


@dataclass(frozen=True)
class Characterization:
    """What a method says of the flows of a system."""

    factors: np.ndarray  # per flow: the sum of its factors, 0 where it has none
    given: np.ndarray  # per flow: whether it has a factor, be it 0
    regional: np.ndarray  # per flow: whether it has factors of single locations, which are left out
    lost: int  # factors of flows that do not exist
    uncertain: tuple[tuple[int, float, Mapping[str, Any]], ...]  # flow, factor, and the distribution stored with it


def unread_factors(methods: Iterable[FactorRows]) -> list[str]:
    """What is said of methods whose factors cannot be read."""
    faulty = [method for method in methods if method.fault]
    if not faulty:
        return []
    first, fault = "|".join(faulty[0].name), faulty[0].fault
    return [
        message(
            "the factors of {count} impact categories cannot be read (the first: {first}, {fault})",
            count=len(faulty),
            first=first,
            fault=fault,
        )
    ]


def characterizations(
    methods: Iterable[FactorRows], nodes: Iterable[Flow], flows: Sequence[Flow]
) -> dict[tuple[str, ...], Characterization]:
    """What each method says of some flows, by its name; `nodes`: everything that exists in the project."""
    places = {flow.id: row for row, flow in enumerate(flows)} | {flow.key: row for row, flow in enumerate(flows)}
    known = {name for node in nodes for name in (node.id, node.key)}
    return {method.name: _characterization(method, places, known, len(flows)) for method in methods}


def _characterization(
    method: FactorRows, places: Mapping[Any, int], known: Container[Any], size: int
) -> Characterization:
    sums, given, local = np.zeros(size), np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    drawn = []
    for number, (flow, factor) in enumerate(method.factors):
        if (place := places.get(flow)) is not None:
            sums[place] += factor
            given[place] = True
            if number in method.uncertain:
                drawn.append((place, factor, method.uncertain[number]))
    local[[places[flow] for flow in method.regional if flow in places]] = True
    lost = sum(flow not in known for flow, _ in method.factors)
    return Characterization(sums, given, local, lost, tuple(drawn))
