import json
from pathlib import Path

import pytest

from lca_models.inventory.files.commit import write_set
from lca_models.inventory.files.manifest import (
    MANIFEST,
    ManifestError,
    files_below,
    is_inside,
    problems_of,
    read_manifest,
)
from lca_models.inventory.files.sealed import seal_document


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "report"
    write_set(folder, "report", {"page.html": b"1", "tables/a.csv": b"2", "tables/b.csv": b"3"})
    return folder


def test_a_folder_as_it_was_written_has_no_problems(written: Path):
    assert problems_of(written) == []
    assert sorted(read_manifest(written)["report"]) == ["page.html", "tables/a.csv", "tables/b.csv"]


def test_every_file_that_differs_is_missing_or_is_more_is_named(written: Path):
    (written / "page.html").write_bytes(b"9")
    (written / "tables/a.csv").unlink()
    (written / "notes.txt").write_bytes(b"mine")
    (written / ".DS_Store").write_bytes(b"of the desktop")

    assert [line.partition(" ")[::2] for line in problems_of(written)] == [
        (str(written / "page.html"), "differs from what was written; write the folder anew"),
        (str(written / "tables/a.csv"), "is missing; write the folder anew"),
        (str(written / "notes.txt"), "is no file of what was written; move it elsewhere"),
    ]


def test_every_flipped_byte_of_every_file_is_found(written: Path):
    for name in ("page.html", "tables/a.csv", "tables/b.csv"):
        before = (written / name).read_bytes()
        (written / name).write_bytes(bytes([before[0] ^ 1]))
        assert len(problems_of(written)) == 1
        (written / name).write_bytes(before)
    assert problems_of(written) == []


def test_a_folder_without_manifest_is_not_taken_for_whole(written: Path):
    (written / MANIFEST).unlink()

    with pytest.raises(ManifestError, match="did not come to its end"):
        problems_of(written)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "null", '{"format": "other"}', '{"format": "lca_models files 1"}', "[" * 9999]
)
def test_a_damaged_manifest_is_named(written: Path, text: str):
    (written / MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(ManifestError, match=f"{MANIFEST} is damaged"):
        problems_of(written)


def test_every_cut_of_a_manifest_is_found(written: Path):
    whole = (written / MANIFEST).read_bytes()
    for length in range(len(whole) - 1):
        (written / MANIFEST).write_bytes(whole[:length])
        with pytest.raises(ManifestError):
            problems_of(written)


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "C:/a"])
def test_a_manifest_cannot_name_what_lies_outside(written: Path, name: str):
    stored = json.loads((written / MANIFEST).read_bytes())
    stored["files"]["report"] = {name: "0"}
    del stored["sha256"]
    (written / MANIFEST).write_bytes(seal_document(stored))

    assert not is_inside(name)
    with pytest.raises(ManifestError, match="outside the folder"):
        read_manifest(written)


def test_a_link_to_a_folder_is_a_file(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"")
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)

    assert sorted(files_below(tmp_path)) == ["a/x", "b"]
