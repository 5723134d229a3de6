"""A bundle as it came, and what of it is calculated again."""

import json

import pytest

from lca_models.reporting.declaration.archive import ArchiveError, archive_bytes
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.received import BundleError, receive, received, unpack

DECLARATION = {"issued": "2026-11-28", "example": True, "ids": {"company": "C"}, "received": [{"a": 1}, "no"]}
SETUP = {"product": "a.yaml", "rules": "own.csv#r1", "scenarios": ["s.yaml", "named"]}


def bundle(setup=SETUP, declaration=DECLARATION, **members):
    held = {"setup/setup.json": json.dumps(setup).encode(), "declaration.json": json.dumps(declaration).encode(),
            "sheet/a.yaml": b"a: 1", "sheet/sheet.json": b"{}", "sheet/deep/f.json": b"{}", "setup/own.csv": b"",
            "setup/s.yaml": b"", "report/x.docx": b""}  # fmt: skip
    return Bundle(held | members)


def test_the_sheet_with_its_files_and_the_setup_are_written_and_nothing_else(tmp_path):
    inside = unpack(bundle(), tmp_path)

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "setup/own.csv", "setup/s.yaml", "setup/setup.json", "sheet/a.yaml", "sheet/deep/f.json",
    ]  # fmt: skip
    assert inside.setup.product == str(tmp_path / "sheet" / "a.yaml")
    assert inside.setup.rules == f"{tmp_path / 'setup' / 'own.csv'}#r1"
    assert inside.setup.scenarios == (str(tmp_path / "setup" / "s.yaml"), "named")
    assert (inside.is_example, inside.ids, inside.received) == (True, ("company=C",), ({"a": 1},))
    assert inside.issued.tzinfo is not None
    assert inside.further_requirements is None


@pytest.mark.parametrize(
    ("setup", "declaration", "words"),
    [
        ({"product": "other.yaml"}, DECLARATION, "names other.yaml, which the bundle does not hold"),
        ({"product": "../a.yaml"}, DECLARATION, "does not hold"),
        ({"product": "/etc/a.yaml"}, DECLARATION, "does not hold"),
        ({"product": "lfp-60kwh"}, DECLARATION, "names no data sheet"),
        ({"product": "a.yaml", "rules": "../own.csv"}, DECLARATION, "does not hold"),
        ({"product": "a.yaml", "nothing": 1}, DECLARATION, "is none"),
        ([], DECLARATION, "is no JSON object"),
        (SETUP, {}, "is none"),
        (SETUP, {"issued": "yesterday"}, "is none"),
        (SETUP, {"issued": "2026-11-28", "ids": [1]}, "is none"),
    ],
)
def test_a_setup_that_is_none_or_leads_elsewhere_is_refused(setup, declaration, words, tmp_path):
    with pytest.raises(BundleError, match=words):
        unpack(bundle(setup, declaration), tmp_path)


def test_a_bundle_goes_by_the_hash_of_its_manifest_and_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(archive_bytes({"manifest.json": b"m"}))

    assert receive(path).hash == received(path.read_bytes()).hash
    assert receive(path).hash.startswith("62c66a7a5dd70c31")  # sha256 of m
    with pytest.raises(ArchiveError):
        received(b"x")
