import pytest

from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.submissions.listing import submission_of
from lca_models.programme.submissions.publishing import publish


def reaches(parties, own):
    found = {}
    for name, actor in parties.everyone.items():
        try:
            found[name] = set(submission_of(parties.registry, actor, own).relations)
        except UnknownError:
            continue
    return found


def test_others_know_nothing_of_a_submission_until_it_is_published(parties):
    own = parties.assigned()
    assert reaches(parties, own) == {"maker": {"own"}, "verifier": {"assigned"}, "authority": set()}


def test_a_published_one_is_everybodys_to_know_and_its_former_verifiers_too(parties):
    own = parties.verified()
    publish(parties.registry, parties.authority, own)
    assert reaches(parties, own) == {
        name: {"own", "granted"} if name == "maker" else {"granted"} for name in parties.everyone
    }


def test_an_id_of_nobody_and_one_of_another_are_refused_in_the_same_words(parties):
    own = parties.submit()
    with pytest.raises(UnknownError) as foreign:
        submission_of(parties.registry, parties.other, own)
    with pytest.raises(UnknownError) as absent:
        submission_of(parties.registry, parties.other, "0" * len(own))
    assert foreign.value.problems[0].en == absent.value.problems[0].en
