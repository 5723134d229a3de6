"""A Brightway project of real size: opened, calculated, compiled and drawn, beside bw2calc on the same project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.measure import Row, alternate, medians, span, timed
from bench.peers import bw2calc_peer, write_system
from bench.real_project import DEMAND, PROJECT, method
from bench.uncertain import compare_everything
from bench.worker import Peer

SIZES = (20_000,)
LARGEST, QUICK = (40_000,), (2_000,)  # with BENCH_LARGEST=1, and with --quick
RELATIVE = 1e-6


def rows(study: object, folder: Path, quick: bool) -> Iterator[Row]:
    """Every size; a project is written once a size, and is opened by processes of its own."""
    sizes = QUICK if quick else SIZES + (LARGEST if os.environ.get("BENCH_LARGEST") else ())
    for size in sizes:
        yield from _rows_of(study, folder, size, rounds=3)


def _rows_of(study: object, folder: Path, size: int, rounds: int) -> Iterator[Row]:
    base, kept = folder / f"real {size}", folder / f"kept {size}"
    _run("bench.real_project", str(base), str(size))
    name = f"{size:,} processes"
    first = _opened(base, kept)
    yield Row(f"first open of a project of {name}", span(first["open"]), (f"peak {first['gigabytes']:.2f} GB",),
              aim="25 s, under 1.5 GB")  # fmt: skip
    later = sorted((_opened(base, kept) for _ in range(rounds)), key=lambda one: one["open"])[rounds // 2]
    yield Row("... later", span(later["open"]), (f"imports {span(later['import'])}",), aim="5 s")
    _run("bench.real_edit", str(base))
    edited = _opened(base, kept)
    yield Row("... after an edit of the foreground", span(edited["open"]), (), aim="5 s")
    yield Row("... its first footprint", span(edited["first"]), (f"a further one {span(edited['second'])}",), aim="1 s")
    if edited["score"] == first["score"]:
        raise RuntimeError("the edit did not reach the score")
    yield from _calculated(study, base, folder, size, edited["score"])


def _calculated(study: Any, base: Path, folder: Path, size: int, score: float) -> Iterator[Row]:
    from lca_models.impact.compiled.model import compile_system
    from lca_models.impact.everything.monte_carlo import everything_uncertain
    from lca_models.impact.study import open_project

    system = open_project(PROJECT, base).system(DEMAND)
    name = method(0)
    large: dict[str, Any] = {}
    seconds = timed(lambda: large.update(model=compile_system(system, [name], allow_incomplete=True)))
    models = {"ours": large["model"], "shipped": study.model(_setup("lfp-60kwh"))}
    sides = {one: (lambda one=one: _moved(models[one])) for one in models}
    for side in sides.values():
        side()
    found = medians(alternate(sides))
    yield Row(f"a slider on {size:,} processes", span(found["ours"]), (f"on the shipped system {span(found['shipped'])}",
              f"compiled in {span(seconds)}"), aim="as the shipped system")  # fmt: skip

    large_peer = bw2calc_peer("pypardiso")
    model = everything_uncertain(system, [name], allow_incomplete=True)
    yield compare_everything(
        f"everything uncertain, a project of {size:,} processes", model,
        {"LCA": large_peer, "IterativeLCA": large_peer}, folder / "real.npz",
        samples=128, peer_samples=3, least={"IterativeLCA": 10}, aim="", rounds=5,
    )  # fmt: skip
    path = folder / "real at rest.npz"
    write_system(path, model.system, samples=model.system.amounts[:, None])
    large_peer.call("load", name="at rest", path=str(path))
    theirs = large_peer.call("iterate", name="at rest", kind="LCA", n=1, arrays=True)["scores"][0]
    large_peer.close()
    reader = Peer(sys.executable, "bench.bw2calc_worker", BRIGHTWAY2_DIR=str(base))
    own = reader.call("project_score", project=PROJECT, key=list(DEMAND), method=list(name))
    reader.close()
    for what, other in (("in double precision", theirs), ("by its own files", own)):
        difference = abs(score / float(other) - 1)
        yield Row(f"... agreement with bw2calc LCA {what}", f"{difference:.1e}", (), f"{RELATIVE:g}", "1e-12",
                  difference <= RELATIVE)  # fmt: skip


def _moved(model: Any) -> float:
    """Seconds of one result at one value of every parameter."""
    values = np.array([[model.settings[one] for one in model.parameters]])
    return timed(lambda: model(values))


def _setup(product: str) -> Any:
    from lca_models.scope.calculation_setup import CalculationSetup

    return CalculationSetup(product)


def _opened(base: Path, kept: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(_run("bench.real_opening", str(base), str(kept)))
    return found


def _run(module: str, *arguments: str) -> str:
    """The last line that a module prints, in a process of its own."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", module, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()[-1] if done.stdout else ""
