"""Everything uncertain, beside bw2calc on the same system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.measure import Row, alternate, medians, rate, ratio, timed
from bench.peers import bw2calc_peer, write_system
from bench.synthetic import synthetic_background
from bench.worker import Peer
from lca_models.impact.draws.distributions import NO_GROUP, Distributions
from lca_models.impact.everything.monte_carlo import FullMonteCarlo
from lca_models.impact.everything.system import UncertainSystem

LCAS = ("LCA", "IterativeLCA", "FastScoresOnlyMultiLCA")


def synthetic_system(processes: int = 20_000, categories: int = 1, seed: int = 0) -> UncertainSystem:
    """A background shaped like ecoinvent, as arrays."""
    made = synthetic_background(processes, max(20, processes // 10), categories, seed)
    nothing, names = np.full(len(made.rows), np.nan), tuple(map(str, range(len(made.rows))))
    sigmas = np.where(made.sigmas > 0, made.sigmas, np.nan)
    distributions = Distributions(
        names, ("",) * len(names), made.uncertainty_types, np.log(made.amounts), sigmas, nothing, nothing,
        np.zeros(len(nothing), dtype=bool), made.amounts, np.full(len(nothing), NO_GROUP),
    )  # fmt: skip
    demand = np.zeros(processes)
    demand[made.demand] = 1.0
    return UncertainSystem(made.rows, made.columns, made.is_biosphere, made.signs, distributions, demand, made.factors)


def compare_everything(
    title: str,
    model: FullMonteCarlo,
    peers: dict[str, Peer],
    path: Path,
    *,
    samples: int,
    peer_samples: int,
    least: dict[str, float],
    aim: str,
    rounds: int = 5,
) -> Row:
    """Samples per second of the model and of every class of bw2calc (each in its worker) that runs, taking turns."""
    write_system(path, model.system)
    for peer in set(peers.values()):
        peer.call("load", name=title, path=str(path))
    model.scores(64)  # compiles and prepares
    sides = {"ours": lambda: timed(lambda: model.scores(samples, seed=1)) / samples}
    refused = []
    for kind, peer in peers.items():
        try:
            peer.call("iterate", name=title, kind=kind, n=1)
        except RuntimeError as error:
            refused.append(f"{kind}: {error}")
            continue
        sides[kind] = lambda kind=kind, peer=peer: peer.call("iterate", name=title, kind=kind, n=peer_samples)[
            "seconds"
        ]
    found = alternate(sides, rounds)
    median, times = medians(found), {kind: ratio(found, kind) for kind in sides if kind != "ours"}
    beside = [f"bw2calc {kind} {rate(median[kind])}, {times[kind]:.3g}x" for kind in times]
    return Row(
        title,
        rate(median["ours"]),
        (*beside, *refused),
        ", ".join(f"{value:g}x {kind}" for kind, value in least.items()),
        aim,
        all(times.get(kind, 0.0) >= value for kind, value in least.items()),
    )


def agreement(model: FullMonteCarlo, peer: Peer, path: Path, samples: int = 20) -> float:
    """Largest relative difference from `bw2calc.LCA` on the very same sampled matrices, in double precision."""
    amounts = np.column_stack([model.sampled_matrices(7, index).amounts for index in range(samples)])
    write_system(path, model.system, samples=amounts)
    peer.call("load", name="agreement", path=str(path))
    ours = model.scores(samples, seed=7)[:, 0]
    found = peer.call("iterate", name="agreement", kind="LCA", n=samples, arrays=True)["scores"]
    # bw2calc takes the columns in an order of its own.
    return float(np.abs(np.sort(found) / np.sort(ours) - 1).max())


def rows(study: object, folder: Path, quick: bool) -> Iterator[Row]:
    """Shipped system and synthetic background."""
    from lca_models.impact.everything.monte_carlo import everything_uncertain

    shipped = everything_uncertain(study.product_system("lfp-60kwh"))  # type: ignore[attr-defined]
    # pypardiso slows small systems down, but FastScoresOnlyMultiLCA does not run without it.
    small_peer, large_peer = bw2calc_peer("scipy"), bw2calc_peer("pypardiso")
    small_peers = {"LCA": small_peer, "IterativeLCA": small_peer, "FastScoresOnlyMultiLCA": large_peer}
    yield compare_everything(
        "everything uncertain, shipped system", shipped, small_peers, folder / "shipped.npz",
        samples=8192, peer_samples=30, least={"LCA": 40, "IterativeLCA": 25}, aim="100x", rounds=5,
    )  # fmt: skip
    difference = agreement(shipped, small_peer, folder / "agreement.npz")
    yield Row("... agreement on the same sampled matrices", f"{difference:.1e}", ("bw2calc LCA",), "1e-9", "1e-12",
              difference <= 1e-9)  # fmt: skip
    size = 2000 if quick else 20_000
    large = FullMonteCarlo(synthetic_system(size))
    yield compare_everything(
        f"everything uncertain, {size:,} processes", large, dict.fromkeys(LCAS, large_peer), folder / "large.npz",
        samples=128, peer_samples=3, least={"LCA": 35, "IterativeLCA": 10}, aim="80x", rounds=3 if quick else 5,
    )  # fmt: skip
    yield _memory_row(size)
    small_peer.close()
    large_peer.close()


def _memory_row(size: int) -> Row:
    """Peak memory of a process of its own that does nothing else."""
    import subprocess
    import sys

    # Not ru_maxrss: a process inherits that of the one that started it.
    program = (
        "import re; from pathlib import Path; from bench.uncertain import *; "
        f"FullMonteCarlo(synthetic_system({size})).scores(64); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    gigabytes = int(done.stdout) * 1024 / 1e9
    return Row(f"... peak memory, {size:,} processes", f"{gigabytes:.2f} GB", (), aim="under 1 GB")
