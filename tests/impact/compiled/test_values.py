"""What is refused before a compiled system runs, every fault in one message."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.compiled.blueprint import draw_blueprint
from lca_models.impact.compiled.values import Judge, refuse_bad_values
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, METHOD, make_system

SYSTEM = make_system(
    "pack", {"need": 2.0, "route": 1.0, "twice": "2 * need"},
    data={"route": {"kind": "choice", "codes": (0, 1)}},
    pack=(MANUFACTURING, [("biosphere", "co2", "twice * route")]),
)  # fmt: skip
BLUEPRINT = draw_blueprint(SYSTEM, [METHOD])
KNOWN = {"need": 2.0, "route": 1.0}


def test_numbers_and_arrays_by_name_become_arrays():
    found = refuse_bad_values({"need": 3, "route": [0, 1]}, KNOWN, BLUEPRINT)

    assert found["need"].tolist() == 3.0
    assert found["route"].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nead": 1}, "there is no parameter 'nead'; did you mean 'need'"),
        ({"twice": 1}, r"parameter 'twice' is derived \(2 \* need\); set what it depends on"),
        ({"need": "much"}, "need='much' is not a number"),
        ({"need": float("nan")}, "need is nan; give finite numbers"),
        ({"need": [1, float("inf")]}, "need is inf in sample 1"),
        ({"need": np.ones((2, 2))}, r"need has the shape \(2, 2\)"),
        ({"need": [1, 2], "route": [0, 1, 1]}, "different numbers of samples: need: 2, route: 3"),
        ({"route": 2}, "route is 2, which no process supplies; give one of 0, 1"),
    ],
)
def test_each_fault_of_values_by_name_is_named(values, message):
    with pytest.raises(ScenarioError, match=message):
        refuse_bad_values(values, KNOWN, BLUEPRINT)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.ones((3, 1)), r"has the shape \(samples, 2\); this one has \(3, 1\)"),
        (np.array([[1.0, 1.0], [np.nan, 1.0]]), "need is nan in sample 1"),
        (np.array([[1.0, 0.5]]), "route is 0.5, which no process supplies"),
    ],
)
def test_each_fault_of_an_array_is_named(values, message):
    with pytest.raises(ScenarioError, match=message):
        refuse_bad_values(values, list(KNOWN), BLUEPRINT)


def test_all_faults_are_said_at_once():
    with pytest.raises(ScenarioError) as refused:
        refuse_bad_values({"nead": 1, "need": "much", "route": 7}, KNOWN, BLUEPRINT)

    assert len(str(refused.value).splitlines()) == 3


GUARDED = make_system(
    "pack", {"need": 2.0, "share": 0.5, "guard": "1 / (3 - need)", "rest": "guard * (1 - share)", "rate": "1 / need"},
    pack=(MANUFACTURING, [("biosphere", "co2", "need * share")]),
)  # fmt: skip
ENDS = st.sampled_from([0.0, 0.1, 0.9, 1.0, 2.0, 2.9, 3.0, 3.1, 9.0])


@given(st.lists(st.tuples(*[st.tuples(ENDS, ENDS).map(sorted)] * 2), min_size=1, max_size=6))
def test_what_a_judge_was_asked_before_changes_no_answer(asked):
    """1 / need has no value where need is 0; the guard has none where need is 3, and nor has what it guards"""
    judge = Judge(draw_blueprint(GUARDED, [METHOD]), ("need", "share"), {"need": 2.0, "share": 0.5})

    for (low, high), share in asked:
        expected = ["guard", "rest"] if low <= 3 <= high else []
        expected += ["rate"] * (low == 0)

        assert set(judge.doubtful(np.array([[low, share[0]], [high, share[1]]]))) == set(expected)
