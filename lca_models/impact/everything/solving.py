"""Solving samples of a pattern with SciPy: sweeps one sample at a time, intensities, and a direct solution."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import SuperLU, splu

from lca_models.impact.everything.pattern import Lockstep
from lca_models.inventory.system.background.sweeps import LARGE, projected


def sweep(
    pattern: Lockstep,
    values: np.ndarray,
    supply: np.ndarray,
    weights: np.ndarray,
    tolerances: np.ndarray,
    max_sweeps: int,
) -> np.ndarray:
    """Gauss-Seidel sweeps on supply (chunks, places, lanes), in place, until sum_i w_i |A_ii dx_i| is within the tolerances.

    Tolerances (chunks, lanes). Returns that sum after the last sweep, per sample; infinite where a diagonal is 0.
    """
    changes = np.full(tolerances.shape, np.inf)
    for chunk, lane in np.ndindex(tolerances.shape):
        matrix = pattern.technosphere(values[chunk, :, lane])
        scaled = weights * np.abs(matrix.diagonal())
        try:
            lower, upper = triangles(matrix)
        except RuntimeError:
            continue
        x = supply[chunk, :, lane]
        for _ in range(max_sweeps):
            new = lower.solve(pattern.demand - upper @ x)
            changes[chunk, lane] = scaled @ np.abs(new - x)
            x = new
            if not changes[chunk, lane] > tolerances[chunk, lane]:
                break
        supply[chunk, :, lane] = x
    return changes


def triangles(matrix: sparse.csr_array) -> tuple[SuperLU, sparse.csr_array]:
    """The lower triangle with the diagonal, ready to solve without fill, and the rest.

    Raises RuntimeError where the diagonal holds a 0.
    """
    lower = splu(sparse.tril(matrix, format="csc"), permc_spec="NATURAL", diag_pivot_thresh=0)
    return lower, sparse.triu(matrix, 1, format="csr")


def solve_directly(pattern: Lockstep, values: np.ndarray, usual: np.ndarray | None = None) -> np.ndarray:
    """Supply (places,) of one sample (entries,) by factorisation; of a large one by GMRES, where that finds it.

    `usual`: the supply at rest, by which unknowns are scaled. Raises RuntimeError for a singular matrix.
    """
    if usual is not None and len(usual) > LARGE:
        scale = np.where(usual > 0, usual, 1.0)
        if (found := projected(pattern.technosphere(values), pattern.demand, scale)) is not None:
            return found
    return np.asarray(factorize(pattern, values).solve(pattern.demand))


def factorize(pattern: Lockstep, values: np.ndarray) -> SuperLU:
    """A of one sample (entries,), factorised with the ordering that fills a large background least."""
    return splu(pattern.technosphere(values).tocsc(), permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})


def intensities(pattern: Lockstep, values: np.ndarray, tolerance: float, max_sweeps: int) -> np.ndarray:
    """(places, categories) of one sample (entries,): score per unit of each product, lambda = A^-T B^T c."""
    direct = pattern.direct_scores(values)
    matrix = pattern.technosphere(values)
    try:
        # Backwards, because intensities run from suppliers to buyers.
        lower, upper = triangles(matrix.T.tocsr()[::-1, ::-1].tocsr())
    except RuntimeError:
        return np.asarray(factorize(pattern, values).solve(direct, trans="T"))
    found, wanted = np.zeros_like(direct), direct[::-1]
    for _ in range(max_sweeps):
        new = lower.solve(wanted - upper @ found)
        change, size = np.abs(new - found).max(axis=0), np.abs(new).max(axis=0)
        found = new
        if (change <= tolerance * size).all():
            return np.asarray(found[::-1])
    return np.asarray(factorize(pattern, values).solve(direct, trans="T"))


def supply_at_rest(
    pattern: Lockstep, values: np.ndarray, intensities: np.ndarray, tolerance: float, max_sweeps: int
) -> np.ndarray:
    """Supply (1, places, 1) of values (1, entries, 1), by sweeps, or directly where these do not converge.

    Raises RuntimeError for a singular matrix.
    """
    supply = np.zeros((1, len(pattern.processes), 1))
    size = np.abs(intensities).max(axis=1, initial=0.0)
    allowed = np.full((1, 1), tolerance * np.abs(pattern.demand @ intensities).max(initial=0.0))
    if not sweep(pattern, values, supply, size, allowed, max_sweeps) <= allowed:
        supply[0, :, 0] = solve_directly(pattern, values[0, :, 0])
    return supply
