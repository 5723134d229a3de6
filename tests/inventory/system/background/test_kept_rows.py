"""Rows of a project kept between sessions are those of its files, or are read from them."""

import os
import shutil
import sqlite3

import pytest

from lca_models.inventory.system.background import kept_rows
from lca_models.inventory.system.background.kept_rows import KEPT, read_kept_rows
from lca_models.inventory.system.rows import ProjectError, read_project_rows

LONG_AGO = 1_000_000_000


@pytest.fixture
def folder(toy_study, tmp_path):
    """A copy of the toy project that nobody has touched for long."""
    found = tmp_path / "project"
    shutil.copytree(toy_study.base / toy_study.current.folder, found)
    (found / KEPT).unlink(missing_ok=True)
    return settled(found)


def settled(folder):
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def readings(monkeypatch):
    """How often rows are read from the files of a project."""
    found = []
    monkeypatch.setattr(kept_rows, "read_project_rows", lambda path: found.append(path) or read_project_rows(path))
    return found


def test_rows_are_read_once_and_found_the_same_again(folder, readings):
    first, again = read_kept_rows(folder), read_kept_rows(folder)

    assert len(readings) == 1
    assert first == again == read_project_rows(folder)


def test_an_edit_is_seen(folder, readings):
    read_kept_rows(folder)
    connection = sqlite3.connect(folder / "parameters.db")
    with connection:
        connection.execute("UPDATE projectparameter SET amount = 17 WHERE name = 'toy_plant_electricity'")
    connection.close()

    for _ in range(2):  # of a file that changed a moment ago nothing is kept, as it may change again
        (edited,) = (one for one in read_kept_rows(folder).parameters if one.name == "toy_plant_electricity")
        assert edited.amount == 17
    assert len(readings) == 3


@pytest.mark.parametrize(
    "name", ["methods.json", "databases.json", "lci/databases.db-wal", "intermediate/other.pickle"]
)
def test_any_file_that_changes_makes_them_read_anew(folder, readings, name):
    read_kept_rows(folder)
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n" if path.exists() else b"")
    os.utime(path, (LONG_AGO + 1, LONG_AGO + 1))
    read_kept_rows(folder)

    assert len(readings) == 2


def test_what_is_damaged_is_read_anew_and_kept_again(folder, readings):
    rows = read_kept_rows(folder)
    whole = (folder / KEPT).read_bytes()
    for damaged in (whole[:-1], whole[:1000] + b"x" + whole[1001:], b"", b"PK"):
        (folder / KEPT).write_bytes(damaged)
        assert read_kept_rows(folder) == rows

    assert len(readings) == 5
    assert (folder / KEPT).read_bytes() == whole


def test_rows_with_objects_that_are_not_read_are_not_kept(folder, readings):
    connection = sqlite3.connect(folder / "lci" / "databases.db")
    with connection:  # a pickle of pathlib.PurePosixPath("a"), as a field of a process
        connection.execute(
            "UPDATE activitydataset SET data = ? WHERE code = 'life_cycle_toy'",
            (b"\x80\x04}\x8c\x05placecpathlib\nPurePosixPath\n\x8c\x01a\x85Rs.",),
        )
    connection.close()
    settled(folder)

    first, again = read_kept_rows(folder), read_kept_rows(folder)

    assert (
        repr(next(one for one in first.nodes if one.key[1] == "life_cycle_toy").data["place"])
        == "<pathlib.PurePosixPath>"
    )
    assert first == again
    assert len(readings) == 2
    assert not (folder / KEPT).exists()


def test_a_folder_that_is_no_project_is_refused(tmp_path):
    with pytest.raises(ProjectError, match="is missing; the folder is no Brightway project"):
        read_kept_rows(tmp_path)
