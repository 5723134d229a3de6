"""Monte Carlo of everything: parameters and all uncertain exchanges, background included, of one result.

Which inputs make the spread follows from their slopes: the variance of a linear result is the sum of (slope x standard
deviation)^2 (first-order propagation; Heijungs 2010, International Journal of Life Cycle Assessment 15, 511-520; ISO/IEC Guide
98-3:2008, 5.1.2). The shares are of the variance of the samples; what curvature and joint draws add is the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.draws.blocks import kept_in
from lca_models.impact.draws.distributions import Distributions, check_draws
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.interpretation.uncertainty.local_sensitivity import share_groups
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.interpretation.uncertainty.uncertain_result import identity_of, uncertain_result

ONE_SIGMA = (0.15865525393145707, 0.8413447460685429)  # levels a standard deviation below and above the middle


def everything_monte_carlo(
    assessment: Assessment,
    n: int,
    seed: int = 0,
    fixed: Iterable[str] = (),
    *,
    folder: Path | None = None,
    resume: bool = False,
    progress: bool = False,
) -> MonteCarlo:
    """Samples of the total per functional demand, and each input's share of their variance.

    Certain are the parameters in `fixed` and those that the settings of the assessment moved. `folder` keeps finished
    blocks, `resume` goes on with those of the same system, settings, n and seed. Raises ScenarioError for others, for n <= 0
    and a seed that is no whole number, ProjectError for a sample without a unique solution.
    """
    check_draws(n, seed)
    system = assessment.system
    derived, kept = {name for name, _, _ in system.derived}, set(fixed)
    plain = {name: value for name, value in assessment.parameters.items() if name not in derived}
    certain = {name: value for name, value in plain.items() if name in kept or value != system.parameters[name].amount}
    model = everything_uncertain(system, [assessment.method], certain, allow_incomplete=True)
    about = {**identity_of(system), "category": "|".join(assessment.method), "settings": plain, "certain": sorted(certain),
             "result without uncertainty": f"{assessment.score:.9g}", **model.identity()}  # fmt: skip
    samples = model.scores(n, seed, kept=kept_in(folder, about, resume=resume), progress=progress)
    slopes = dict(_parameter_slopes(assessment, certain))
    slopes |= dict(_exchange_slopes(assessment, model.system.distributions))
    variance = float(samples[:, 0].var(ddof=1)) if n > 1 else 0.0
    squares = np.array(list(slopes.values())) ** 2
    shares = squares / variance if variance > 0 else np.zeros(len(squares))
    return MonteCarlo(
        samples=samples,
        central=np.array([assessment.score]),
        labels=("total",),
        units=(assessment.score_unit,),
        names=tuple(slopes),
        varies=np.ones(len(slopes), dtype=bool),
        shares=shares[:, None],
        seed=seed,
    )


def _parameter_slopes(assessment: Assessment, settings: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Change of the result when the draw of an uncertain parameter moves by a standard deviation.

    A share that is drawn x higher ends up (1 - share) x higher, once its mix is divided by its sum.
    """
    found = uncertain_result(assessment, settings)
    table = found.elasticities().set_index("parameter")["derivative"]
    shares = share_groups(found.general)
    uncertain = found.inputs.uncertain
    for name, deviation in zip(uncertain.names, _deviations(uncertain), strict=True):
        left = 1 - assessment.parameters[name] if name in shares else 1.0
        yield name, float(table[name]) * left * float(deviation)


def _exchange_slopes(assessment: Assessment, inputs: Distributions) -> Iterator[tuple[str, float]]:
    """The same for every uncertain exchange; a share of a mix moves by the spread of its weight."""
    system, amounts, slopes = assessment.system, assessment.amounts, assessment.slopes
    deviations = _deviations(inputs)
    mixes: dict[tuple[object, object], list[int]] = {}
    for position, exchange in enumerate(system.exchanges):
        if group := exchange.data.get("share_group"):
            mixes.setdefault((exchange.process, group), []).append(position)
    for position, exchange in enumerate(system.exchanges):
        if not inputs.uncertain[position]:
            continue
        if group := exchange.data.get("share_group"):
            members = mixes[exchange.process, group]
            mean = float(slopes[members] @ amounts[members] / amounts[members].sum())
            deviation = amounts[position] * (slopes[position] - mean) * inputs.scale[position]
        else:
            deviation = slopes[position] * deviations[position]
        yield inputs.names[position], float(deviation)


def _deviations(inputs: Distributions) -> np.ndarray:
    """Half the width of the middle 68 %: the standard deviation, for a normal exactly."""
    low, high = inputs.ppf(np.tile(ONE_SIGMA, (len(inputs), 1))).T
    return np.asarray(high - low) / 2
