"""The archive of a bundle: one form of bytes, and nothing of a hostile one."""

import io
import random
import stat
import struct
import zipfile

import pytest
from counts import LONG, examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.reporting.declaration import archive
from lca_models.reporting.declaration.archive import (
    ArchiveError,
    archive_bytes,
    first_difference,
    read_archive,
    read_archive_file,
)

MEMBERS = {
    "manifest.json": b"{}",
    "results/stages.csv": b"stage,kg\nall,1.5\n",
    "sheet/\u8868.yaml": b"name: x\n",
    "z": b"",
}
NAMES = st.text("abc\u8868_", min_size=1, max_size=8).map(lambda name: f"folder/{name}.csv")


def zipped(members, *, method=zipfile.ZIP_STORED, mode=0o100644, flag=0, compress=None):
    """A zip as Python's own library writes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr, info.compress_type, info.create_system = mode << 16, method, 3
            made.writestr(info, content)
    return stream.getvalue()


def refused(content):
    """Why an archive is refused; empty where it is not."""
    try:
        read_archive(bytes(content))
    except ArchiveError as error:
        return str(error)
    return ""


@settings(max_examples=examples(30))
@given(st.dictionaries(NAMES, st.binary(max_size=64).filter(lambda held: not held.startswith(b"PK")), max_size=8))
def test_members_come_back_and_have_one_archive_whatever_their_order(members):
    made = archive_bytes(members)

    assert read_archive(made) == members
    assert made == archive_bytes(dict(reversed(members.items())))
    assert first_difference(made, read_archive(made)) is None


def test_it_is_a_zip_like_any_other_with_one_time_and_plain_files():
    with zipfile.ZipFile(io.BytesIO(archive_bytes(MEMBERS))) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == sorted(MEMBERS)
        for one in opened.infolist():
            assert (one.date_time, one.compress_type, one.create_system) == ((1980, 1, 1, 0, 0, 0), 0, 3)
            assert stat.S_ISREG(one.external_attr >> 16)
            assert opened.read(one) == MEMBERS[one.filename]


def test_every_flipped_bit_is_found():
    """All headers, and members too: either the reader refuses, or the archive of the members is another."""
    made = archive_bytes({**MEMBERS, "long": bytes(range(256)) * 20})
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        start, size = opened.getinfo("long").header_offset + 34, 256 * 20
    places = [at for at in range(len(made)) if not start <= at < start + size]
    drawn = random.Random(0)
    places += drawn.choices(range(start, start + size), k=2000 if LONG else 50)
    for at in places:
        for bit in range(8) if LONG else [drawn.randrange(8)]:
            turned = bytearray(made)
            turned[at] ^= 1 << bit
            assert refused(turned) or first_difference(bytes(turned), read_archive(bytes(turned))) == at


def overlapping():
    """Two entries of the directory that read the same bytes."""
    made = bytearray(archive_bytes({"a": b"1", "b": b"1"}))
    second = made.rindex(b"PK\x01\x02")
    made[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(made)


def with_end(position, value):
    """An archive whose end says another number."""
    made = bytearray(archive_bytes(MEMBERS))
    made[len(made) - 22 + position : len(made) - 22 + position + 2] = struct.pack("<H", value)
    return bytes(made)


def encrypted():
    made = bytearray(archive_bytes({"a": b"1"}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(sign) + flags] |= 1
    return bytes(made)


def larger_than_it_is():
    """One byte that says it is half a gigabyte."""
    made = bytearray(archive_bytes({"a": b"1"}))
    for sign, place in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        at = made.index(sign) + place
        made[at : at + 8] = struct.pack("<2I", 2**29 - 1, 2**29 - 1)
    return bytes(made)


def zip64():
    """The record that a zip64 archive has before its end."""
    made = archive_bytes(MEMBERS)
    return made[:-22] + b"PK\x06\x07" + bytes(16) + made[-22:]


BOMB = bytes(2**20)
HOSTILE = {
    "absolute": (zipped([("/etc/passwd", b"x")]), "path is absolute"),
    "drive": (zipped([("C:/x", b"x")]), "path is absolute"),
    "parent": (zipped([("../x", b"x")]), "out of the folder"),
    "parent inside": (zipped([("a/../../x", b"x")]), "out of the folder"),
    "backslash": (zipped([("a/..\\x", b"x")]).replace(b"a/../x", b"a\\..\\x"), "signs that no name may have"),
    "link": (zipped([("a", b"/etc/passwd")], mode=stat.S_IFLNK | 0o777), "a link"),
    "folder": (zipped([("a/", b"")], mode=stat.S_IFDIR | 0o755), "none on some systems"),
    "device": (zipped([("a", b"")], mode=stat.S_IFBLK | 0o600), "a link, a folder or a device"),
    "encrypted": (encrypted(), "encrypted"),
    "compressed": (zipped([("a", b"x" * 99)], method=zipfile.ZIP_DEFLATED), "compressed"),
    "bomb": (zipped([("a", BOMB)], method=zipfile.ZIP_DEFLATED), "compressed"),
    "larger than it is": (larger_than_it_is(), "larger than the archive"),
    "overlapping": (overlapping(), "no member, or to two"),
    "case twins": (zipped([("a.csv", b""), ("A.csv", b"")]), "elsewhere"),
    "a file as a folder": (zipped([("a", b""), ("a/b", b"")]), "which is a file"),
    "zip64": (zip64(), "zip64"),
    "zip64 count": (with_end(8, 0xFFFF), "zip64"),
    "trailing bytes": (archive_bytes(MEMBERS) + b"\0", "follow the end"),
    "leading bytes": (b"\0" + archive_bytes(MEMBERS), "does not say what it holds"),
    "comment": (archive_bytes(MEMBERS)[:-2] + b"\x01\x00x", "follow the end"),
    "nested": (zipped([("a.zip", b"")]), "archive inside"),
    "nested by content": (zipped([("a.csv", archive_bytes(MEMBERS))]), "archive inside"),
    "count": (with_end(10, 9), "does not say what it holds"),
    "cut": (archive_bytes(MEMBERS)[:-30], "not the whole of one"),
    "empty": (b"", "no zip archive"),
    "text": (b"stage,kg\n" * 99, "no zip archive"),
    "not printable": (zipped([("a\x07", b"")]), "signs that no name may have"),
    "long name": (zipped([("a" * 300, b"")]), "longer than"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused_in_one_line(kind):
    content, reason = HOSTILE[kind]
    with pytest.raises(ArchiveError) as refused:
        read_archive(content)

    assert reason in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused():
    with pytest.raises(ArchiveError, match="stands twice"):
        read_archive(zipped([("a", b"1"), ("a", b"2")]))


def test_more_members_than_a_bundle_has_are_refused_before_they_are_read():
    with pytest.raises(ArchiveError, match=r"10,001 members"):
        read_archive(with_end(8, 10_001)[:-12] + struct.pack("<H", 10_001) + with_end(8, 0)[-10:])
    with pytest.raises(ArchiveError, match=r"10,000 members"):
        archive_bytes({f"{number}": b"" for number in range(10_001)})


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 40)
    (tmp_path / "a.zip").write_bytes(bytes(51))

    with pytest.raises(ArchiveError, match="larger than the 40 bytes"):
        read_archive_file(tmp_path / "a.zip")
    with pytest.raises(ArchiveError, match="too many bytes"):
        archive_bytes({"a": bytes(41)})


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a.", "b.zip", "", "a:b"])
def test_what_a_reader_refuses_is_not_written(name):
    with pytest.raises(ArchiveError):
        archive_bytes({name: b""})


@settings(max_examples=examples(60))
@given(st.binary(max_size=200), st.data())
def test_bytes_of_anybody_are_members_or_one_line(noise, data):
    made = bytearray(archive_bytes(MEMBERS))
    at = data.draw(st.integers(0, len(made)))
    made[at : at + data.draw(st.integers(0, 30))] = noise

    assert len(refused(made).splitlines()) <= 1
