"""How a supplier's footprint was made against how ours is."""

from datetime import date

import pytest

from lca_models.inventory.activity.findings import ERROR, WARNING, Findings
from lca_models.inventory.activity.suppliers.comparing import Terms, compare_terms, months_in_common, valid_until
from lca_models.inventory.activity.suppliers.footprint import GATE, GRAVE, UNSTATED, SupplierFootprint, Verification

TERMS = Terms(date(2026, 6, 1), date(2025, 1, 1), date(2025, 12, 31))
SOUND = {
    "gwp": ("AR6",), "boundary": GATE, "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31),
    "valid_until": date(2027, 12, 31), "exempted_share": 0.01, "verification": Verification("Checker", date(2026, 2, 1)),
}  # fmt: skip


def judged(**changed):
    findings = Findings()
    footprint = SupplierFootprint("Supplier M", "M7", "kg", 1, 26, **(SOUND | changed))
    return compare_terms(footprint, TERMS, "suppliers!F7", findings), findings


def test_a_footprint_made_as_ours_is_has_no_remark():
    usable, findings = judged()

    assert usable
    assert findings.found == []


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"valid_until": date(2026, 5, 31)}, "V38",
         "Footprint of Supplier M covers 2025-01-01/2025-12-31, valid to 2026-05-31; your period is 2025-01-01/2025-12-31."),
        ({"valid_from": date(2026, 7, 1)}, "V38", "It is valid from 2026-07-01 on."),
        ({"valid_until": None, "period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}, "V38", "to 2024-12-31"),
        ({"boundary": GRAVE}, "", "is cradle to grave and not split by stage"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(changed, code, words):
    usable, findings = judged(**changed)
    errors = findings.of(ERROR)

    assert not usable
    assert [(one.code, words in one.text) for one in errors] == [(code, True)]


def test_the_last_day_of_its_validity_still_counts():
    assert judged(valid_until=date(2026, 6, 1))[0]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"period_start": date(2024, 1, 1), "period_end": date(2025, 8, 31)}, "covers 2024-01-01/2025-08-31"),
        ({"gwp": ("AR5",)}, "warming potentials of AR5, this result with AR6"),
        ({"gwp": ("AR5", "AR6")}, "warming potentials of AR5, AR6"),
        ({"exempted_share": 0.05}, "left out 5.0% of its emissions; 3.0% is the most"),
        (
            {"allocation": "economic allocation between lithium and by-products"},
            "shares by price, this sheet by mass, energy",
        ),
        ({"boundary": UNSTATED}, "does not say where its footprint ends"),
        ({"verification": Verification("Checker", date(2026, 7, 1))}, "verified on 2026-07-01, which is not yet"),
    ],
)
def test_what_differs_is_said(changed, words):
    usable, findings = judged(**changed)

    assert usable
    assert [words in one.text for one in findings.of(WARNING)] == [True]


def test_mass_allocation_without_prices_is_ours():
    assert judged(allocation="Mass allocation; no economic allocation was used")[1].found == []


def test_nine_months_in_common_are_enough():
    """April to December"""
    assert judged(period_start=date(2025, 4, 1), period_end=date(2026, 3, 31))[1].found == []


def test_what_nobody_states_is_noted_and_no_doubt():
    usable, findings = judged(gwp=(), exempted_share=None, period_start=None, period_end=None, verification=None)

    assert usable
    assert {one.severity for one in findings.found} == {"note"}
    assert len(findings.found) == 4


def test_months_and_validity():
    """July to December is half a year; three years after 2025 end in 2028"""
    half = SupplierFootprint("S", "M", "kg", 1, 1, period_start=date(2025, 7, 1), period_end=date(2026, 6, 30))

    assert months_in_common(half, TERMS) == pytest.approx(6, abs=0.1)
    assert months_in_common(half, Terms(date(2026, 1, 1))) is None
    assert valid_until(half).year == 2029
