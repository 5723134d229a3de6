"""A disk that is full: what was acknowledged before stays, nothing is half there, and with room it goes on."""

import contextlib
import errno
import io
import os
import shutil
import subprocess

import pytest

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import TEMPORARY, kept_paths, receive
from lca_models.programme.registry.log import events_after, head
from lca_models.programme.registry.opening import open_registry

pytestmark = pytest.mark.long


@pytest.fixture
def small(tmp_path):
    """A disk of 1 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("needs root, who mounts")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def moved(small, place, kind):
    """A registry and its files on the small disk, with a file that can make room."""
    if kind != "sqlite":
        pytest.skip("a server has a disk of its own")
    place.create().close()
    shutil.copyfile(place.where, small / "pilot.db")
    shutil.copytree(place.store, small / "store")
    (small / "filler").write_bytes(bytes(100_000))
    registry = open_registry(small / "pilot.db", store=small / "store", clock=place.clock)
    yield registry
    registry.close()


def until_full(step):
    """Repeats a step until the disk is full; how often it was done."""
    done = 0
    while fits(step, done):
        done += 1
    return done


def fits(step, number):
    try:
        step(number)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False
    return True


def test_events_stop_whole_and_go_on_with_room(moved, small):
    def add(number):
        with moved.writing("host") as write:
            write.event("organisation.added", f"organisation:{number}", {
                "kind": "maker", "name_en": f"{number}" * 100, "name_zh": "x", "credit_code": f"{number}", "group_id": ""
            })  # fmt: skip

    done = until_full(add)
    assert done > 10
    assert head(moved).n == done
    (small / "filler").unlink()
    add(done)

    assert [one.n for one in events_after(moved, -1)] == [*range(done + 2)]
    assert audit(moved).is_whole


def test_a_bundle_that_has_no_room_leaves_nothing(moved, small):
    kept = []
    until_full(lambda number: kept.append(receive(moved, "org", io.BytesIO(bytes([number]) * 50_000))))

    assert len(kept) > 1
    assert {one.path for one in kept} == {*kept_paths(moved)}
    assert [*(moved.store / TEMPORARY).iterdir()] == []
    with contextlib.suppress(FileNotFoundError):
        (small / "filler").unlink()
    receive(moved, "org", io.BytesIO(b"x" * 50_000))
    assert audit(moved).is_whole
