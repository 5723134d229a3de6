"""bw2calc as a peer: its own classes on data packages in memory, in double precision where amounts are given."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import numpy as np

if os.environ.get("BENCH_SOLVER") == "scipy":
    sys.modules["pypardiso"] = None  # type: ignore[assignment]  # bw2calc then takes SciPy's SuperLU

CATEGORY = ("bench", "category")
_packages: dict[str, list[Any]] = {}
_demands: dict[str, dict[int, float]] = {}
_running: dict[tuple[str, str], Any] = {}


def load(name: str, path: str) -> dict[str, object]:
    """Read a system written by bench.peers; `name` is what later requests call it."""
    import bw2calc

    with np.load(path) as arrays:
        data = {key: arrays[key] for key in arrays.files}
    parts = [data["static"]] if data["static"].any() else []
    _packages[name] = [_package(data, f"stochastic_{name}", ~data["static"], ["static"] if parts else [])]
    if parts:
        _packages[name].append(_package(data, "static", data["static"], []))
    _packages[name].append(_characterization(data))
    _demands[name] = {int(row) + 1: float(data["demand"][row]) for row in np.flatnonzero(data["demand"])}
    return {"bw2calc": ".".join(map(str, bw2calc.__version__)) if isinstance(bw2calc.__version__, tuple)
            else bw2calc.__version__, "pypardiso": bw2calc.PYPARDISO}  # fmt: skip


def _package(data: dict[str, Any], name: str, columns: np.ndarray, needs: list[str]) -> Any:
    from bw_processing import INDICES_DTYPE, UNCERTAINTY_DTYPE, create_datapackage

    package = create_datapackage(
        name=name, sum_intra_duplicates=True, sequential=True, metadata={"database_dependencies": needs}
    )
    first_flow = len(data["demand"]) + 1
    for matrix, wanted in (("technosphere_matrix", ~data["biosphere"]), ("biosphere_matrix", data["biosphere"])):
        kept = wanted & columns[data["columns"]]
        offset = 1 if matrix == "technosphere_matrix" else first_flow
        indices = np.empty(int(kept.sum()), dtype=INDICES_DTYPE)
        indices["row"], indices["col"] = data["rows"][kept] + offset, data["columns"][kept] + 1
        common = {"matrix": matrix, "name": f"{name}_{matrix}", "indices_array": indices,
                  "flip_array": data["signs"][kept] < 0}  # fmt: skip
        if "samples" in data:
            package.add_persistent_array(**common, data_array=data["samples"][kept])
            continue
        spreads = np.zeros(len(indices), dtype=UNCERTAINTY_DTYPE)
        spreads["uncertainty_type"] = data["types"][kept]
        for key in ("loc", "scale", "minimum", "maximum", "negative"):
            spreads[key] = data[key][kept]
        certain = ~data["uncertain"][kept]
        spreads["uncertainty_type"][certain] = 0
        spreads["loc"][certain] = data["amounts"][kept][certain]
        package.add_persistent_vector(**common, data_array=data["amounts"][kept], distributions_array=spreads)
    return package


def _characterization(data: dict[str, Any]) -> Any:
    from bw_processing import INDICES_DTYPE, create_datapackage

    package = create_datapackage(name="method")
    flows = np.flatnonzero(data["factors"])
    indices = np.zeros(len(flows), dtype=INDICES_DTYPE)
    indices["row"] = flows + len(data["demand"]) + 1
    package.add_persistent_vector(
        matrix="characterization_matrix", name="factors", indices_array=indices, data_array=data["factors"][flows],
        global_index=0, identifier=list(CATEGORY),
    )  # fmt: skip
    return package


def iterate(name: str, kind: str, n: int, arrays: bool = False) -> dict[str, object]:
    """Seconds per sample over n samples of a class of bw2calc, and the scores; the first call also sets it up, untimed."""
    lca, score = _running[name, kind] if (name, kind) in _running else _start(name, kind, arrays)
    _running[name, kind] = lca, score
    found = []
    start = time.perf_counter()
    for _ in range(n):
        next(lca)
        found.append(score(lca))
    return {"seconds": (time.perf_counter() - start) / n, "scores": found}


def project_score(project: str, key: list[str], method: list[str]) -> float:
    """The score of one unit of a process of a Brightway project, as bw2calc reads its files (of BRIGHTWAY2_DIR)."""
    import bw2calc
    import bw2data

    bw2data.projects.set_current(project, update=False)
    demand, packages, _ = bw2data.prepare_lca_inputs({tuple(key): 1.0}, method=tuple(method))
    lca = bw2calc.LCA(demand, data_objs=packages)
    lca.lci()
    lca.lcia()
    return float(lca.score)


def _start(name: str, kind: str, arrays: bool) -> tuple[Any, Any]:
    import bw2calc

    packages, demand = _packages[name], _demands[name]
    options = {"use_arrays": True} if arrays else {"use_distributions": True, "seed_override": 1}
    if kind == "FastScoresOnlyMultiLCA":
        lca = bw2calc.FastScoresOnlyMultiLCA(
            {"one": demand}, method_config={"impact_categories": [CATEGORY]}, data_objs=packages, **options
        )
        return lca, lambda one: float(np.asarray(one.scores).ravel()[0])
    if kind == "PartitionedMonteCarloLCA":
        lca = bw2calc.PartitionedMonteCarloLCA(demand, ["static"], packages, seed_override=1)
    else:
        lca = getattr(bw2calc, kind)(demand, data_objs=packages, **options)
    lca.lci()
    lca.lcia()
    if arrays:
        lca.keep_first_iteration()
    return lca, lambda one: float(one.score)


if __name__ == "__main__":
    from bench.worker import serve

    serve({"load": load, "iterate": iterate, "project_score": project_score})
