"""Derivatives of results by every parameter, backwards through the formulas of one product system (reverse accumulation).

A result h has the slope dh/dx by each exchange x; that by a parameter p is the sum over the formulas it stands in, derived
parameters included. The formulas are differentiated once; each further result costs one pass over the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in

STEP = 1e-6  # relative step of central differences
SMALLEST = 1e-3  # of a value, for its step


@dataclass(frozen=True)
class ParameterSlopes:
    """Formulas of a system at values of its parameters."""

    system: ProductSystem
    values: Mapping[str, float]  # of all parameters, by qualified name

    def of(self, exchange_slopes: np.ndarray) -> dict[str, float]:
        """Derivative of a result by each parameter, in units of the result per unit of the parameter.

        `exchange_slopes`: of the result by the amount of each exchange, in the order of `system.exchanges`. A derived
        parameter has the slope of what it would do as a number of its own.
        """
        found = dict.fromkeys(self.system.parameters, 0.0)
        for row in self.system.formulas:
            if seed := float(exchange_slopes[row.exchange]):
                for name, slope in self._slopes(row.exchange, row.text, row.names).items():
                    found[name] += seed * slope
        return self.behind(found)

    def behind(self, slopes: Mapping[str, float]) -> dict[str, float]:
        """The same from slopes by parameters: what others do through those that follow them."""
        found = {**dict.fromkeys(self.system.parameters, 0.0), **slopes}
        for name, text, names in reversed(self.system.derived):
            if seed := found[name]:
                for inside, slope in self._slopes(name, text, names).items():
                    found[inside] += seed * slope
        return found

    def within_mixes(self, slopes: Mapping[str, float]) -> dict[str, float]:
        """Slopes along the only way that the share of a mix can move: the others make room in proportion."""
        found, mixes = dict(slopes), dict[str, list[str]]()
        for name, row in self.system.parameters.items():
            if row.data.get("kind") == "share" and row.data.get("group"):
                mixes.setdefault(str(row.data["group"]), []).append(name)
        for names in mixes.values():
            total = sum(self.values[name] for name in names)
            moved = sum(self.values[name] * slopes[name] for name in names)
            for name in names:
                if rest := total - self.values[name]:
                    found[name] = slopes[name] - (moved - self.values[name] * slopes[name]) / rest
        return found

    @cached_property
    def _known(self) -> dict[int | str, dict[str, float]]:
        """Derivatives that were needed, by exchange or parameter."""
        return {}

    @cached_property
    def _of_text(self) -> dict[tuple[str, tuple[str, ...]], dict[str, float]]:
        return {}

    def _slopes(self, owner: int | str, text: str, names: Mapping[str, str]) -> dict[str, float]:
        """Derivatives of a formula by the parameters in it that move it, by their qualified names."""
        if owner not in self._known:
            inside = sorted(names_in(text))
            key = text, tuple(names[plain] for plain in inside)
            if key not in self._of_text:
                given = {plain: self.values[names[plain]] for plain in inside}
                slopes = {names[plain]: _slope(text, given, plain) for plain in inside}
                self._of_text[key] = {name: slope for name, slope in slopes.items() if slope}
            self._known[owner] = self._of_text[key]
        return self._known[owner]


def _slope(text: str, given: Mapping[str, float], name: str) -> float:
    """Derivative of a formula by a name in it; 0 where it has no value on one side, as a guard has."""
    step = STEP * max(abs(given[name]), SMALLEST)
    with suppress(FormulaError):
        above, below = (evaluate(text, {**given, name: given[name] + side * step}) for side in (1, -1))
        return float(above - below) / (2 * step)
    return 0.0
