import pytest
from submitted_bundles import one_major_finding

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.submissions.judging import answer, decide, findings_of, give_opinion
from lca_models.programme.submissions.listing import submission_of

HASH = "ef" * 32


def state(parties, own):
    return submission_of(parties.registry, parties.authority, own).state


def test_an_open_finding_stands_in_the_way_of_an_unmodified_opinion_until_it_is_answered_and_closed(parties):
    registry, own = parties.registry, parties.assigned(one_major_finding)
    with pytest.raises(InvalidError, match="1 findings are open"):
        give_opinion(registry, parties.verifier, own, "unmodified", signed_by="Li", reviewer="Wang")
    answer(registry, parties.maker, own, "F-001", "the bill is attached", [("bill.pdf", HASH)])
    decide(registry, parties.verifier, own, "F-001", "closed-explained", "the bill shows the province")
    assert give_opinion(registry, parties.verifier, own, "unmodified", signed_by="Li", reviewer="Wang") == "verified"
    _, standings = findings_of(registry, parties.maker, own)
    assert [one.state for one in standings] == ["closed-explained"]


def test_an_adverse_opinion_returns_the_submission(parties):
    own = parties.assigned(one_major_finding)
    decide(parties.registry, parties.verifier, own, "F-001", "closed-uncorrected", "not mended")
    ended = give_opinion(
        parties.registry, parties.verifier, own, "adverse", signed_by="Li", reviewer="Wang", excepting=["F-001"]
    )
    assert ended == state(parties, own) == "returned"


def test_a_later_period_takes_the_place_of_an_earlier_one_when_it_is_verified(parties):
    first = parties.verified(month="2024-01", mark="1")
    second = parties.verified(month="2025-01", mark="2")
    assert (state(parties, first), state(parties, second)) == ("superseded", "verified")
    assert submission_of(parties.registry, parties.maker, second).supersedes == first
