"""A Monte Carlo of 100,000 samples with its figure, and Sobol indices, beside the same done with bw2calc and SALib."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.measure import Row, alternate, medians, span, timed
from bench.parametric import PRODUCT
from bench.peers import bw2calc_peer, write_system

SAMPLES, BASE, ITERATIONS = 100_000, 1024, 200


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Both rows; bw2calc is extrapolated from a few hundred iterations."""
    from lca_models.impact.compiled import compile_system
    from lca_models.impact.methods import DEFAULT_METHOD
    from lca_models.impact.sampling import uncertain_parameters
    from lca_models.impact.uncertain_system import uncertain_system
    from lca_models.interpretation.sobol import sobol

    system = study.product_system(PRODUCT)  # type: ignore[attr-defined]
    model = compile_system(system)
    inputs = uncertain_parameters(model)
    function = model.specialised(inputs.names)
    independent = model.specialised(tuple(one.name for one in inputs.uncertain))
    path = write_system(folder / "interpretation.npz", uncertain_system(system, [DEFAULT_METHOD]))
    peer = bw2calc_peer("scipy")
    peer.call("load", name="interpretation", path=str(path))
    iterations = ITERATIONS // 10 if quick else ITERATIONS
    sides = {
        "monte carlo": lambda: timed(lambda: _monte_carlo(function, inputs, folder)),
        "sobol": lambda: timed(lambda: sobol(lambda x: _total(independent, x), inputs.uncertain, BASE)),
        "salib": lambda: timed(lambda: _salib(independent, inputs)),
        "bw2calc": lambda: peer.call("iterate", name="interpretation", kind="LCA", n=iterations)["seconds"],
    }
    for name in ("monte carlo", "sobol"):  # imports and compiled code are loaded
        sides[name]()
    found = medians(alternate(sides, 1 if quick else 3))
    peer.close()
    runs = (len(inputs.uncertain) + 2) * BASE
    return [
        Row(f"Monte Carlo of {SAMPLES:,} samples, {len(inputs.uncertain)} uncertain parameters, with figure",
            span(found["monte carlo"]),
            (f"bw2calc LCA {span(found['bw2calc'] * SAMPLES)} (extrapolated from {iterations} iterations)",), "5 s", "",
            found["monte carlo"] <= 5),
        Row(f"Sobol indices, n = {BASE}, {runs:,} evaluations, bootstrap of 100", span(found["sobol"]),
            (f"SALib on our function {span(found['salib'])}",
             f"bw2calc LCA with SALib {span(found['bw2calc'] * runs + found['salib'])} (extrapolated)"), "5 s", "",
            found["sobol"] <= 5),
    ]  # fmt: skip


def _total(function: object, x: np.ndarray) -> np.ndarray:
    return np.asarray(function(x)[:, :, 0].sum(axis=1))  # type: ignore[operator]


def _monte_carlo(function: object, inputs: object, folder: Path) -> None:
    """Samples, summary, shares of the spread and a histogram."""
    import matplotlib

    from lca_models.interpretation.monte_carlo import monte_carlo

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    found = monte_carlo(
        lambda x: _total(function, x), inputs.draw, SAMPLES, central=inputs.central, names=inputs.names  # type: ignore[attr-defined]
    )  # fmt: skip
    found.summary()
    figure, axes = plt.subplots()
    axes.hist(found.samples[:, 0], bins=100)
    axes.set_xlabel("kg CO2-eq per pack")
    figure.savefig(folder / "monte_carlo.png")
    plt.close(figure)


def _salib(function: object, inputs: object) -> None:
    """The same design and indices by SALib."""
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    names = [one.name for one in inputs.uncertain]  # type: ignore[attr-defined]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    levels = sample.sample(problem, BASE, calc_second_order=False, seed=0)
    from lca_models.impact.distributions import quantiles

    results = _total(function, quantiles(inputs.uncertain, levels))  # type: ignore[attr-defined]
    analyze.analyze(problem, results, calc_second_order=False, num_resamples=100, seed=0)
