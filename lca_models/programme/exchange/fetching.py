"""Footprints fetched from another party's PACT interface, as files that a data sheet names beside itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from lca_models.inventory.activity.suppliers.payloads.reading import judge_footprint
from lca_models.inventory.files.commit import write_files
from lca_models.programme.exchange.calling import UnansweredError, asked, token_of
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.wording.messages import bilingual

SECONDS = 30.0
_LARGEST = 8 * 2**20  # bytes of one answer
_MOST_PAGES = 1_000
_NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="?next"?')
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Host:
    """A party that offers footprints, and what this one is to it."""

    url: str  # its base, without /3/footprints
    client: str
    secret: str = field(repr=False)
    certificate: Path | None = None  # of its own authority, where the usual ones do not know it


@dataclass(frozen=True)
class Fetched:
    """A footprint in a file, and what is wrong with it."""

    file: str
    id: str
    product: str
    faults: tuple[str, ...]  # of the sender; a file with some is written all the same, to be sent back


def fetch_footprints(host: Host, criteria: Mapping[str, Sequence[str]], folder: Path) -> tuple[Fetched, ...]:
    """Fetch the footprints that meet criteria, and write one file for each into the folder of a data sheet.

    `criteria`: names and values as PACT writes them (`productId`, `validOn`, …). A row of the sheet `suppliers` names a file by
    `file`. Raises UnansweredError where the party does not answer as PACT says, OSError where a file cannot be written.
    """
    with _client(host) as client:
        payloads = [*_listed(client, host, criteria)]
    files: dict[str, bytes] = {}
    found = list[Fetched]()
    for payload in payloads:
        judged = judge_footprint(payload)
        name = f"{_PLAIN.sub('_', str(payload.get('id', len(files))))[:80]}.json"
        files[name] = json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True).encode()
        products = payload.get("productIds") or [""]
        faults = tuple(f"{one.field} {one.text}" for one in judged.errors)
        found.append(Fetched(name, str(payload.get("id", "")), str(products[0]), faults))
    if files:
        write_files(folder, files)
    return tuple(found)


def _listed(client: httpx.Client, host: Host, criteria: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """All pages of a list."""
    base = host.url.rstrip("/")
    token = token_of(client, base, host.client, host.secret, f"{base}/auth/token")
    query = [(name, value) for name, values in criteria.items() for value in values]
    following: str | None = str(httpx.URL(f"{base}/3/footprints", params=query))
    for _ in range(_MOST_PAGES):
        if following is None:
            return
        answered = _asked(client, "GET", following, headers={"Authorization": f"Bearer {token}"})
        rows = _json(answered).get("data")
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            raise UnansweredError(Problem("footprints", *bilingual("the answer holds no list of footprints")))
        yield from rows
        following = _next(answered, base)
    raise UnansweredError(Problem("footprints", *bilingual("the list does not end after {n} pages", n=_MOST_PAGES)))


def _next(answered: httpx.Response, base: str) -> str | None:
    """The next page. Raises UnansweredError where it is of another host, to which the token would go."""
    found = _NEXT.search(answered.headers.get("link", ""))
    if found is None:
        return None
    if urlsplit(found[1])[:2] != urlsplit(base)[:2]:
        raise UnansweredError(
            Problem("footprints", *bilingual("the next page is of another host: {url}", url=found[1][:200]))
        )
    return found[1]


def _client(host: Host) -> httpx.Client:
    import ssl

    parts = urlsplit(host.url)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise InvalidError(Problem("url", *bilingual("is no address of https")))
    context = ssl.create_default_context(cafile=str(host.certificate) if host.certificate else None)
    return httpx.Client(timeout=SECONDS, follow_redirects=False, verify=context)


def _asked(client: httpx.Client, method: str, url: str, **how: Any) -> httpx.Response:
    where = url.partition("?")[0]
    answered = asked(client, method, url, _LARGEST, where, "footprints", **how)
    if answered.status_code != httpx.codes.OK:
        raise UnansweredError(Problem(where, *bilingual("was answered {status}", status=answered.status_code)))
    return answered


def _json(answered: httpx.Response) -> dict[str, Any]:
    try:
        found = answered.json()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UnansweredError(Problem("footprints", *bilingual("the answer is no JSON object")))
    return found
