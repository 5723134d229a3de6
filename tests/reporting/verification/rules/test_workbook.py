"""The workbook of a bundle; the whole of it is compared in tests of one bundle."""

from types import SimpleNamespace

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import CRITICAL, NOT_RUN
from lca_models.reporting.verification.rules.table import rules
from lca_models.reporting.verification.rules.workbook import look_at_workbook


def outcome(members, *, is_fast=False):
    case = SimpleNamespace(bundle=Bundle(members), is_fast=is_fast)
    return outcome_of(rules()["ARI-02"], lambda: look_at_workbook(case), 100.0)


def test_without_a_workbook_or_where_it_shall_be_fast_nothing_is_compared():
    assert outcome({}).state == outcome({"workbook/calculation.xlsx": b""}, is_fast=True).state == NOT_RUN


def test_a_file_that_is_no_workbook_is_a_critical_finding():
    assert outcome({"workbook/calculation.xlsx": b"no workbook"}).findings[0].severity == CRITICAL
