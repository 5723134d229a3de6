import base64
import hashlib
from urllib.parse import quote

import pytest
from counts import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from submitted_bundles import bundle_bytes, check_all, one_major_finding

from lca_models.programme.registry.members import add_model
from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import DEFAULT_RATES, READS, Limits
from lca_models.programme.service.uploads import FOLDER

ZIP = {"Content-Type": "application/zip"}


def digest(content):
    return {"Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"}


def whole(door, content, **headers):
    own = door.parties.own
    return door.ask(door.parties.maker, "POST", f"/submissions/whole?model={own.model}&plant={own.plant}",
                    ZIP | digest(content) | headers, content=content)  # fmt: skip


def test_an_upload_is_handed_in_once_however_often_it_is_sent(door, parties):
    body, answered = door.handed_in(bundle_bytes())
    assert answered.status_code == 201
    again = door.post(parties.maker, "/submissions", body)
    assert (again.status_code, again.json()) == (201, answered.json())


def test_an_upload_that_was_refused_is_handed_in_again_and_ends_with_its_submission(door, parties):
    body, answered = door.handed_in(bundle_bytes(model="B"))
    assert answered.status_code == 422
    place = f"/uploads/{body['upload']}"
    assert door.ask(parties.maker, "HEAD", place).status_code == 200

    other = add_model(parties.registry, parties.own.org, code="B", chemistry="LFP", rated_kwh="60.5")
    assert door.post(parties.maker, "/submissions", body | {"model": other}).status_code == 201
    assert door.ask(parties.maker, "HEAD", place).status_code == 404
    assert [*(parties.registry.store / FOLDER).iterdir()] == []


def test_a_key_replays_the_answer_and_refuses_another_body(door, parties):
    key = {"Idempotency-Key": "k"}
    body, answered = door.handed_in(bundle_bytes(), **key)
    assert door.post(parties.maker, "/submissions", body, headers=key).json() == answered.json()
    assert door.post(parties.maker, "/submissions", body | {"plant": "x"}, headers=key).status_code == 422


def test_a_bundle_in_one_piece_is_the_same_submission(door):
    content = bundle_bytes()
    _, answered = door.handed_in(content)
    assert whole(door, content).json() == answered.json()


@pytest.mark.parametrize(
    "said", ["", "sha-256=:AAAA:", "sha-256=AAAA", "md5=:AAAA:", "sha-256=:!:", "sha-256=:" + "A" * 43 + "=:"]
)
def test_a_bundle_of_another_digest_is_refused_and_not_kept(door, parties, said):
    assert whole(door, bundle_bytes(), **{"Content-Digest": said}).status_code == 422
    assert door.get(parties.maker, "/submissions").json()["submissions"] == []


def test_a_bundle_in_one_piece_ends_at_its_limit_with_a_length_and_without(make_door):
    door = make_door(Settings(Limits(largest_in_one_piece=1_000)))
    for content in (b"0" * 1_001, iter([b"0" * 600] * 2)):
        answered = door.ask(
            door.parties.maker, "POST", "/submissions/whole?model=a&plant=b", ZIP | digest(b""), content=content
        )
        assert answered.status_code == 413


def test_what_is_not_known_in_a_body_is_refused(door, parties):
    body, _ = door.handed_in(bundle_bytes())
    assert door.post(parties.maker, "/submissions", body | {"more": 1}).status_code == 422


def test_a_declaration_goes_its_way_over_http(door, parties):
    own = door.handed_in(bundle_bytes())[1].json()["id"]
    check_all(parties.registry, one_major_finding)
    assert door.get(parties.maker, f"/submissions/{own}").json()["state"] == "checked"
    whom = {"org": parties.verifier.org, "lead": "Li", "reviewer": "Wang"}
    assert door.post(parties.authority, f"/submissions/{own}/assignment", whom).status_code == 201
    said = {
        "kind": "answered",
        "finding": "F-001",
        "text": "it is so",
        "evidence": [{"document": "bill.pdf", "sha256": "ef" * 32}],
    }
    assert door.post(parties.maker, f"/submissions/{own}/findings/events", said).status_code == 201
    said = {"kind": "closed-explained", "finding": "F-001", "text": "seen"}
    assert door.post(parties.verifier, f"/submissions/{own}/findings/events", said).status_code == 201
    (found,) = door.get(parties.verifier, f"/submissions/{own}/findings").json()["findings"]
    assert (found["number"], found["state"]) == ("F-001", "closed-explained")
    opinion = {"kind": "unmodified", "signed_by": "Li", "reviewer": "Wang", "valid_until": "2027-06-30"}
    assert door.post(parties.verifier, f"/submissions/{own}/opinion", opinion).json() == {"state": "verified"}
    assert door.post(parties.authority, f"/submissions/{own}/publication").status_code == 201
    seen = door.get(parties.reader, f"/submissions/{own}").json()
    assert (seen["state"], seen["valid_until"], seen["is_published"]) == ("verified", "2027-06-30", True)
    assert seen["members"] == ["declaration.json", "manifest.sha256"]


@pytest.mark.parametrize("day", ["2027-13-01", "٢٠٢٧-٠١-٠١", "2027-1-1", "9" * 30, "x"])
def test_what_is_no_day_ends_no_opinion(door, parties, day):
    own = parties.assigned()
    opinion = {"kind": "unmodified", "signed_by": "Li", "reviewer": "Wang", "valid_until": day}
    assert door.post(parties.verifier, f"/submissions/{own}/opinion", opinion).status_code == 422


def test_lists_go_on_by_a_cursor_that_is_good_for_them_alone(door, parties):
    own = [parties.submit(mark=str(n), month=f"202{n}-01") for n in range(3)]
    page = door.get(parties.maker, "/submissions?limit=2").json()
    rest = door.get(parties.maker, f"/submissions?limit=2&cursor={page['next']}").json()
    assert [one["id"] for one in page["submissions"] + rest["submissions"]] == own[::-1]
    assert rest["next"] == ""
    for actor, query in ((parties.authority, ""), (parties.maker, "&state=received")):
        assert door.get(actor, f"/submissions?cursor={page['next']}{query}").status_code == 422


def test_no_path_of_a_member_leads_beyond_the_bundle(make_door, parties):
    door = make_door(Settings(Limits(rates=DEFAULT_RATES | {READS: "1000000/minute"})))
    own = parties.submit()
    known = {"declaration.json", *door.get(parties.maker, f"/submissions/{own}").json()["members"]}
    parts = st.sampled_from(
        ["..", ".", "", "/", "\\", "%2e%2e", "etc", "passwd", "C:", "declaration.json", "sheet", "\0", "~", "电"]
    )

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(parts | st.text(max_size=5), max_size=6).map("/".join).filter(lambda path: path not in known))
    def tried(path):
        try:
            coded = quote(path, safe="").replace(".", "%2E")  # clients take dots out themselves
        except UnicodeEncodeError:
            return
        answered = door.get(parties.maker, f"/submissions/{own}/members/{coded}")
        assert answered.status_code in (404, 422)
        assert b"root:" not in answered.content

    tried()
