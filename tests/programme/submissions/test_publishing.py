import pytest

from lca_models.programme.registry.errors import ConflictError
from lca_models.programme.submissions.listing import submission_of
from lca_models.programme.submissions.publishing import reopen, withdraw

HASH = "ef" * 32


def state(parties, own):
    return submission_of(parties.registry, parties.authority, own).state


def test_what_is_verified_is_withdrawn_by_maker_and_authority_together(parties):
    own = parties.verified()
    with pytest.raises(ConflictError, match="has not asked"):
        withdraw(parties.registry, parties.authority, own, "asked for")
    assert not withdraw(parties.registry, parties.maker, own, "a meter was wrong")
    assert withdraw(parties.registry, parties.authority, own, "at the wish of its maker")
    assert state(parties, own) == "withdrawn"


def test_a_maker_withdraws_what_is_not_verified_yet(parties):
    own = parties.checked()
    assert withdraw(parties.registry, parties.maker, own)
    assert state(parties, own) == "withdrawn"


def test_a_fact_that_was_found_later_reopens_a_verified_submission(parties):
    own = parties.verified()
    reopen(parties.registry, parties.authority, own, "a whistle was blown")
    assert state(parties, own) == "under_verification"
