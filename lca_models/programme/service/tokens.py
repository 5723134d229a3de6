"""Tokens: what a client shows in place of its secret, for a quarter of an hour; kept as a hash, and gone with its client."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from lca_models.programme.registry.members import authenticated
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.plain_json import is_plain
from lca_models.programme.registry.schema import clients, tokens
from lca_models.programme.roles.access import Actor

PREFIX = "lcatok_"
SESSION = "session"  # scope of a token that a page shows, and no program
LIFE_SECONDS = 15 * 60
_MICROSECONDS = 1_000_000
_AT_ONCE = BoundedSemaphore(2)  # scrypt takes memory: a flood of logins waits


class WrongSecretError(Exception):
    """A client shows its own secret. Not of the kit's errors: the service answers it with 401."""


def basic_credentials(header: str) -> tuple[str, str]:
    """Client and secret of an `Authorization: Basic` header. Raises WrongSecretError for another one."""
    kind, _, coded = header.partition(" ")
    try:
        client, colon, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise WrongSecretError from None
    if kind.lower() != "basic" or not colon or not is_plain(client):
        raise WrongSecretError
    return client, secret


def issue(registry: Registry, client: str, secret: str) -> str:
    """A token for a client. Raises WrongSecretError; a client that there is none of costs the same time."""
    row = known(registry, client, secret)
    token = PREFIX + secrets.token_urlsafe(32)
    keep(registry, token, row.id, row.role, LIFE_SECONDS)
    return token


def known(registry: Registry, client: str, secret: str) -> Any:
    """The row of a client that shows its secret. Raises WrongSecretError, after the same work for one that there is none of."""
    with _AT_ONCE:
        row = authenticated(registry, client, secret)
    if row is None:
        raise WrongSecretError
    return row


def keep(registry: Registry, token: str, client: str, scope: str, seconds: int) -> None:
    """Let a token be good for some seconds; what was over is dropped. `scope`: the role of its client, or SESSION."""
    with registry.writing(None) as write:
        write.run(delete(tokens).where(tokens.c.expires_at < write.now))
        until = write.now + seconds * _MICROSECONDS
        write.run(insert(tokens).values(hash=_hash(token), client=client, scope=scope, expires_at=until))


def prolong(registry: Registry, token: str, until: int) -> None:
    """Let a token be good until a time, µs UTC."""
    with registry.writing(None) as write:
        write.run(update(tokens).where(tokens.c.hash == _hash(token)).values(expires_at=until))


def actor_of(registry: Registry, token: str) -> Actor | None:
    """Who shows a token; None for one that is none, is over, belongs to a page, or whose client was disabled."""
    found = shown(registry, token, clients.c.role)
    return found[0] if found else None


def shown(registry: Registry, token: str, scope: str | ColumnElement[str]) -> tuple[Actor, int] | None:
    """Who shows a token of a scope, and until when it is good, µs UTC."""
    query = (
        select(clients, tokens.c.expires_at)
        .join(tokens, tokens.c.client == clients.c.id)
        .where(
            tokens.c.hash == _hash(token), tokens.c.scope == scope, tokens.c.expires_at > registry.clock(),
            clients.c.disabled_n.is_(None),
        )
    )  # fmt: skip
    with registry.reading() as connection:
        row = connection.execute(query).one_or_none()
    return (Actor(row.id, row.org, row.role, row.person), row.expires_at) if row is not None else None


def revoke(registry: Registry, token: str) -> None:
    """Let a token be none from now on."""
    with registry.writing(None) as write:
        write.run(delete(tokens).where(tokens.c.hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
