import errno
import json
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

ROUTE = "lca_models.programme.service.routes.submissions.list_submissions"


def breaking(monkeypatch, error):
    def breaks(*given, **named):
        raise error

    monkeypatch.setattr(ROUTE, breaks)


def test_every_answer_carries_an_id_and_is_kept_nowhere(door, parties):
    answered = door.get(parties.maker, "/submissions")
    assert answered.status_code == 200
    assert len(answered.headers["X-Request-Id"]) == 32
    assert answered.headers["Cache-Control"] == "no-store"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert answered.headers["X-Registry"] == "synthetic"


def test_what_breaks_is_answered_without_its_inside_and_logged_without_its_words(door, parties, monkeypatch, logged):
    breaking(monkeypatch, RuntimeError("secret words"))
    answered = door.get(parties.maker, "/submissions")
    assert answered.status_code == 500
    assert answered.json()["request_id"] == answered.headers["X-Request-Id"]
    assert "secret words" not in answered.text
    assert "RuntimeError at" in logged()
    assert "secret words" not in logged()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")), 507),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")), 503),
        (OSError(errno.EIO, "broken"), 500),
    ],
)
def test_a_full_disk_and_a_busy_database_are_no_faults_of_the_service(door, parties, monkeypatch, error, status):
    breaking(monkeypatch, error)
    assert door.get(parties.maker, "/submissions").status_code == status


def test_own_routes_answer_problem_details_in_both_languages_and_pact_its_own_form(door, parties):
    own = door.get(parties.maker, "/submissions?limit=0")
    assert own.status_code == 422
    assert own.headers["Content-Type"] == "application/problem+json"
    (said,) = own.json()["problems"]
    assert {"where", "en", "zh"} == {*said}
    pact = door.get(parties.maker, "/3/footprints?limit=-1")
    assert pact.status_code == 400
    assert pact.json()["code"] == "BadRequest"
    assert {*pact.json()} == {"code", "message"}


def test_an_unknown_route_and_another_method_are_told(door, parties):
    assert door.get(parties.maker, "/nothing").status_code == 404
    assert door.ask(parties.maker, "DELETE", "/submissions").status_code == 405


def test_a_line_of_the_log_names_the_template_and_nothing_of_the_request(door, parties, logged):
    own = parties.submit()
    door.get(parties.maker, f"/submissions/{own}?secret=value")
    line = json.loads(logged().splitlines()[-1])
    assert line["route"] == "/submissions/{submission}"
    assert line["client"] == parties.maker.client
    assert line["status"] == 200
    assert "value" not in json.dumps(line)
    assert own not in json.dumps(line)
