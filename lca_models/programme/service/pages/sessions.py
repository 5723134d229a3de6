"""Sessions of people who signed in: a token in a cookie, good for half an hour without a click and for eight hours in all.

The end of the eight hours is a part of the token, and only the hash of the whole is kept: whoever alters it has no token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from lca_models.programme.registry.opening import Registry
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.tokens import PREFIX, SESSION, keep, known, prolong, shown

IDLE_SECONDS = 30 * 60
WHOLE_SECONDS = 8 * 3600
_MICROSECONDS = 1_000_000
_OFTEN = 60 * _MICROSECONDS  # between two notes that somebody was here


def sign_in(registry: Registry, client: str, secret: str) -> str:
    """The token of a new session of a client. Raises WrongSecretError."""
    row = known(registry, client, secret)
    token = f"{PREFIX}{secrets.token_urlsafe(32)}.{registry.clock() + WHOLE_SECONDS * _MICROSECONDS}"
    keep(registry, token, row.id, SESSION, IDLE_SECONDS)
    return token


def visitor(registry: Registry, token: str) -> Actor | None:
    """Who shows the token of a session, which is good for another half hour from now; None where it is over or none."""
    found = shown(registry, token, SESSION)
    if found is None:
        return None
    actor, until = found
    now, end = registry.clock(), int(token.rpartition(".")[2])
    if now >= end:
        return None
    later = min(now + IDLE_SECONDS * _MICROSECONDS, end)
    if later - until >= _OFTEN:
        prolong(registry, token, later)
    return actor


def form_token(registry: Registry, cookie: str, action: str) -> str:
    """What a form carries so that it is known to be of our page. `cookie`: of whoever was shown it; `action`: where it goes."""
    said = f"form\n{cookie}\n{action}".encode()
    return hmac.new(registry.key, said, hashlib.sha256).hexdigest()


def is_ours(registry: Registry, cookie: str, action: str, given: str) -> bool:
    """Whether a form carries what our page gave it; compared in constant time."""
    return bool(cookie) and hmac.compare_digest(form_token(registry, cookie, action).encode(), given.encode())


def stranger() -> str:
    """A name for whoever has not signed in, by which the form for it is known to be ours."""
    return secrets.token_urlsafe(16)
