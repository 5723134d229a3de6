"""Shares of a variance by driver, from a sample of any function: a sparse additive fit, and its variance taken apart.

A result is fitted by a sum of functions of one driver each (Li, Wang, Rabitz 2002, Journal of Physical Chemistry A 106,
8721-8733): a straight line through its values, and powers and cosines of its ranks, which bend. A driver is an input, or all
members of a mixture, which are drawn together. Terms enter where an F test tells them from noise at 1 % for all terms together,
so that thousands of inputs without effect sum to nothing. Squared CAR scores (Zuber, Strimmer 2011, Statistical Applications
in Genetics and Molecular Biology 10, 34) give each driver its part of R2, never negative, and sum to it, however the sample
happens to be correlated; R2 is adjusted for the terms. Half widths are those of a jackknife over groups of samples (Efron,
Tibshirani 1993, An Introduction to the Bootstrap, 11), with what a term must explain to be told from noise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

POWERS, WAVES = 3, 8  # of the ranks of an input: powers of its normal number, and half waves over its range
FAMILY_LEVEL = 0.01  # chance that any term enters for nothing
ROUNDS = 12  # of looking for terms in what is left
NOTHING_LEFT = 1e-4  # of the variance: no term is looked for in less
TERMS = 400  # at most, and one for every so many samples:
SAMPLES_A_TERM = 5
GROUPS = 20  # of the jackknife
STUDENT = 2.093  # 97.5 % of the t distribution with 19 degrees of freedom
AT_HAND = 2**25  # numbers: fewer bends are kept while terms are looked for
ALIKE = 1e-12  # difference of results of variance 1 that are one
SINGULAR = 1e-8  # of the largest eigenvalue: below, a member of a mixture follows from the others


@dataclass(frozen=True)
class Term:
    """Columns that enter together: the line of a driver, or what bends."""

    driver: int
    columns: np.ndarray  # (n, width), mean 0, orthonormal but for a factor of sqrt(n)

    @property
    def width(self) -> int:
        """Degrees of freedom."""
        return int(self.columns.shape[1])


class DrawnDesign:
    """Inputs as they were drawn, (n, d), and what of a result each of k drivers may explain.

    `drivers`: positions of the columns of x that make each.
    """

    def __init__(self, x: np.ndarray, drivers: Sequence[np.ndarray]) -> None:
        self.x = x
        self._drivers = drivers
        self._known: list[tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]] = []  # results about their mean, and shares

    @cached_property
    def _lines(self) -> list[Term]:
        return [Term(number, _line(self.x[:, columns])) for number, columns in enumerate(self._drivers)]

    @cached_property
    def _all_bent(self) -> list[Term]:
        return list(self._made_bent())

    def _made_bent(self) -> Iterator[Term]:
        return (Term(line.driver, _bent(self.x[:, self._drivers[line.driver]])) for line in self._lines if line.width)

    def shares(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Shares (k,) of the variance of y (n,), and half widths (k,) of their 95 % intervals.

        Shares are not negative and sum to at most 1; they are 0 where y does not vary, and unknown (0 +- 1) for fewer than
        20 samples.
        """
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1, user_api="blas"):  # of many small products, threads would wait for each other
            return self._shares(y)

    def _shares(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        n, count = len(y), len(self._drivers)
        spread = float(y.std()) if n else 0.0
        if n < GROUPS or spread <= 1e-12 * float(np.abs(y).max()):
            return np.zeros(count), np.full(count, float(n < GROUPS))
        result = (y - y.mean()) / spread
        for known, shares in self._known:  # a multiple of a result, as per kWh of capacity of per pack, has its shares
            if np.allclose(result, known, rtol=0, atol=ALIKE):
                return shares
        self._known.append((result, self._fitted(result)))
        return self._known[-1][1]

    def _fitted(self, result: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Shares and half widths of a result (n,) of mean 0 and variance 1."""
        n, count, lines = len(result), len(self._drivers), self._lines
        tests = 2 * sum(bool(line.width) for line in lines)
        fit = _Fit(result)
        fit.grow(lines, tests)
        if fit.share_left > NOTHING_LEFT:
            fit.grow(self._all_bent if self.x.size * (POWERS + WAVES) <= AT_HAND else self._made_bent(), tests)
            fit.grow(lines, tests)  # a bend may have hidden a line
        limits, chosen = fit.limits(lines, tests), fit.chosen
        if not chosen:
            return np.zeros(count), limits
        owners = np.concatenate([np.full(term.width, term.driver) for term in chosen])
        columns = np.column_stack([*(term.columns for term in chosen), result])
        groups = np.array_split(columns, GROUPS)
        parts = [part.T @ part for part in groups]
        whole = np.sum(parts, axis=0)
        left_out = [
            _car_shares((whole - part) / (n - len(group)), owners, n - len(group), count)
            for part, group in zip(parts, groups, strict=True)
        ]
        deviation = np.sqrt((GROUPS - 1) * np.var(left_out, axis=0))
        return _car_shares(whole / n, owners, n, count), np.minimum(np.hypot(STUDENT * deviation, limits), 1.0)


def _line(values: np.ndarray) -> np.ndarray:
    """Values (n, width) as orthonormal columns; constant ones, and members that follow from the others, are left out."""
    middle = values.mean(axis=0)
    moved = values - middle
    deviations = moved.std(axis=0)
    varying = deviations > 1e-12 * np.abs(values).max(axis=0, initial=0.0)
    return _orthonormal(moved[:, varying] / deviations[varying])


@lru_cache(maxsize=2)
def _bends(n: int) -> np.ndarray:
    """Orthonormal functions (n, 3 + WAVES) of a rank: powers of its normal number, then cosines."""
    from scipy.special import ndtri

    levels = (np.arange(n) + 0.5) / n
    powers = ndtri(levels)[:, None] ** np.arange(1, POWERS + 1)
    waves = np.cos(np.pi * levels[:, None] * np.arange(1, WAVES + 1))
    columns = np.column_stack([powers, waves])
    return np.asarray(np.linalg.qr(columns - columns.mean(axis=0))[0] * np.sqrt(n))


def _bent(values: np.ndarray) -> np.ndarray:
    """Functions of the ranks of every member; of a mixture, whose members say much of each other, the powers alone."""
    n, members = values.shape
    table = _bends(n)[:, : None if members == 1 else POWERS]
    if members == 1:
        order = np.argsort(values[:, 0], kind="stable")
        if (np.diff(values[order, 0]) > 0).all():  # they are orthonormal as they are
            found = np.empty_like(table)
            found[order] = table
            return found
    middle = np.column_stack([_middle_ranks(column) for column in values.T])
    columns = table[middle].reshape(n, -1)
    return _orthonormal(columns - columns.mean(axis=0))


def _middle_ranks(values: np.ndarray) -> np.ndarray:
    """Rank (n,) of each value, from 0; what is equal has one, the middle of theirs, rounded down."""
    order = np.argsort(values, kind="stable")
    first = np.concatenate([[True], np.diff(values[order]) != 0])  # whether a value is another than the one before
    starts = np.flatnonzero(first)
    middles = (starts + np.append(starts[1:], len(values)) - 1) // 2
    found = np.empty(len(values), dtype=int)
    found[order] = middles[np.cumsum(first) - 1]
    return found


def _orthonormal(columns: np.ndarray) -> np.ndarray:
    if columns.shape[1] < 2:
        norms = np.sqrt((columns**2).mean(axis=0))
        return np.asarray(columns[:, norms > 0] / norms[norms > 0])
    values, vectors = np.linalg.eigh(columns.T @ columns / len(columns))
    kept = values > SINGULAR * max(float(values[-1]), np.finfo(float).tiny)
    return np.asarray(columns @ (vectors[:, kept] / np.sqrt(values[kept])))


class _Fit:
    """A fit that grows: what it leaves of the result, and orthonormal columns that span its terms."""

    def __init__(self, result: np.ndarray) -> None:
        self.chosen: list[Term] = []
        self._left = result
        self._spanned = np.empty((0, len(result)))

    @property
    def share_left(self) -> float:
        """Share of the variance that the terms leave."""
        return float(self._left @ self._left) / len(self._left)

    @property
    def _used(self) -> int:
        return sum(term.width for term in self.chosen)

    def grow(self, candidates: Sequence[Term] | Iterator[Term], tests: int) -> None:
        """Take in candidates that stand out from what is left, until none does; an iterator is gone through once."""
        most = min(TERMS, len(self._left) // SAMPLES_A_TERM)
        for _ in range(ROUNDS if isinstance(candidates, Sequence) else 1):
            before = len(self.chosen)
            for term in self._standing_out(candidates, tests):
                if self._used + term.width <= most:
                    self.chosen.append(term)
            if len(self.chosen) == before:
                break
            self._take_in(np.column_stack([term.columns for term in self.chosen[before:]]))

    def _standing_out(self, candidates: Iterable[Term], tests: int) -> list[Term]:
        """Those that explain more than noise would, most first."""
        from scipy.special import fdtrc

        share, n, used = self.share_left, len(self._left), self._used
        present = {id(term) for term in self.chosen}
        found: list[tuple[float, Term]] = []
        for term in candidates if share > NOTHING_LEFT else ():
            freedom = n - 1 - used - term.width
            if term.width and id(term) not in present and freedom > 0:
                scores = term.columns.T @ self._left / n
                explained = min(float(scores @ scores) / share, 1 - 1e-12)
                ratio = explained / (1 - explained) * freedom / term.width
                if fdtrc(term.width, freedom, ratio) < FAMILY_LEVEL / tests:
                    found.append((explained, term))
        return [term for _, term in sorted(found, key=lambda one: -one[0])]

    def _take_in(self, columns: np.ndarray) -> None:
        n = len(columns)
        for _ in range(2):  # once more against rounding
            columns = columns - self._spanned.T @ (self._spanned @ columns / n)
        fresh = _orthonormal(columns)
        self._left = self._left - fresh @ (fresh.T @ self._left / n)
        self._spanned = np.vstack([self._spanned, fresh.T])

    def limits(self, lines: Sequence[Term], tests: int) -> np.ndarray:
        """Per driver: the share that its line would have to explain to be chosen; 0 where it is, or is constant."""
        from scipy.special import fdtri

        present = {id(term) for term in self.chosen}
        found = np.zeros(len(lines))
        for number, term in enumerate(lines):
            freedom = len(self._left) - 1 - self._used - term.width
            if term.width and id(term) not in present and freedom > 0:
                ratio = float(fdtri(term.width, freedom, 1 - FAMILY_LEVEL / tests)) * term.width / freedom
                found[number] = self.share_left * ratio / (1 + ratio)
        return found


def _car_shares(moments: np.ndarray, owners: np.ndarray, n: int, count: int) -> np.ndarray:
    """Shares (count,) from the mean products of the columns, the result last; `owners`: the driver of every column."""
    inside, across, variance = moments[:-1, :-1], moments[:-1, -1], float(moments[-1, -1])
    blocks = np.diag(1 / np.sqrt(np.diag(inside)))
    for owner in np.flatnonzero(np.bincount(owners) > 1):
        at = np.flatnonzero(owners == owner)
        blocks[np.ix_(at, at)] = _inverse_root(inside[np.ix_(at, at)])
    # Within a driver columns count as one; between drivers the sample is correlated by chance alone.
    scores = _inverse_root(blocks @ inside @ blocks) @ (blocks @ across)
    squares = np.bincount(owners, scores**2, minlength=count) / variance
    explained = min(float(squares.sum()), 1.0)
    noise = (1 - explained) / max(n - 1 - len(owners), 1)
    return np.asarray(
        np.clip(squares - noise * np.bincount(owners, minlength=count), 0, None) / max(1.0, squares.sum())
    )


def _inverse_root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    kept = values > SINGULAR * float(values[-1])
    return np.asarray((vectors[:, kept] / np.sqrt(values[kept])) @ vectors[:, kept].T)
