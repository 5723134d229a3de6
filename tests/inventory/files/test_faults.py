import errno
from pathlib import Path

import pytest

from lca_models.inventory.files import faults
from lca_models.inventory.files.faults import check_folders, line_of
from lca_models.scope.errors import LcaModelsError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "", "/a.csv"), "/a.csv: the disk is full; free some space and run the command again"),
        (OSError(errno.ENOSPC, ""), "the disk is full; free some space and run the command again"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory found in []"), "set TMPDIR to one that can"),
        (RuntimeError("database or disk is full"), "the disk is full; free some space and run the command again"),
        (MemoryError(), "there is not enough memory; close other programs"),
        (LcaModelsError("wrong\nand more"), "wrong and more"),
        (ValueError("odd"), "ValueError: odd"),
    ],
)
def test_an_error_is_one_line(error, words):
    assert line_of(error).endswith(words)
    assert "\n" not in line_of(error)


def test_a_current_folder_that_is_gone_is_named(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011
        check_folders([Path("results")])

    assert line_of(raised.value) == "the folder you are in is gone; change to another one"


def test_a_folder_to_write_into_is_tried_before(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    check_folders([tmp_path / "new" / "deep", tmp_path])

    assert not (tmp_path / "new").exists()
    for folder in (tmp_path / "file", tmp_path / "file" / "deep"):
        with pytest.raises(NotADirectoryError):
            check_folders([folder])
    monkeypatch.setattr(faults.os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        check_folders([tmp_path / "new"])
    monkeypatch.setattr(faults, "_is_read_only", lambda _: True)
    with pytest.raises(OSError, match="Read-only"):
        check_folders([tmp_path])


def test_a_path_of_thousands_of_folders_is_too_long():
    with pytest.raises(OSError, match="too long"):
        check_folders([Path("x/" * 1500)])
