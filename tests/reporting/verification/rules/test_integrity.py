"""Whether a bundle is what was sent: each alteration found by its rule, and the whole one passing all."""

import bz2
import json

import pytest

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import DATABASES, MANIFEST
from lca_models.reporting.declaration.manifest import manifest_hash, with_manifest
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import NOT_RUN, PASSED
from lca_models.reporting.verification.received import received
from lca_models.reporting.verification.rules.integrity import INTEGRITY, Arrival, refusal
from lca_models.reporting.verification.rules.table import rules

MEMBERS = with_manifest({"declaration.json": b"{}", "results/stages.csv": b"stage\na\n"})


def outcome(rule, members=MEMBERS, content=None, **arrival):
    got = received(archive_bytes(members) if content is None else content, "b.zip")
    return outcome_of(rules()[rule], lambda: INTEGRITY[rule](Arrival(got, **arrival)), 100.0)


def test_a_whole_bundle_passes():
    assert {rule: outcome(rule).state for rule in INTEGRITY} == {
        "INT-01": PASSED, "INT-02": PASSED, "INT-03": PASSED, "INT-05": NOT_RUN, "INT-06": NOT_RUN,
    }  # fmt: skip


def without(*names):
    return {name: content for name, content in MEMBERS.items() if name not in names}


@pytest.mark.parametrize(
    ("members", "names"),
    [
        (MEMBERS | {"more.txt": b""}, "more.txt"),
        (without("declaration.json"), "declaration.json"),
        (without(MANIFEST), "manifest.json"),
        (without("manifest.sha256"), "manifest.sha256"),
        (MEMBERS | {MANIFEST: b"[]"}, "manifest.json"),
    ],
)
def test_a_member_more_or_less_is_named(members, names):
    assert names in outcome("INT-01", members).findings[0].english


def test_an_altered_member_and_an_altered_manifest_differ_from_their_hashes():
    changed = outcome("INT-02", MEMBERS | {"declaration.json": b"{ }"}).findings
    again = with_manifest({"declaration.json": b"{ }", "results/stages.csv": b"stage\na\n"})
    forged = outcome("INT-02", MEMBERS | {name: again[name] for name in ("declaration.json", MANIFEST)}).findings

    assert [one.english for one in changed] == ["declaration.json differs from its hash"]
    assert [one.chinese for one in forged] == ["manifest.json与其散列不符"]


def test_another_order_of_members_is_not_the_canonical_archive():
    content = bytearray(archive_bytes(MEMBERS))
    place = content.index(b"PK\x01\x02") + 38  # attributes of the first member, which no hash covers
    content[place] ^= 1
    found = outcome("INT-03", content=bytes(content)).findings

    assert found[0].english.endswith(f"first difference at byte {place}")


def test_the_bundle_that_was_named_passes_and_another_is_refused():
    assert outcome("INT-06", named_hash=manifest_hash(MEMBERS).upper()).state == PASSED
    assert outcome("INT-06", named_hash="ab" * 32).findings[0].severity == "critical"


def package(module, name):
    """A BW2Package of one object of a class."""
    kind = {"__dict__": True, "keys": ["module", "name"], "values": [module, name]}
    empty = {"__dict__": True, "keys": [], "values": []}
    said = {"__dict__": True, "keys": ["metadata", "name", "class", "data"], "values": [empty, "x", kind, None]}
    return bz2.compress(json.dumps([said]).encode())


def test_a_package_that_asks_for_another_class_is_named():
    found = outcome("INT-05", with_manifest({DATABASES: package("os", "system")})).findings

    assert "asks for os.system, which is not allowed" in found[0].english


def test_a_file_that_is_no_archive_is_refused_in_one_line_of_each_language():
    seen = refusal(b"no archive", "b.zip")

    assert seen is not None
    assert "\n" not in seen.values["reason"].english
    assert seen.values["reason"].english != seen.values["reason"].chinese
    assert refusal(archive_bytes(MEMBERS), "b.zip") is None
