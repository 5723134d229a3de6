import errno
import logging
import os
import subprocess
import sys

import pytest

from lca_models.inventory.files import waiting
from lca_models.inventory.files.waiting import LocklessError, alone, folder_alone, lock_now

HOLDING = """
import sys
from pathlib import Path
from lca_models.inventory.files.waiting import alone

with alone(Path(sys.argv[1]), "", 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(tmp_path):
    """A file whose lock another process holds until it is killed."""
    path = tmp_path / "a.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"held"
        yield path, other
        other.kill()


def test_who_waits_says_so_once_and_not_for_ever(held, caplog):
    path, _ = held
    with caplog.at_level(logging.WARNING), pytest.raises(TimeoutError), alone(path, "waiting for the other", 0.3):
        pass

    assert [record.message for record in caplog.records] == ["waiting for the other"]


def test_a_kill_gives_the_lock_to_who_waits(held, monkeypatch):
    path, other = held
    monkeypatch.setattr(waiting.time, "sleep", lambda seconds: (other.kill(), other.wait()))
    with alone(path, "waiting", 60):
        assert other.returncode


def test_a_lock_is_free_again_after_its_block(tmp_path):
    for _ in range(2):
        with alone(tmp_path / "a.lock", "", 0):
            pass


def test_two_of_one_process_exclude_each_other(tmp_path):
    with alone(tmp_path / "a.lock", "", 0), pytest.raises(TimeoutError), alone(tmp_path / "a.lock", "", 0):
        pass


def test_a_file_system_without_locks_is_named(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(waiting.fcntl, "flock", refuse)

    with (
        pytest.raises(LocklessError, match=f"{tmp_path} lies on a file system without locks"),
        alone(tmp_path / "a", "", 0),
    ):
        pass
    with folder_alone(tmp_path):  # goes on without
        pass


def test_an_error_of_the_disk_is_no_lock_of_another(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(waiting.fcntl, "flock", refuse)

    with (tmp_path / "a").open("ab") as file, pytest.raises(OSError, match="Input/output"):
        lock_now(file.fileno())
