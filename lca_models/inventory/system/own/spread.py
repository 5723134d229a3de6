"""The spread of a value that a maker gives, from half of its 95 % interval."""

from __future__ import annotations

import math

from lca_models.inventory.tables.uncertainty import CERTAIN, TRIANGULAR, Spread, lognormal

QUANTILE = 1.959963984540054  # of the normal distribution at 97.5 %
INSIDE = 1 - math.sqrt(0.05)  # of the half width of a triangle: what lies in it holds 95 %
SHARE = "1"  # unit


def given_spread(value: float, unit: str, half_width: float | None) -> Spread:
    """The distribution of a value with a 95 % interval of `half_width` (share of the value) to each side.

    A share is drawn from a triangle that ends at 0 and 1, anything else from a lognormal with the value as its median.
    Without a half width, or for a value of 0, it is certain.
    """
    if not half_width or not value:
        return Spread(CERTAIN, value)
    if unit == SHARE and 0 <= value <= 1:
        reach = half_width * value / INSIDE
        lowest, highest = max(0.0, value - reach), min(1.0, value + reach)
        return Spread(TRIANGULAR, value, None, lowest, highest) if lowest < highest else Spread(CERTAIN, value)
    return lognormal(value, math.log1p(half_width) / QUANTILE)
