"""The manifest: hashes and sizes of every member, and its own hash beside it."""

import json
from hashlib import sha256

import pytest

from lca_models.reporting.declaration.bundle import MANIFEST, MANIFEST_HASH
from lca_models.reporting.declaration.manifest import (
    changed,
    json_bytes,
    manifest_bytes,
    manifest_hash,
    read_manifest,
    unlisted,
    with_manifest,
)

MEMBERS = {"b.csv": b"2", "a.csv": b"1", "report/report_en.pdf": b"%PDF"}


def test_it_names_every_member_with_hash_and_size_and_those_that_differ_each_time():
    found = read_manifest(with_manifest(MEMBERS))

    assert dict(found.hashes) == {name: sha256(held).hexdigest() for name, held in MEMBERS.items()}
    assert found.sizes["report/report_en.pdf"] == 4
    assert found.not_reproducible == ("report/report_en.pdf",)


def test_its_own_hash_stands_beside_it_as_sha256sum_writes_it():
    members = with_manifest(MEMBERS)

    assert members[MANIFEST_HASH].decode() == f"{sha256(members[MANIFEST]).hexdigest()}  manifest.json\n"
    assert manifest_hash(members) in members[MANIFEST_HASH].decode()


def test_the_order_of_members_changes_nothing_and_a_manifest_names_itself_never():
    assert manifest_bytes(MEMBERS) == manifest_bytes(dict(sorted(MEMBERS.items())))
    assert manifest_bytes(with_manifest(MEMBERS)) == manifest_bytes(MEMBERS)


def test_what_was_changed_added_or_taken_out_is_named():
    members = with_manifest(MEMBERS)

    assert (changed(members), unlisted(members)) == ((), ())
    assert changed({**members, "a.csv": b"9"}) == ("a.csv",)
    assert unlisted({**members, "c.csv": b""}) == ("c.csv",)
    assert unlisted({name: held for name, held in members.items() if name != "b.csv"}) == ("b.csv",)
    forged = {**members, MANIFEST: manifest_bytes({**MEMBERS, "a.csv": b"9"}), "a.csv": b"9"}
    assert changed(forged) == (MANIFEST,)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"members": {"a": {"sha256": "no", "bytes": 1}}}', b"\xff",
                                     b"[" * 9999])  # fmt: skip
def test_what_is_no_manifest_is_refused(content):
    with pytest.raises(ValueError, match=r"manifest\.json"):
        read_manifest({MANIFEST: content})


def test_a_document_has_one_form():
    assert json_bytes({"b": 1, "a": 0.1}) == json_bytes({"a": 0.1, "b": 1})
    assert json.loads(json_bytes({"表": 1e-300})) == {"表": 1e-300}
    with pytest.raises(ValueError, match="nan"):
        json_bytes(float("nan"))
