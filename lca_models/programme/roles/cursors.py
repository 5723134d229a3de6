"""Where a list goes on: a place in it, signed with what was asked and by whom, good for a day.

A page is found by the key of the last row before it, not by a count of rows, so the last page costs what the first does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.wording.messages import bilingual

DAY_US = 24 * 3600 * 1_000_000
_SIGNED = 16  # bytes of the signature


def cursor_after(key: bytes, asked: Mapping[str, object], place: tuple[int, str], now: int) -> str:
    """A cursor behind a row. `key`: of the registry; `asked`: filters and asker; `place`: number and id of the row."""
    body = json.dumps([place[0], place[1], now + DAY_US], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(key, asked, body) + body).decode().rstrip("=")


def place_of(key: bytes, asked: Mapping[str, object], cursor: str, now: int) -> tuple[int, str]:
    """The row that a cursor stands behind. Raises InvalidError for one that was altered, is of another list, or too old."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        signature, body = raw[:_SIGNED], raw[_SIGNED:]
        if not hmac.compare_digest(signature, _signature(key, asked, body)):
            raise ValueError
        number, own, until = json.loads(body)
    except ValueError:  # of base64, JSON and the signature alike
        raise InvalidError(Problem("cursor", *bilingual("is none of this list; begin again without it"))) from None
    if now > until:
        raise InvalidError(Problem("cursor", *bilingual("is older than a day; begin again without it")))
    return number, own


def _signature(key: bytes, asked: Mapping[str, object], body: bytes) -> bytes:
    filters = json.dumps({name: asked[name] for name in sorted(asked)}, separators=(",", ":"), default=str).encode()
    return hmac.new(key, b"cursor\n" + filters + b"\n" + body, hashlib.sha256).digest()[:_SIGNED]
