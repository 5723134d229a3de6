"""Names of a declaration, and the age of its data."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import NotApplicableError
from lca_models.reporting.verification.rules.result.identity import NAMED, RULES
from tests.reporting.verification.editions.bundles import bundle
from tests.reporting.verification.rules.result.cases import ENGAGED, with_sheet


def seen(rule, case):
    return list(RULES[rule](case))


@pytest.mark.parametrize("name", NAMED)
def test_each_name_that_is_missing_is_told(lfp_declared, name):
    whole = dict.fromkeys(NAMED, "given")
    product = lfp_declared.sheet.product.model_copy(update=whole)

    assert not seen("DEC-01", with_sheet(lfp_declared, product=product))
    case = with_sheet(lfp_declared, product=product.model_copy(update={name: None}))
    assert [one.pointer for one in seen("DEC-01", case)] == [f"/product/{name}"]


@pytest.mark.parametrize(("year", "month", "is_told"), [(2027, 12, False), (2028, 1, True), (2025, 11, True)])
def test_data_of_2025_may_be_declared_for_24_months(lfp_declared, year, month, is_told):
    """the period ends in December 2025; before its end nothing can be declared"""
    case = Case(Bundle({}), replace(lfp_declared, issued=datetime(year, month, 15, tzinfo=UTC)), ENGAGED)

    assert bool(seen("VAL-02", case)) == is_told


def test_without_a_period_there_is_no_age(lfp_declared):
    product = lfp_declared.sheet.product.model_copy(update={"period_start": None})
    with pytest.raises(NotApplicableError):
        seen("VAL-02", with_sheet(lfp_declared, product=product))


def test_a_result_that_moved_by_more_than_a_tenth_asks_for_renewal(lfp_declared):
    """old = new / 1.2: 20 %; old = new / 1.05: 5 %"""
    now = lfp_declared.result.declared.amount

    def case(old):
        return replace(with_sheet(lfp_declared), earlier=bundle({"a": (old, 1)}, energy=1.0))

    (one,) = seen("VAL-03", case(now / 1.2))
    assert one.values["a"] == pytest.approx(20)
    assert one.effect_kg == pytest.approx(sum(lfp_declared.result.stages.values()) * (1 - 1 / 1.2))
    assert not seen("VAL-03", case(now / 1.05))
    with pytest.raises(NotApplicableError):
        seen("VAL-03", with_sheet(lfp_declared))
