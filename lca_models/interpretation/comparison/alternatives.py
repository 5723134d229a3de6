"""Products in settings of their own beside each other: which is lower on the same draws, and where both are equal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from lca_models.impact.delivered_energy import service_life_energies
from lca_models.impact.draws.blocks import in_threads
from lca_models.interpretation.comparison.break_even import BreakEven, break_even
from lca_models.interpretation.comparison.paired import PairedSamples, one_unit, paired_samples
from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult
from lca_models.scope.declared_unit import PACK
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

FIRST, BOTH = "first", "both"


def compare_paired(
    results: Mapping[str, UncertainResult],
    n: int,
    seed: int = 0,
    *,
    different_packs: bool = False,
    progress: bool = False,
) -> PairedSamples:
    """Totals (n, alternatives) on the same draws: an input that two alternatives share by name has one level for both.

    Raises ScenarioError for different units, for packs that do not do the same unless `different_packs`, for n <= 0 and a
    seed that is no whole number.
    """
    check_units(results, different_packs=different_packs)
    names = tuple(dict.fromkeys(name for result in results.values() for name in result.inputs.uncertain.names))
    functions = {
        label: partial(_at_levels, result, [names.index(name) for name in result.inputs.uncertain.names])
        for label, result in results.items()
    }
    units = {label: result.unit for label, result in results.items()}
    with in_threads():
        return paired_samples(functions, partial(_draw_levels, len(names)), n, seed, units=units, progress=progress)


def _draw_levels(inputs: int, rows: int, seed: np.random.SeedSequence) -> np.ndarray:
    return np.random.default_rng(seed).random((rows, inputs))


def _at_levels(result: UncertainResult, columns: list[int], levels: np.ndarray) -> np.ndarray:
    return result.total_at_levels(levels[:, columns])


def check_units(results: Mapping[str, UncertainResult], *, different_packs: bool = False) -> None:
    """Raises ScenarioError where results are counted differently, or per pack though packs do not do the same."""
    one_unit({label: result.unit if different_packs else functional_unit(result) for label, result in results.items()})


def functional_unit(result: UncertainResult) -> str:
    """The unit of a result with what is behind it: a pack of so much energy, delivering so much over its life."""
    flow = result.flow
    if flow.system.product is None:
        return f"{result.unit} per {flow.system.demand_unit}"
    if flow.per != PACK:
        return result.unit
    rated, delivered = service_life_energies(result.general, flow.system, None, flow.curve)
    return f"{result.unit} of {rated[0]:g} kWh that delivers {delivered[0]:,.0f} kWh"


def break_even_between(
    results: Mapping[str, UncertainResult],
    parameter: str,
    low: float | None = None,
    high: float | None = None,
    *,
    moves: str = FIRST,
    different_packs: bool = False,
) -> BreakEven:
    """Where two results are equal along a parameter, all else without uncertainty; ends: by default its limits.

    The parameter moves in the first alternative only, or in both. Raises ScenarioError for other than two alternatives, an
    unknown parameter, a choice, a parameter without limits, ends that are no range, and units as `compare_paired`.
    """
    if len(results) != 2:
        raise ScenarioError(
            message(
                "a break-even needs two alternatives, and there are {count}: {listed}",
                count=len(results),
                listed=enumerated(results),
            )
        )
    check_units(results, different_packs=different_packs)
    (label, first), (other, second) = results.items()
    moving = first.along(parameter)
    ends = _ends(first, parameter, low, high)
    if moves == BOTH:
        beside = second.along(parameter)
    else:
        beside = partial(_constant, float(second.total(second.inputs.central[None, :])[0]))
    return break_even(moving, beside, *ends, input_name=parameter, names=(label, other), unit=first.unit)


def _constant(value: float, x: np.ndarray) -> np.ndarray:
    return np.full(len(x), value)


def _ends(result: UncertainResult, parameter: str, low: float | None, high: float | None) -> tuple[float, float]:
    limits = result.general.blueprint.parameters[parameter].data.get("limits") or (None, None)
    ends = [given if given is not None else limit for given, limit in zip((low, high), limits, strict=True)]
    if ends[0] is None or ends[1] is None:
        raise ScenarioError(
            message("'{parameter}' has no limits; say between which values to look", parameter=parameter)
        )
    return float(ends[0]), float(ends[1])
