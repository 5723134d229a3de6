"""lca_algebraic as a peer, in an environment of its own: the same foreground from the same formulas."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np

METHOD = ("climate change", "GWP100", "IPCC AR6")
_state: dict[str, Any] = {}


def load(path: str, folder: str) -> dict[str, object]:
    """Write the background with Brightway 2, then the foreground with lca_algebraic; seconds of each."""
    import os

    os.environ["BRIGHTWAY2_DIR"] = folder
    import brightway2
    import lca_algebraic as algebra
    import sympy

    model = json.loads(Path(path).read_text())
    start = time.perf_counter()
    brightway2.projects.set_current("bench")
    flow = ("biosphere", "co2")
    brightway2.Database("biosphere").write(
        {flow: {"name": "co2", "type": "emission", "unit": "kg", "categories": ("air",)}}
    )
    brightway2.Database("background").write({
        ("background", code): {"name": code, "unit": "unit", "location": "GLO", "exchanges": [
            {"input": ("background", code), "amount": 1.0, "type": "production"},
            {"input": flow, "amount": score, "type": "biosphere"},
        ]} for code, score in model["background"].items()
    })  # fmt: skip
    method = brightway2.Method(METHOD)
    method.register(unit="kg CO2-eq")
    method.write([(flow, 1.0)])
    algebra.resetDb("foreground") if hasattr(algebra, "resetDb") else None
    algebra.setForeground("foreground") if hasattr(algebra, "setForeground") else None
    symbols = {
        name: algebra.newFloatParam(name, default=given[0], min=given[1], max=given[2])
        for name, given in model["parameters"].items()
    }
    made: dict[str, Any] = {}

    def activity(code: str) -> Any:
        if code in made:
            return made[code]
        if code in model["background"]:
            made[code] = brightway2.Database("background").get(code)
            return made[code]
        amounts: dict[Any, Any] = {}
        for kind, other, formula in model["activities"][code]:
            amount = sympy.sympify(formula, locals=symbols) * (-1 if kind == "substitution" else 1)
            bought = activity(other)
            amounts[bought] = amounts[bought] + amount if bought in amounts else amount
        made[code] = algebra.newActivity("foreground", code, "unit", exchanges=amounts)
        return made[code]

    _state["model"] = activity(model["demand"])
    _state["algebra"] = algebra
    return {
        "seconds": time.perf_counter() - start,
        "version": algebra.__version__ if hasattr(algebra, "__version__") else "",
    }


def compile_model() -> dict[str, object]:
    """Seconds to the first result, which includes the symbolic work."""
    start = time.perf_counter()
    score = _evaluate({})
    return {"seconds": time.perf_counter() - start, "score": float(score[0])}


def evaluate(path: str) -> dict[str, object]:
    """Seconds per sample for the settings in a file, and the scores of the first of them."""
    with np.load(path) as arrays:
        values = {key: arrays[key] for key in arrays.files}
    n = len(next(iter(values.values())))
    start = time.perf_counter()
    scores = _evaluate(values)
    return {"seconds": (time.perf_counter() - start) / n, "scores": scores[:20].tolist()}


def _evaluate(values: dict[str, np.ndarray]) -> np.ndarray:
    algebra = _state["algebra"]
    compute = getattr(algebra, "compute_impacts", None) or algebra.multiLCAAlgebric
    table = compute(_state["model"], [METHOD], **values)
    return np.atleast_1d(np.asarray(table, dtype=float).ravel())


if __name__ == "__main__":
    from bench.worker import serve

    serve({"load": load, "compile_model": compile_model, "evaluate": evaluate})
