import os
import subprocess
import sys
import time

import pytest

from lca_models.inventory.files import leftovers
from lca_models.inventory.files.leftovers import ORDER, sweep, work_folder

WORKING = """
import sys
from pathlib import Path
from lca_models.inventory.files.leftovers import work_folder

with work_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that works below a place until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKING, str(tmp_path / "place")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        process.folder = leftovers.Path(process.stdout.readline().strip())
        yield process
        process.kill()


def test_a_work_folder_is_gone_at_the_end(tmp_path):
    with work_folder(tmp_path / "place") as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_text("x")

    assert list(tmp_path.iterdir()) == []


def test_a_work_folder_is_gone_after_an_error(tmp_path):
    with pytest.raises(KeyboardInterrupt), work_folder(tmp_path / "place"):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_the_living_keep_what_they_work_on(tmp_path, other):
    sweep(tmp_path / "place")
    with work_folder(tmp_path / "place"):
        pass

    assert (other.folder / "half").is_file()


def test_what_the_killed_leave_is_told_of_and_swept(tmp_path, other):
    other.kill()
    other.wait()
    seen = []
    with work_folder(tmp_path / "place", lambda folder: seen.append(sorted(os.listdir(folder)))) as mine:
        assert not other.folder.exists()
        assert mine.is_dir()

    assert seen == [["half"]]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_tells_of_a_switch_under_way_stays(tmp_path):
    with work_folder(tmp_path / "place") as folder:
        (folder / ORDER).write_text("{}")

    assert (folder / ORDER).is_file()
    sweep(tmp_path / "place")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_missing_or_a_file_has_no_leftovers(tmp_path):
    (tmp_path / "file").write_text("x")
    sweep(tmp_path / "missing")
    sweep(tmp_path / "file")

    assert (tmp_path / "file").read_text() == "x"


def test_a_claim_lost_to_a_sweep_is_made_again(tmp_path, monkeypatch):
    """somebody sweeps between the opening of the lock and the locking of it, twice"""
    lost = []

    def sweeping(descriptor, _lock=leftovers.lock_now):
        if len(lost) < 2:
            lost.append(descriptor)
            for path in (tmp_path / "place").iterdir():
                path.unlink()
        return _lock(descriptor)

    monkeypatch.setattr(leftovers, "lock_now", sweeping)
    with work_folder(tmp_path / "place") as folder:
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_without_locks_age_tells(tmp_path, monkeypatch):
    def refuse(_):
        raise leftovers.LocklessError("no locks")

    monkeypatch.setattr(leftovers, "lock_now", refuse)
    with work_folder(tmp_path / "place") as folder:
        sweep(tmp_path / "place")
        assert folder.is_dir()
        long_ago = time.time() - 2 * leftovers.OLD
        os.utime(folder.with_name(f"{folder.name}.lock"), (long_ago, long_ago))
        sweep(tmp_path / "place")
        assert not folder.exists()


def test_what_is_no_work_folder_stays(tmp_path):
    """a shared place, such as that of all temporary files, holds what others need"""
    (tmp_path / "notes").mkdir()
    (tmp_path / "4-notes").write_text("kept", encoding="utf-8")
    with work_folder(tmp_path) as folder:
        assert folder.parent == tmp_path

    assert sorted(one.name for one in tmp_path.iterdir()) == ["4-notes", "notes"]
