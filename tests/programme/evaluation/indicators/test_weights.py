"""Quality and origin weigh by kg."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.weights import ResultLine, evidence_share, primary_share, quality

METER = ResultLine("manufacturing", 60, 1.0, is_primary=True, has_evidence=True)
OTHERS = [
    ResultLine("manufacturing", 25, 3.0),
    ResultLine("recycling", -10, 2.0, is_primary=True),
    ResultLine("recycling", 5, 5.0),
]


def test_primary_is_the_share_of_all_absolute_kg():
    assert primary_share([METER, *OTHERS]) == (60 + 10) / 100
    assert evidence_share([METER, *OTHERS]) == 0.6
    assert primary_share(OTHERS[:1]) == 0


def test_quality_is_judged_by_the_lines_that_make_four_fifths():
    # 60 + 25 make 85 of 100; the poor small line does not matter.
    assert quality([*OTHERS, METER]) == pytest.approx((60 * 1 + 25 * 3) / 85)


def test_lines_that_nobody_judged_weigh_nothing():
    assert quality([METER, replace(METER, kg=1e6, score=None)]) == 1


def test_nothing_has_no_quality():
    assert math.isnan(quality([]))
    assert math.isnan(primary_share([replace(METER, kg=0)]))


@given(
    st.lists(st.tuples(st.floats(-1e3, 1e3).filter(lambda kg: abs(kg) > 1e-3), st.floats(1, 5)), min_size=1, max_size=9)
)
def test_quality_lies_between_the_scores_whatever_the_unit(rows):
    lines = [replace(METER, kg=kg, score=score) for kg, score in rows]
    found = quality(lines)
    assert min(score for _, score in rows) - 1e-9 <= found <= max(score for _, score in rows) + 1e-9
    assert quality([replace(one, kg=one.kg * 1024) for one in lines]) == pytest.approx(found)
