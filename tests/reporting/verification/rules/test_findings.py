"""A finding of what a rule saw: its words, its severity by what it moves, its id."""

from dataclasses import replace

import pytest

from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import (
    CRITICAL,
    INFO,
    MAJOR,
    MINOR,
    Seen,
)
from lca_models.reporting.verification.rules.table import rules

CER_02, CER_01 = rules()["CER-02"], rules()["CER-01"]  # critical; a small effect makes only the first minor
SEEN = Seen("meters!D2", {"a": 12.0, "b": 10.5}, 4.0, pointer="/meters/0")


def looking(*seen):
    def look():
        yield from seen

    return look


def test_a_finding_says_its_rule_in_both_languages_with_its_numbers():
    (found,) = outcome_of(CER_02, looking(SEEN), 100.0, ("GB-07",)).findings

    assert found.english == "12 kWh retired for 10.5 kWh consumed; the excess is refused"
    assert found.chinese == "注销12 kWh，消费10.5 kWh；超出部分不计"
    assert found.requirements == ("GB-07",)
    assert found.document == {"a": 12.0, "b": 10.5}


def test_two_numbers_that_would_look_alike_are_said_to_the_last_digit():
    close = replace(SEEN, values={"a": 1.0000000001, "b": 1.0})
    (found,) = outcome_of(CER_02, looking(close), 100.0).findings

    assert found.english.startswith("1.0000000001 kWh retired for 1.0 kWh")


@pytest.mark.parametrize(
    ("effect_kg", "severity"), [(100.0, CRITICAL), (-100.0, CRITICAL), (4.99, MINOR), (5.0, CRITICAL), (None, CRITICAL)]
)
def test_an_effect_below_a_twentieth_of_the_threshold_is_minor(effect_kg, severity):
    """threshold 100 kg: a twentieth is 5 kg"""
    (found,) = outcome_of(CER_02, looking(replace(SEEN, effect_kg=effect_kg)), 100.0).findings

    assert found.severity == severity


def test_an_effect_from_the_threshold_on_is_critical_and_information_stays_information():
    for severity, expected in ((MINOR, CRITICAL), (MAJOR, CRITICAL), (INFO, INFO)):
        seen = replace(SEEN, effect_kg=100.0, severity=severity)
        assert outcome_of(CER_02, looking(seen), 100.0).findings[0].severity == expected


def test_a_certificate_used_twice_stays_critical_however_little_it_moves():
    seen = Seen("certificates!A2", {"serial": "S", "a": "x", "b": "y"}, 0.001)

    assert outcome_of(CER_01, looking(seen), 100.0).findings[0].severity == CRITICAL


def test_a_second_run_finds_the_same_id_and_another_value_has_another():
    first, again = (outcome_of(CER_02, looking(SEEN), 100.0).findings[0].id for _ in range(2))
    other = outcome_of(CER_02, looking(replace(SEEN, values={"a": 13.0, "b": 10.5})), 100.0).findings[0].id

    assert first == again != other
    assert len(first) == 12
