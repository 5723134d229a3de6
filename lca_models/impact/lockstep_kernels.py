"""Compiled sweeps over eight samples at once; needs Numba (the extra `fast`). Compiled code is cached between runs.

Eight lanes are written out one by one, so that their sums stay in registers while a row is read.
"""

from __future__ import annotations

import numpy as np
from numba import njit

LANES = 8
# NaN must stay visible, so neither nnan nor ninf.
_FAST = {"contract", "nsz", "arcp", "reassoc"}
_LOG2_E = 1.4426950408889634
_LN_2_HIGH, _LN_2_LOW = 6.93145751953125e-1, 1.42860682030941723212e-6  # their sum is ln 2; the first has trailing zeros
_EXPONENT_BIAS, _MANTISSA_BITS = np.int64(1023), np.int64(52)


@njit(inline="always")
def _exp(value: float) -> float:
    """exp to the last bit or two, as arithmetic that runs on several lanes at once; 0 and infinity beyond double range."""
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


@njit(nogil=True, cache=True, fastmath={"contract", "nsz", "arcp"})
def place_lognormals(places, loc, scale, signs, numbers, values):  # type: ignore[no-untyped-def]
    """values[places] = signs * exp(loc + scale * numbers), lane by lane."""
    for k in range(places.shape[0]):
        row = places[k]
        for lane in range(numbers.shape[1]):
            values[row, lane] = signs[k] * _exp(loc[k] + scale[k] * numbers[k, lane])


@njit(nogil=True, cache=True, fastmath=_FAST)
def sweep(row_starts, buyers, values, diagonal, demand, supply, weights, tolerances, max_sweeps):  # type: ignore[no-untyped-def]
    """Gauss-Seidel sweeps on supply (places, 8), in place, until sum_i w_i |A_ii dx_i| is within the tolerances of all lanes.

    Returns that sum after the last sweep, per lane. Lanes go on together, so none depends on how many are asked for.
    """
    inverse = 1.0 / diagonal
    changes = np.empty(LANES)
    fresh = np.empty(LANES)
    for _ in range(max_sweeps):
        changes[:] = 0.0
        for i in range(supply.shape[0]):
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = demand[i]
            for e in range(row_starts[i], row_starts[i + 1]):
                j = buyers[e]
                s0 -= values[e, 0] * supply[j, 0]
                s1 -= values[e, 1] * supply[j, 1]
                s2 -= values[e, 2] * supply[j, 2]
                s3 -= values[e, 3] * supply[j, 3]
                s4 -= values[e, 4] * supply[j, 4]
                s5 -= values[e, 5] * supply[j, 5]
                s6 -= values[e, 6] * supply[j, 6]
                s7 -= values[e, 7] * supply[j, 7]
            fresh[0], fresh[1], fresh[2], fresh[3] = s0, s1, s2, s3
            fresh[4], fresh[5], fresh[6], fresh[7] = s4, s5, s6, s7
            for lane in range(LANES):
                new = fresh[lane] * inverse[i, lane]
                changes[lane] += weights[i] * abs(diagonal[i, lane] * (new - supply[i, lane]))
                supply[i, lane] = new
        done = True
        for lane in range(LANES):
            # A lane that is no number any more will never be one again.
            if changes[lane] > tolerances[lane] and changes[lane] < np.inf:
                done = False
        if done:
            break
    return changes


@njit(nogil=True, cache=True, fastmath=_FAST)
def scores(flow_values, flow_places, flow_categories, flow_factors, values, supply, net, gross):  # type: ignore[no-untyped-def]
    """Scores into net (categories, lanes), and with every term made positive into gross."""
    net[:] = 0.0
    gross[:] = 0.0
    for k in range(flow_values.shape[0]):
        value, place, category = flow_values[k], flow_places[k], flow_categories[k]
        for lane in range(values.shape[1]):
            term = flow_factors[k] * values[value, lane] * supply[place, lane]
            net[category, lane] += term
            gross[category, lane] += abs(term)
