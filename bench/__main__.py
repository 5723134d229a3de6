"""`python -m bench`: every benchmark, a table on the terminal and in results/bench.md."""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import platform
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.measure import Row

PARTS = (
    "parametric",
    "uncertain",
    "interpretation",
    "growth",
    "real_size",
    "sheets",
    "bundles",
    "hand",
    "page",
    "programme",
)
PACKAGES = ("numpy", "scipy", "numba", "bw2calc", "pypardiso", "SALib")


def main() -> int:
    """Exit status 1 when a measured row misses what it should reach."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of the table")
    parser.add_argument("--quick", action="store_true", help="fewer samples and a smaller background")
    parser.add_argument("--largest", action="store_true", help="a project of 40,000 processes too")
    parser.add_argument("--out", type=Path, default=Path("results/bench.md"))
    given = parser.parse_args()
    if given.largest:
        os.environ["BENCH_LARGEST"] = "1"

    import lca_models as lm

    study = lm.load_study()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for part in given.only or PARTS:
            for row in importlib.import_module(f"bench.{part}").rows(study, Path(folder), given.quick):
                rows.append(row)
                print(f"{row.name}: {row.figure}; {'; '.join(row.peers)}", file=sys.stderr, flush=True)
    text = f"{machine()}\n\n{table(rows)}\n"
    print(text)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    return 1 if any(row.met is False for row in rows) else 0


def table(rows: list[Row]) -> str:
    """Rows as Markdown."""
    verdicts = {True: "yes", False: "NO", None: ""}
    lines = ["| what | figure | beside it | at least | aim | reached |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | **{row.figure}** | {'<br>'.join(row.peers)} | {row.at_least} | {row.aim} | {verdicts[row.met]} |"
        for row in rows
    ]
    return "\n".join(lines)


def machine() -> str:
    """Processor, memory, versions and date of a run."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return (
        f"{datetime.date.today()}: {_processor()}, {os.cpu_count()} processors, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {', '.join(found)}."
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    raise SystemExit(main())
