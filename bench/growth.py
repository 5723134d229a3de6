"""How cost grows: with samples and categories of the compiled system, with processes and categories of everything uncertain."""

from __future__ import annotations

import statistics
from functools import partial
from pathlib import Path

import numpy as np

from bench.measure import Row, alternate, medians, rate, timed
from bench.parametric import PRODUCT
from bench.uncertain import synthetic_system
from lca_models.impact.everything.monte_carlo import FullMonteCarlo

SAMPLES = (100, 1_000, 10_000, 100_000, 1_000_000)
PROCESSES = (1_000, 5_000, 20_000, 40_000)
CATEGORIES = (1, 4, 11)


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Rates side by side, no thresholds."""
    from lca_models.impact.compiled.model import compile_system
    from lca_models.impact.draws.parameters import uncertain_parameters

    system = study.product_system(PRODUCT)  # type: ignore[attr-defined]
    found = []
    for categories in CATEGORIES:
        model = compile_system(system, list(system.factors)[:categories], allow_incomplete=True)
        inputs = uncertain_parameters(model)
        function = model.specialised(inputs.names)
        counts = SAMPLES[:-2] if quick else SAMPLES if categories == 1 else (10_000,)
        drawn = {n: np.ascontiguousarray(inputs.draw(n, 0).T) for n in counts}
        sides = {
            str(n): (lambda n=n, drawn=drawn, function=function: timed(lambda: function.lines(drawn[n])) / n)
            for n in counts
        }
        for side in sides.values():
            side()
        for n, seconds in medians(alternate(sides)).items():
            found.append(Row(f"compiled system, {int(n):,} samples, {_categories(categories)}", rate(seconds), ()))
    for processes in PROCESSES[:2] if quick else PROCESSES:
        for categories in (1, 16):
            large = FullMonteCarlo(synthetic_system(processes, categories))
            large.scores(16)
            samples = max(32, 400_000 // processes // 16 * 16)
            seconds = statistics.median(timed(partial(large.scores, samples)) / samples for _ in range(3))
            found.append(
                Row(f"everything uncertain, {processes:,} processes, {_categories(categories)}", rate(seconds), ())
            )
    return found


def _categories(count: int) -> str:
    return f"{count} categories" if count > 1 else "one category"
