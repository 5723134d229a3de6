"""Where two products are equal along one input: at which green-power share does one pack catch up with another?

Every crossing on a grid is refined by Brent's method (Brent 1973, Algorithms for Minimization without Derivatives, ch. 4, as
scipy.optimize.brentq). Two crossings between neighbouring points of the grid go unseen; give more points if that may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.interpretation.uncertainty.plain_function import Function, single_results_of
from lca_models.scope.quantity import unit_label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class BreakEven:
    """Crossings of two results along one input between two ends."""

    input: str
    first: str
    second: str
    low: float  # an end of the input, in its unit
    high: float  # the other end, in its unit
    crossings: tuple[float, ...]  # values of the input, in its unit
    results: tuple[float, ...]  # of both products there, in `unit`
    first_lower_at_low: bool
    equal_throughout: bool
    unit: str = ""

    def sentence(self) -> str:
        """The answer in words, also when there is no crossing."""
        span = message("{input} from {low:g} to {high:g}", input=self.input, low=self.low, high=self.high)
        if self.equal_throughout:
            return message(
                "{first} and {second} are equal for every {span}", first=self.first, second=self.second, span=span
            )
        lower, other = (self.first, self.second) if self.first_lower_at_low else (self.second, self.first)
        if not self.crossings:
            return message(
                "no break-even: {lower} is lower than {other} for every {span}", lower=lower, other=other, span=span
            )
        unit = unit_label(self.unit, language_in_use())
        points = message(" and ").join(f"{self.input} = {value:.4g} ({result:.4g} {unit})".replace(" )", ")")
                              for value, result in zip(self.crossings, self.results, strict=True))  # fmt: skip
        return message(
            "{first} equals {second} at {points}; below, {lower} is lower",
            first=self.first,
            second=self.second,
            points=points,
            lower=lower,
        )

    def table(self) -> pd.DataFrame:
        """Tidy table, empty without a crossing: input, value, amount, unit."""
        import pandas as pd

        rows = [(self.input, value, result, self.unit)
                for value, result in zip(self.crossings, self.results, strict=True)]  # fmt: skip
        return pd.DataFrame(rows, columns=["input", "value", "amount", "unit"])


def break_even(
    first: Function,
    second: Function,
    low: float,
    high: float,
    *,
    input_name: str = "input",
    names: tuple[str, str] = ("first", "second"),
    unit: str = "",
    points: int = 101,
) -> BreakEven:
    """Where `first(t)` equals `second(t)` for t between two ends; each takes t (n, 1) and answers (n,).

    Raises ScenarioError for ends that are no range and for results that are not finite.
    """
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ScenarioError(
            message(
                "{input_name} from {low:g} to {high:g} is no range; give the lower end first",
                input_name=input_name,
                low=low,
                high=high,
            )
        )
    if points < 2:
        raise ScenarioError(message("points is {points}; give 2 or more", points=points))
    grid = np.linspace(low, high, points)
    left, right = single_results_of(first, grid[:, None]), single_results_of(second, grid[:, None])
    gap = left - right
    gap[np.abs(gap) <= 4 * np.finfo(float).eps * np.maximum(np.abs(left), np.abs(right))] = 0.0
    moving = gap[gap != 0]
    crossings = () if not len(moving) else _crossings(first, second, grid, gap)
    results = tuple(float(single_results_of(first, np.array([[value]]))[0]) for value in crossings)
    lower_at_low = bool(len(moving) and moving[0] < 0)
    return BreakEven(input_name, *names, low, high, crossings, results, lower_at_low, not len(moving), unit)


def _crossings(first: Function, second: Function, grid: np.ndarray, gap: np.ndarray) -> tuple[float, ...]:
    """Points of the grid where the gap is 0, and roots between points of different sign."""
    from scipy.optimize import brentq

    def gap_at(value: float) -> float:
        x = np.array([[value]])
        return float(single_results_of(first, x)[0] - single_results_of(second, x)[0])

    found = [float(value) for value in grid[gap == 0]]
    for position in np.flatnonzero(gap[:-1] * gap[1:] < 0):
        found.append(float(brentq(gap_at, grid[position], grid[position + 1], xtol=1e-12, rtol=1e-12)))
    return tuple(sorted(found))
