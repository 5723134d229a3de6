"""Who may do and see what: one table of actions and roles that every route reads, and the classes of a bundle's members."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType

ALL = "all"
SCOPES = ("own", "assigned", "granted", "recycled", "ordered", "others")  # what a role may be to what it acts on
PUBLIC, BUSINESS, SECRET = "public", "business", "secret"
CLASSES = (PUBLIC, BUSINESS, SECRET)
ROLES = ("maker", "supplier", "verifier", "expert", "authority", "reader")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Actor:
    """Whoever asks: a client of an organisation in its role."""

    client: str
    org: str
    role: str  # one of ROLES
    person: str | None = None

    def __str__(self) -> str:
        """What the log calls it."""
        return f"client:{self.client}"


@cache
def matrix() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Action -> role -> scopes: `all`, or what the role must be to what it acts on; nothing where it may not."""
    with (_HERE / "matrix.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return MappingProxyType({
        row["action"]: MappingProxyType({role: frozenset(row[role].split()) for role in ROLES}) for row in rows
    })  # fmt: skip


def scopes_of(actor: Actor, action: str) -> frozenset[str]:
    """What of the registry an actor reaches with an action, for the query that asks for it; empty where nothing.

    Raises KeyError for an action that the table lacks: every route has its row.
    """
    return matrix()[action][actor.role]


def may(actor: Actor, action: str, relations: Collection[str]) -> bool:
    """Whether an actor that is `relations` (of SCOPES) to what it acts on may do it."""
    scopes = scopes_of(actor, action)
    return ALL in scopes or bool(scopes & {*relations})


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    with (_HERE / "classes.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["pattern"], row["class"]) for row in csv.DictReader(file))


def class_of_member(path: str) -> str:
    """PUBLIC, BUSINESS or SECRET of a member of a bundle; one that no pattern names is secret."""
    return next((name for pattern, name in _classes() if fnmatchcase(path, pattern)), SECRET)


def readable_classes(actor: Actor, relations: Collection[str]) -> tuple[str, ...]:
    """Classes of members that an actor reads of a submission that it is `relations` to."""
    return tuple(name for name in CLASSES if may(actor, f"class.{name}", relations))
