"""The sample: the worked example of the design, and laws of systematic selection."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.verification.assurance.materiality import thresholds_of
from lca_models.reporting.verification.assurance.sampling import (
    Line,
    Looked,
    confidence_of,
    evaluate,
    sampling_plan,
    start_of,
)
from lca_models.reporting.verification.case import LIMITED, REASONABLE

TOTAL = 7459.57
KEYS = (1747.5, 1232.1, 734.1, 535.2, 509.2, 456.0, 443.6, 421.0, 311.5)
HASH, NONCE = "ab" * 32, "00ff"
# 46 lines: nine key items of 6,390.2 kg; 37 others that come to 1,069.37 kg
LINES = (
    *(Line(f"key {place}", kg) for place, kg in enumerate(KEYS)),
    *(Line(f"rest {place}", 1069.37 / 37) for place in range(37)),
)


@pytest.mark.parametrize(("assurance", "interval", "planned"), [(REASONABLE, 93.378, 12), (LIMITED, 232.343, 5)])
def test_the_worked_example_has_nine_key_items_and_12_or_5_others(assurance, interval, planned):
    plan = sampling_plan(LINES, thresholds_of(TOTAL, 0.05), confidence_of(assurance), HASH, NONCE)

    assert sum(one.line.kg for one in plan.key_items) == pytest.approx(6390.2)
    assert [one.line.kg for one in plan.key_items] == list(KEYS)
    assert plan.rest_kg == pytest.approx(1069.37)
    assert plan.interval_kg == pytest.approx(interval, abs=1e-3)
    assert plan.planned == planned
    assert sum(one.hits for one in plan.selected if not one.is_key) in (planned, planned - 1)


def test_one_item_20_percent_too_low_projects_18_68_kg_with_312_4_at_most():
    found = evaluate([Looked(100.0, 120.0)], 93.378, 0.95)

    assert found.projected_kg == pytest.approx(18.68, abs=0.005)
    assert found.upper_limit_kg == pytest.approx(312.4, abs=0.05)


def test_the_upper_limits_without_and_with_errors_are_those_of_poisson():
    """R at 95 %: 2.996, 4.744, 6.296, 7.754; at 70 %: 1.204, 2.439, 3.616, 4.762"""
    whole = Looked(1.0, 2.0)
    for confidence, expected in ((0.95, (2.996, 4.744, 6.296, 7.754)), (0.7, (1.204, 2.439, 3.616, 4.762))):
        found = [evaluate([whole] * number, 1.0, confidence).upper_limit_kg for number in range(4)]
        assert found == pytest.approx(expected, abs=6e-4)


def test_a_weight_of_2_doubles_the_size_and_halves_the_projection():
    assert Line("estimate", -30.0, 2.0).size_kg == 60.0
    assert evaluate([Looked(1.0, 1.5, 2.0)], 100.0, 0.95).projected_kg == pytest.approx(25.0)


def test_lines_as_released_are_tested_by_their_hash_unless_they_are_key_items():
    lines = [Line("small", 50.0, is_as_released=True), Line("large", 400.0, is_as_released=True)]
    plan = sampling_plan(lines, thresholds_of(TOTAL, 0.05), 0.95, HASH, NONCE)

    assert [one.line.name for one in plan.selected] == ["large"]
    assert "choice" in plan.selected[0].reason
    assert (plan.released_kg, plan.planned) == (50.0, 0)


def test_the_start_is_known_from_hash_and_nonce_alone():
    assert start_of(HASH, NONCE, 93.378) == start_of(HASH, NONCE, 93.378) < 93.378
    assert start_of(HASH, "00fe", 93.378) != start_of(HASH, NONCE, 93.378)
    with pytest.raises(ValueError, match="hexadecimal"):
        start_of(HASH, "nonce", 1.0)


def test_what_was_recorded_as_nothing_and_is_something_is_wholly_wrong():
    assert [Looked(0.0, 3.0).tainting, Looked(0.0, 0.0).tainting] == [1.0, 0.0]


def test_no_lines_and_a_result_of_nothing_have_an_empty_plan():
    for lines in ((), (Line("a", 0.0),)):
        assert sampling_plan(lines, thresholds_of(0.0, 0.05), 0.95, HASH, NONCE).selected == ()


@given(st.lists(st.floats(-250, 250), max_size=40), st.binary(min_size=1, max_size=4))
def test_every_step_of_j_kilograms_meets_one_line(amounts, nonce):
    plan = sampling_plan(
        [Line(str(place), kg) for place, kg in enumerate(amounts)], thresholds_of(TOTAL, 0.05), 0.95, HASH, nonce.hex()
    )
    hits = sum(one.hits for one in plan.selected)

    assert not plan.key_items
    assert plan.planned - 1 <= hits <= plan.planned == ceil(plan.rest_kg / plan.interval_kg)
    assert all(one.line.kg for one in plan.selected)
