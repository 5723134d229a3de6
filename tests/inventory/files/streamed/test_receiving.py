import errno
import hashlib
import io
import os

import pytest

from lca_models.inventory.files.streamed import receiving
from lca_models.inventory.files.streamed.receiving import drop_older, named_again, received, settle

BYTES = bytes(range(256)) * 1000


def test_a_stream_is_hashed_and_takes_its_place(tmp_path):
    with received(io.BytesIO(BYTES), tmp_path / "tmp") as one:
        assert (one.sha256, one.bytes) == (hashlib.sha256(BYTES).hexdigest(), len(BYTES))
        settle(one.path, tmp_path / "a" / "b" / one.sha256)

    assert (tmp_path / "a" / "b" / one.sha256).read_bytes() == BYTES
    assert [*(tmp_path / "tmp").iterdir()] == []


def test_what_is_not_settled_goes(tmp_path):
    with received(io.BytesIO(BYTES), tmp_path):
        pass
    with received(io.BytesIO(BYTES), tmp_path, most=len(BYTES) - 1) as one:
        assert one is None
    assert [*tmp_path.iterdir()] == []


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(receiving.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"), received(io.BytesIO(BYTES), tmp_path):
        pass
    assert [*tmp_path.iterdir()] == []


def test_a_file_is_on_disk_before_it_has_its_name_and_its_name_when_it_is_settled(tmp_path, monkeypatch):
    done = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(receiving.os, name, lambda *given, name=name, real=real: done.append(name) or real(*given))
    with received(io.BytesIO(BYTES), tmp_path) as one:
        settle(one.path, tmp_path / "new" / "place" / "file")

    assert done == [
        "fsync",
        "replace",
        "fsync",
        "fsync",
        "fsync",
    ]  # the file; its place; "place", "new", what holds "new"


def test_a_file_is_given_a_second_place_and_keeps_its_first(tmp_path):
    first, place = tmp_path / "first", tmp_path / "a" / "second"
    first.write_bytes(BYTES)
    with named_again(first, tmp_path / "tmp") as one:
        assert (one.sha256, one.bytes) == (hashlib.sha256(BYTES).hexdigest(), len(BYTES))
        settle(one.path, place)

    assert os.path.samefile(first, place)
    assert [*(tmp_path / "tmp").iterdir()] == []


def test_a_second_name_that_is_not_settled_goes_and_the_same_place_twice_is_one(tmp_path):
    first = tmp_path / "first"
    first.write_bytes(BYTES)
    with named_again(first, tmp_path / "tmp"):
        pass
    for _ in range(2):
        with named_again(first, tmp_path / "tmp") as one:
            settle(one.path, tmp_path / "second")

    assert [*(tmp_path / "tmp").iterdir()] == []
    assert (first.read_bytes(), first.stat().st_nlink) == (BYTES, 2)


def test_only_files_left_for_long_are_dropped(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).touch()
    os.utime(tmp_path / "old", (0, 0))

    assert drop_older(tmp_path, 3600) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["new"]
    assert drop_older(tmp_path / "none", 0) == 0
