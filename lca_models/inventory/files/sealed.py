"""Files that the kit writes and reads again carry a checksum: one flipped bit is told from a result.

A seal is the SHA-256 of the contents and of what the file is about (its place in a set, for instance), so that a file that
was changed, cut, or put in another's place is refused. Archives of arrays carry it as their comment, JSON documents as their
last entry. A file of an earlier version has none; it opens after the same validation, and a warning says so.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

DIGITS = 64
SPARE = 1 << 26  # bytes; no file of a project asks for that much at once
SHA = "sha256"  # the entry of a document that holds its seal

_MARK = b"lca_models sha256:"
_SEAL = len(_MARK) + DIGITS  # bytes
_LENGTH = 2  # bytes at the end of an archive that say how long its comment is
_END, _END_MARK = 22, b"PK\x05\x06"  # bytes of the end of an archive without a comment, and how it begins


class SealError(ValueError):
    """What a file holds is what was written; the message says what differs, and `refusing` in which file."""


def seal_archive(content: bytes, about: str = "") -> bytes:
    """The bytes of a zip archive (.npz) without a comment, with a seal as its comment; other programs read it as before."""
    if content[-_LENGTH:] != bytes(_LENGTH):
        raise ValueError("an archive to be sealed has no comment")
    body = content[:-_LENGTH] + _SEAL.to_bytes(_LENGTH, "little")
    return body + _MARK + _digest(body, about).encode()


def check_archive(content: bytes, about: str = "") -> bool:
    """Whether an archive carries a seal.

    Raises SealError where its contents, or what it is about, are not those that were sealed.
    """
    if content[-_SEAL:-DIGITS] != _MARK:
        if content[-_END : -_END + len(_END_MARK)] == _END_MARK and content[-_LENGTH:] == bytes(_LENGTH):
            return False
        raise SealError(message("is cut short, or its checksum is damaged"))
    if content[-DIGITS:] != _digest(content[:-_SEAL], about).encode():
        raise SealError(message("its checksum does not fit its contents"))
    return True


def seal_document(document: Mapping[str, Any], about: str = "") -> bytes:
    """The text of a JSON document with a seal as its last entry."""
    plain = json.loads(json.dumps(dict(document), ensure_ascii=False, allow_nan=False))
    sealed = plain | {SHA: _digest(_canonical(plain), about)}
    return f"{json.dumps(sealed, ensure_ascii=False, indent=1)}\n".encode()


def open_document(content: bytes, about: str = "") -> tuple[dict[str, Any], bool]:
    """A JSON document without its seal, and whether it carries one.

    Raises SealError for what is no JSON object, says a name twice, holds a number that is not finite, or differs from what
    was sealed.
    """
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except SealError:
        raise
    except (ValueError, RecursionError) as error:
        raise SealError(message("is no JSON document ({error})", error=excerpt(str(error)))) from None
    if not isinstance(found, dict):
        raise SealError(message("is no JSON object"))
    is_sealed = SHA in found
    seal = found.pop(SHA, "")
    if is_sealed and seal != _digest(_canonical(found), about):
        raise SealError(message("its checksum does not fit its contents"))
    return found, is_sealed


def tell_former(path: Path | str) -> None:
    """Warn that a file carries no checksum."""
    words = message(
        "{path} has no checksum, since an earlier version of this kit wrote it; what it says is possible and is used",
        path=path,
    )
    warnings.warn(words, UserWarning, stacklevel=3)


@contextmanager
def refusing(damaged: Callable[[str], LcaModelsError]) -> Iterator[None]:
    """Whatever goes wrong while a file is read becomes one user error, made from one line; user errors stay as they are.

    A file can be damaged in more ways than anybody foresees, and no damage may end in a traceback. Raises what `damaged` makes.
    """
    try:
        yield
    except SealError as error:
        raise damaged(str(error)) from None
    except (LcaModelsError, FileNotFoundError):
        raise
    except MemoryError:
        if is_memory_short():  # which says nothing of the file
            raise
        raise damaged(message("it asks for more memory than there is")) from None
    except Exception as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise damaged(excerpt(words, 200)) from None


def is_memory_short() -> bool:
    """Whether not even a little memory is left, rather than that a damaged file asked for far too much."""
    try:
        bytearray(SPARE)
    except MemoryError:
        return True
    return False


def _digest(content: bytes, about: str) -> str:
    return hashlib.sha256(about.encode() + b"\0" + content).hexdigest()


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise SealError(message("says a name twice"))
    return found


def _refuse_constant(text: str) -> Any:
    raise SealError(message("'{words}' is not a finite number; give one", words=text))
