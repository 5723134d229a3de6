"""What a declaration judges of itself, by one example and changes of its sheet."""

from dataclasses import replace

from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.conformity.outcome import PASSED
from lca_models.reporting.declaration.conformity.own_checks import own_outcomes
from lca_models.reporting.declaration.declared import Declared


def changed(declared: Declared, sheet: DataSheet) -> Declared:
    copy = replace(declared)
    copy.__dict__["sheet"] = sheet
    return copy


def test_cycles_beyond_those_measured_fail_and_those_within_pass(lfp_declared):
    assert own_outcomes(lfp_declared)["FUN-05"].open_severity == "critical"
    assert own_outcomes(lfp_declared)["FUN-06"].open_severity == "major"  # 2,000 / 1,000 = 2 > 1.5

    test = lfp_declared.sheet.cycle_test
    measured = test.cycles_measured.model_copy(update={"number": 2000.0})
    sheet = lfp_declared.sheet.model_copy(update={"cycle_test": test.model_copy(update={"cycles_measured": measured})})
    assert own_outcomes(changed(lfp_declared, sheet))["FUN-05"] == PASSED
    assert own_outcomes(changed(lfp_declared, sheet))["FUN-06"] == PASSED


def test_a_month_that_is_missing_fails_and_a_sheet_without_meters_has_none_to_miss(lfp_declared):
    assert own_outcomes(lfp_declared)["MON-01"] == PASSED

    first, *others = lfp_declared.sheet.meters
    short = first.model_copy(update={"months": dict(list(first.months.items())[:11])})
    assert own_outcomes(changed(lfp_declared, lfp_declared.sheet.model_copy(update={"meters": (short, *others)})))[
        "MON-01"
    ].fails
    none = own_outcomes(changed(lfp_declared, lfp_declared.sheet.model_copy(update={"meters": ()})))["MON-01"]
    assert none.reason_en == "the sheet gives energy for the year, by no meter"


def test_arithmetic_of_the_result_passes(lfp_declared):
    found = own_outcomes(lfp_declared)

    assert all(found[rule] == PASSED for rule in ("FUN-01", "ARI-03", "FUN-07", "SUM-01", "CMP-01", "NEG-01", "GWP-01"))
