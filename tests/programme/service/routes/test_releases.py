"""Releases over HTTP: read by all, reviewed by others than the proposer, decided by the authority."""

import base64
import hashlib

import pytest
from releases_of_tables import MASS, NICKEL, edited, files_of, replaced
from served_registry import served

from lca_models.programme.releases.moves.kept import find_moves
from lca_models.programme.releases.proposing import begin_releases, propose_release
from lca_models.reporting.declaration.archive import archive_bytes
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def ask(registry, parties, tmp_path):
    """Sends a request as a party; a release of the authority is proposed."""
    begin_releases(registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    new = edited(TINY_INVENTORY, tmp_path / "new", (NICKEL,))
    propose_release(registry, parties.authority, new)
    with served(parties) as service:
        clients = {}

        def send(actor, method, path, content=None, headers=None, **body):
            if actor.client not in clients:
                clients[actor.client] = service.client(actor)
            return clients[actor.client].request(method, path, json=body or None, content=content, headers=headers)

        yield send
        for one in clients.values():
            one.close()


def test_every_role_reads_a_release_with_its_rows(ask, parties):
    for actor in parties.everyone.values():
        listed = ask(actor, "GET", "/releases").json()["releases"]
        assert [one["version"] for one in listed] == ["1.4.0", "1.5.0"]
        (row,) = ask(actor, "GET", "/releases/1.5.0").json()["changes"]
        assert (row["row"]["table"], row["needed"], row["accepts"]) == (NICKEL[0], 2, 0)
        assert ask(actor, "GET", "/releases/9.9.9").status_code == 404


def proposal(*edits, **headers):
    """The toy's tables as a request carries them."""
    content = archive_bytes(replaced(files_of(TINY_INVENTORY), *edits))
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {"content": content, "headers": {"Content-Digest": f"sha-256=:{digest}:"} | headers}


def test_tables_are_proposed_once_and_revised_by_their_proposer(ask, parties):
    first = ask(parties.expert, "POST", "/releases?parent=1.4.0", **proposal(MASS, **{"Idempotency-Key": "k"}))
    assert (first.status_code, first.json()["version"], first.json()["rows"]) == (201, "1.6.0", 1)
    again = ask(parties.expert, "POST", "/releases?parent=1.4.0", **proposal(MASS, **{"Idempotency-Key": "k"}))
    assert again.json() == first.json()
    revised = ask(parties.expert, "POST", "/releases?revises=1.6.0", **proposal(MASS, NICKEL))
    assert (revised.status_code, revised.json()["rows"]) == (201, 2)
    assert ask(parties.authority, "POST", "/releases?revises=1.6.0", **proposal(MASS)).status_code == 403


def test_what_is_no_proposal_is_refused_with_what_is_wrong(ask, parties):
    broken = ask(parties.expert, "POST", "/releases", **proposal((MASS[0], "nickel_sulfate,10,", "nickel,10,")))
    assert (broken.status_code, {one["where"] for one in broken.json()["problems"]}) == (422, {"tables"})
    other = ask(parties.expert, "POST", "/releases", **proposal(MASS) | {"content": b"PK"})
    assert (other.status_code, other.json()["problems"][0]["where"]) == (422, "sha256")
    assert ask(parties.expert, "POST", "/releases?parent=9.9.9", **proposal(MASS)).status_code == 404
    assert ask(parties.reader, "POST", "/releases", **proposal(MASS)).status_code == 403


def test_experts_review_and_nobody_else_and_only_the_authority_decides(ask, parties):
    verdict = {"table": NICKEL[0], "verdict": "return", "text": "where from?"}
    for name, actor in parties.everyone.items():
        assert ask(actor, "POST", "/releases/1.5.0/comments", **verdict).status_code == (
            201 if name == "expert" else 403
        )
    for name, actor in parties.everyone.items():
        answered = ask(actor, "POST", "/releases/1.5.0/decision", decision="accepted")
        assert answered.status_code == (409 if name == "authority" else 403)
        answered = ask(actor, "POST", "/releases/1.5.0/publication", effective_on="2027-01-01")
        assert answered.status_code == (409 if name == "authority" else 403)


def test_what_it_moves_is_told_once_it_is_calculated(ask, registry, parties):
    assert ask(parties.authority, "GET", "/releases/1.5.0/moves").status_code == 404
    find_moves(registry, "1.5.0")
    told = ask(parties.authority, "GET", "/releases/1.5.0/moves").json()
    assert (told["version"], told["synthetic"], told["tables"]["declarations"]) == ("1.5.0", True, [])
    assert ask(parties.expert, "GET", "/releases/1.5.0/moves").json()["tables"] == {}


@pytest.mark.parametrize("body", [{}, {"decision": "yes"}, {"decision": "accepted", "more": 1}])
def test_what_a_route_does_not_know_is_refused(ask, parties, body):
    assert ask(parties.authority, "POST", "/releases/1.5.0/decision", **body).status_code == 422
