"""What a person waits for: a command, a written report and a panel, beside another checkout of this kit where one is named.

BENCH_BEFORE names the folder of the other checkout, with an environment in `.venv`; both take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.measure import Row, Seconds, alternate, medians, ratio, span, timed

PRODUCT = "lfp-60kwh"
VARIABLE = "BENCH_BEFORE"
# Before the commands had a room, the command line was one module.
COMMAND = """
import sys
try:
    from lca_models.commands.entry import main
except ModuleNotFoundError:
    from lca_models.cli import main
sys.argv[0] = "lca-models"
sys.exit(main())
"""
PANEL = "import lca_models; lca_models.scenario_explorer()"
AIMS = {"footprint": 0.6, "report": 0.5, "panel": 0.5}  # of the time of version 553f4d4
WORDS = {
    "footprint": "`lca-models footprint`, warm",
    "report": "... with its report written",
    "panel": "the explorer, from a new kernel to its first picture",
}


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Seconds of whole processes by the clock and of processors, everything built and compiled before."""
    here = Path(__file__).parents[1]
    worked: dict[str, list[float]] = {}
    sides = {name: _side(sys.executable, here, name, folder / "here", worked.setdefault(name, [])) for name in WORDS}
    before = os.environ.get(VARIABLE)
    if before:
        other = Path(before).resolve()
        python = str(other / ".venv" / "bin" / "python")
        for name in WORDS:
            former = f"before {name}"
            sides[former] = _side(python, other, name, folder / "before", worked.setdefault(former, []))
    for side in sides.values():
        side()
    for one in worked.values():
        one.clear()
    found = alternate(sides, 3 if quick else 7)
    return [_row(name, found, worked) for name in WORDS]


def _row(name: str, found: dict[str, list[float]], worked: dict[str, list[float]]) -> Row:
    seconds, processor = medians(found), medians(worked)
    beside = [f"processor time {span(processor[name])}"]
    if (former := f"before {name}") in found:
        shares = [1 / ratio(one, former, name) for one in (found, worked)]
        beside.append(f"the other checkout {span(seconds[former])}, {shares[0]:.2f} of it")
        beside.append(f"of its processor time {span(processor[former])}, {shares[1]:.2f}")
    return Row(WORDS[name], span(seconds[name]), tuple(beside), "", f"{AIMS[name]:g} of version 553f4d4")


def _side(python: str, checkout: Path, name: str, folder: Path, worked: list[float]) -> Seconds:
    """Seconds of a process of a checkout, whose projects lie in a folder of their own; processor time goes into `worked`."""
    program = PANEL if name == "panel" else COMMAND
    words = {"footprint": ["footprint", PRODUCT], "report": ["footprint", PRODUCT, "--out", str(folder / "report")]}
    environment = {**os.environ, "LCA_MODELS_DIR": str(folder / "projects"), "PYTHONWARNINGS": "ignore"}
    # Warm means compiled, for Python too, where it may not write beside its files.
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}

    def run() -> float:
        before = _of_children()
        seconds = timed(
            lambda: subprocess.run(
                [python, "-c", program, *words.get(name, [])],
                cwd=checkout,
                env=environment,
                check=True,
                capture_output=True,
            )
        )
        worked.append(_of_children() - before)
        return seconds

    return run


def _of_children() -> float:
    said = os.times()
    return said.children_user + said.children_system
