"""Who looks at a page, in which language, and from where a form came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from lca_models.programme.registry.opening import Registry
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.asking import count, registry_of
from lca_models.programme.service.limits import READS, WRITES
from lca_models.programme.service.pages.forms import TOKEN, VERB, Form
from lca_models.programme.service.pages.sessions import form_token, is_ours, stranger, visitor
from lca_models.programme.service.problems import problem
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import bilingual, speaking

PREFIX = "/pages"
SIGN_IN, QUEUE = f"{PREFIX}/sign-in", f"{PREFIX}/queue"
SESSION, STRANGER, LANGUAGE = "lca-session", "lca-stranger", "lca-language"  # cookies
_YEAR = 365 * 24 * 3600
_OURS = ("", "same-origin", "none")  # values of Sec-Fetch-Site: none is a person who types or reloads


@dataclass(frozen=True)
class Visit:
    """A request of a page."""

    request: Request
    registry: Registry
    language: str
    actor: Actor | None  # None: has not signed in
    cookie: str  # what forms are bound to: the session, or the name of a stranger

    @property
    def who(self) -> Actor:
        """Whoever has signed in. Raises ProblemError with 401 for others."""
        if self.actor is None:
            raise problem(401, "unauthorized", "", bilingual("sign in first"))
        return self.actor

    @property
    def here(self) -> str:
        """The address of what is looked at, without what the language is asked by."""
        asked = [
            (name, value) for name, value in self.request.query_params.multi_items() if name not in ("lang", "done")
        ]
        return self.request.url.path + (f"?{urlencode(asked)}" if asked else "")

    def form_token(self, action: str, verb: str = "") -> str:
        """What a form carries that goes to an address. `verb`: what it asks for there."""
        return form_token(self.registry, self.cookie, f"{action} {verb}")

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Messages in the language of the page inside the block."""
        with speaking(self.language):
            yield


def visit(request: Request) -> Visit:
    """Who looks at a page."""
    registry = registry_of(request)
    token = request.cookies.get(cookie_name(request, SESSION), "")
    actor = visitor(registry, token) if token else None
    if actor is not None:
        request.state.client = actor.client
    cookie = token if actor else request.cookies.get(cookie_name(request, STRANGER), "") or stranger()
    return Visit(request, registry, language_of(request), actor, cookie)


def signed(request: Request) -> Visit:
    """Somebody who signed in, the request counted. Raises ProblemError with 401 for others, 429 for one request too many."""
    found = visit(request)
    count(request, READS if request.method in ("GET", "HEAD") else WRITES, found.who.client)
    return found


def check_form(seen: Visit, form: Form) -> None:
    """Raises ProblemError with 403 for a form that another page made, or that was shown to somebody else."""
    action = f"{seen.request.url.path} {form.text(VERB)}"
    is_from_here = seen.request.headers.get("sec-fetch-site", "") in _OURS
    if not (is_from_here and is_ours(seen.registry, seen.cookie, action, form.text(TOKEN))):
        raise problem(403, "form", "", bilingual(
            "this form is too old, or not of this page; go back, load the page again and send it once more"
        ))  # fmt: skip


def language_of(request: Request) -> str:
    """The language that the address asks for, else the one chosen last, else the browser's."""
    for asked in (request.query_params.get("lang"), request.cookies.get(cookie_name(request, LANGUAGE))):
        if asked in LANGUAGES:
            return asked
    return CHINESE if request.headers.get("accept-language", "").lower().startswith("zh") else ENGLISH


def cookie_name(request: Request, name: str) -> str:
    """What a cookie is called: bound to this host and to https by its name, where https is spoken."""
    return f"__Host-{name}" if is_secure(request) else name


def is_secure(request: Request) -> bool:
    """Whether the page is spoken of by https, here or by a proxy before us."""
    base = str(request.app.state.settings.base_url)
    return request.url.scheme == "https" or base.startswith("https:")


def set_session(request: Request, response: Response, token: str) -> None:
    """Hand out the cookie of a session, which ends with the browser."""
    _set(request, response, SESSION, token, None)


def set_stranger(seen: Visit, response: Response) -> None:
    """Hand out the name of a stranger, who is given a form."""
    _set(seen.request, response, STRANGER, seen.cookie, None)


def set_language(request: Request, response: Response) -> None:
    """Keep a language that the address asks for."""
    if (asked := request.query_params.get("lang")) in LANGUAGES:
        _set(request, response, LANGUAGE, str(asked), _YEAR)


def drop_session(request: Request, response: Response) -> None:
    """Take the cookie of a session back."""
    _set(request, response, SESSION, "", 0)


def _set(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        cookie_name(request, name), value, max_age=seconds, path="/", secure=is_secure(request), httponly=True,
        samesite="strict",
    )  # fmt: skip


AnyVisit = Annotated[Visit, Depends(visit)]
SignedIn = Annotated[Visit, Depends(signed)]
