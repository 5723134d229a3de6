"""The archive of a bundle: one form of bytes for the same members, and a reader that trusts nothing it is sent.

A zip with members stored uncompressed in the order of their names, at one fixed time, without comments or extra fields. So the
archive can be made again from its members and compared byte for byte: half of the bits of an archive say nothing of any
member, and whoever turns one of them is found all the same. Nothing is unpacked to disk, and nothing is packed: what a file
holds is what it weighs.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

MOST = 10_000  # members
LARGEST = 512 * 2**20  # bytes
LONGEST = 240  # bytes of a name
OFFICE = (".xlsx", ".docx")  # forms that are archives themselves, and are read as what they are

_LOCAL, _ENTRY, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_LOCAL_SIGN, _ENTRY_SIGN, _END_SIGN, _ZIP64_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
_VERSION, _UNIX, _MODE, _DAY = 20, 3, stat.S_IFREG | 0o644, 1 << 5 | 1  # of a zip; 1 January 1980
_UTF8, _ENCRYPTED, _AFTERWARDS = (
    1 << 11,
    1 << 0 | 1 << 6 | 1 << 13,
    1 << 3,
)  # flags; sizes that stand behind the content
_FULL, _HALF = 2**32 - 1, 2**16 - 1  # what fields hold where zip64 has the value
_DRIVE = re.compile(r"[A-Za-z]:")
_NESTED = re.compile(r"\.(zip|jar|7z|rar|tar|tgz|gz|xz|zst|lzma)$", re.IGNORECASE)


class ArchiveError(LcaModelsError, ValueError):
    """A bundle is a plain zip of files below one folder, each once, stored as it is; the message says what is not."""


@dataclass(frozen=True)
class _Entry:
    """A member as the directory of an archive says it."""

    name: str
    raw: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    attributes: int
    start: int


def archive_bytes(members: Mapping[str, bytes]) -> bytes:
    """The one archive of some members, by name.

    Raises ArchiveError for what a reader would refuse: a name that leads out of the folder, two that are one elsewhere, too
    much.
    """
    _check_names(members)
    if sum(map(len, members.values())) > LARGEST or len(members) > MOST:
        raise ArchiveError(_too_much(len(members)))
    parts, directory, place = list[bytes](), list[bytes](), 0
    for name in sorted(members):
        raw, content = name.encode(), members[name]
        flags = 0 if name.isascii() else _UTF8
        common = (flags, 0, 0, _DAY, zlib.crc32(content), len(content), len(content), len(raw), 0)
        parts += [_LOCAL.pack(_LOCAL_SIGN, _VERSION, *common), raw, content]
        directory += [
            _ENTRY.pack(_ENTRY_SIGN, _UNIX << 8 | _VERSION, _VERSION, *common, 0, 0, 0, _MODE << 16, place),
            raw,
        ]
        place += _LOCAL.size + len(raw) + len(content)
    listed = b"".join(directory)
    end = _END.pack(_END_SIGN, 0, 0, len(members), len(members), len(listed), place, 0)
    return b"".join([*parts, listed, end])


def read_archive_file(file: Path) -> bytes:
    """The bytes of a file, of no more than a bundle may have.

    Raises ArchiveError for a larger one, OSError where it cannot be read.
    """
    with file.open("rb") as stream:
        content = stream.read(LARGEST + LARGEST // 4 + 1)
    if len(content) > LARGEST + LARGEST // 4:
        raise ArchiveError(message("it is larger than the {largest:,} bytes of a bundle", largest=LARGEST))
    return content


def read_archive(content: bytes) -> dict[str, bytes]:
    """The members of an archive by name, in the order of its directory.

    Raises ArchiveError in one line for whatever is no plain archive of files: absolute and parent paths, links, encrypted and
    compressed members, names that stand twice or differ in case alone, zip64, bytes that belong to nothing, archives inside,
    and too many or too large members.
    """
    entries = _directory(content)
    _check_names([one.name for one in entries])
    if sum(one.size for one in entries) > LARGEST:
        raise ArchiveError(_too_much(len(entries)))
    found: dict[str, bytes] = {}
    free = 0
    for one in sorted(entries, key=lambda entry: entry.start):
        _check_kind(one)
        if one.start != free:
            raise ArchiveError(_said(one.name, message("bytes before it belong to no member, or to two")))
        free = _end_of(content, one)
        found[one.name] = held = content[free - one.size : free]
        if zlib.crc32(held) != one.checksum:
            raise ArchiveError(_said(one.name, message("its content is not what its checksum says")))
        _check_content(one.name, held)
    if free != _END.unpack_from(content, len(content) - _END.size)[6]:
        raise ArchiveError(message("bytes before the directory belong to no member"))
    return {one.name: found[one.name] for one in entries}


def first_difference(content: bytes, members: Mapping[str, bytes]) -> int | None:
    """The first byte at which an archive is not the one of its members; None where it is.

    Raises ArchiveError for members that no archive may have.
    """
    expected = archive_bytes(members)
    if content == expected:
        return None
    shorter = min(len(content), len(expected))
    low, high = 0, shorter
    while low < high:  # the longest beginning that both share
        middle = (low + high + 1) // 2
        low, high = (middle, high) if content[:middle] == expected[:middle] else (low, middle - 1)
    return low


def _directory(content: bytes) -> list[_Entry]:
    """The entries of the directory at the end of an archive."""
    at = len(content) - _END.size
    if at < 0 or content[at : at + 4] != _END_SIGN:
        if _END_SIGN not in content[-(_END.size + _HALF) :]:
            raise ArchiveError(message("it is no zip archive, or not the whole of one"))
        raise ArchiveError(message("bytes follow the end of the archive"))
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, at)
    zip64 = content[max(0, at - 20) : max(0, at - 16)] == _ZIP64_SIGN
    if zip64 or _FULL in (size, start) or _HALF in (here, count):
        raise ArchiveError(message("it is a zip64 archive; a bundle is a plain one"))
    if count > MOST:
        raise ArchiveError(_too_much(count))
    if disk or first_disk or here != count or comment or start + size != at:
        raise ArchiveError(message("the directory of the archive does not say what it holds"))
    found = []
    for _ in range(count):
        if start + _ENTRY.size > at or content[start : start + 4] != _ENTRY_SIGN:
            raise ArchiveError(message("the directory of the archive does not say what it holds"))
        values = _ENTRY.unpack_from(content, start)
        flags, method, checksum, packed, whole = values[3], values[4], *values[7:10]
        length, extra, comment, attributes, offset = *values[10:13], values[15], values[16]
        raw = content[start + _ENTRY.size : start + _ENTRY.size + length]
        start += _ENTRY.size + length + extra + comment
        name = _decoded(raw)
        if extra or comment or values[13]:
            raise ArchiveError(_said(name, message("its entry holds more than a plain member has")))
        if _FULL in (packed, whole, offset):
            raise ArchiveError(message("it is a zip64 archive; a bundle is a plain one"))
        found.append(_Entry(name, raw, flags, method, checksum, packed, whole, attributes, offset))
    if start != at:
        raise ArchiveError(message("the directory of the archive does not say what it holds"))
    return found


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise ArchiveError(_said(raw.decode(errors="replace"), message("its name is no UTF-8"))) from None


def _check_kind(one: _Entry) -> None:
    """Raises ArchiveError for what is no plain file."""
    kind = stat.S_IFMT(one.attributes >> 16)
    if one.flags & _ENCRYPTED:
        raise ArchiveError(_said(one.name, message("it is encrypted")))
    if kind not in (0, stat.S_IFREG) or one.attributes & 0x10:  # a folder, as DOS says it
        raise ArchiveError(_said(one.name, message("it is a link, a folder or a device")))
    if one.method or one.packed != one.size or one.flags & _AFTERWARDS:
        raise ArchiveError(_said(one.name, message("it is compressed; a bundle stores its members as they are")))


def _end_of(content: bytes, one: _Entry) -> int:
    """Where the content of a member ends, whose own header says the same as the directory."""
    if one.start + _LOCAL.size + len(one.raw) + one.size > len(content):
        raise ArchiveError(_said(one.name, message("it is larger than the archive")))
    values = _LOCAL.unpack_from(content, one.start)
    begins = one.start + _LOCAL.size
    same = (
        values[0] == _LOCAL_SIGN
        and values[2:4] == (one.flags, one.method)
        and values[6:9] == (one.checksum, one.packed, one.size)
        and values[9:11] == (len(one.raw), 0)
        and content[begins : begins + len(one.raw)] == one.raw
    )
    if not same:
        raise ArchiveError(_said(one.name, message("its header and the directory say different things")))
    return begins + len(one.raw) + one.size


def _check_names(names: Iterable[str]) -> None:
    """Raises ArchiveError for a name that leads elsewhere, is none on some system, or stands twice."""
    seen: dict[str, str] = {}
    for count, name in enumerate(names, start=1):
        if count > MOST:
            raise ArchiveError(message("it has more than {most:,} members", most=MOST))
        if reason := _fault_of(name):
            raise ArchiveError(_said(name, reason))
        same = unicodedata.normalize("NFKC", name).casefold()
        if same in seen:
            twice = message("its name stands twice") if seen[same] == name else message("its name is '{other}' elsewhere",
                                                                                        other=excerpt(seen[same]))  # fmt: skip
            raise ArchiveError(_said(name, twice))
        seen[same] = name
    for same, name in seen.items():
        for parent in _parents(same):
            if parent in seen:
                raise ArchiveError(
                    _said(name, message("it lies in '{other}', which is a file", other=excerpt(seen[parent])))
                )


def _parents(name: str) -> Iterable[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _fault_of(name: str) -> str:
    """Why a name is none; empty where it is one."""
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name):
        return message("its path is absolute")
    if ".." in parts:
        return message("its path leads out of the folder")
    if "\\" in name or not name.isprintable() or not name:
        return message("its name holds signs that no name may have")
    if any(not part or part == "." or part[-1] in ". " or ":" in part for part in parts):
        return message("its path is none on some systems")
    if len(name.encode()) > LONGEST:
        return message("its name is longer than {longest} bytes", longest=LONGEST)
    if _NESTED.search(name):
        return message("it is an archive inside the archive")
    return ""


def _check_content(name: str, content: bytes) -> None:
    """Raises ArchiveError for an archive inside, whatever it is called."""
    if content[:4] in (_LOCAL_SIGN, _END_SIGN) and not name.lower().endswith(OFFICE):
        raise ArchiveError(_said(name, message("it is an archive inside the archive")))


def _too_much(count: int) -> str:
    return message("it has {count:,} members or too many bytes; a bundle has at most {most:,} and {largest:,} bytes",
                   count=count, most=MOST, largest=LARGEST)  # fmt: skip


def _said(name: str, reason: str) -> str:
    """What is wrong with a member, in one line."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return message("refused, {member}: {reason}", member=excerpt(shown), reason=reason)
