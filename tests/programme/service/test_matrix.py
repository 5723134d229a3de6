"""Each role on each route: what the table of roles allows is answered, everything else is refused and leaves no trace."""

import csv
import re
from pathlib import Path

import pytest
from counts import LONG
from fastapi.routing import APIRoute
from pact_payloads import pact_payload
from reached_routes import NOWHERE, OPEN, ROUTES
from releases_of_tables import NICKEL, edited

import lca_models.programme.roles as roles
from lca_models.programme.exchange.offering import grant, offer, publish_submission
from lca_models.programme.registry.log import head
from lca_models.programme.releases.proposing import begin_releases, propose_release
from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import DEFAULT_RATES, Limits
from lca_models.programme.service.routes import all_routers
from tests.conftest import TINY_INVENTORY

TABLES = Path(roles.__file__).parent
STATES = ("checked", "assigned", "ended", "published")
MEMBERS = {"public": "declaration.json", "business": "results/stages.csv", "secret": "workbook/calculation.xlsx",
           "unknown, which is secret": "odd/file.bin"}  # fmt: skip


def allowed():
    """Action -> role -> what the role must be to what it acts on, read without the package."""
    with (TABLES / "matrix.csv").open(encoding="utf-8") as file:
        return {
            row.pop("action"): {role: set(one.split()) for role, one in row.items()} for row in csv.DictReader(file)
        }


def may(action, role, relations):
    found = allowed()[action][role] if action not in ("", OPEN) else {"all"}
    return "all" in found or bool(found & relations)


@pytest.fixture
def door(make_door):
    return make_door(Settings(Limits(rates=dict.fromkeys(DEFAULT_RATES, "1000000/minute"), open_uploads=1000)))


@pytest.fixture
def submissions(parties):
    """A submission in each state, with a member that no class knows."""
    odd = {"odd/file.bin": b"odd"}
    own = {
        "ended": parties.verified(month="2021-01", **odd), "published": parties.verified(month="2022-01", **odd),
        "assigned": parties.assigned(month="2023-01", **odd), "checked": parties.checked(month="2024-01", **odd),
    }  # fmt: skip
    publish_submission(parties.registry, parties.authority, own["published"])
    return own


@pytest.fixture
def footprint(parties):
    """A footprint of the supplier that is granted to the maker."""
    own = offer(parties.registry, parties.supplier, pact_payload("supplied"))
    grant(parties.registry, parties.supplier, own, parties.maker.org)
    return own


def states(at):
    """All states in the long run; else two, which differ from role to role and from route to route."""
    return STATES if LONG else (STATES[at % 4], STATES[(at + 2) % 4])


def relations(parties, actor, state):
    found = {"own"} if actor.org == parties.maker.org else set()
    return found | ({"assigned"} if (actor, state) == (parties.verifier, "assigned") else set()) | (
        {"granted"} if state == "published" else set()
    )  # fmt: skip


def ask(door, actor, key, own):
    method, path = key
    route = ROUTES[key]
    path = path.partition("#")[0].replace("{path:path}", "declaration.json")
    path = re.sub(r"\{\w+\}", own, path) + route.query
    body = route.body(door.parties) if route.body else None
    how = {"json": body} if route.body else {}
    return door.ask(actor, method, path, dict(route.headers), **how)


def told(answered):
    return {name: value for name, value in answered.json().items() if name != "request_id"}


def test_every_route_has_its_row_and_every_row_its_route():
    routes = {
        (method, route.path) for router in all_routers() for route in router.routes
        if isinstance(route, APIRoute) and route.include_in_schema for method in route.methods
    }  # fmt: skip
    assert {(method, path.partition("#")[0]) for method, path in ROUTES} == {*routes, ("GET", "/openapi.json")}
    assert {route.action for route in ROUTES.values()} - {"", OPEN} <= {*allowed()}


def test_without_a_token_nothing_is_answered_but_what_is_open(door, submissions, footprint):
    door.parties.upload = NOWHERE
    for key, route in ROUTES.items():
        status = ask(door, None, key, submissions["published"]).status_code
        assert (key, status == 401) == (key, route.action != OPEN or (key[1] == "/auth/token" and status == 401))


def test_what_the_table_does_not_allow_on_a_submission_is_refused_and_leaves_no_trace(door, parties, submissions):
    before = head(parties.registry)
    for key, route in ROUTES.items():
        if route.of != "submission":
            continue
        for at, (name, actor) in enumerate(parties.everyone.items(), len(key[1])):
            for state in states(at):
                found = relations(parties, actor, state)
                if may(route.action, actor.role, found) or (route.also and may(route.also, actor.role, found)):
                    continue
                answered = ask(door, actor, key, submissions[state])
                knows = may("status.read", actor.role, found)
                expected = (403, 404) if key[0] != "GET" else (403,) if knows else (404,)
                assert (key, name, state, answered.status_code) in [(key, name, state, one) for one in expected]
                if key[0] == "GET" and not knows:
                    unknown = ask(door, actor, key, NOWHERE)
                    assert str(told(answered)).replace(submissions[state], "") == str(told(unknown)).replace(
                        NOWHERE, ""
                    )
    assert head(parties.registry) == before


def test_what_the_table_allows_on_a_submission_is_answered(door, parties, submissions):
    for key, route in ROUTES.items():
        if route.of != "submission":
            continue
        for name, actor in parties.everyone.items():
            for state in STATES:
                if may(route.action, actor.role, relations(parties, actor, state)):
                    answered = ask(door, actor, key, submissions[state])
                    assert (key, name, state, answered.status_code) in [
                        (key, name, state, one) for one in (200, 201, 204, 409, 422)
                    ]


def test_routes_that_stand_by_themselves_follow_the_table(door, parties):
    for key, route in ROUTES.items():
        if route.of not in ("", "own", "anybody") or route.action in ("", OPEN):
            continue
        for name, actor in parties.everyone.items():
            scopes = allowed()[route.action][actor.role]
            expected = bool(scopes) if route.of == "anybody" else bool(scopes & {"all", "own"})
            status = ask(door, actor, key, NOWHERE).status_code
            assert (key, name, status != 403) == (key, name, expected)
            assert status not in (401, 404)
            assert status < 500


def test_a_footprint_is_read_and_shown_on_by_whom_the_table_says(door, parties, footprint):
    for key, route in ROUTES.items():
        if route.of != "footprint":
            continue
        for name, actor in parties.everyone.items():
            is_to = {"own"} if actor == parties.supplier else {"granted"} if actor == parties.maker else set()
            own_too = {"own"} & is_to if route.action == "footprint.request" else set()
            expected = may(route.action, actor.role, is_to) or bool(own_too)
            status = ask(door, actor, key, footprint).status_code
            assert (key, name, status in (200, 201)) == (key, name, expected)
            assert expected or status in (403, 404)


def test_a_release_is_read_reviewed_and_decided_by_whom_the_table_says(door, parties, tmp_path):
    begin_releases(parties.registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    propose_release(parties.registry, parties.authority, edited(TINY_INVENTORY, tmp_path / "new", (NICKEL,)))
    for key, route in ROUTES.items():
        if route.of != "release":
            continue
        for name, actor in parties.everyone.items():
            expected = may(route.action, actor.role, {"own" if actor == parties.authority else "others"})
            status = ask(door, actor, key, "1.5.0").status_code
            assert (key, name, status != 403) == (key, name, expected)
            assert status in (200, 201, 403, 404, 409)


def test_an_upload_is_the_client_s_own(door, parties):
    parties.upload = (
        door.post(parties.maker, "/uploads", headers={"Upload-Length": "5"}).headers["Location"].rpartition("/")[2]
    )
    for key, route in sorted(ROUTES.items(), key=lambda one: one[0][0] == "DELETE"):
        if route.of != "upload":
            continue
        for name, actor in parties.everyone.items():
            if actor != parties.maker:
                assert (key, name, ask(door, actor, key, parties.upload).status_code) in [
                    (key, name, one) for one in (403, 404)
                ]
        assert ask(door, parties.maker, key, parties.upload).status_code in (200, 204, 422)


def test_members_follow_their_class_and_a_secret_read_is_an_event(door, parties, submissions):
    for kind, path in MEMBERS.items():
        action = f"class.{kind if kind in ('public', 'business') else 'secret'}"
        for at, (name, actor) in enumerate(parties.everyone.items(), len(kind)):
            for state in states(at):
                before = head(parties.registry).n
                answered = door.get(actor, f"/submissions/{submissions[state]}/members/{path}")
                expected = may(action, actor.role, relations(parties, actor, state))
                assert (kind, name, state, answered.status_code) == (kind, name, state, 200 if expected else 404)
                assert head(parties.registry).n - before == (expected and action == "class.secret")
                listed = door.get(actor, f"/submissions/{submissions[state]}")
                assert listed.status_code == 404 or (path in listed.json()["members"]) == expected


def test_a_list_holds_what_the_table_lets_a_role_know_of(door, parties, submissions):
    for name, actor in parties.everyone.items():
        listed = {one["id"] for one in door.get(actor, "/submissions").json()["submissions"]}
        known = {
            own
            for state, own in submissions.items()
            if may("status.read", actor.role, relations(parties, actor, state))
        }
        assert (name, listed) == (name, known)


def test_the_log_names_only_what_a_role_may_know_of(door, parties, submissions):
    for name, actor in parties.everyone.items():
        events = door.get(actor, "/log?limit=1000").json()["events"]
        named = {one["subject"] for one in events if one["subject"]}
        known = {f"submission:{own}" for state, own in submissions.items()
                 if may("status.read", actor.role, relations(parties, actor, state))}  # fmt: skip
        assert (name, {one for one in named if one.startswith("submission:")}) == (name, known)
        assert actor.role == "authority" or named == known
        assert len(events) == head(parties.registry).n + 1
