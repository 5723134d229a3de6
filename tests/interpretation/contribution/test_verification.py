"""Shares of the toy by class: 6 nickel sulfate, 4 and 1 kg of direct CO2, 1 of electricity, less 5.4 avoided, of 6.6."""

from dataclasses import replace

import pytest

from lca_models.interpretation.contribution.rows import trace
from lca_models.interpretation.contribution.verification import (
    CLASSES,
    NOT_CHECKED,
    is_checked,
    shares_text,
    verification_shares,
)
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.reporting.text.tables.trace import trace_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


def checked(assessment, **classes):
    """The assessment with a class of verification, and a plant in China, for every row with some input."""
    exchanges = tuple(
        replace(one, data={**one.data, "verified": classes[one.input[1]], "plant_country": "CN"})
        if one.input[1] in classes
        else one
        for one in assessment.system.exchanges
    )
    return replace(assessment, system=replace(assessment.system, exchanges=exchanges))


def test_the_classes_of_a_level_sum_to_the_result_and_credits_count_with_their_sign(toy):
    """bought: 10 nickel sulfate at 0.6, of which 9 are avoided; emitted: 1 kg of it net, 5 kg of CO2, 1 of electricity"""
    shares = verification_shares(checked(toy, nickel_sulfate="copy", co2_fossil="original"))

    assert shares["purchase"]["copy"] == pytest.approx((6 - 5.4) / 6.6)
    assert shares["emission"]["original"] == pytest.approx(6 / 6.6)
    assert shares["emission"][NOT_CHECKED] == pytest.approx(0.6 / 6.6)
    for level in shares.values():
        assert list(level) == list(CLASSES)
        assert sum(level.values()) == pytest.approx(1)


def test_rows_of_others_are_not_checked_whatever_they_call_it(toy):
    bare, odd = verification_shares(toy), verification_shares(checked(toy, co2_fossil="by a friend"))

    assert bare == odd
    assert not is_checked(bare)


def test_an_unreachable_row_counts_as_assumed_and_leaves_its_own_class(toy):
    """without the credit 12, of which nickel sulfate is 6"""
    before, after = evidence_shares(toy), evidence_shares(checked(toy, ghg_co2e_ar6="unreachable"))

    assert (before["assumed"], before["literature"]) == pytest.approx((0, 1))
    assert after["assumed"] == pytest.approx(6 / 12)
    assert after["literature"] == pytest.approx(1)  # the purchase of nickel sulfate, and the direct CO2


def test_a_trace_shows_how_its_rows_were_checked(toy):
    found = trace(checked(toy, nickel_sulfate="copy"))
    row = next(one for one in found.document()["rows"] if one["input"] == "nickel_sulfate")

    assert (row["verified"], row["plant_country"], row["basis"], row["figure_as_printed"]) == ("copy", "CN", "", "")
    assert found.document()["verification"]["purchase"]["copy"] == pytest.approx(0.6 / 6.6)
    assert "[literature, copy, CN]" in trace_text(found)
    assert "how it was checked, of what the life cycle buys and emits: copy 9.1%, not checked 90.9%" in trace_text(
        found
    )
    assert "how it was checked" not in trace_text(trace(toy))


def test_classes_are_said_in_the_language_in_use():
    with speaking(CHINESE):
        assert shares_text({"original": 0.25, "copy": 0.0, "unreachable": 0.75}) == "原件 25.0%、无法查阅 75.0%"
