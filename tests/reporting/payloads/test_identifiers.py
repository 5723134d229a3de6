"""Identifiers are stated, never invented; placeholders say that they are."""

from dataclasses import replace
from datetime import date

import pytest

from lca_models.inventory.system.pack import Pack
from lca_models.reporting.payloads.gate import ExportError
from lca_models.reporting.payloads.identifiers import NOT_ASSIGNED, Identifiers, identifiers_of


def with_pack(result, **identity):
    """The result as one of a maker who says some of it."""
    pack = Pack("ex-a", "Pack A", "lfp-60kwh", identity=identity)
    resolved = replace(result.resolved, system=replace(result.system, pack=pack))
    return replace(result, assessment=replace(result.assessment, system=resolved.system), resolved=resolved)


def test_the_sheet_of_a_maker_says_who_and_when(burdened):
    found = identifiers_of(
        with_pack(burdened, company="Example Co.", model="EX-A", period_start="2025-01", company_id="urn:x:1")
    )

    assert (found.company, found.company_id, found.part, found.customer_part) == (
        "Example Co.",
        "urn:x:1",
        "EX-A",
        NOT_ASSIGNED,
    )
    assert found.period_days() == (date(2025, 1, 1), date(2026, 1, 1))


def test_entries_stand_above_the_sheet(burdened):
    found = identifiers_of(with_pack(burdened, company="Example Co."), ["company=Other Co.", "period=2025-07"])

    assert found.company == "Other Co."
    assert found.period_days() == (date(2025, 7, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("bpnl=BPNS00000000MADE", "it is BPNL and twelve signs"),
        ("product-id=7", "'7' is no URN"),
        ("period=2025", "'2025' is no month"),
        ("compani=x", "did you mean 'company'"),
        ("company=", "write NAME=VALUE"),
        ("company", "write NAME=VALUE"),
    ],
)
def test_an_entry_that_is_none_is_refused(burdened, entry, said):
    with pytest.raises(ExportError) as refused:
        identifiers_of(burdened, [entry])

    assert said in str(refused.value)


def test_what_a_form_asks_for_and_nobody_says_is_named_at_once(burdened):
    with pytest.raises(ExportError, match="asks for company, product-id; give --id company=…, or --placeholder-ids"):
        identifiers_of(burdened).need("company", "product-id")
    with pytest.raises(ExportError, match="asks for the period of the data"):
        Identifiers().period_days()


def test_placeholders_stand_for_what_is_left(burdened):
    found = identifiers_of(burdened, ["bpnl=BPNL00000000MADE"], placeholders=True)

    found.need("company", "company-id", "product-id", "bpnl", "bpns", "part")
    assert found.bpnl == "BPNL00000000MADE"
    assert found.is_placeholder
    assert not identifiers_of(burdened).is_placeholder
