"""What a declaration can judge of itself before anybody verifies it: arithmetic of its result and of its sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from lca_models.reporting.declaration.conformity.outcome import PASSED, Outcome
from lca_models.reporting.declaration.declared import Declared
from lca_models.scope.declared_unit import KG, KWH_CAPACITY, KWH_DELIVERED
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message, speaking

ALLOWED = 1e-9  # relative, of figures of one calculation
LEAST_ENERGY_KWH = 2.0  # of a pack in the scope of notice 551
FURTHEST_EXTRAPOLATION = 3.0  # cycles declared over cycles measured; beyond it is critical
MONTHS = 12
METHOD = "gwp100-ar6"  # the latest of the IPCC that this kit has


def own_outcomes(declared: Declared) -> Mapping[str, Outcome]:
    """By the id of a rule of verification, what a declaration finds of itself; rules that are missing have not run."""
    return {rule: check(declared) for rule, check in _CHECKS.items()}


def _in_scope(declared: Declared) -> Outcome:
    return _failing(declared.result.functional_unit.rated_energy_kwh <= LEAST_ENERGY_KWH, "major")


def _unit_columns(declared: Declared) -> Outcome:
    """Totals per kWh of capacity, per kWh delivered and per kg follow from that per pack."""
    unit, whole = declared.result.functional_unit, sum(declared.result.stages.values())
    amounts = {KWH_CAPACITY: unit.rated_energy_kwh, KWH_DELIVERED: unit.energy_delivered_kwh, KG: unit.mass_kg}
    kept = all(
        math.isclose(declared.result.total(per).amount * amount, whole, rel_tol=ALLOWED)
        for per, amount in amounts.items()
    )
    return _failing(not kept, "critical")


def _stages_sum(declared: Declared) -> Outcome:
    whole = declared.result.assessment.score
    return _failing(not math.isclose(sum(declared.result.stages.values()), whole, rel_tol=ALLOWED), "critical")


def _stages_filled(declared: Declared) -> Outcome:
    return _failing(any(amount == 0 for amount in declared.result.stages.values()), "major")


def _no_negative_stage(declared: Declared) -> Outcome:
    credits = declared.result.assessment.credits()
    odd = [stage for stage, amount in declared.result.stages.items() if amount - credits.get(stage, 0.0) < 0]
    return _failing(bool(odd), "major")


def _twelve_months(declared: Declared) -> Outcome:
    lines = [line for line in declared.sheet.meters if line.months]
    if not lines:
        return _not_applicable(lambda: message("the sheet gives energy for the year, by no meter"))
    return _failing(any(len(line.months) < MONTHS and line.every_month is None for line in lines), "major")


def _cycles_tested(declared: Declared) -> Outcome:
    """Cycles declared beyond those measured."""
    test = declared.sheet.cycle_test
    if declared.result.rule_set.service_life != "tested cycles":
        return _not_applicable(lambda: message("the rule set counts years of warranty"))
    if test.cycles_measured is None:
        return Outcome("critical")
    return _failing(_extrapolation(declared) > 1, "critical")


def _extrapolated(declared: Declared) -> Outcome:
    if declared.result.rule_set.service_life != "tested cycles":
        return _not_applicable(lambda: message("the rule set counts years of warranty"))
    ratio = _extrapolation(declared)
    return Outcome("critical" if ratio > FURTHEST_EXTRAPOLATION else "major" if ratio > 1.5 else "")


def _extrapolation(declared: Declared) -> float:
    """Cycles declared over the last that was measured; infinite where none was."""
    measured = declared.sheet.cycle_test.cycles_measured
    if measured is None or measured.number <= 0:
        return math.inf
    return declared.result.functional_unit.full_cycles / measured.number


def _factor_set(declared: Declared) -> Outcome:
    return _failing(declared.result.method_id != METHOD, "major")


def _passed(declared: Declared) -> Outcome:
    """By the way in which a declaration is made: it writes the status of every text, prints all views, knows no offsets."""
    return PASSED


def _failing(fails: bool, severity: str) -> Outcome:
    return Outcome(severity) if fails else PASSED


def _not_applicable(reason: Callable[[], str]) -> Outcome:
    with speaking(ENGLISH):
        english = reason()
    with speaking(CHINESE):
        return Outcome("", english, reason())


_CHECKS: Mapping[str, Callable[[Declared], Outcome]] = {
    "FUN-01": _in_scope, "ARI-03": _unit_columns, "FUN-07": _unit_columns, "SUM-01": _stages_sum,
    "CMP-01": _stages_filled, "NEG-01": _no_negative_stage, "MON-01": _twelve_months, "FUN-05": _cycles_tested,
    "FUN-06": _extrapolated, "GWP-01": _factor_set, "VER-02": _passed, "NEG-02": _passed,
}  # fmt: skip
