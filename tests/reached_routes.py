"""Every route of the service: what it does in the words of the table of roles, to what, and how it is asked.

A new route without a row here fails `tests/programme/service/test_matrix.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pact_payloads import pact_payload
from releases_of_tables import NICKEL

HASH = "ab" * 32
NOWHERE = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Route:
    """How a route is asked; `{submission}` in its path is put in by the test, what follows a `#` tells two rows apart."""

    action: str  # of roles/matrix.csv; empty: anybody with a token; OPEN: without one
    body: Callable[[Any], Any] | None = None  # of the parties
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    of: str = "submission"  # what relations are to; empty: the route knows none
    also: str = ""  # another action that opens it too


OPEN = "no token"
FINDING = {"kind": "closed-explained", "finding": "F-999", "text": "x"}
ROUTES = {
    ("GET", "/openapi.json"): Route(OPEN, of=""),
    ("GET", "/healthz"): Route(OPEN, of=""),
    ("GET", "/.well-known/openid-configuration"): Route(OPEN, of=""),
    ("POST", "/auth/token"): Route(OPEN, of=""),
    ("DELETE", "/auth/token"): Route("", of=""),
    ("GET", "/log"): Route("audit", of=""),
    ("GET", "/log/head"): Route("audit", of=""),
    ("GET", "/3/footprints"): Route("", of=""),
    ("GET", "/3/footprints/{footprint}"): Route("footprint.request", of="footprint"),
    ("POST", "/3/events"): Route("footprint.request", lambda parties: {
        "type": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3", "specversion": "1.0", "id": "1", "source": "s",
        "time": "2026-01-01T00:00:00Z", "data": {"pfIds": [NOWHERE]},
    }, of="anybody"),
    ("POST", "/footprints"): Route("footprint.publish", lambda parties: pact_payload("offered"), of="own"),
    ("POST", "/footprints/{footprint}/grants"): Route(
        "footprint.grant", lambda parties: {"recipient": parties.reader.org}, of="footprint"
    ),
    ("POST", "/uploads"): Route("submit", headers=(("Upload-Length", "5"),), of="own"),
    ("HEAD", "/uploads/{upload}"): Route("submit", of="upload"),
    ("PATCH", "/uploads/{upload}"): Route("submit", of="upload", headers=(
        ("Upload-Offset", "0"), ("Content-Type", "application/offset+octet-stream"),
    )),
    ("DELETE", "/uploads/{upload}"): Route("submit", of="upload"),
    ("POST", "/submissions"): Route("submit", lambda parties: {
        "upload": parties.upload, "sha256": HASH, "model": "m", "plant": "p",
    }, of="upload"),
    ("POST", "/submissions/whole"): Route(
        "submit", query="?model=m&plant=p", of="own",
        headers=(("Content-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),),
    ),
    ("GET", "/submissions"): Route("", of=""),
    ("GET", "/submissions/{submission}"): Route("status.read"),
    ("GET", "/submissions/{submission}/members/{path:path}"): Route("class.public"),
    ("GET", "/submissions/{submission}/findings"): Route("findings.read"),
    ("POST", "/submissions/{submission}/findings/events"): Route("findings.write", lambda parties: FINDING),
    ("POST", "/submissions/{submission}/findings/events#answered"): Route(
        "findings.answer", lambda parties: {"kind": "answered", "finding": "F-999", "text": "x"}
    ),
    ("POST", "/submissions/{submission}/assignment"): Route("assign", lambda parties: {
        "org": parties.verifier.org, "lead": "Li", "reviewer": "Li",
    }),
    ("DELETE", "/submissions/{submission}/assignment"): Route("opinion"),
    ("POST", "/submissions/{submission}/opinion"): Route("opinion", lambda parties: {
        "kind": "disclaimed", "signed_by": "Li", "reviewer": "Li",
    }),
    ("POST", "/submissions/{submission}/withdrawal"): Route("withdraw", lambda parties: {}, also="reopen"),
    ("POST", "/submissions/{submission}/reopening"): Route("reopen", lambda parties: {}),
    ("POST", "/submissions/{submission}/order"): Route("order", lambda parties: {"reason": "a complaint"}),
    ("POST", "/submissions/{submission}/publication"): Route("publish"),
    ("GET", "/releases"): Route("release.read", of=""),
    ("POST", "/releases"): Route("release.propose", of="", headers=(
        ("Content-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    )),
    ("GET", "/releases/{version}"): Route("release.read", of="release"),
    ("GET", "/releases/{version}/moves"): Route("evaluation.aggregates", of="release"),
    ("POST", "/releases/{version}/comments"): Route("release.comment", lambda parties: {
        "table": NICKEL[0], "verdict": "accept",
    }, of="release"),
    ("POST", "/releases/{version}/decision"): Route(
        "release.publish", lambda parties: {"decision": "accepted"}, of="release"
    ),
    ("POST", "/releases/{version}/publication"): Route(
        "release.publish", lambda parties: {"effective_on": "2027-01-01"}, of="release"
    ),
}  # fmt: skip
