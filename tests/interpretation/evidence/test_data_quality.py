from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.data_quality import data_quality, evidence_shares, share_resting_on


def test_shares_by_evidence_without_credits(toy_system):
    """12 without the credit. Calculated: the electricity of the plant, 1. Aggregated: NiSO4, 6. Literature: everything."""
    shares = evidence_shares(assess(toy_system))

    assert shares == pytest.approx(
        {"measured": 0, "literature": 1, "calculated": 1 / 12, "assumed": 0, "aggregated": 6 / 12}
    )


def test_primary_data_are_the_measured_rows(toy_system):
    """The CO2 of the pack is measured: 4 of 12 without the credit"""
    measured = {exchange.id for exchange in toy_system.exchanges
                if (exchange.process[1], exchange.input[1]) == ("pack_toy", "co2_fossil")}  # fmt: skip
    exchanges = tuple(
        replace(one, data={**one.data, "evidence": "measured"}) if one.id in measured else one
        for one in toy_system.exchanges
    )

    assert data_quality(assess(replace(toy_system, exchanges=exchanges))).primary_data == pytest.approx(4 / 12)


def test_everything_rests_on_all_rows_and_nothing_on_none(toy_system):
    result = assess(toy_system)

    assert share_resting_on(result, [True] * len(result.amounts)) == pytest.approx(1)
    assert share_resting_on(result, [False] * len(result.amounts)) == 0
