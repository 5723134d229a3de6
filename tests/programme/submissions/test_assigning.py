import pytest

from lca_models.programme.registry.errors import InvalidError, UnknownError
from lca_models.programme.submissions.assigning import assign, decline
from lca_models.programme.submissions.listing import members_of, submission_of

HASH = "ef" * 32


def state(parties, own):
    return submission_of(parties.registry, parties.authority, own).state


def test_a_verifier_of_the_makers_group_is_refused(parties, registry):
    own = parties.checked()
    with pytest.raises(InvalidError) as refused:
        assign(registry, parties.authority, own, org=parties.own.org, lead="Li", reviewer="li ")
    assert [one.where for one in refused.value.problems] == ["org", "reviewer"]


def test_an_assignment_given_back_ends_what_the_verifier_may_read(parties):
    own = parties.assigned()
    assert "workbook/calculation.xlsx" in members_of(parties.registry, parties.verifier, own)
    decline(parties.registry, parties.verifier, own, "we advised the maker last year")
    assert state(parties, own) == "checked"
    with pytest.raises(UnknownError):
        submission_of(parties.registry, parties.verifier, own)
