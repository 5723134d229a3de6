"""Drawing, compiled by Numba: levels, or numbers of a generator -> values of triangular, normal and lognormal inputs."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

MIDDLE = 0.425  # of the levels around 0.5
_OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}}
_LOG2_E = 1.4426950408889634
_LN_2_HIGH, _LN_2_LOW = (
    6.93145751953125e-1,
    1.42860682030941723212e-6,
)  # their sum is ln 2; the first has trailing zeros
_EXPONENT_BIAS, _MANTISSA_BITS = np.int64(1023), np.int64(52)


@njit(**_OPTIONS)
def fill_triangular(rows, sources, lowest, highest, turn, rising, falling, levels, values):
    """Values (chunks, rows, lanes) of triangles at levels (chunks, sources, lanes)."""
    for chunk in range(values.shape[0]):
        for k in range(rows.shape[0]):
            low, high, at, up, down = lowest[k], highest[k], turn[k], rising[k], falling[k]
            given, found = levels[chunk, sources[k]], values[chunk, rows[k]]
            for lane in range(found.shape[0]):
                level = given[lane]
                rises = level <= at
                root = math.sqrt(level * up if rises else (1 - level) * down)
                found[lane] = low + root if rises else high - root


@njit(**_OPTIONS)
def fill_normal(rows, below, width, loc, scale, signs, lowest, highest, logarithmic, least, levels, values):
    """Values (chunks, rows, lanes) of normals, or lognormals where `logarithmic`, at levels of the same shape."""
    for chunk in range(values.shape[0]):
        for k in range(rows.shape[0]):
            given, found = levels[chunk, rows[k]], values[chunk, rows[k]]
            for lane in range(found.shape[0]):  # the middle, where most values lie, without a branch
                found[lane] = loc[k] + scale[k] * _middle(below[k] + given[lane] * width[k] - 0.5)
            for lane in range(found.shape[0]):
                level = below[k] + given[lane] * width[k]
                if abs(level - 0.5) > MIDDLE:
                    found[lane] = loc[k] + scale[k] * normal_quantile(min(max(level, least), 1 - least))
            if logarithmic[k]:
                for lane in range(found.shape[0]):
                    found[lane] = signs[k] * math.exp(found[lane])
            if below[k] > 0 or width[k] < 1:  # rounding may pass a cut
                for lane in range(found.shape[0]):
                    found[lane] = min(max(found[lane], lowest[k]), highest[k])


@njit(inline="always")
def _exp(value):
    """The exponential to the last bit or two, as arithmetic that runs on several lanes at once.

    Beyond the range of doubles it stays at their ends.
    """
    bounded = min(max(value, -708.0), 709.0)
    whole = np.rint(bounded * _LOG2_E)
    rest = (bounded - whole * _LN_2_HIGH) - whole * _LN_2_LOW
    series = 1.6059043836821613e-10
    series = series * rest + 2.08767569878681e-09
    series = series * rest + 2.505210838544172e-08
    series = series * rest + 2.755731922398589e-07
    series = series * rest + 2.7557319223985893e-06
    series = series * rest + 2.48015873015873e-05
    series = series * rest + 1.984126984126984e-04
    series = series * rest + 1.388888888888889e-03
    series = series * rest + 8.333333333333333e-03
    series = series * rest + 4.1666666666666664e-02
    series = series * rest + 1.6666666666666666e-01
    series = series * rest + 0.5
    series = series * rest + 1.0
    series = series * rest + 1.0
    power = np.int64((np.int64(whole) + _EXPONENT_BIAS) << _MANTISSA_BITS)
    return series * np.int64(power).view(np.float64)


@njit(**_OPTIONS)
def place_lognormals(rows, loc, scale, signs, numbers, values):
    """Set values[:, rows] to signs * exp(loc + scale * numbers); both are (chunks, inputs, lanes)."""
    for chunk in range(values.shape[0]):
        for k in range(rows.shape[0]):
            row = rows[k]
            for lane in range(values.shape[2]):
                values[chunk, row, lane] = signs[k] * _exp(loc[k] + scale[k] * numbers[chunk, k, lane])


@njit(**_OPTIONS)
def divide_mixes(rows, starts, totals, values):
    """Scales rows of values so that each mix sums to its total; mix k is rows[starts[k]:starts[k + 1]]."""
    sums = np.empty(values.shape[2])
    for chunk in range(values.shape[0]):
        for k in range(totals.shape[0]):
            sums[:] = 0.0
            for m in range(starts[k], starts[k + 1]):
                drawn = values[chunk, rows[m]]
                for lane in range(sums.shape[0]):
                    sums[lane] += drawn[lane]
            for lane in range(sums.shape[0]):
                sums[lane] = 1.0 / sums[lane]
            for m in range(starts[k], starts[k + 1]):
                drawn = values[chunk, rows[m]]
                for lane in range(sums.shape[0]):
                    drawn[lane] *= totals[k] * sums[lane]


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
