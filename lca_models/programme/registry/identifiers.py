"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562); Python has them from 3.14."""

from __future__ import annotations

import secrets
import uuid

_MILLI = 1000  # µs


def new_id(now_us: int) -> str:
    """A UUIDv7 of a time in µs since 1970: milliseconds, then the µs within one (RFC 9562, method 3), then chance."""
    milli, micro = divmod(now_us, _MILLI)
    value = (milli & (1 << 48) - 1) << 80 | 7 << 76 | (micro * 4096 // _MILLI) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))
