"""The spread of an amount, from its source or from its pedigree scores, in Brightway's terms.

Pedigree scores become a lognormal spread by the published method (Weidema and Wesnaes 1996; Frischknecht et al. 2007):
sigma = 0.5 * sqrt(ln(Ub)^2 + sum_i ln(Ui)^2), where every factor U is the square of a geometric standard deviation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological")
DEFAULT_SET = "expert 2007"

# numbers of stats_arrays, which Brightway stores
CERTAIN, LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR = 0, 2, 3, 4, 5
CHOSEN = "chosen"  # what somebody decides: varied in scenarios, never drawn
CERTAIN_WORDS = ("determined", CHOSEN)  # distributions of tables without a spread


@dataclass(frozen=True)
class Spread:
    """An amount with its distribution as stats_arrays defines it; loc and scale of a lognormal are those of ln|amount|."""

    type: int
    loc: float
    scale: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    negative: bool = False

    def fields(self) -> dict[str, float | int | bool]:
        """Keys and values as Brightway stores them with an exchange or a parameter."""
        found: dict[str, float | int | bool] = {"uncertainty type": self.type, "loc": self.loc}
        for key, value in (("scale", self.scale), ("minimum", self.minimum), ("maximum", self.maximum)):
            if value is not None:
                found[key] = value
        if self.type == LOGNORMAL:
            found["negative"] = self.negative
        return found


def pedigree_sigma(
    scores: str, basic: str, factors: Mapping[tuple[str, str, str], float], factor_set: str = DEFAULT_SET
) -> float:
    """Standard deviation of ln(amount) for scores such as `2-3-1-4-2` and a class of basic uncertainty."""
    used = [factors[factor_set, "basic", basic]]
    used += [factors[factor_set, name, score] for name, score in zip(INDICATORS, scores.split("-"), strict=True)]
    return 0.5 * math.sqrt(sum(math.log(factor) ** 2 for factor in used))


def lognormal(amount: float, sigma: float) -> Spread:
    """A lognormal whose median is the amount; certain when the amount is zero or the spread is."""
    if amount == 0 or sigma == 0:
        return Spread(CERTAIN, amount)
    return Spread(LOGNORMAL, math.log(abs(amount)), sigma, negative=amount < 0)


def spread_of(
    amount: float, distribution: str, scale: float | None, minimum: float | None, maximum: float | None
) -> Spread:
    """The spread a table row gives; `determined`, `chosen` and a triangle without width are certain."""
    match distribution:
        case "lognormal" if scale:
            return lognormal(amount, scale)
        case "normal":
            return Spread(NORMAL, amount, scale)
        case "uniform" if minimum != maximum:
            return Spread(UNIFORM, amount, None, minimum, maximum)
        case "triangular" if minimum != maximum:
            return Spread(TRIANGULAR, amount, None, minimum, maximum)
    return Spread(CERTAIN, amount)
