"""Compiled sweeps over eight samples at once; needs Numba (the extra `fast`). Compiled code is cached between runs."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 8
# NaN must stay visible, so neither nnan nor ninf.
_FAST = {"contract", "nsz", "arcp", "reassoc"}


@intrinsic
def _subtract_row(typing_context, values, buyers, supply, start, stop, sums):
    """Subtract values[e] * supply[buyers[e]] from sums, e from start to stop; all lanes are one vector in registers."""
    signature = types.void(values, buyers, supply, start, stop, sums)

    def generate(context, builder, signature, arguments):
        vector = ir.VectorType(ir.DoubleType(), LANES)
        data = [context.make_array(signature.args[k])(context, builder, arguments[k]).data for k in (0, 1, 2, 5)]
        coefficients, supplies, totals = (builder.bitcast(data[k], vector.as_pointer()) for k in (0, 2, 3))

        def read(place):
            found = builder.load(place)
            found.align = 8  # NumPy promises no more
            return found

        sums = cgutils.alloca_once_value(builder, read(totals))
        one = ir.Constant(arguments[3].type, 1)
        with cgutils.for_range_slice(builder, arguments[3], arguments[4], one) as (entry, _):
            buyer = builder.load(builder.gep(data[1], [entry]))
            coefficient, supplied = read(builder.gep(coefficients, [entry])), read(builder.gep(supplies, [buyer]))
            product = builder.fmul(coefficient, supplied, flags=["contract"])
            builder.store(builder.fsub(builder.load(sums), product, flags=["contract"]), sums)
        builder.store(builder.load(sums), totals).align = 8
        return context.get_dummy_value()

    return signature, generate


@njit(nogil=True, cache=True, fastmath=_FAST)
def sweep(row_starts, buyers, values, diagonal, demand, supply, weights, tolerances, relaxation, max_sweeps):
    """Sweeps on supply (chunks, places, 8), in place, until sum_i w_i |A_ii dx_i| is within the tolerances (chunks, 8).

    Each sweep moves a supply to `relaxation` times the way Gauss-Seidel would. Returns the sum after the last sweep, per
    sample, and the sweeps it took.
    """
    changes = np.full(tolerances.shape, np.inf)
    sweeps = 0
    for chunk in range(values.shape[0]):
        sweeps += _sweep_chunk(row_starts, buyers, values[chunk], diagonal[chunk], demand, supply[chunk], weights,
                               tolerances[chunk], relaxation, max_sweeps, changes[chunk])  # fmt: skip
    return changes, sweeps


@njit(nogil=True, cache=True, fastmath=_FAST)
def _sweep_chunk(
    row_starts, buyers, values, diagonal, demand, supply, weights, tolerances, relaxation, max_sweeps, changes
):
    """The lanes of one chunk go on together, so that none depends on how many are asked for.

    The sum is taken after the first sweeps and then after every fourth, as it costs almost as much as a sweep.
    """
    step = relaxation / diagonal
    sums = np.empty(LANES)
    for number in range(1, max_sweeps + 1):
        checked = number <= 2 or number % 4 == 0 or number == max_sweeps
        if checked:
            changes[:] = 0.0
        for i in range(supply.shape[0]):
            for lane in range(LANES):
                sums[lane] = demand[i]
            _subtract_row(values, buyers, supply, row_starts[i], row_starts[i + 1], sums)
            for lane in range(LANES):
                sums[lane] -= diagonal[i, lane] * supply[i, lane]
            if checked:
                for lane in range(LANES):
                    changes[lane] += weights[i] * abs(sums[lane])
            for lane in range(LANES):
                supply[i, lane] += sums[lane] * step[i, lane]
        if checked and not _any_above(changes, tolerances):
            return number
    return max_sweeps


@njit(inline="always")
def _any_above(changes, tolerances):
    """Whether a lane has to go on; one that is no number any more never will be one again."""
    above = False
    for lane in range(LANES):
        above |= tolerances[lane] < changes[lane] < np.inf
    return above


@njit(nogil=True, cache=True, fastmath=_FAST)
def scores(flow_values, flow_places, flow_categories, flow_factors, values, supply, net, gross):
    """Scores into net (chunks, categories, lanes), and with every term made positive into gross."""
    net[:] = 0.0
    gross[:] = 0.0
    for chunk in range(values.shape[0]):
        for k in range(flow_values.shape[0]):
            value, place, category = flow_values[k], flow_places[k], flow_categories[k]
            for lane in range(values.shape[2]):
                term = flow_factors[k] * values[chunk, value, lane] * supply[chunk, place, lane]
                net[chunk, category, lane] += term
                gross[chunk, category, lane] += abs(term)
