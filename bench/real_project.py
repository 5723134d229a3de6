"""`python -m bench.real_project FOLDER PROCESSES`: a Brightway project of real size, written by bw2data itself.

A background drawn from a seed (bench.synthetic) with the fields that a background database has, and a foreground of cells,
packs and plants whose amounts follow from parameters. Its numbers mean nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.synthetic import Background, synthetic_background

PROJECT, BACKGROUND, FOREGROUND, FLOWS = "real size", "background", "foreground", "flows"
CATEGORIES = 4
PARTS, PLANTS = 24, 4
DEMAND = (FOREGROUND, "pack")
PARAMETERS = {"pack_mass_share": 0.4, "cell_scrap_rate": 0.05, "green_power_share": 0.2, "line_throughput_ratio": 1.0}
COMMENT = "Drawn from a seed; stands for the text that a background database holds with an exchange of this kind."


def method(category: int) -> tuple[str, str, str]:
    """The name of a category of the project."""
    return ("bench", "drawn", f"category {category}")


def write_project(folder: Path, processes: int) -> None:
    """Writes the project below a base folder of Brightway's, which it makes."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["BRIGHTWAY2_DIR"] = str(folder)
    os.environ["BRIGHTWAY_NO_STRUCTLOG"] = "1"
    import bw2data

    bw2data.config.is_test = True
    bw2data.projects.set_current(PROJECT)
    made = synthetic_background(processes, max(20, processes // 10), CATEGORIES)
    bw2data.Database(FLOWS).write(
        {
            (FLOWS, f"flow {k}"): {"name": f"flow {k}", "unit": "kilogram", "type": "emission", "categories": ("air",)}
            for k in range(made.flows)
        },
        searchable=False,
    )
    bw2data.Database(BACKGROUND).write(dict(_background(made)), searchable=False)
    bw2data.parameters.new_project_parameters([
        {"name": name, "amount": amount, "loc": amount, "uncertainty type": 4, "minimum": 0.8 * amount,
         "maximum": 1.2 * amount} for name, amount in PARAMETERS.items()
    ])  # fmt: skip
    bw2data.Database(FOREGROUND).write(_foreground(made), searchable=False)
    for process in bw2data.Database(FOREGROUND):
        group = f"{FOREGROUND}/{process['code']}"
        bw2data.parameters.new_activity_parameters([{"name": "dummy_parameter", "amount": 1.0, "database": FOREGROUND,
                                                     "code": process["code"]}], group)  # fmt: skip
        bw2data.parameters.add_exchanges_to_group(group, process)
    bw2data.parameters.recalculate()
    bw2data.Database(FOREGROUND).process()
    for category, factors in enumerate(made.factors):
        one = bw2data.Method(method(category))
        one.register(unit="points")
        one.write([((FLOWS, f"flow {k}"), float(factors[k])) for k in np.flatnonzero(factors)])


def _background(made: Background) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    order = np.argsort(made.columns, kind="stable")
    ends = np.searchsorted(made.columns[order], np.arange(made.processes + 1))
    for column in range(made.processes):
        exchanges = []
        for at in order[ends[column] : ends[column + 1]].tolist():
            amount, row, sigma = float(made.amounts[at]), int(made.rows[at]), float(made.sigmas[at])
            kind = "biosphere" if made.is_biosphere[at] else "production" if row == column else "technosphere"
            where = (FLOWS, f"flow {row}") if made.is_biosphere[at] else (BACKGROUND, f"process {row}")
            exchange: dict[str, Any] = {"input": where, "type": kind, "amount": amount, "name": where[1],
                                        "unit": "kilogram", "comment": COMMENT}  # fmt: skip
            if sigma > 0:
                exchange |= {"uncertainty type": 2, "loc": float(np.log(amount)), "scale": sigma}
            exchanges.append(exchange)
        yield (
            (BACKGROUND, f"process {column}"),
            {"name": f"process {column}", "reference product": f"product {column}", "unit": "kilogram",
             "location": "GLO", "comment": COMMENT * 4, "exchanges": exchanges},
        )  # fmt: skip


def _foreground(made: Background, seed: int = 1) -> dict[tuple[str, str], dict[str, Any]]:
    generator = np.random.default_rng(seed)
    found: dict[tuple[str, str], dict[str, Any]] = {}

    def process(code: str, purchases: list[tuple[tuple[str, str], str]]) -> None:
        rows: list[dict[str, Any]] = [{"input": (FOREGROUND, code), "type": "production", "amount": 1.0}]
        rows += [{"input": one, "type": "technosphere", "amount": 0.0, "formula": text} for one, text in purchases]
        found[FOREGROUND, code] = {"name": code, "unit": "unit", "location": "GLO", "exchanges": rows}

    def bought() -> tuple[str, str]:
        return BACKGROUND, f"process {generator.integers(made.processes)}"

    def factor() -> str:
        return f"{generator.uniform(0.05, 0.5):.6g}"

    for plant in range(PLANTS):
        process(f"plant {plant}", [(bought(), f"{factor()} * (1 - green_power_share)"),
                                   (bought(), f"{factor()} * green_power_share")])  # fmt: skip
    for part in range(PARTS):
        process(f"part {part}", [(bought(), f"{factor()} * line_throughput_ratio") for _ in range(6)]
                + [((FOREGROUND, f"plant {part % PLANTS}"), f"{factor()} / line_throughput_ratio")])  # fmt: skip
    process("cell", [((FOREGROUND, f"part {part}"), f"{factor()} / (1 - cell_scrap_rate)") for part in range(PARTS)])
    process("pack", [((FOREGROUND, "cell"), "10 * (1 - pack_mass_share)"), (bought(), f"{factor()} * pack_mass_share")])
    return found


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
