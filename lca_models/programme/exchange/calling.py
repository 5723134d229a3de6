"""Events sent to another party: only to the address registered for it, and only where that leads outside of this network."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.wording.messages import bilingual

SECONDS = 10.0  # without a byte
LONGEST = 60.0  # s: an answer that comes byte by byte would hold its thread as long as its sender likes
LOOPBACK = "LCA_MODELS_PROGRAMME_LOOPBACK"  # set to 1 where partners run on this computer, as in a test
_LARGEST = 2**20  # bytes of an answer that is read
_TRANSLATORS = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Recipient:
    """Where a party takes events, and what the registry says of itself there."""

    url: str  # its base, without /3/events
    client: str = ""
    secret: str = field(default="", repr=False)


class UnansweredError(InvalidError):
    """A recipient must take an event; the message says what it answered."""

    code = "unanswered"


def send(recipient: Recipient, event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Send an event of PACT; the event, once it was taken.

    Raises InvalidError for an address that may not be called, UnansweredError where the recipient does not take it.
    """
    base = recipient.url.rstrip("/")
    with _client(base) as client:
        token = token_of(client, base, recipient.client, recipient.secret, "callback")
        content = json.dumps(dict(event), ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/cloudevents+json"}
        answered = asked(
            client, "POST", f"{base}/3/events", _LARGEST, "callback", "callback", content=content, headers=headers
        )
        if answered.status_code not in (200, 202, 204):
            raise UnansweredError(Problem("callback", *bilingual("was answered {status}", status=answered.status_code)))
    return event


def check_address(url: str) -> tuple[str, int, str]:
    """Host, port and the one address that an event to `url` goes to.

    Raises InvalidError for what is no address of HTTPS and for one inside of this computer or its network, which callers could
    have us reach in their place.
    """
    allowed = os.environ.get(LOOPBACK) == "1"
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise InvalidError(Problem("callback", *bilingual("is no address of https"))) from None
    if parts.scheme != "https" and not (allowed and parts.scheme == "http"):
        raise InvalidError(Problem("callback", *bilingual("is no address of https")))
    if not parts.hostname or parts.username or parts.password:
        raise InvalidError(Problem("callback", *bilingual("names no host, or a password in its address")))
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise UnansweredError(
            Problem("callback", *bilingual("its host {host} is not known", host=parts.hostname))
        ) from None
    if any(not _is_outside(one) for one in found) and not allowed:
        raise InvalidError(Problem("callback", *bilingual("{host} is inside of this network", host=parts.hostname)))
    return parts.hostname, port, sorted(found)[0]


def _is_outside(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1] or _translated(found)
        if inner is not None:  # an address of IPv4 in the clothes of one of IPv6 leads where the inner one does
            return _is_outside(str(inner))
    return found.is_global and not found.is_multicast


def _translated(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of IPv4 that a translator (RFC 6052) would call."""
    return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATORS else None


def _client(base: str) -> httpx.Client:
    """A client for one host whose address was judged and stays: a name that leads elsewhere a moment later changes nothing."""
    host, _, address = check_address(base)
    return httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False, transport=_Pinned(host, address))


class _Pinned(httpx.HTTPTransport):
    """Connects to the address that was judged, and asks the certificate for the name."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(verify=_context(), retries=0)
        self._host, self._address = host, address

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != self._host:
            raise httpx.RequestError("another host than the one that was judged", request=request)
        request.extensions = {**request.extensions, "sni_hostname": self._host}
        request.url = request.url.copy_with(host=self._address)
        return super().handle_request(request)


def _context() -> Any:
    import ssl

    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE"))


def token_of(client: httpx.Client, base: str, own: str, secret: str, where: str) -> str:
    """The token that another party gives for what one is there and a secret, as PACT asks for it.

    `where`: what a fault is said of. Raises UnansweredError for any answer without one.
    """
    answered = asked(client, "POST", f"{base}/auth/token", _LARGEST, where, where, auth=(own, secret),
                     data={"grant_type": "client_credentials"})  # fmt: skip
    try:
        found = answered.json()["access_token"] if answered.status_code == httpx.codes.OK else None
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if not isinstance(found, str) or not found:
        said = bilingual("gave no token (status {status})", status=answered.status_code)
        raise UnansweredError(Problem(where, *said))
    return found


def asked(client: httpx.Client, method: str, url: str, most: int, where: str, what: str, **how: Any) -> httpx.Response:
    """The answer of another party, of no more than `most` bytes; of its headers, where a list goes on.

    `where`, `what`: what a fault of the connection, and one of the answer's size, is said of. Raises UnansweredError.
    """
    try:
        end = monotonic() + LONGEST
        with client.stream(method, url, **how) as response:
            body = b""
            for part in response.iter_bytes():
                body += part
                if monotonic() > end:
                    raise UnansweredError(Problem(where, *bilingual("answered for more than {s:.0f} s", s=LONGEST)))
                if len(body) > most:
                    raise UnansweredError(Problem(what, *bilingual("answered more than {most:,} bytes", most=most)))
    except httpx.HTTPError as error:
        said = bilingual("cannot be reached ({error})", error=type(error).__name__)
        raise UnansweredError(Problem(where, *said)) from None
    return httpx.Response(response.status_code, headers={"link": response.headers.get("link", "")}, content=body)
