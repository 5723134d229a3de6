import errno
import hashlib
import io
import os
import stat

import pytest

from lca_models.programme.registry.blobs import TEMPORARY, adopt, blob_path, kept_paths, open_blob, receive, sweep
from lca_models.programme.registry.errors import InvalidError, TooLargeError, UnknownError

BYTES = b"bundle" * 50_000


def test_what_is_received_is_kept_under_its_hash_and_not_writable(registry, maker):
    blob = receive(registry, maker.org, io.BytesIO(BYTES))

    assert (blob.sha256, blob.bytes) == (hashlib.sha256(BYTES).hexdigest(), len(BYTES))
    assert stat.S_IMODE(blob.path.stat().st_mode) == 0o400
    with open_blob(registry, maker.org, blob.sha256) as file:
        assert file.read() == BYTES
    assert [*kept_paths(registry)] == [blob.path]
    assert [*(registry.store / TEMPORARY).iterdir()] == []


def test_the_same_file_twice_is_one_file(registry, maker):
    assert receive(registry, maker.org, io.BytesIO(BYTES)) == receive(registry, maker.org, io.BytesIO(BYTES))
    assert len([*kept_paths(registry)]) == 1


def test_another_organisation_has_a_file_of_its_own(registry, maker):
    one, other = (receive(registry, org, io.BytesIO(BYTES)) for org in (maker.org, "another"))

    assert one.path != other.path
    with pytest.raises(UnknownError):
        open_blob(registry, "a third", one.sha256)


def test_too_large_and_damaged_files_leave_nothing(registry, maker):
    with pytest.raises(TooLargeError, match="larger than 299,999 bytes"):
        receive(registry, maker.org, io.BytesIO(BYTES), most=299_999)
    with pytest.raises(InvalidError, match="send it again"):
        receive(registry, maker.org, io.BytesIO(BYTES), sha256="0" * 64)

    assert [*kept_paths(registry)] == []
    assert [*(registry.store / TEMPORARY).iterdir()] == []
    assert receive(registry, maker.org, io.BytesIO(BYTES), most=300_000).bytes == 300_000


@pytest.fixture
def uploaded(registry):
    """A file in the registry's folder that has arrived otherwise."""
    (registry.store / "uploads").mkdir(parents=True)
    file = registry.store / "uploads" / "one"
    file.write_bytes(BYTES)
    return file


def test_a_file_that_is_there_is_kept_as_one_that_is_received_without_being_written_again(registry, maker, uploaded):
    blob = adopt(registry, maker.org, uploaded, sha256=hashlib.sha256(BYTES).hexdigest())

    assert os.path.samefile(blob.path, uploaded)
    assert stat.S_IMODE(blob.path.stat().st_mode) == 0o400
    assert blob == receive(registry, maker.org, io.BytesIO(BYTES)) == adopt(registry, maker.org, uploaded)
    assert [*(registry.store / TEMPORARY).iterdir()] == []


def test_a_disk_that_gives_a_file_one_name_holds_it_twice(registry, maker, uploaded, monkeypatch):
    def refused(*names):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    blob = adopt(registry, maker.org, uploaded)

    assert blob.path.read_bytes() == uploaded.read_bytes() == BYTES
    assert not os.path.samefile(blob.path, uploaded)


def test_a_file_that_is_another_or_is_gone_is_not_kept(registry, maker, uploaded):
    with pytest.raises(InvalidError, match="send it again"):
        adopt(registry, maker.org, uploaded, sha256="0" * 64)
    with pytest.raises(FileNotFoundError):
        adopt(registry, maker.org, uploaded.with_name("none"))

    assert [*kept_paths(registry)] == []
    assert uploaded.read_bytes() == BYTES


@pytest.mark.parametrize("name", ["../store.json", "", "A" * 64, "0" * 63, "0" * 63 + "/"])
def test_no_name_leads_elsewhere(registry, maker, name):
    with pytest.raises(UnknownError):
        blob_path(registry, maker.org, name)
    with pytest.raises(UnknownError):
        open_blob(registry, maker.org, name)


def test_what_the_killed_left_is_swept_when_it_is_old(registry):
    (registry.store / TEMPORARY).mkdir(parents=True)
    (registry.store / TEMPORARY / "half").write_bytes(b"ha")

    assert sweep(registry) == 0
    assert sweep(registry, older=0) == 1
    assert [*(registry.store / TEMPORARY).iterdir()] == []
