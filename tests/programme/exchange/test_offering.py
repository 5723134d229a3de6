import pytest
from pact_payloads import pact_payload

from lca_models.programme.exchange.filters import criteria_of
from lca_models.programme.exchange.offering import grant, offer, publish_submission
from lca_models.programme.exchange.reading import footprint_of, list_footprints
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, UnknownError
from lca_models.programme.submissions.listing import submission_of


def seen(parties, actor, **asked):
    return [one["id"] for one in list_footprints(parties.registry, actor, criteria_of(asked)).payloads]


def test_a_suppliers_footprint_is_shown_to_whom_it_is_granted(parties):
    own = offer(parties.registry, parties.supplier, pact_payload())
    assert {name: seen(parties, actor) for name, actor in parties.everyone.items() if seen(parties, actor)} == {
        "supplier": [own], "authority": [own]
    }  # fmt: skip
    first = grant(parties.registry, parties.supplier, own, parties.maker.org)
    assert grant(parties.registry, parties.supplier, own, parties.maker.org) == first
    assert seen(parties, parties.maker) == [own]
    assert seen(parties, parties.other) == []
    with pytest.raises(DeniedError):
        footprint_of(parties.registry, parties.other, own)


def test_the_footprint_of_a_published_submission_is_shown_to_all(parties):
    own = parties.verified(payload=pact_payload())
    assert seen(parties, parties.reader) == []
    footprint = publish_submission(parties.registry, parties.authority, own)
    assert seen(parties, parties.reader) == [footprint]


def test_a_bundle_without_a_payload_is_published_all_the_same(parties):
    assert publish_submission(parties.registry, parties.authority, parties.verified()) == ""


def test_a_footprint_that_is_none_is_refused_with_every_fault(parties):
    with pytest.raises(InvalidError) as refused:
        offer(parties.registry, parties.supplier, {"id": "x"})
    assert {one.where for one in refused.value.problems} >= {"specVersion", "id"}


def test_an_id_is_taken_once(parties):
    offer(parties.registry, parties.supplier, pact_payload())
    with pytest.raises(ConflictError):
        offer(parties.registry, parties.supplier, pact_payload())


@pytest.mark.parametrize("who", ["verifier", "expert", "authority", "reader"])
def test_others_offer_and_grant_nothing(parties, who):
    actor = parties.everyone[who]
    with pytest.raises(DeniedError):
        offer(parties.registry, actor, pact_payload())
    with pytest.raises(DeniedError):
        grant(parties.registry, actor, "x", parties.maker.org)


def test_nobody_grants_what_is_anothers(parties):
    own = offer(parties.registry, parties.supplier, pact_payload())
    with pytest.raises(UnknownError):
        grant(parties.registry, parties.maker, own, parties.other.org)


@pytest.mark.parametrize("odd", [b"[" * 100_000, b"[]", b'{"id": "x"}', b'{"id": "1", "pcf": NaN}'])
def test_a_footprint_that_cannot_be_offered_leaves_its_submission_unpublished(parties, odd):
    own = parties.verified(**{"payloads/pact.json": odd})
    with pytest.raises(InvalidError):
        publish_submission(parties.registry, parties.authority, own)
    assert not submission_of(parties.registry, parties.authority, own).is_published
