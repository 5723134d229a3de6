"""What is material: the worked example of the design, total 7,459.6 kg at 5 %."""

import pytest

from lca_models.reporting.verification.assurance.materiality import (
    materiality,
    thresholds_of,
)
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.finding import INFO, MAJOR, MINOR, QUESTION, Finding

TOTAL = 7459.6


def findings(*effects, rule="CER-02", severity=MAJOR):
    return [Finding(f"{place}", rule, severity, "", "", "", effect) for place, effect in enumerate(effects)]


def test_threshold_performance_and_trivial_are_5_3_75_and_0_25_percent_of_the_total():
    found = thresholds_of(TOTAL, 0.05)

    assert found.threshold_kg == pytest.approx(372.98)
    assert found.performance_kg == pytest.approx(279.735)
    assert found.trivial_kg == pytest.approx(18.649)


def test_the_side_below_decides_although_the_net_is_within_the_threshold():
    """196.4 + 121.7 + 61.2 = 379.3 > 372.98; the net is 379.3 - 88.3 = 291.0; 12.5 is trivial"""
    found = materiality(findings(196.4, 121.7, 61.2, -88.3, -12.5), TOTAL, Engagement())

    assert found.under_kg == pytest.approx(379.3)
    assert found.over_kg == pytest.approx(88.3)
    assert found.net_kg == pytest.approx(291.0)
    assert found.is_material
    assert found.largest.effect_kg == 196.4


def test_without_the_third_nothing_is_material():
    assert not materiality(findings(196.4, 121.7, -88.3, -12.5), TOTAL, Engagement()).is_material


@pytest.mark.parametrize(("effects", "expected"), [((372.9,), False), ((373.0,), True), ((-373.0,), True), ((), False)])
def test_one_alone_above_the_threshold_is_material(effects, expected):
    assert materiality(findings(*effects), TOTAL, Engagement()).is_material is expected


def test_a_certificate_used_twice_is_material_at_any_size_and_information_never():
    assert materiality(findings(0.001, rule="CER-01", severity=MINOR), TOTAL, Engagement()).is_material
    for severity in (INFO, QUESTION):
        assert not materiality(findings(1e6, rule="CER-01", severity=severity), TOTAL, Engagement()).is_material


def test_an_engagement_sets_other_limits():
    """2 % of 1,000 kg is 20 kg; half of it 10 kg"""
    found = thresholds_of(1000.0, 0.02, {"MAT-01/performance_share": 0.5})

    assert (found.threshold_kg, found.performance_kg) == (pytest.approx(20.0), pytest.approx(10.0))


def test_a_total_below_zero_has_a_threshold_above_it():
    assert thresholds_of(-100.0, 0.05).threshold_kg == pytest.approx(5.0)
