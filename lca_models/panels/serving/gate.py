"""Who may ask the page for anything: a browser at an address of the page itself, let in by the token that the terminal printed.

Each request is judged before any handler sees it, and so before a kernel can start. Without this, a page on the internet could
have its own name lead to this computer (DNS rebinding) and speak to the kernel, or start kernels by pictures and frames.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import message, speaking

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
TOKEN = "token"  # noqa: S105 - the name in the address
OF_OTHERS = ("cross-site", "same-site")  # same-site: another name below the same domain
Verdict = Literal["pass", "enter", "host", "origin", "token", "outside"]


@dataclass(frozen=True)
class Asked:
    """What a request says of itself. Headers by name in lower case; `path` with its query."""

    method: str
    path: str
    headers: Mapping[str, str]
    cookie: str = ""


@dataclass(frozen=True)
class Gate:
    """What lets a request in: the names under which the page is served, and the token, empty where everybody may come in."""

    token: str
    hosts: tuple[str, ...] = ()  # beside those of this computer
    home: str = "/"
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))  # what the cookie holds

    def judge(self, asked: Asked) -> Verdict:
        """`pass`, or `enter` for the address with the token, or what keeps the request out."""
        host = asked.headers.get("host", "").lower()
        if host_name(host) not in (*LOOPBACK, *self.hosts):
            return "host"
        origin = asked.headers.get("origin")
        if origin is not None and (urlsplit(origin).netloc.lower() != host or not host):
            return "origin"
        parts = urlsplit(asked.path)
        given = dict(parse_qsl(parts.query)).get(TOKEN)
        if given is not None and asked.method == "GET" and parts.path == self.home:
            # The answer starts no kernel: it leads the browser, now from here, to the address without the token.
            return "enter" if same(given, self.token) or not self.token else "token"
        if asked.headers.get("sec-fetch-site") in OF_OTHERS:
            return "outside"
        if self.token and not same(asked.cookie, self.session):
            return "token"
        return "pass"


def same(given: str, secret: str) -> bool:
    """Whether two secrets are equal, told in a time that does not depend on where they differ."""
    return secrets.compare_digest(given.encode(errors="replace"), secret.encode())


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def without_token(path: str) -> str:
    """An address of the page with all but the token."""
    parts = urlsplit(path)
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != TOKEN])
    return f"{parts.path}?{query}" if query else parts.path


def words_for(verdict: Verdict | Literal["full"]) -> str:
    """What a person reads who is kept out, in every language of the kit."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append({
                "host": message("This page is not served under that name. Open the address that the terminal printed."),
                "origin": message("Another page asked for this; it is not answered."),
                "token": message("Open the address that the terminal printed: it holds the token that lets you in."),
                "outside": message("Another page led here. Open this page yourself:"),
                "enter": message("One moment …"),
                "full": message("All places are taken: every open page holds a kernel. Close one; this page tries again."),
            }[verdict])  # fmt: skip
    return " ".join(said)


def answer_page(verdict: Verdict | Literal["full"], path: str) -> str:
    """A page that loads nothing: what keeps a person out, or what leads on to the address without the token."""
    target = escape(without_token(path) if path.startswith("/") and not path.startswith("//") else "/", quote=True)
    wait = {"enter": 0, "full": 20}.get(verdict)
    refresh = f'<meta http-equiv="refresh" content="{wait};url={target}">' if wait is not None else ""
    link = f' <a href="{target}">{target}</a>' if verdict in ("enter", "outside", "full") else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>lca-models</title>{refresh}</head>'
        f"<body><p>{escape(words_for(verdict))}{link}</p></body></html>\n"
    )
