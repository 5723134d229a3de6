"""Systems written to a file that the worker of bw2calc reads, and the workers themselves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

from bench.worker import ROOT, Peer
from lca_models.impact.everything.system import UncertainSystem

LCA_ALGEBRAIC = os.environ.get("BENCH_LCA_ALGEBRAIC", str(ROOT / ".venv-lca-algebraic" / "bin" / "python"))


def bw2calc_peer(solver: str) -> Peer:
    """A worker with bw2calc; `solver` is `scipy` (SuperLU) or `pypardiso` where that is installed."""
    return Peer(sys.executable, "bench.bw2calc_worker", BENCH_SOLVER=solver)


def lca_algebraic_peer() -> Peer | None:
    """A worker with lca_algebraic; None where its environment has not been made."""
    return Peer(LCA_ALGEBRAIC, "bench.lca_algebraic_worker") if Path(LCA_ALGEBRAIC).exists() else None


def write_system(
    path: Path,
    system: UncertainSystem,
    *,
    category: int = 0,
    samples: np.ndarray | None = None,
    static: np.ndarray | None = None,
) -> Path:
    """Everything that bw2calc needs. `samples` (exchanges, n) stand in place of distributions; `static` (processes,) says
    which processes are the unchanging background of PartitionedMonteCarloLCA.
    """
    spread = system.distributions
    arrays = {
        "rows": system.rows, "columns": system.columns, "biosphere": system.is_biosphere, "signs": system.signs,
        "amounts": system.amounts, "types": spread.types, "uncertain": spread.uncertain, "loc": spread.loc,
        "scale": spread.scale, "minimum": spread.minimum, "maximum": spread.maximum, "negative": spread.negative,
        "demand": system.demand, "factors": system.factors[category],
        "static": np.zeros(len(system.demand), dtype=bool) if static is None else static,
    }  # fmt: skip
    if samples is not None:
        arrays["samples"] = samples
    np.savez(path, allow_pickle=False, **arrays)
    return path
