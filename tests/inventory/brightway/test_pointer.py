"""The pointer file and the marks of projects say what was written, or that they are damaged."""

import json
import warnings
from dataclasses import asdict, replace

import pytest

from lca_models.commands.main import main
from lca_models.inventory.brightway.pointer import (
    MARK,
    POINTER,
    CurrentProject,
    Projects,
    marked_projects,
    read_pointer,
    write_mark,
    write_pointer,
)
from lca_models.inventory.system.rows import ProjectError

ONE = CurrentProject("lca-models 0a1b2c3d", "lca-models-0a1b2c3d.5ca1ab1e", f"{'0a' * 16}-4", f"1:{'5e' * 32}")
OTHER = replace(ONE, project="another", folder="another.5ca1ab1e")


def test_projects_come_back_as_they_were(tmp_path):
    assert read_pointer(tmp_path) == Projects(None)
    write_pointer(tmp_path, Projects(ONE, (OTHER,)))

    assert read_pointer(tmp_path) == Projects(ONE, (OTHER,))


def test_every_changed_byte_is_refused_or_changes_nothing(tmp_path):
    """What JSON does not mind, such as a blank, may change"""
    write_pointer(tmp_path, Projects(ONE, (OTHER,)))
    content = (tmp_path / POINTER).read_bytes()
    refused = 0
    for place in range(len(content)):
        (tmp_path / POINTER).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            assert read_pointer(tmp_path) == Projects(ONE, (OTHER,))
        except ProjectError:
            refused += 1
    assert refused > 0.9 * len(content)


@pytest.mark.parametrize(
    "change",
    [
        {"folder": "../elsewhere"},
        {"folder": "/etc"},
        {"folder": ""},
        {"folder": 5},
        {"project": "two\nlines"},
        {"project": None},
        {"content_hash": "short"},
        {"rows_hash": "1:xyz"},
        {"further": "entry"},
    ],
)
def test_a_former_file_is_looked_at_in_the_same_way(tmp_path, change):
    stored = {"current": asdict(ONE) | change, "earlier": []}
    (tmp_path / POINTER).write_text(json.dumps(stored), encoding="utf-8")

    with pytest.raises(ProjectError, match="is damaged"):
        read_pointer(tmp_path)


def test_a_former_file_opens_and_it_is_said(tmp_path):
    (tmp_path / POINTER).write_text(json.dumps(asdict(Projects(ONE, (OTHER,)))), encoding="utf-8")

    with pytest.warns(UserWarning, match=r"current\.json has no checksum"):
        assert read_pointer(tmp_path) == Projects(ONE, (OTHER,))


def test_marks_are_read_and_damaged_ones_passed_over(tmp_path):
    write_mark(tmp_path, ONE)
    write_mark(tmp_path, OTHER)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / MARK).write_bytes((tmp_path / OTHER.folder / MARK).read_bytes())
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / MARK).write_bytes(b"\xff")

    assert set(marked_projects(tmp_path)) == {ONE, OTHER}


def test_a_file_that_lost_its_checksum_is_refused(tmp_path):
    write_pointer(tmp_path, Projects(ONE, (OTHER,)))
    stored = json.loads((tmp_path / POINTER).read_bytes())
    del stored["sha256"]
    (tmp_path / POINTER).write_text(json.dumps(stored), encoding="utf-8")

    with pytest.raises(ProjectError, match="has lost its checksum"):
        read_pointer(tmp_path)


def test_a_project_of_the_layout_of_553f4d4_opens_and_gives_its_result(toy_study, copy_base, capsys):
    """a pointer without checksum and format, no mark in the project, databases that do not say whether they are locked"""
    pointer, folder = copy_base / POINTER, copy_base / toy_study.current.folder
    stored = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps({name: stored[name] for name in ("current", "earlier")}, indent=1), encoding="utf-8")
    (folder / MARK).unlink()
    listed = json.loads((folder / "databases.json").read_text(encoding="utf-8"))
    for one in listed.values():
        del one["read_only"]
    (folder / "databases.json").write_text(json.dumps(listed), encoding="utf-8")
    address = f"{toy_study.current.project}:recycling/life_cycle_toy"

    for words in (
        ["status"],
        ["list", "products"],
        ["verify", "toy"],
        ["footprint", address, "--method", "gwp100-ar6"],
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            assert main(words) == 0
        printed = capsys.readouterr()
        assert "has no checksum, since an earlier version of this kit wrote it" in printed.err
        assert "pickles" not in printed.err  # it is one's own
    assert "6.6" in printed.out
