import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.data_quality import evidence_shares, share_resting_on


def test_shares_by_evidence_without_credits(toy_system):
    """12 without the credit. Calculated: the electricity of the plant, 1. Aggregated: NiSO4, 6. Literature: everything."""
    shares = evidence_shares(assess(toy_system))

    assert shares == pytest.approx(
        {"measured": 0, "literature": 1, "calculated": 1 / 12, "assumed": 0, "user": 0, "aggregated": 6 / 12}
    )


def test_everything_rests_on_all_rows_and_nothing_on_none(toy_system):
    result = assess(toy_system)

    assert share_resting_on(result, [True] * len(result.amounts)) == pytest.approx(1)
    assert share_resting_on(result, [False] * len(result.amounts)) == 0
