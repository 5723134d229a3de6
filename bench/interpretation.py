"""A Monte Carlo of 100,000 samples with its figure, and Sobol indices, beside the same done with bw2calc and SALib."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Row, alternate, medians, ratio, span, timed
from bench.parametric import PRODUCT
from bench.peers import bw2calc_peer, write_system

if TYPE_CHECKING:
    from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult

SAMPLES, BASE, ITERATIONS = 100_000, 1024, 200


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Both rows; bw2calc is extrapolated from a few hundred iterations."""
    from lca_models.impact.assessment import assess
    from lca_models.impact.everything.system import uncertain_system
    from lca_models.impact.methods import DEFAULT_METHOD
    from lca_models.interpretation.uncertainty.sobol import sobol_indices
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result

    system = study.product_system(PRODUCT)  # type: ignore[attr-defined]
    uncertain = uncertain_result(assess(system))
    path = write_system(folder / "interpretation.npz", uncertain_system(system, [DEFAULT_METHOD]))
    peer = bw2calc_peer("scipy")
    peer.call("load", name="interpretation", path=str(path))
    iterations = ITERATIONS // 10 if quick else ITERATIONS
    sides = {
        "monte carlo": lambda: timed(lambda: _monte_carlo(uncertain, folder)),
        "sobol": lambda: timed(lambda: sobol_indices(uncertain.sobol_sample(BASE))),
        "salib": lambda: timed(lambda: _salib(uncertain)),
        "bw2calc": lambda: peer.call("iterate", name="interpretation", kind="LCA", n=iterations)["seconds"],
    }
    for name in ("monte carlo", "sobol"):  # imports and compiled code are loaded
        sides[name]()
    measured = alternate(sides, 1 if quick else 3)
    found = medians(measured)
    peer.close()
    runs = (len(uncertain.inputs.uncertain) + 2) * BASE
    times = ratio(measured, "bw2calc", "monte carlo") * SAMPLES
    sobol_times = ratio(measured, "salib", "sobol")
    return [
        Row(f"Monte Carlo of {SAMPLES:,} samples, {len(uncertain.inputs.uncertain)} uncertain parameters, with figure",
            span(found["monte carlo"]),
            (f"bw2calc LCA {span(found['bw2calc'] * SAMPLES)} (extrapolated from {iterations} iterations), {times:,.0f}x",),
            "100x LCA", "", times >= 100),
        Row(f"Sobol indices, n = {BASE}, {runs:,} evaluations, bootstrap of 100", span(found["sobol"]),
            (f"SALib on our function {span(found['salib'])}, {sobol_times:,.0f}x",
             f"bw2calc LCA with SALib {span(found['bw2calc'] * runs + found['salib'])} (extrapolated)"),
            "3x SALib", "", sobol_times >= 3),
    ]  # fmt: skip


def _monte_carlo(uncertain: UncertainResult, folder: Path) -> None:
    """Samples, summary, shares of the spread, and the histogram as PNG and SVG."""
    from lca_models.inventory.files.commit import write_files
    from lca_models.reporting.figures.canvas import figure_files
    from lca_models.reporting.figures.look import new_figure
    from lca_models.reporting.figures.uncertainty import plot_distribution

    found = uncertain.monte_carlo(SAMPLES)
    drawn = plot_distribution(found.sample_table(), found.summary().head(1), new_figure())
    found.drivers()
    write_files(folder, figure_files(drawn, "monte_carlo"))


def _salib(uncertain: UncertainResult) -> None:
    """The same design and indices by SALib."""
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    names = list(uncertain.inputs.uncertain.names)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    levels = sample.sample(problem, BASE, calc_second_order=False, seed=0)
    analyze.analyze(problem, uncertain.total_at_levels(levels), calc_second_order=False, num_resamples=100, seed=0)
