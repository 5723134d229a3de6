"""Monte Carlo of everything: parameters and all uncertain exchanges, background included, of one result.

Which inputs make the spread is told from the inputs as they were drawn, as for parameters alone. Of thousands of inputs the
300 drivers are looked at that would make most of it if the result were linear (first-order propagation; Heijungs 2010,
International Journal of Life Cycle Assessment 15, 511-520; ISO/IEC Guide 98-3:2008, 5.1.2); shares are not taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.draws.blocks import kept_in
from lca_models.impact.draws.distributions import NO_GROUP, Distributions, check_draws
from lca_models.impact.everything.monte_carlo import FullMonteCarlo, everything_uncertain
from lca_models.interpretation.uncertainty.additive_fit import DrawnDesign
from lca_models.interpretation.uncertainty.drivers import Drivers, drivers_of
from lca_models.interpretation.uncertainty.local_sensitivity import share_groups
from lca_models.interpretation.uncertainty.monte_carlo import FITTED, MonteCarlo
from lca_models.interpretation.uncertainty.uncertain_result import identity_of, uncertain_result

MOST = 300  # drivers that are looked at
SEPARATE = 1_000_000  # apart from the mixtures of parameters, which are numbered too
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
    drivers, drawn, varying = _drivers(assessment, certain, model, min(n, FITTED), seed)
    return MonteCarlo(samples, np.array([assessment.score]), ("total",), (assessment.score_unit,), drivers,
                      DrawnDesign(drawn, drivers.positions), varying, seed)  # fmt: skip


def _drivers(
    assessment: Assessment, certain: dict[str, float], model: FullMonteCarlo, rows: int, seed: int
) -> tuple[Drivers, np.ndarray, int]:
    """Those that may matter most, their inputs in the first samples (rows, d), and how many inputs vary."""
    formulas, distributions = model.system.formulas, model.system.distributions
    parameters = None if formulas is None else formulas.parameters
    reached = np.zeros(len(distributions), dtype=bool)
    reached[model.pattern.entries] = True
    exchanges = np.flatnonzero(distributions.varying & reached)
    names = (*(parameters.names if parameters else ()), *(distributions.names[int(one)] for one in exchanges))
    slopes = dict(_parameter_slopes(assessment, certain))
    of_exchange = _exchange_slopes(assessment, distributions, model.system.factor_flows)
    sizes = np.array([*(slopes.get(name, 0.0) for name in (parameters.names if parameters else ())),
                      *(of_exchange.get(int(one), 0.0) for one in exchanges)])  # fmt: skip
    count = len(parameters.names) if parameters else 0
    groups = np.concatenate([
        parameters.inputs.groups if parameters else np.empty(0, dtype=int),
        np.where(distributions.groups[exchanges] >= 0, distributions.groups[exchanges] + SEPARATE, NO_GROUP),
    ])  # fmt: skip
    every = drivers_of(
        names, groups, {**(parameters.mixtures if parameters else {}), **_mixtures(assessment, distributions)}
    )
    leading = np.argsort([-float((sizes[one] ** 2).sum()) for one in every.positions], kind="stable")[:MOST]
    chosen = every.chosen(np.sort(leading))
    wanted = np.sort(np.concatenate([*chosen.positions, np.empty(0, dtype=int)]))
    place = np.full(len(names), -1)
    place[wanted] = np.arange(len(wanted))
    of_parameters, of_exchanges = model.drawn(rows, seed, exchanges[wanted[wanted >= count] - count])
    drawn = np.column_stack([of_parameters[:, wanted[wanted < count]], of_exchanges])
    kept = Drivers(
        chosen.names, tuple(place[one] for one in chosen.positions), tuple(names[int(one)] for one in wanted)
    )
    return kept, drawn, len(slopes) + len(of_exchange)


def _mixtures(assessment: Assessment, inputs: Distributions) -> dict[int, str]:
    """Names of the mixtures of exchanges: the process, and the mix."""
    rows = assessment.system.exchanges
    return {int(number) + SEPARATE: f"{'/'.join(rows[position].process)}: {rows[position].data['share_group']}"
            for position, number in enumerate(inputs.groups) if number != NO_GROUP}  # fmt: skip


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


def _exchange_slopes(assessment: Assessment, inputs: Distributions, flows: np.ndarray) -> dict[int, float]:
    """The same for every uncertain exchange, by position; a share of a mix moves by the spread of its weight.

    `flows`: those of the characterization factors that stand behind the exchanges.
    """
    system, amounts, slopes = assessment.system, assessment.amounts, assessment.slopes
    deviations = _deviations(inputs)
    mixes: dict[tuple[object, object], list[int]] = {}
    found: dict[int, float] = {}
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
        found[position] = float(deviation)
    for place, flow in enumerate(flows.tolist(), start=len(system.exchanges)):
        if inputs.uncertain[place]:
            found[place] = float(assessment.flow_quantities[flow] * deviations[place])
    return found


def _deviations(inputs: Distributions) -> np.ndarray:
    """Half the width of the middle 68 %: the standard deviation, for a normal exactly."""
    low, high = inputs.ppf(np.tile(ONE_SIGMA, (len(inputs), 1))).T
    return np.asarray(high - low) / 2
