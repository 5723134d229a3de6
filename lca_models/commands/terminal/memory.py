"""Little memory: libraries that would wait for it without end are told beforehand."""

from __future__ import annotations

import os

AMPLE, LEAST = (
    1 << 30,
    250 << 20,
)  # bytes of address space: from here on nothing is spared; below it nothing can be loaded
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


def _limit() -> float:
    try:
        import resource
    except ImportError:  # Windows, which limits jobs and no programs
        return float("inf")
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return float("inf") if limit == resource.RLIM_INFINITY else limit
