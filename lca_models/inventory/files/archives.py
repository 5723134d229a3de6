"""Zip archives, of arrays (.npz) and others, read without trust: nothing is unpacked before its size is known to be right."""

from __future__ import annotations

import io
import math
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping

import numpy as np

from lca_models.inventory.files.sealed import SealError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

LARGEST = 2**31  # bytes of all members of an archive
MOST = 10_000  # members
ENCRYPTED = 1  # bit of the flags of a member

_HEADER = re.compile(
    rb"\{'descr': '([<|][biuf][1248])', 'fortran_order': (False|True), "
    rb"'shape': \(([0-9]*(?:, ?[0-9]+)*),?\), \} *\n"
)
_MAGIC = b"\x93NUMPY\x01\x00"  # version 1.0, which NumPy writes for every plain array


def write_archive(arrays: Mapping[str, np.ndarray], *, compressed: bool = True) -> bytes:
    """The bytes of an archive of arrays by name."""
    stream = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def read_archive(content: bytes, largest: int = LARGEST) -> dict[str, np.ndarray]:
    """The arrays of numbers and booleans of an archive by name, each in a memory of its own.

    Raises SealError for an archive that holds anything else, holds a name twice, or would take more than `largest` bytes.
    """
    found: dict[str, np.ndarray] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in members_of(archive, largest):
            name = member.filename.removesuffix(".npy")
            if name == member.filename or name in found or member.flag_bits & ENCRYPTED:
                raise SealError(message("holds '{name}', which is no array of its own", name=excerpt(member.filename)))
            with archive.open(member) as file:
                found[name] = _array(name, file.read(member.file_size + 1), member.file_size)
    return found


def members_of(archive: zipfile.ZipFile, largest: int = LARGEST, most: int | None = None) -> list[zipfile.ZipInfo]:
    """The members of an archive, none of which unpacks to more than it says.

    `most`: members, MOST by default. Raises SealError for more of them, and where all together would take more than `largest`
    bytes.
    """
    members = archive.infolist()
    if len(members) > (MOST if most is None else most):
        raise SealError(message("it holds more than {most:,} files", most=MOST if most is None else most))
    if sum(one.file_size for one in members) > largest:
        raise SealError(message("it would take more than {largest:,} bytes unpacked", largest=largest))
    return members


def read_array(content: bytes) -> np.ndarray:
    """The array of numbers or booleans of a file (.npy). Raises SealError for anything else."""
    return _array(message("its array"), content, len(content))


def _array(name: str, content: bytes, size: int) -> np.ndarray:
    """The array of a member, whose header must say what follows."""
    length = int.from_bytes(content[8:10], "little")
    header = _HEADER.fullmatch(content[10 : 10 + length])
    if not content.startswith(_MAGIC) or header is None or len(content) != size:
        raise SealError(message("holds '{name}', which is no array of its own", name=excerpt(name)))
    kind = np.dtype(header[1].decode())
    shape = tuple(int(one) for one in header[3].replace(b" ", b"").split(b",") if one)
    data = content[10 + length :]
    if math.prod(shape) * kind.itemsize != len(data):
        raise SealError(message("the array '{name}' has another size than its shape says", name=excerpt(name)))
    flat = np.frombuffer(data, dtype=kind)
    turned = flat.reshape(shape[::-1]).T if header[2] == b"True" else flat.reshape(shape)
    return turned.copy(order="K")


def plain_members(archive: zipfile.ZipFile, largest: int, most: int) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive of others by name, folders apart, whose sizes are known to be right before they are read.

    Raises SealError for a link, a name that leads out of the archive or stands twice, a member under a password, and for more
    than `most` members or `largest` bytes unpacked.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members_of(archive, largest, most):
        name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
        parts = name.split("/")
        if "\\" in name or ":" in parts[0] or name.startswith("/") or ".." in parts or not name.isprintable():
            raise SealError(message("its member '{name}' leads out of it", name=excerpt(name)))
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise SealError(message("its member '{name}' is a link; put the file in its place", name=excerpt(name)))
        if name in found:
            raise SealError(message("its member '{name}' stands twice; keep one", name=excerpt(name)))
        if member.flag_bits & ENCRYPTED:
            raise SealError(message("its member '{name}' has a password; export it without one", name=excerpt(name)))
        if not member.is_dir():
            found[name] = member
    return found


def member_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of a member, which is as long as the archive says.

    Raises SealError where it is not, or does not fit its checksum.
    """
    try:
        with archive.open(member) as file:
            content = file.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise SealError(message("its member '{name}' is damaged ({error})", name=excerpt(member.filename),
                                error=excerpt(str(error)))) from None  # fmt: skip
    if len(content) != member.file_size:
        raise SealError(message("its member '{name}' has another size than it says", name=excerpt(member.filename)))
    return content
