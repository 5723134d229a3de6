"""Zip archives, of arrays (.npz) and others, read without trust: nothing is unpacked before its size is known to be right."""

from __future__ import annotations

import io
import math
import re
import zipfile
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


def members_of(archive: zipfile.ZipFile, largest: int = LARGEST) -> list[zipfile.ZipInfo]:
    """The members of an archive, none of which unpacks to more than it says.

    Raises SealError for more than MOST members, and where all together would take more than `largest` bytes.
    """
    members = archive.infolist()
    if len(members) > MOST or sum(one.file_size for one in members) > largest:
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
