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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

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
    is_bent: bool
    columns: np.ndarray  # (n, width), mean 0, orthonormal but for a factor of sqrt(n)

    @property
    def width(self) -> int:
        """Degrees of freedom."""
        return int(self.columns.shape[1])


class Candidates(Protocol):
    """A term of each of k drivers, which may enter a fit; its columns are made where it does."""

    is_bent: bool
    rounds: int  # of looking for those that stand out

    def explained(self, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Variance (k,) that each would take of what is left (n,), and degrees of freedom (k,), 0 where there is no term."""
        ...

    def columns(self, driver: int) -> np.ndarray:
        """The columns of the term of a driver."""
        ...


class DrawnDesign:
    """Inputs as they were drawn, (n, d), and what of a result each of k drivers may explain.

    `drivers`: positions of the columns of x that make each.
    """

    def __init__(self, x: np.ndarray, drivers: Sequence[np.ndarray]) -> None:
        self.x = x
        self._drivers = drivers
        self._known: list[tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]] = []  # results about their mean, and shares

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines(self.x, self._drivers)

    @cached_property
    def _bends(self) -> _Bends:
        return _Bends(self.x, self._drivers, np.flatnonzero(self._lines.widths))

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
        tests = 2 * int(np.count_nonzero(lines.widths))
        fit = _Fit(result)
        fit.grow(lines, tests)
        if fit.share_left > NOTHING_LEFT:
            fit.grow(self._bends, tests)
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


class _Lines:
    """Straight lines through the values of each driver."""

    is_bent, rounds = False, ROUNDS

    def __init__(self, x: np.ndarray, drivers: Sequence[np.ndarray]) -> None:
        self._rows = np.empty((sum(map(len, drivers)), len(x)))  # at most: those that do not vary have none
        self.widths = np.zeros(len(drivers), dtype=int)
        end = 0
        for driver, columns in enumerate(drivers):
            line = _line(x[:, columns])
            self.widths[driver] = line.shape[1]
            self._rows[end : end + line.shape[1]] = line.T
            end += line.shape[1]
        self._rows, self._ends = self._rows[:end], np.cumsum(self.widths)
        self._owners = np.repeat(np.arange(len(drivers)), self.widths)

    def explained(self, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scores = self._rows @ left / len(left)
        return np.bincount(self._owners, scores**2, minlength=len(self.widths)), self.widths

    def columns(self, driver: int) -> np.ndarray:
        end = self._ends[driver]
        return self._rows[end - self.widths[driver] : end].T


@dataclass(frozen=True)
class _Ranked:
    """Some drivers by their ranks.

    What bends is the same for every input without ties, in its order: what is left is put into that order instead.
    """

    inputs: np.ndarray  # drivers (p,) of one input without ties
    orders: np.ndarray  # of their samples (p, n)
    others: dict[int, np.ndarray]  # columns by driver


class _Bends:
    """Functions of the ranks of each driver that varies."""

    is_bent = True

    def __init__(self, x: np.ndarray, drivers: Sequence[np.ndarray], varying: np.ndarray) -> None:
        self._x, self._drivers, self._varying = x, drivers, varying
        self._is_kept = x.size * (POWERS + WAVES) <= AT_HAND
        self.rounds = ROUNDS if self._is_kept else 1

    def explained(self, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found, widths = np.zeros(len(self._drivers)), np.zeros(len(self._drivers), dtype=int)
        table, n = _bends(len(left)), len(left)
        for part in self._kept if self._is_kept else self._ranked():
            found[part.inputs] = ((left[part.orders] @ table / n) ** 2).sum(axis=1)
            widths[part.inputs] = table.shape[1]
            for driver, columns in part.others.items():
                scores = columns.T @ left / n
                found[driver], widths[driver] = float(scores @ scores), columns.shape[1]
        return found, widths

    def columns(self, driver: int) -> np.ndarray:
        return _bent(self._x[:, self._drivers[driver]])

    @cached_property
    def _kept(self) -> list[_Ranked]:
        return list(self._ranked())

    def _ranked(self) -> Iterator[_Ranked]:
        at_once = max(AT_HAND // (len(self._x) * (POWERS + WAVES)), 1)
        for start in range(0, len(self._varying), at_once):
            some = self._varying[start : start + at_once].tolist()
            single = np.array([one for one in some if len(self._drivers[one]) == 1], dtype=int)
            values = self._x[:, [int(self._drivers[one][0]) for one in single]].T.copy()
            orders = np.argsort(values, axis=1)
            is_free = (np.diff(np.take_along_axis(values, orders, axis=1), axis=1) > 0).all(axis=1)
            inputs = single[is_free]
            others = {one: self.columns(one) for one in set(some) - {*inputs.tolist()}}
            yield _Ranked(inputs, orders[is_free], others)


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
        order = np.argsort(values[:, 0])
        if (np.diff(values[order, 0]) > 0).all():  # they are orthonormal as they are
            found = np.empty_like(table)
            found[order] = table
            return found
    middle = np.column_stack([_middle_ranks(column) for column in values.T])
    columns = table[middle].reshape(n, -1)
    return _orthonormal(columns - columns.mean(axis=0))


def _middle_ranks(values: np.ndarray) -> np.ndarray:
    """Rank (n,) of each value, from 0; what is equal has one, the middle of theirs, rounded down."""
    order = np.argsort(values)
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

    def grow(self, candidates: Candidates, tests: int) -> None:
        """Take in candidates that stand out from what is left, until none does."""
        most = min(TERMS, len(self._left) // SAMPLES_A_TERM)
        for _ in range(candidates.rounds):
            before = len(self.chosen)
            for driver, width in self._standing_out(candidates, tests):
                if self._used + width <= most:
                    self.chosen.append(Term(driver, candidates.is_bent, candidates.columns(driver)))
            if len(self.chosen) == before:
                break
            self._take_in(np.column_stack([term.columns for term in self.chosen[before:]]))

    def _standing_out(self, candidates: Candidates, tests: int) -> list[tuple[int, int]]:
        """Drivers of those that explain more than noise would, most first, with their degrees of freedom."""
        from scipy.special import fdtrc

        share = self.share_left
        if share <= NOTHING_LEFT:
            return []
        taken, widths = candidates.explained(self._left)
        places, freedom = self._free(candidates.is_bent, widths)
        explained, widths = np.minimum(taken[places] / share, 1 - 1e-12), widths[places]
        ratios = explained / (1 - explained) * freedom / widths
        stands = fdtrc(widths, freedom, ratios) < FAMILY_LEVEL / tests
        order = np.argsort(-explained[stands], kind="stable")
        return list(zip(places[stands][order].tolist(), widths[stands][order].tolist(), strict=True))

    def _free(self, is_bent: bool, widths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Drivers whose terms of these degrees of freedom are not in the fit yet and may be, and what freedom each leaves."""
        freedom = len(self._left) - 1 - self._used - widths
        is_free = (widths > 0) & (freedom > 0)
        is_free[[term.driver for term in self.chosen if term.is_bent == is_bent]] = False
        return np.flatnonzero(is_free), freedom[is_free]

    def _take_in(self, columns: np.ndarray) -> None:
        n = len(columns)
        for _ in range(2):  # once more against rounding
            columns = columns - self._spanned.T @ (self._spanned @ columns / n)
        fresh = _orthonormal(columns)
        self._left = self._left - fresh @ (fresh.T @ self._left / n)
        self._spanned = np.vstack([self._spanned, fresh.T])

    def limits(self, lines: _Lines, tests: int) -> np.ndarray:
        """Per driver: the share that its line would have to explain to be chosen; 0 where it is, or is constant."""
        from scipy.special import fdtri

        found = np.zeros(len(lines.widths))
        places, freedom = self._free(lines.is_bent, lines.widths)
        widths = lines.widths[places]
        ratios = fdtri(widths, freedom, 1 - FAMILY_LEVEL / tests) * widths / freedom
        found[places] = self.share_left * ratios / (1 + ratios)
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
