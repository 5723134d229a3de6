import pytest

from lca_models.programme.registry.errors import ConflictError
from lca_models.programme.registry.folding import kinds
from lca_models.programme.releases.states import RELEASED, STATES, WITHDRAWN, allowed, must_allow


def test_every_line_names_an_event_and_a_state():
    assert {event for event, _ in allowed()} <= {*kinds()}
    assert {state for _, state in allowed()} <= {*STATES}


def test_what_is_released_or_withdrawn_never_changes():
    assert not {state for _, state in allowed()} & {RELEASED, WITHDRAWN}


def test_what_is_not_allowed_is_refused_with_what_is():
    must_allow("1.5.0", "review", "release.accepted")
    with pytest.raises(ConflictError, match="is draft, which allows no 'accepted'; allowed: changed, given, reviewed"):
        must_allow("1.5.0", "draft", "release.accepted")
