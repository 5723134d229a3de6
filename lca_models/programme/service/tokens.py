"""Tokens: what a client shows in place of its secret, for a quarter of an hour; kept as a hash, and gone with its client."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from threading import BoundedSemaphore

from sqlalchemy import delete, insert, select

from lca_models.programme.registry.members import authenticated
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.plain_json import is_plain
from lca_models.programme.registry.schema import clients, tokens
from lca_models.programme.roles.access import Actor

PREFIX = "lcatok_"
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
    with _AT_ONCE:
        row = authenticated(registry, client, secret)
    if row is None:
        raise WrongSecretError
    token = PREFIX + secrets.token_urlsafe(32)
    with registry.writing(None) as write:
        write.run(delete(tokens).where(tokens.c.expires_at < write.now))
        until = write.now + LIFE_SECONDS * _MICROSECONDS
        write.run(insert(tokens).values(hash=_hash(token), client=row.id, scope=row.role, expires_at=until))
    return token


def actor_of(registry: Registry, token: str) -> Actor | None:
    """Who shows a token; None for one that is none, is over, or whose client was disabled."""
    query = (
        select(clients)
        .join(tokens, tokens.c.client == clients.c.id)
        .where(tokens.c.hash == _hash(token), tokens.c.expires_at > registry.clock(), clients.c.disabled_n.is_(None))
    )
    with registry.reading() as connection:
        row = connection.execute(query).one_or_none()
    return Actor(row.id, row.org, row.role, row.person) if row is not None else None


def revoke(registry: Registry, token: str) -> None:
    """Let a token be none from now on."""
    with registry.writing(None) as write:
        write.run(delete(tokens).where(tokens.c.hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
