"""Files and sets of files: complete or absent, whatever interrupts their writing, at every step of it."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from lca_models.inventory.files import commit
from lca_models.inventory.files.commit import (
    fill_work_folder,
    finish_interrupted,
    move_folder,
    sync_tree,
    write_files,
    write_set,
)
from lca_models.inventory.files.manifest import MANIFEST, problems_of, read_manifest
from tests.interruptions import DONE, FAIL, FAILED, FULL, KILL, KILLED, Interrupter, steps_to_try

FORMER = {"page.html": b"former", "a.png": b"former", "tables/t.csv": b"former", "stale/s.csv": b"former"}
LATER = {"page.html": b"later", "a.png": b"later", "tables/t.csv": b"later", "more/m.csv": b"later"}
MINE = {"notes.txt": b"mine", "tables/own.csv": b"mine"}


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_manifest(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in found.items() if name != MANIFEST}


def write_later(folder: str) -> None:
    write_set(Path(folder), "report", LATER)


def write_pair(folder: str) -> None:
    write_files(Path(folder), {name: LATER[name] for name in ("page.html", "a.png")})


def write_one(folder: str) -> None:
    write_files(Path(folder), {"page.html": LATER["page.html"]})


def test_files_and_their_folders_are_written_whole(tmp_path: Path):
    write_files(tmp_path / "new", {"a.txt": b"1", "tables/b.csv": b"2"})

    assert below(tmp_path) == {"new/a.txt": b"1", "new/tables/b.csv": b"2"}


def test_a_work_folder_is_filled_without_a_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.fsync", lambda descriptor: pytest.fail("nobody reads it after a crash"))
    fill_work_folder(tmp_path / "work", {"a.txt": b"1", "tables/b.csv": b"2"})

    assert (tmp_path / "work" / "tables" / "b.csv").read_bytes() == b"2"
    with pytest.raises(ValueError, match="no path below"):
        fill_work_folder(tmp_path / "work", {"../a.txt": b"1"})


def test_nothing_is_replaced_when_one_file_cannot_be_written(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "tables").write_bytes(b"a file where a folder should be")

    with pytest.raises(OSError, match="tables"):
        write_files(tmp_path, {"a.txt": b"new", "tables/b.csv": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "tables"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()

    with pytest.raises(IsADirectoryError, match=r"a\.txt"):
        write_files(tmp_path, {"a.txt": b"new"})


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="no path below a folder"):
        write_files(tmp_path / "in", {name: b"1"})
    assert below(tmp_path) == {}


def test_a_set_replaces_the_former_one_whole_and_leaves_what_others_keep(tmp_path: Path):
    write_set(tmp_path / "r", "report", FORMER)
    for name, content in MINE.items():
        (tmp_path / "r" / name).write_bytes(content)
    write_set(tmp_path / "r", "report", LATER)

    assert without_manifest(below(tmp_path / "r")) == LATER | MINE
    assert [line.split(" is no file")[0] for line in problems_of(tmp_path / "r")] == [
        str(tmp_path / "r" / name) for name in sorted(MINE)
    ]
    assert os.listdir(tmp_path) == ["r"]


def test_a_former_file_that_somebody_changed_stays(tmp_path: Path):
    write_set(tmp_path / "r", "report", FORMER)
    (tmp_path / "r/stale/s.csv").write_bytes(b"mine")
    write_set(tmp_path / "r", "report", LATER)

    assert without_manifest(below(tmp_path / "r")) == LATER | {"stale/s.csv": b"mine"}


def test_sets_of_two_commands_stand_side_by_side(tmp_path: Path):
    write_set(tmp_path, "report", FORMER)
    write_set(tmp_path, "sobol", {"sobol.csv": b"1", "a.png": b"of sobol"})
    write_set(tmp_path, "report", {"page.html": b"later"})

    assert without_manifest(below(tmp_path)) == {"sobol.csv": b"1", "a.png": b"of sobol", "page.html": b"later"}
    assert {name: sorted(files) for name, files in read_manifest(tmp_path).items()} == {
        "report": ["page.html"],
        "sobol": ["a.png", "sobol.csv"],
    }
    assert problems_of(tmp_path) == []


def test_a_damaged_manifest_makes_former_files_somebodys(tmp_path: Path):
    write_set(tmp_path, "report", FORMER)
    (tmp_path / MANIFEST).write_text("{", encoding="utf-8")
    write_set(tmp_path, "report", LATER)

    assert without_manifest(below(tmp_path)) == FORMER | LATER


def test_the_rights_of_a_folder_and_its_files_stay(tmp_path: Path):
    folder = tmp_path / "r"
    write_set(folder, "report", FORMER)
    folder.chmod(0o750)
    write_set(folder, "report", LATER)
    assert folder.stat().st_mode & 0o777 == 0o750
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "page.html").chmod(0o640)
    write_set(folder, "report", FORMER)
    assert (folder / "page.html").stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    for contents in (FORMER, LATER):
        write_set(tmp_path / "link", "report", contents)

    assert (tmp_path / "link").is_symlink()
    assert without_manifest(below(tmp_path / "real")) == LATER


def test_the_folder_one_is_in_is_not_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_set(tmp_path / "r", "report", FORMER)
    monkeypatch.chdir(tmp_path / "r")
    before = (tmp_path / "r").stat().st_ino
    write_set(Path(), "report", LATER)

    assert (tmp_path / "r").stat().st_ino == before
    assert without_manifest(below(tmp_path / "r")) == LATER


def test_a_system_that_cannot_exchange_folders_moves_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commit, "_exchange", lambda *_: False)
    write_set(tmp_path / "r", "report", FORMER)
    write_set(tmp_path / "r", "report", LATER)

    assert without_manifest(below(tmp_path / "r")) == LATER
    assert os.listdir(tmp_path) == ["r"]


def test_a_folder_above_that_cannot_be_written_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_set(tmp_path / "r", "report", FORMER)
    monkeypatch.setattr(commit.os, "access", lambda *_: False)
    write_set(tmp_path / "r", "report", LATER)

    assert without_manifest(below(tmp_path / "r")) == LATER


def test_an_order_cannot_reach_outside_the_folder(tmp_path: Path):
    """a work folder that somebody made up"""
    work = tmp_path / "in" / ".lca-models" / "1-0000abcd"
    (work / "new").mkdir(parents=True)
    (tmp_path / "victim").write_bytes(b"mine")
    (work / "order.json").write_text(json.dumps({"new": ["a"], "old": ["../victim"]}), encoding="utf-8")
    finish_interrupted(tmp_path / "in")

    assert below(tmp_path) == {"victim": b"mine"}


def test_a_long_name_has_a_work_folder_too(tmp_path: Path):
    for contents in (FORMER, LATER):
        write_set(tmp_path / ("x" * 250), "report", contents)

    assert os.listdir(tmp_path) == ["x" * 250]


def test_a_write_that_fails_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(commit.os, "write", full)
    with pytest.raises(OSError, match=r"a\.txt"):
        write_files(tmp_path, {"a.txt": b"1"})


def test_a_folder_takes_its_place_synced(tmp_path: Path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").write_bytes(b"1")
    sync_tree(tmp_path / "a")
    move_folder(tmp_path / "a", tmp_path / "d")

    assert below(tmp_path) == {"d/b/c": b"1"}


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on disk matters after the loss of power, which no test brings about."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def interrupter(tmp_path_factory: pytest.TempPathFactory):
    made = Interrupter("tests.inventory.files.test_commit", scratch=tmp_path_factory.mktemp("scratch"))
    yield made
    made.close()


def prepare(folder: Path, former: dict[str, bytes], mine: dict[str, bytes]) -> None:
    if former:
        write_set(folder, "report", former)
    for name, content in mine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts writes by the paths of open files")
@pytest.mark.parametrize("how", [KILL, FAIL, FULL])
@pytest.mark.parametrize(
    ("former", "mine"), [({}, {}), (FORMER, {}), (FORMER, MINE), ({}, MINE)], ids=["new", "former", "shared", "foreign"]
)
def test_a_set_is_the_former_or_the_later_one_at_every_step(tmp_path: Path, interrupter, former, mine, how):
    """Every step that writes is interrupted once; where others keep files too, the next check ends what a kill began."""
    call = f"{__name__}:write_later"
    prepare(tmp_path / "0" / "r", former, mine)
    steps = interrupter.call(call, str(tmp_path / "0" / "r"), within=[tmp_path / "0"]).steps
    assert steps > 20
    for at in steps_to_try(steps, 8, seed=1):
        home = tmp_path / str(at)
        folder = home / "r"
        prepare(folder, former, mine)
        outcome = interrupter.call(call, str(folder), within=[home], at=at, how=how)
        assert outcome.ended in ({KILL: {KILLED}}.get(how, {FAILED, DONE})), outcome
        if folder.exists():
            seen = {n: c for n, c in without_manifest(below(folder)).items() if n not in mine and not n.startswith(".")}
            assert len(set(seen.values())) <= 1, f"a mixture at {at}: {seen}"
            finish_interrupted(folder)
        found = {n: c for n, c in below(folder).items() if n not in mine} if folder.exists() else {}
        assert without_manifest(found) in (former, LATER), (at, outcome)
        if outcome.ended == DONE:
            assert without_manifest(found) == LATER
        write_set(folder, "report", LATER)
        assert without_manifest(below(folder)) == LATER | mine
        assert os.listdir(home) == ["r"], (at, outcome)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts writes by the paths of open files")
@pytest.mark.parametrize("how", [KILL, FAIL, FULL])
@pytest.mark.parametrize("call", ["write_pair", "write_one"])
def test_files_among_others_are_all_former_or_all_later_at_every_step(tmp_path: Path, interrupter, call, how):
    write_files(tmp_path / "0", FORMER)
    steps = interrupter.call(f"{__name__}:{call}", str(tmp_path / "0"), within=[tmp_path / "0"]).steps
    assert steps > 8
    for at in steps_to_try(steps, 8, seed=2):
        folder = tmp_path / str(at)
        write_files(folder, FORMER)
        outcome = interrupter.call(f"{__name__}:{call}", str(folder), within=[folder], at=at, how=how)
        seen = {n: c for n, c in below(folder).items() if n in ("page.html", "a.png") and call == "write_pair"}
        assert len(set(seen.values())) <= 1, f"a mixture at {at}: {seen}"
        finish_interrupted(folder)
        later = FORMER | {n: LATER[n] for n in ("page.html", *(["a.png"] if call == "write_pair" else []))}
        assert below(folder) in ((later,) if outcome.ended == DONE else (FORMER, later)), (at, outcome)
        assert sorted(os.listdir(folder)) == ["a.png", "page.html", "stale", "tables"]
