import pytest
from submitted_bundles import bundle_bytes

from lca_models.programme.service.app import Settings, create_app
from lca_models.programme.service.limits import Limits

AT = "/pages/hand-in"


def hand_in(one, parties, content, name="a.zip", **fields):
    own = {"model": parties.own.model, "plant": parties.own.plant}
    return one.fill(AT, files={"bundle": (name, content, "application/zip")}, **{**own, **fields})


def test_a_bundle_handed_in_is_received_and_shown(parties, person):
    one = person("maker")
    taken = hand_in(one, parties, bundle_bytes())
    assert taken.status_code == 303
    page = one.see(taken.headers["location"]).text
    assert "Received. It is on disk and in the log" in page
    assert "Waits for its check" in page
    assert (
        hand_in(one, parties, bundle_bytes()).headers["location"] == taken.headers["location"]
    )  # the same file is one


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [(b"no archive", {}, "is no bundle of a declaration"), (b"", {}, "is no bundle of a declaration"),
     (None, {"model": "x"}, "model")],
)  # fmt: skip
def test_what_is_no_submission_is_refused_with_its_reason_beside_the_form(content, fields, said, parties, person):
    refused = hand_in(person("maker"), parties, bundle_bytes() if content is None else content, **fields)
    assert refused.status_code == 422
    assert said in refused.text
    assert 'role="alert"' in refused.text
    assert 'type="file"' in refused.text


def test_a_file_must_be_chosen(parties, person):
    refused = person("maker").fill(AT, model=parties.own.model, plant=parties.own.plant)
    assert refused.status_code == 422
    assert "choose the file of a bundle" in refused.text


def test_a_bundle_beyond_the_limit_is_refused(parties, person):
    one = person("maker")
    one.app = create_app(parties.registry, Settings(Limits(largest_upload=1000)))
    assert hand_in(one, parties, b"a" * 2**17).status_code == 413
    assert hand_in(one, parties, bundle_bytes()).status_code in (413, 422)


@pytest.mark.parametrize("role", ["supplier", "verifier", "expert", "authority", "reader"])
def test_only_a_maker_hands_in(role, person):
    one = person(role)
    assert one.see(AT).status_code == 403
    assert f'href="{AT}"' not in one.see("/pages/queue").text
