"""Words of a person: the log holds SHA-256(salt ‖ words), the words and their salt lie beside it and can be deleted."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, select

from lca_models.programme.registry.schema import texts

SALT = 32  # bytes


@dataclass(frozen=True)
class Salted:
    """Words with their salt, and what the log calls them by."""

    ref: str
    salt: str  # hexadecimal
    body: str


def salted(body: str) -> Salted:
    """Words with a salt of their own: equal words have different names."""
    salt, normal = secrets.token_bytes(SALT), unicodedata.normalize("NFC", body)
    return Salted(ref_of(salt, normal), salt.hex(), normal)


def ref_of(salt: bytes, body: str) -> str:
    """What the log calls words by."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def text_of(connection: Connection, ref: str) -> str | None:
    """Words by what the log calls them; None where they were deleted."""
    return connection.execute(select(texts.c.body).where(texts.c.ref == ref)).scalar_one_or_none()
