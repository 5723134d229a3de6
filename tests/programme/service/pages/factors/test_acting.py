from dataclasses import replace

import pytest

from lca_models.programme.releases.listing import release_of
from lca_models.programme.service.pages.factors.acting import decisions, offered


def test_each_role_is_offered_what_its_matrix_and_the_state_allow(parties, proposed):
    """the authority proposed it, so it reviews nothing of it"""
    registry = parties.registry
    one, _ = release_of(registry, proposed)
    verbs = {name: offered(registry, actor, one, "") for name, actor in parties.everyone.items()}
    assert {name: found for name, found in verbs.items() if found} == {
        "expert": {"comment"},
        "authority": {"decide", "moves"},
    }
    assert offered(registry, parties.authority, one, "waiting") == {"decide"}
    accepted = replace(one, status="accepted")
    assert offered(registry, parties.authority, accepted, "done") == {"publish", "decide", "moves"}
    assert offered(registry, parties.expert, accepted, "done") == set()
    first, _ = release_of(registry, "1.4.0")
    assert offered(registry, parties.authority, first, "") == set()


@pytest.mark.parametrize(
    ("status", "found"),
    [("draft", ("withdrawn",)), ("review", ("accepted", "returned", "withdrawn")), ("accepted", ("withdrawn",)),
     ("released", ()), ("withdrawn", ())],
)  # fmt: skip
def test_a_state_says_what_may_be_decided(parties, proposed, status, found):
    one = replace(release_of(parties.registry, proposed)[0], status=status)
    assert decisions(parties.authority, one) == found
    assert decisions(parties.expert, one) == ()
    theirs = replace(one, org=parties.expert.org)
    assert decisions(parties.expert, theirs) == tuple(name for name in found if name == "withdrawn")
