"""The manifest of a bundle: the hash and the size of every member, and beside it the hash of the manifest itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lca_models.reporting.declaration.bundle import MANIFEST, MANIFEST_HASH, NOT_REPRODUCIBLE

SCHEMA = "bundle-1"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says."""

    hashes: Mapping[str, str]  # SHA-256 of every member but the manifest and its hash
    sizes: Mapping[str, int]  # bytes
    not_reproducible: tuple[str, ...]  # members that differ between two bundles of the same inputs


def json_bytes(document: Any) -> bytes:
    """A document in its one form: keys in order, UTF-8, numbers to the last digit, a line break at the end.

    Raises ValueError for numbers that are not finite.
    """
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def with_manifest(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Members with the manifest that says their hashes, and the hash of that."""
    content = manifest_bytes(members)
    own = f"{sha256(content).hexdigest()}  {MANIFEST}\n".encode()
    return {**members, MANIFEST: content, MANIFEST_HASH: own}


def manifest_bytes(members: Mapping[str, bytes]) -> bytes:
    """The manifest of some members; it and its hash are none of them."""
    listed = {name: {"bytes": len(content), "sha256": sha256(content).hexdigest()} for name, content in members.items()
              if name not in (MANIFEST, MANIFEST_HASH)}  # fmt: skip
    return json_bytes({
        "schema": SCHEMA,
        "members": listed,
        "not_reproducible": sorted(name for name in NOT_REPRODUCIBLE if name in listed),
    })  # fmt: skip


def manifest_hash(members: Mapping[str, bytes]) -> str:
    """The hash that a bundle goes by: SHA-256 of its manifest. Raises KeyError where it has none."""
    return sha256(members[MANIFEST]).hexdigest()


def read_manifest(members: Mapping[str, bytes]) -> Manifest:
    """What the manifest of a bundle says.

    Raises ValueError for one that is missing or is none.
    """
    try:
        document = json.loads(members[MANIFEST].decode())
        listed = document["members"]
        hashes = {str(name): str(one["sha256"]) for name, one in listed.items()}
        sizes = {str(name): int(one["bytes"]) for name, one in listed.items()}
        left = tuple(map(str, document["not_reproducible"]))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise ValueError(MANIFEST) from None
    if not all(map(_HASH.fullmatch, hashes.values())):
        raise ValueError(MANIFEST)
    return Manifest(hashes, sizes, left)


def unlisted(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Members that the manifest does not name, and names of it that have no member. Raises ValueError as `read_manifest`."""
    own = members.keys() - {MANIFEST, MANIFEST_HASH}
    return tuple(sorted(own ^ read_manifest(members).hashes.keys()))


def changed(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Members that are not what the manifest says, the manifest itself where its hash is another.

    Raises ValueError as `read_manifest` does.
    """
    said = read_manifest(members).hashes
    found = [
        name for name, expected in said.items() if name in members and sha256(members[name]).hexdigest() != expected
    ]
    stated = members.get(MANIFEST_HASH, b"").split()
    if stated[:1] != [manifest_hash(members).encode()]:
        found.append(MANIFEST)
    return tuple(sorted(found))
