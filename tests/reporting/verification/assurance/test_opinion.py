"""The opinion: its words in both languages, and when it does not fit."""

from dataclasses import replace

import pytest

from lca_models.reporting.verification.assurance.events import FindingsFileError
from lca_models.reporting.verification.assurance.materiality import materiality
from lca_models.reporting.verification.assurance.opinion import opinion_record
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.finding import Finding

ANNEXES = "The accounting annexes of notice 551 are not public"


def test_a_limited_opinion_says_what_did_not_come_to_notice(made):
    found = opinion_record(made.closed, made.asked, made.subject, made.nothing)

    assert "nothing came to our notice" in found.en
    assert found.en.endswith(f"{ANNEXES}; the criteria are those printed in chapter 3.")
    assert "551号通知下存在重大错报" in found.zh
    assert found.threshold_kg == 50.0  # 5 % of 1,000 kg


def test_a_reasonable_opinion_names_product_plant_value_and_threshold(made):
    engagement = made.closed.engagement.model_copy(update={"assurance": "reasonable"})
    file = made.closed.model_copy(update={"engagement": engagement})
    found = opinion_record(file, made.asked, made.subject, made.nothing)

    assert found.en.startswith(
        "In our opinion the footprint of P60 made at Yibin, 116.29 kg CO2e/kWh for 2025, is stated"
    )
    assert "Threshold 5 %; uncorrected 0.0 kg under, 0.0 kg over." in found.en
    assert found.zh.startswith("我们认为，Yibin生产的P60在2025的碳足迹116.29 kg CO2e/kWh")


def test_nothing_may_be_open_and_nothing_material_under_an_unmodified_opinion(made):
    grave = materiality([Finding("x", "CER-02", "major", "", "", "", 60.0)], 1000.0, Engagement())
    with pytest.raises(FindingsFileError, match=r"3 findings are open \(F-001, F-002, F-003\)"):
        opinion_record(made.file, made.asked, made.subject, made.nothing)
    with pytest.raises(FindingsFileError, match=r"60.0 kg under, 0.0 kg over, threshold 50.0 kg"):
        opinion_record(made.closed, made.asked, made.subject, grave)


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (
            {"kind": "modified", "named": ("F-001",), "named_kg": 30.0},
            "Except for F-001, with an effect of 30.0 kg: From",
        ),
        (
            {"kind": "adverse", "named": ("F-001", "F-002")},
            "Because of F-001, F-002 the stated value is not a fair account",
        ),
        ({"kind": "disclaimed", "missing": "meter logs"}, "For want of meter logs we give no opinion."),
    ],
)
def test_the_other_opinions_say_what_they_except(made, change, start):
    found = opinion_record(made.file, replace(made.asked, **change), made.subject, made.nothing)

    assert found.en.startswith(start)
    assert found.zh.endswith("核查准则以第3章所列为准。")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "qualified"}, "there is no opinion 'qualified'"),
        ({"kind": "modified"}, "names the findings"),
        ({"kind": "disclaimed"}, "which evidence is missing"),
        ({"reviewer": ""}, "a person as reviewer"),
        ({"reviewer": "b.  TEAM"}, "stands on both sides"),
        ({"reviewer": "M. Maker"}, "stands on both sides"),
        ({"signed_by": "M. Maker"}, "stands on both sides"),
    ],
)
def test_an_opinion_that_cannot_be_says_why(made, change, words):
    with pytest.raises(FindingsFileError, match=words):
        opinion_record(made.closed, replace(made.asked, **change), made.subject, made.nothing)
