"""`python -m bench.real_opening FOLDER KEPT`: a project of real size opened by a process of its own, told as a line of JSON."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path

from bench.real_project import DEMAND, PROJECT, method


def opened(folder: Path, kept: Path) -> dict[str, float]:
    """Seconds after the start of Python of the rows, of a footprint and of a second one with a parameter moved; GB."""
    os.environ["LCA_MODELS_DIR"] = str(kept)
    start = time.perf_counter()
    from lca_models.impact.study import open_project
    from lca_models.scope.calculation_setup import CalculationSetup

    study = open_project(PROJECT, folder)
    imported = time.perf_counter()
    _ = study.rows
    read = time.perf_counter()
    setup = CalculationSetup("/".join(DEMAND), method="|".join(method(0)))
    score = study.footprint(setup).assessment.score
    solved = time.perf_counter()
    moved = study.footprint(CalculationSetup(setup.product, method=setup.method, settings={"cell_scrap_rate": 0.1}))
    end = time.perf_counter()
    # Not ru_maxrss: a process inherits that of the one that started it.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return {"open": read - start, "import": imported - start, "first": solved - read, "second": end - solved,
            "gigabytes": int(peak[1]) * 1024 / 1e9 if peak else 0.0, "score": score,
            "moved": moved.assessment.score}  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(opened(Path(sys.argv[1]), Path(sys.argv[2]))) + "\n")
