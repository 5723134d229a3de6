import json

import pytest
from pact_payloads import pact_payload

from lca_models.programme.exchange.answering import announced
from lca_models.programme.exchange.offering import grant, offer
from lca_models.programme.registry.log import head

NOBODY = "00000000-0000-4000-8000-000000000000"
STEM = "org.wbcsd.pact.ProductFootprint."
EVENTS = {"Content-Type": "application/cloudevents+json"}


@pytest.fixture
def payloads(parties):
    found = [pact_payload(str(n)) for n in range(3)]
    for one in found:
        grant(parties.registry, parties.supplier, offer(parties.registry, parties.supplier, one), parties.maker.org)
    return found


def event(kind, data, **said):
    return {"type": f"{STEM}{kind}.3", "specversion": "1.0", "id": "e-1", "source": "//partner", "time": "2026-01-01T00:00:00Z",
            "data": data} | said  # fmt: skip


def send(door, actor, document):
    return door.ask(actor, "POST", "/3/events", EVENTS, json=document)


def listed(door, actor, query=""):
    return [one["id"] for one in door.get(actor, f"/3/footprints{query}").json()["data"]]


def test_footprints_are_listed_and_read_as_they_were_offered(door, parties, payloads):
    answered = door.get(parties.maker, "/3/footprints").json()["data"]
    assert answered == payloads
    assert door.get(parties.maker, f"/3/footprints/{payloads[0]['id']}").json() == {"data": payloads[0]}
    assert listed(door, parties.other) == []


def test_a_list_in_pages_is_linked_by_the_name_of_the_request(door, parties, payloads):
    first = door.get(parties.maker, "/3/footprints?limit=2", headers={"Host": "localhost:1"})
    link = first.headers["Link"]
    assert link.startswith("<http://localhost:1/3/footprints?")
    assert link.endswith('>; rel="next"')
    second = door.get(parties.maker, link[len("<http://localhost:1") : link.index(">")])
    assert [one["id"] for one in first.json()["data"] + second.json()["data"]] == [one["id"] for one in payloads]
    assert "Link" not in second.headers
    assert door.get(parties.maker, "/3/footprints?limit=2", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [("?productId=urn:pact:example.com:product:1", [1]), ("?productId=URN:PACT:EXAMPLE.COM:PRODUCT:1", [1]),
     ("?productId=x", []),     ("?productId=", [0, 1, 2]),
     ("?companyId=urn:pact:example.com:company:1", [0, 1, 2]), ("?geography=CN-SC", [0, 1, 2]),
     ("?geography=DE", []), ("?status=Active", [0, 1, 2]), ("?status=Deprecated", []),
     ("?validOn=2026-06-01T00:00:00Z", [0, 1, 2]),     ("?validOn=2030-06-01T00:00:00Z", []),
     ("?validAfter=2025-01-01T00:00:00Z", [0, 1, 2]),
     ("?validBefore=2025-01-01T00:00:00Z", []), ("?unknown=1", [0, 1, 2]), ("?validOn=0001-01-01T00:00:00Z", []),
     ("?validBefore=9999-12-31T00:00:00Z", [0, 1, 2]), ("?productId=urn:pact:example.com:product:1&geography=DE", [])],
)  # fmt: skip
def test_a_list_is_narrowed_by_criteria(door, parties, payloads, query, found):
    assert listed(door, parties.maker, query) == [payloads[at]["id"] for at in found]


@pytest.mark.parametrize(
    "query", ["?validOn=x", "?validOn=0001-01-01T00:00:00%2B14:00", "?validOn=9999-12-31T23:59:59-14:00",
              "?validAfter=" + "9" * 50,              "?limit=x", "?limit=-1",
              "?limit=" + "9" * 5_000, "?cursor=x", "?productId=%00", "?validOn=" + "1" * 61],
)  # fmt: skip
def test_what_is_no_criterion_is_malformed(door, parties, query):
    answered = door.get(parties.maker, f"/3/footprints{query}")
    assert (answered.status_code, answered.json()["code"]) == (400, "BadRequest")


def test_unknown_foreign_and_malformed_ids_are_told_in_the_words_of_pact(door, parties, payloads):
    for actor, own, told in ((parties.maker, NOBODY, (404, "NotFound")), (parties.maker, "x", (400, "BadRequest")),
                             (parties.other, payloads[0]["id"], (403, "AccessDenied"))):  # fmt: skip
        answered = door.get(actor, f"/3/footprints/{own}")
        assert (answered.status_code, answered.json()["code"]) == told


def test_a_bad_token_is_told_in_the_words_of_pact(door):
    for path in ("/3/footprints", f"/3/footprints/{NOBODY}"):
        answered = door.ask(None, "GET", path, {"Authorization": "Bearer very-invalid"})
        assert (answered.status_code, answered.json()["code"]) == (401, "BadRequest")


def test_an_event_is_taken_once_however_often_it_comes(door, parties):
    before, sent = head(parties.registry).n, event("PublishedEvent", {"pfIds": [NOBODY]})
    assert [send(door, parties.maker, sent).status_code for _ in range(3)] == [200] * 3
    assert head(parties.registry).n == before + 1
    assert announced(parties.registry, parties.maker) == tuple(sent["data"]["pfIds"])
    assert send(door, parties.other, sent).status_code == 200
    assert head(parties.registry).n == before + 2


@pytest.mark.parametrize(
    "document",
    [{}, [], event("PublishedEvent", {}), event("PublishedEvent", {"pfIds": ["x"]}), event("OtherEvent", {}),
     event("PublishedEvent", {"pfIds": [NOBODY]}, time="yesterday"),
     event("RequestCreatedEvent", {"validOn": "0001-01-01T00:00:00+14:00"}),
     event("RequestFulfilledEvent", {"requestEventId": "nobody asked", "pfs": [pact_payload()]}),
     event("RequestRejectedEvent", {"requestEventId": "nobody asked", "error": {"code": "a", "message": "b"}}),
     event("PublishedEvent", {"pfIds": [NOBODY]}, id="x" * 201)],
)  # fmt: skip
def test_a_malformed_event_is_refused(door, parties, document):
    answered = send(door, parties.maker, document)
    assert (answered.status_code, answered.json()["code"]) == (400, "BadRequest")


def test_a_footprint_is_offered_and_shown_over_http(door, parties):
    payload = pact_payload("offered")
    assert door.post(parties.supplier, "/footprints", payload).json() == {"id": payload["id"]}
    assert door.post(parties.supplier, "/footprints", payload).status_code == 409
    whom = {"recipient": parties.other.org}
    assert door.post(parties.supplier, f"/footprints/{payload['id']}/grants", whom).status_code == 201
    assert listed(door, parties.other) == [payload["id"]]


@pytest.mark.parametrize(
    "odd", [{"productIds": ["urn:pact:example.com:product:" + "x" * 600]}, {"id": "x"}, {"pcf": {}}, {"comment": "\ud800"},
            {"validityPeriodEnd": "0001-01-01T00:00:00+14:00"}],
)  # fmt: skip
def test_a_footprint_that_cannot_be_kept_is_refused(door, parties, odd):
    content = json.dumps(pact_payload("odd", **odd)).encode()
    answered = door.ask(parties.supplier, "POST", "/footprints", {"Content-Type": "application/json"}, content=content)
    assert answered.status_code == 422
