"""Ranges of inputs that a person may edit, beginning with those of the inventories; no widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class InputRange:
    """One uncertain input: its value here, and the range it is moved over."""

    name: str
    words: Mapping[str, str]  # by language
    unit: str
    central: float
    low: float
    high: float


class SensitivityForm:
    """The ranges in use; an impossible one is refused by ScenarioError, and nothing changes."""

    def __init__(self, ranges: Mapping[str, InputRange]) -> None:
        self._given = dict(ranges)
        self.ranges = dict(ranges)

    def set_range(self, name: str, low: float | str, high: float | str) -> None:
        """Move an input over another range, numbers also as text."""
        if name not in self.ranges:
            raise ScenarioError(
                message("there is no uncertain input '{name}'; {near}", name=name, near=suggestion(name, self.ranges))
            )
        known = self.ranges[name]
        ends = [_number(text) for text in (low, high)]
        if not all(map(isfinite, ends)) or not ends[0] <= known.central <= ends[1]:
            raise ScenarioError(
                message(
                    "the range of '{name}' is {low} to {high} {unit}; give two numbers with {central:g} between them",
                    name=name,
                    low=low,
                    high=high,
                    unit=known.unit,
                    central=known.central,
                )
            )
        self.ranges[name] = InputRange(name, known.words, known.unit, known.central, *ends)

    def reset(self) -> None:
        """Back to the ranges of the inventories."""
        self.ranges = dict(self._given)


def _number(text: float | str) -> float:
    try:
        return read_number(text)
    except NumberError:
        return float("nan")
