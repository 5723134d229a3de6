"""Standard streams that can be written to whatever the shell handed over: closed, in another encoding, or gone half-way."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO


def mend_streams() -> None:
    r"""Let the standard streams stand where the shell closed them, and write what their encoding lacks as `\u6c14`.

    A closed descriptor would be given to the first file that is opened, which would then hold what is printed. In place of
    stdout stands one that refuses to be written to, so that a lost result is said; what is told to a closed stderr is lost.
    """
    for number, name, access in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_RDONLY), (2, "stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            _occupy(number, access)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _occupy(number: int, access: int) -> None:
    """Keep a closed descriptor from being given to a file."""
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, access)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)


def fitting_json(text: str) -> str:
    """A JSON document as it is, or with escapes where stdout lacks a character of it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in text)
    return text


def give_up(stream: TextIO | None) -> None:
    """Write nothing more to a stream that failed: what it still holds would fail again when Python ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def flush_streams() -> None:
    """Write out what was printed; a stream that fails is given up.

    Raises OSError where stdout cannot be written: a result was lost.
    """
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        give_up(sys.stderr)
    try:
        sys.stdout.flush()
    except OSError:
        give_up(sys.stdout)
        raise
