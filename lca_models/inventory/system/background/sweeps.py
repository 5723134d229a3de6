"""A x = b for the technosphere of a whole background, without factorising it.

A factorisation of a large background fills up: minutes, where a matrix of some hundred processes takes a millisecond. Rows
are put in a demand-first order instead (buyers before their suppliers, as far as loops allow), and Gauss-Seidel sweeps
are made until the residual is what rounding leaves of the terms it is the sum of (Oettli and Prager 1964, Numerische
Mathematik 6, 405-409), which is as exact as a factorisation is. Where sweeps do not settle, as where a loop needs more of
itself than it makes, they precondition GMRES (Saad and Schultz 1986, SIAM Journal on Scientific and Statistical Computing
7, 856-869), which finds what a factorisation would; and where that fails too, the system is factorised.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, SuperLU, gmres, splu

LARGE = 2000  # processes: fewer are factorised in no time
ROUNDING = 2.0**-51  # of the terms of a row, and for each of a few of them
ENOUGH = 2.0**-44  # where sweeps no longer get nearer
MOST_SWEEPS, PATIENCE = 500, 8  # in all, and without getting nearer
RESTART, RESTARTS, REFINEMENTS, GAIN = 50, 4, 5, 1e-10  # of GMRES: vectors, rounds, and how far each solution goes
ORDER_STEPS = 30


class Solver(Protocol):
    """Solves A x = b, and its transpose."""

    def solve(self, b: np.ndarray, trans: str = "N") -> np.ndarray: ...


def solver_of(matrix: sparse.csc_array, makers: np.ndarray | None = None) -> Solver:
    """What solves A (products x processes); `makers`: the process that makes each product, by default that of its number.

    Raises RuntimeError for a singular matrix.
    """
    if matrix.shape[0] <= LARGE:
        found: Solver = splu(matrix)
        return found
    return Sweeps(matrix, np.arange(matrix.shape[0]) if makers is None else makers)


class Sweeps:
    """Solves by sweeps, and by a factorisation where these do not settle."""

    def __init__(self, matrix: sparse.csc_array, makers: np.ndarray) -> None:
        """Puts the matrix in order."""
        self._makers = makers
        square = matrix[:, makers].tocsr()
        self._order, size = _demand_first(square)
        self._size = size[self._order]  # of the supply of each product, roughly
        self._matrix = square[self._order][:, self._order].tocsr()

    def solve(self, b: np.ndarray, trans: str = "N") -> np.ndarray:
        """Solves for b of one column or several; `trans`: "T" for the transpose.

        Raises RuntimeError for a singular matrix.
        """
        by_process = np.empty_like(self._makers)
        by_process[self._order] = np.arange(len(self._order))
        if trans == "T":  # rows are processes then
            found = self._solved(b[self._makers][self._order], transposed=True)
            return np.asarray(found[by_process])
        found, x = self._solved(b[self._order], transposed=False)[by_process], np.empty(b.shape)
        x[self._makers] = found
        return x

    def _solved(self, b: np.ndarray, *, transposed: bool) -> np.ndarray:
        several = b.reshape(len(b), -1)
        # Backwards, because intensities run from suppliers to buyers.
        matrix = self._matrix.T.tocsr()[::-1, ::-1].tocsr() if transposed else self._matrix
        wanted = several[::-1] if transposed else several
        found = swept(matrix, wanted)
        if found is None:
            size = self._size[::-1] if transposed else self._size
            scale = 1 / (np.abs(matrix.diagonal()) * size) if transposed else size
            columns = [projected(matrix, column, scale) for column in wanted.T]
            if any(column is None for column in columns):
                return np.asarray(self._factorized.solve(b, trans="T" if transposed else "N"))
            found = np.stack(columns, axis=1)  # type: ignore[arg-type]
        return np.asarray((found[::-1] if transposed else found).reshape(b.shape))

    @cached_property
    def _factorized(self) -> SuperLU:
        return splu(self._matrix.tocsc(), permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})


def swept(matrix: sparse.csr_array, wanted: np.ndarray) -> np.ndarray | None:
    """Solves matrix x = wanted (n, columns) by sweeps in the order of the rows; None where these do not settle."""
    if not matrix.diagonal().all():
        return None
    upper, forwards = sparse.triu(matrix, 1, format="csr"), _forwards(matrix)
    judge, found = Judge(matrix, wanted), np.zeros(wanted.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(MOST_SWEEPS):
            found = forwards(wanted - upper @ found)
            if judge.is_final(found):
                break
    return judge.best


def projected(matrix: sparse.csr_array, wanted: np.ndarray, scale: np.ndarray) -> np.ndarray | None:
    """Solves matrix x = wanted (n,) by GMRES after sweeps; None where it does not settle. `scale`: how large x may be."""
    diagonal = matrix.diagonal()
    if not diagonal.all() or not np.isfinite(scale).all() or not (scale > 0).all():
        return None
    rows = sparse.diags_array(1 / (np.abs(diagonal) * scale))
    scaled, goal = (rows @ matrix @ sparse.diags_array(scale)).tocsr(), rows @ wanted
    first = LinearOperator(scaled.shape, _forwards(scaled), dtype=float)
    judge, found = Judge(matrix, wanted), np.zeros(len(wanted))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(REFINEMENTS):
            step, _ = gmres(
                scaled, goal - scaled @ found, M=first, rtol=GAIN, atol=0.0, restart=RESTART, maxiter=RESTARTS
            )
            found = found + step
            if judge.is_final(scale * found, patience=1):
                break
    return judge.best


def _forwards(matrix: sparse.csr_array) -> Callable[[np.ndarray], np.ndarray]:
    """Solves L x = b for the lower triangle, without fill."""
    lower = sparse.tril(matrix, format="csc")
    return splu(lower, permc_spec="NATURAL", diag_pivot_thresh=0).solve  # type: ignore[no-any-return]


class Judge:
    """How near a solution is: the largest residual of a row as a share of the terms that it is the sum of."""

    def __init__(self, matrix: sparse.csr_array, wanted: np.ndarray) -> None:
        """Of matrix x = wanted."""
        self._matrix, self._sizes, self._wanted = matrix, abs(matrix), wanted
        self._found, self._off, self._worse = np.zeros(wanted.shape), np.inf, 0

    def is_final(self, found: np.ndarray, patience: int = PATIENCE) -> bool:
        """Whether a solution is exact, or none gets nearer any more."""
        residual = np.abs(self._wanted - self._matrix @ found)
        terms = self._sizes @ np.abs(found) + np.abs(self._wanted)
        off = float(np.max(residual / np.where(terms > 0, terms, 1), initial=0.0))
        if off < self._off:
            self._found, self._off, self._worse = found, off, 0
        else:  # also what is no number any more
            self._worse += 1
        return off <= ROUNDING or self._worse > patience

    @property
    def best(self) -> np.ndarray | None:
        """The nearest solution; None where it is not as near as rounding allows."""
        return self._found if self._off <= ENOUGH else None


def _demand_first(matrix: sparse.csr_array) -> tuple[np.ndarray, np.ndarray]:
    """Rows in an order in which buyers stand before their suppliers on average, and the supply of one of everything."""
    size = matrix.shape[0]
    diagonal = np.abs(matrix.diagonal())
    diagonal[diagonal == 0] = 1
    taken = matrix.tocoo()
    outside = (taken.row != taken.col) & (taken.data != 0)
    rows, columns = taken.row[outside], taken.col[outside]
    # Shares of a supplier's sales, whatever the units are.
    share = np.abs(taken.data[outside]) / diagonal[rows]
    with np.errstate(over="ignore", invalid="ignore"):
        supply = np.ones(size)
        for _ in range(ORDER_STEPS):
            supply = 1 + np.bincount(rows, weights=share * supply[columns], minlength=size)
        weights = share * supply[columns]
        total = np.bincount(rows, weights=weights, minlength=size) + 1
        if not np.isfinite(total).all():  # it takes more than it makes: any order serves
            return np.arange(size), np.ones(size)
        position = np.zeros(size)
        for _ in range(ORDER_STEPS):
            position = np.bincount(rows, weights=weights * (position[columns] + 1), minlength=size) / total
    return np.argsort(position, kind="stable"), supply
