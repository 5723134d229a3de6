from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.submissions.transitions import STATES, TransitionError, folded, transition, transitions

EVENTS = sorted({one.event for one in transitions()})
ROLES = sorted({one.role for one in transitions()})


def test_the_table_names_states_that_there_are_and_no_move_twice():
    moves = [(one.before, one.event, one.role, one.after) for one in transitions()]
    assert len(moves) == len(set(moves))
    assert {one.before for one in transitions()} | {one.after for one in transitions()} == {*STATES, ""}


def test_a_move_is_allowed_where_the_table_has_it_and_nowhere_else():
    table = {(one.before, one.event, one.role) for one in transitions()}
    for before, event, role in product(["", *STATES], EVENTS, ROLES):
        if (before, event, role) in table:
            assert transition(before, event, role, reason="why").before == before
        else:
            with pytest.raises(TransitionError, match="is not allowed"):
                transition(before, event, role, reason="why")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_move_that_takes_something_away_needs_a_reason(reason):
    with pytest.raises(TransitionError, match="needs a reason"):
        transition("verified", "submission.reopened", "authority", reason=reason)


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_events_fold_to_the_state_that_the_moves_one_by_one_lead_to(events):
    state, allowed = "", True
    for event in events:
        after = {one.after for one in transitions() if one.before == state and one.event == event}
        if len(after) != 1:
            allowed = False
            break
        (state,) = after
    if allowed:
        assert folded(["finding.opened", *events]) == state
    else:
        with pytest.raises(TransitionError):
            folded(events)
