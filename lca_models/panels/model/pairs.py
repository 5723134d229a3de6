"""Two packs on the draws of `lca-models compare --paired`, and the share of green power at which they are equal."""

from __future__ import annotations

from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.footprint import Footprint
from lca_models.interpretation.comparison.alternatives import compare_paired
from lca_models.interpretation.comparison.break_even import BreakEven, break_even
from lca_models.interpretation.comparison.paired import PairedSamples
from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult, uncertain_result
from lca_models.panels.model.choosing import SHARES
from lca_models.scope.declared_unit import DeclaredUnit

SAMPLES, SEED = 1000, 0
FIRST, SECOND = "first", "second"


def uncertain_side(found: Footprint, per: DeclaredUnit, compiled: CompiledSystem) -> UncertainResult:
    """A footprint counted per a declared unit, with what is uncertain in it; what its setup sets is certain.

    `compiled`: its system in its category. Raises ScenarioError for impossible bounds, naming the row.
    """
    given = found.resolved.numbers
    return uncertain_result(found.assessment, given, per=per, fade_curve=found.fade_curve, compiled=compiled)


def paired(first: UncertainResult, second: UncertainResult) -> PairedSamples:
    """Both totals (n, 2) on the same draws: an input that both have by one name has one level for both.

    Raises ScenarioError for results in different units.
    """
    return compare_paired({FIRST: first, SECOND: second}, SAMPLES, SEED, different_packs=True)


def break_even_of(first: UncertainResult, second: UncertainResult, shares: tuple[str, str]) -> BreakEven:
    """Where both totals are equal along the share of green power, which both plants buy alike; `shares`: its parameters.

    From none to all that what else the plants buy leaves room for. Raises ScenarioError for a parameter that a side does not
    have.
    """
    sides = tuple(zip((first, second), shares, strict=True))
    along, beside = (one.along(share) for one, share in sides)
    most = min(
        1 - sum(one.general.settings.get(other, 0.0) for other in SHARES if other != share) for one, share in sides
    )
    return break_even(along, beside, 0.0, most, input_name="green power share", names=(FIRST, SECOND), unit=first.unit)
