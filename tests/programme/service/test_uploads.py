import asyncio
import base64
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import ClientDisconnect

from lca_models.programme.registry.errors import InvalidError, TooLargeError, UnknownError
from lca_models.programme.service.limits import Limits
from lca_models.programme.service.problems import ProblemError
from lca_models.programme.service.uploads import FOLDER, append, begin, end, sweep_uploads, upload_of, whole

DAY = 24 * 3600


def ended(work):
    """What comes of a coroutine, in a thread: in this one the browser of another test may have a loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture
def begun(parties):
    return begin(parties.registry, parties.maker, 10, Limits())


@pytest.fixture
def add(parties, begun):
    """Adds parts at an offset; the offset after them."""

    def add(offset, *parts, checksum=""):
        async def arriving():
            for part in parts:
                yield part

        return ended(append(parties.registry, parties.maker, begun.id, offset, arriving(), checksum))

    return add


def sha256(content):
    return f"sha256 {base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def test_parts_are_kept_in_their_order(parties, begun, add):
    assert add(0, b"01", b"234") == 5
    assert add(5, b"56789", checksum=sha256(b"56789")) == 10
    assert whole(parties.registry, parties.maker, begun.id).read_bytes() == b"0123456789"


@pytest.mark.parametrize("offset", [1, 6, 10])
def test_another_offset_is_refused_and_changes_nothing(parties, begun, add, offset):
    add(0, b"01234")
    with pytest.raises(ProblemError) as refused:
        add(offset, b"x")
    assert refused.value.status == 409
    assert upload_of(parties.registry, parties.maker, begun.id).offset == 5


def test_another_checksum_is_refused_and_what_arrived_is_cut_off(parties, begun, add):
    add(0, b"01234")
    with pytest.raises(ProblemError) as refused:
        add(5, b"56789", checksum=sha256(b"x"))
    assert refused.value.status == 460
    assert upload_of(parties.registry, parties.maker, begun.id).offset == 5
    assert (parties.registry.store / FOLDER / begun.id).read_bytes() == b"01234"


@pytest.mark.parametrize("checksum", ["md5 AAAA", "sha256 !", "x"])
def test_what_is_no_checksum_is_refused(add, checksum):
    with pytest.raises(InvalidError):
        add(0, b"1", checksum=checksum)


def test_more_than_was_said_is_refused_and_cut_off(parties, begun, add):
    with pytest.raises(TooLargeError):
        add(0, b"012345", b"67890")
    assert upload_of(parties.registry, parties.maker, begun.id).offset == 0


def test_a_whole_upload_takes_nothing_more_and_is_not_opened(parties, begun, add):
    add(0, b"0123456789")
    path = parties.registry.store / FOLDER / begun.id
    path.chmod(0o400)
    before = path.stat()

    assert add(10, b"", b"") == 10
    with pytest.raises(TooLargeError):
        add(10, b"x")
    assert path.stat() == before


def test_what_a_kill_left_behind_the_last_part_is_cut_off(parties, begun, add):
    add(0, b"012")
    path = parties.registry.store / FOLDER / begun.id
    path.write_bytes(b"012 never acknowledged")
    assert upload_of(parties.registry, parties.maker, begun.id).offset == 3
    add(3, b"3")
    assert path.read_bytes() == b"0123"


@pytest.mark.parametrize(("checksum", "kept"), [("", 3), (sha256(b"0123456789"), 0)])
def test_what_came_before_a_connection_broke_is_kept_where_no_checksum_is_of_it(parties, begun, checksum, kept):
    async def breaking():
        yield b"012"
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        ended(append(parties.registry, parties.maker, begun.id, 0, breaking(), checksum))
    assert upload_of(parties.registry, parties.maker, begun.id).offset == kept
    assert (parties.registry.store / FOLDER / begun.id).read_bytes() == b"0123456789"[:kept]


def test_an_upload_with_bytes_missing_is_not_whole(parties, begun, add):
    add(0, b"01234")
    with pytest.raises(InvalidError, match="5 of 10"):
        whole(parties.registry, parties.maker, begun.id)


def test_an_upload_is_its_client_s_and_ends(parties, begun):
    with pytest.raises(UnknownError):
        upload_of(parties.registry, parties.other, begun.id)
    end(parties.registry, begun.id)
    with pytest.raises(UnknownError):
        upload_of(parties.registry, parties.maker, begun.id)


def test_uploads_have_limits_of_size_number_and_day(parties):
    with pytest.raises(TooLargeError):
        begin(parties.registry, parties.maker, 11, Limits(largest_upload=10))
    begin(parties.registry, parties.maker, 10, Limits(open_uploads=1))
    for limits in (Limits(open_uploads=1), Limits(bytes_a_day=15)):
        with pytest.raises(ProblemError) as refused:
            begin(parties.registry, parties.maker, 10, limits)
        assert refused.value.status == 429
        assert "Retry-After" in refused.value.headers


def test_uploads_that_are_over_count_no_more_before_they_are_swept(parties, begun):
    parties.registry.clock.now += DAY * 1_000_000
    begin(parties.registry, parties.maker, 10, Limits(open_uploads=1))


def test_uploads_that_are_over_and_files_without_one_are_swept(parties, registry, begun):
    orphan = registry.store / FOLDER / "orphan"
    orphan.write_bytes(b"x")
    assert sweep_uploads(registry) == 0
    os.utime(orphan, (0, 0))
    registry.clock.now += DAY * 1_000_000
    assert sweep_uploads(registry) == 2
    assert [*(registry.store / FOLDER).iterdir()] == []
