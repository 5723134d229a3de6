"""Looks at a sample: each difference is a finding, and what was drawn speaks for what was not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.verification.assurance.events import FindingsFileError, states_of, with_event
from lca_models.reporting.verification.assurance.findings_file import log_problems
from lca_models.reporting.verification.assurance.looked import difference_id, evaluated, with_look
from lca_models.reporting.verification.assurance.materiality import materiality
from lca_models.reporting.verification.assurance.records import EXPLAINED, VERIFIER, FindingsFile, SampledLine
from lca_models.reporting.verification.case import Engagement

TIME, J, LIMITED = "2026-11-28T00:00:00Z", 200.0, 0.70
LINES = (
    SampledLine(line="cycles", kg=0.0, key_item=True),
    SampledLine(line="graphite", kg=1000.0, key_item=True),
    SampledLine(line="power", kg=50.0),
    SampledLine(line="water", kg=10.0),
)
FILE = FindingsFile(bundle="ab" * 32, nonce="00ff", sampling=LINES)


def test_a_difference_of_a_line_is_a_finding_with_what_it_moves():
    """66.0 in place of 60.0 kg are 10 % of 1,000 kg CO2e"""
    file = with_look(FILE, "graphite", "weighed", 60.0, 66.0, TIME, person="Li")

    assert [(one.effect_kg, one.severity) for one in file.findings] == [(pytest.approx(100.0), "major")]
    assert "60 recorded, 66 right (weighed)" in file.findings[0].en
    assert (states_of(file), list(log_problems(file))) == ({file.findings[0].id: "open"}, [])


def test_a_term_of_the_denominator_moves_what_nobody_knows_yet():
    assert with_look(FILE, "cycles", "tested", 2000.0, 1800.0, TIME).findings[0].effect_kg is None


def test_what_agrees_and_what_has_no_values_opens_nothing():
    file = with_look(with_look(FILE, "power", "as billed", 5.0, 5.0, TIME), "water", "seen", None, None, TIME)

    assert file.findings == ()
    assert [one.result for one in file.sampling] == [None, None, "as billed", "seen"]
    assert evaluated(file, J, LIMITED).looked == 1


def test_a_second_look_withdraws_the_difference_of_the_first():
    once = with_look(FILE, "power", "read", 5.0, 6.0, TIME)
    again = with_look(with_look(once, "power", "read", 5.0, 6.0, TIME), "power", "read again", 5.0, 5.5, TIME)

    assert list(states_of(again).values()) == ["withdrawn", "open"]
    assert list(states_of(with_look(again, "power", "as billed", 5.0, 5.0, TIME)).values()) == ["withdrawn"] * 2
    assert list(log_problems(again)) == []


@pytest.mark.parametrize(
    ("line", "values", "said"), [("powr", (None, None), "did you mean 'power'"), ("power", (5.0, None), "together")]
)
def test_an_unknown_line_and_one_value_alone_are_refused(line, values, said):
    with pytest.raises(FindingsFileError, match=said):
        with_look(FILE, line, "x", *values, TIME)


def test_key_items_speak_for_themselves_alone_and_drawn_lines_for_the_rest():
    """One drawn line 20 % too low projects 0.2 J = 40 kg, of which its own 10 kg are known"""
    key = with_look(FILE, "graphite", "weighed", 60.0, 66.0, TIME)
    drawn = with_look(key, "power", "read", 5.0, 6.0, TIME)

    assert evaluated(key, J, LIMITED) is None
    assert evaluated(drawn, J, LIMITED).projected_kg == pytest.approx(30.0)
    assert evaluated(drawn, J, LIMITED).upper_limit_kg == pytest.approx(
        J * (1.2040 + 0.2 * (2.4392 - 1.2040)), rel=1e-3
    )


def test_a_difference_that_was_explained_projects_nothing():
    file = with_look(FILE, "power", "read", 5.0, 6.0, TIME)
    explained = with_event(file, EXPLAINED, difference_id(file.sampling[2]), VERIFIER, TIME, text="another meter")

    assert evaluated(explained, J, LIMITED).projected_kg == 0.0


@given(st.floats(0.5, 2.0), st.integers(1, 3), st.sampled_from([50.0, -50.0]))
def test_what_is_projected_and_known_is_the_tainting_of_every_step(ratio, hits, kg):
    lines = (SampledLine(line="power", kg=kg, hits=hits),)
    file = with_look(FILE.model_copy(update={"sampling": lines}), "power", "read", 1.0, ratio, TIME)
    known = sum(one.effect_kg for one in file.findings)
    sign = 1 if kg > 0 else -1

    assert evaluated(file, J, LIMITED).projected_kg + known == pytest.approx(sign * (ratio - 1) * hits * J, abs=1e-9)


def test_a_projection_above_the_threshold_is_material_and_a_wide_limit_asks_for_more():
    """Half as much again in the one line drawn: 0.5 x 200 kg less its own 25 kg are above 5 % of 1,000 kg"""
    sampled = evaluated(with_look(FILE, "power", "read", 5.0, 7.5, TIME), J, LIMITED)
    found = materiality([], 1000.0, Engagement(), sampled)

    assert (found.is_material, found.needs_more) == (True, True)
    assert not materiality([], 1000.0, Engagement()).is_material
    assert found.document()["sampled"]["projected_kg"] == pytest.approx(75.0)
