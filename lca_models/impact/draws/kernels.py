"""Drawing, compiled by Numba: levels between 0 and 1 -> values of triangular, normal and lognormal inputs."""

from __future__ import annotations

import math

from numba import njit

MIDDLE = 0.425  # of the levels around 0.5
_OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}}


@njit(**_OPTIONS)
def fill_triangular(rows, lowest, highest, turn, rising, falling, levels, found):
    """Fills the rows of found that are triangular."""
    for k in range(rows.shape[0]):
        row, low, high, at, up, down = rows[k], lowest[k], highest[k], turn[k], rising[k], falling[k]
        for i in range(levels.shape[1]):
            level = levels[row, i]
            rises = level <= at
            root = math.sqrt(level * up if rises else (1 - level) * down)
            found[row, i] = low + root if rises else high - root


@njit(**_OPTIONS)
def fill_normal(rows, below, width, loc, scale, logarithmic, least, levels, found):
    """Fills the rows of found that are normal, or lognormal where `logarithmic`, cut off at their bounds."""
    for k in range(rows.shape[0]):
        row = rows[k]
        for i in range(levels.shape[1]):  # the middle, where most values lie, without a branch
            found[row, i] = loc[k] + scale[k] * _middle(below[k] + levels[row, i] * width[k] - 0.5)
        for i in range(levels.shape[1]):
            level = below[k] + levels[row, i] * width[k]
            if abs(level - 0.5) > MIDDLE:
                found[row, i] = loc[k] + scale[k] * normal_quantile(min(max(level, least), 1 - least))
        if logarithmic[k]:
            for i in range(levels.shape[1]):
                found[row, i] = math.exp(found[row, i])


@njit(**_OPTIONS)
def divide_groups(members, starts, totals, values):
    """Scales rows of values so that those of each group sum to its total; group g is members[starts[g]:starts[g + 1]]."""
    for g in range(totals.shape[0]):
        for i in range(values.shape[1]):
            total = 0.0
            for m in range(starts[g], starts[g + 1]):
                total += values[members[m], i]
            for m in range(starts[g], starts[g + 1]):
                values[members[m], i] *= totals[g] / total


@njit(**_OPTIONS)
def _middle(q):
    """The quantile at 0.5 + q for |q| of at most 0.425."""
    r = 0.180625 - q * q
    above = (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
            + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
            + 133.14166789178437745) * r + 3.387132872796366608)  # fmt: skip
    below = (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
            + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
            + 42.313330701600911252) * r + 1.0)  # fmt: skip
    return q * above / below


@njit(**_OPTIONS)
def normal_quantile(level):
    """The standard normal value at a cumulative probability.

    Wichura, M. J. (1988): Algorithm AS 241: The percentage points of the normal distribution. Journal of the Royal
    Statistical Society C 37(3), 477-484 (PPND16, relative accuracy about 1e-16).
    """
    q = level - 0.5
    if abs(q) <= MIDDLE:
        return _middle(q)
    r = math.sqrt(-math.log(level if q < 0 else 1 - level))
    if r <= 5:
        r -= 1.6
        above = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
                + 4.6303378461565452959) * r + 1.42343711074968357734)  # fmt: skip
        below = (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
                + 2.05319162663775882187) * r + 1.0)  # fmt: skip
    else:
        r -= 5
        above = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
                + 5.4637849111641143699) * r + 6.6579046435011037772)  # fmt: skip
        below = (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
                + 0.59983220655588793769) * r + 1.0)  # fmt: skip
    value = above / below
    return -value if q < 0 else value
