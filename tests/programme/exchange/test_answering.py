import json

import pytest
from pact_payloads import pact_payload
from pydantic import TypeAdapter

from lca_models.programme.exchange.answering import CALLING_BACK, announced, receive_event
from lca_models.programme.exchange.cloud_events import CREATED, FULFILLED, PUBLISHED, REJECTED, Event, cloud_event
from lca_models.programme.exchange.offering import grant, offer
from lca_models.programme.jobs.queue import CALLBACK
from lca_models.programme.jobs.working import Here, Work, work_off
from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.registry.members import set_callback

READ = TypeAdapter(Event)
SOURCE = "https://buyer.example"


def told(kind, data, own="e/1"):
    return READ.validate_python(cloud_event(kind, data, own, SOURCE, 0))


@pytest.fixture
def sent():
    return []


@pytest.fixture
def call(parties, sent):
    """Answers what waits; the events go into a list in place of the network."""

    def send(recipient, event):
        sent.append((recipient.url, recipient.client, recipient.secret, event))
        return event

    work = CALLING_BACK[CALLBACK]
    return lambda: work_off(parties.registry, {CALLBACK: Work(work.gather, send, work.write)}, Here(), "me")


@pytest.fixture
def buyer(parties):
    set_callback(parties.registry, parties.maker.client, url=SOURCE, callback_client="us", callback_secret="ours")
    return parties.maker


def test_a_request_is_answered_with_the_footprints_that_its_asker_may_read(parties, buyer, call, sent):
    own = offer(parties.registry, parties.supplier, pact_payload("1"))
    offer(parties.registry, parties.supplier, pact_payload("2"))
    grant(parties.registry, parties.supplier, own, buyer.org)
    receive_event(parties.registry, buyer, told(CREATED, {}, "run/12"))
    assert sent == []
    assert call() == 1
    (url, client, secret, event) = sent[0]
    assert (url, client, secret, event["type"]) == (SOURCE, "us", "ours", FULFILLED)
    assert event["data"]["requestEventId"] == "run/12"
    assert [one["id"] for one in event["data"]["pfs"]] == [own]


def test_a_request_for_what_there_is_none_of_is_rejected_with_a_code(parties, buyer, call, sent):
    receive_event(parties.registry, buyer, told(CREATED, {"productId": ["urn:pact:null"]}))
    call()
    assert sent[0][3]["type"] == REJECTED
    assert sent[0][3]["data"]["error"]["code"] == "NotFound"


def test_an_event_that_comes_twice_is_answered_once_and_one_of_another_client_apart(parties, buyer, call, sent):
    for actor in (buyer, buyer, parties.other):
        receive_event(parties.registry, actor, told(CREATED, {}))
    call()
    assert len(sent) == 1  # the other one has no address to call back


def test_footprints_that_are_announced_are_noted_by_their_ids(parties, buyer):
    wanted = "3a6c14a7-4deb-498a-b5ea-16ce2535b576"
    receive_event(parties.registry, buyer, told(PUBLISHED, {"pfIds": [wanted]}))
    assert announced(parties.registry, buyer) == (wanted,)
    assert announced(parties.registry, parties.other) == ()


@pytest.mark.parametrize(
    ("kind", "data"),
    [(FULFILLED, {"requestEventId": "x", "pfs": [pact_payload()]}),
     (REJECTED, {"requestEventId": "x", "error": {"code": "NotFound", "message": "none"}})],
)  # fmt: skip
def test_an_answer_to_what_nobody_asked_is_refused(parties, buyer, kind, data):
    with pytest.raises(InvalidError, match="is no request"):
        receive_event(parties.registry, buyer, told(kind, data))


def test_the_log_holds_a_hash_of_an_event_and_no_word_of_it(parties, buyer):
    from lca_models.programme.registry.log import events_after

    receive_event(parties.registry, buyer, told(CREATED, {"comment": "our new car"}))
    last = events_after(parties.registry, -1)[-1]
    assert last.kind == "request.received"
    assert "our new car" not in json.dumps(dict(last.data))
