"""Little memory: libraries that would wait for it without end are told beforehand."""

from __future__ import annotations

import mmap
import os

# Bytes of address space: from here on nothing is spared; below it nothing can be loaded
AMPLE, LEAST = 1 << 30, 250 << 20
WORKSPACE = 34 << 20  # what a library of linear algebra takes at its first large product, and keeps
THREADS = "OPENBLAS_NUM_THREADS"  # each takes its share of memory while NumPy is loaded, and tries for ever


def fit_memory() -> None:
    """Spare threads of linear algebra where the system limits memory (ulimit -v); before NumPy is loaded.

    Raises MemoryError where the kit cannot even be loaded.
    """
    limit = _limit()
    if limit < AMPLE:
        os.environ.setdefault(THREADS, "1")
    if limit < LEAST:
        raise MemoryError
    if limit < AMPLE:
        _take_workspaces()


def _take_workspaces() -> None:
    """Let NumPy's and SciPy's linear algebra take what they keep: where nothing is left later, they would ask for ever.

    Raises MemoryError where it is too much already.
    """
    import numpy as np
    from scipy.linalg.blas import dgemm

    try:
        mmap.mmap(-1, 2 * WORKSPACE).close()
    except OSError:
        raise MemoryError from None
    ones = np.ones((200, 200))
    np.dot(ones, ones)
    dgemm(1.0, ones, ones)


def _limit() -> float:
    try:
        import resource
    except ImportError:  # Windows, which limits jobs and no programs
        return float("inf")
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return float("inf") if limit == resource.RLIM_INFINITY else limit
