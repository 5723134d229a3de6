"""Signing in with the id and the secret of a client, and signing out."""

from __future__ import annotations

import re

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from lca_models.programme.registry.errors import Problem
from lca_models.programme.service.asking import count
from lca_models.programme.service.limits import TOKENS, TOKENS_OF_ADDRESS
from lca_models.programme.service.pages.forms import Failed, Form, form_of
from lca_models.programme.service.pages.rendering import rendered, style
from lca_models.programme.service.pages.sessions import sign_in
from lca_models.programme.service.pages.visiting import (
    PREFIX,
    QUEUE,
    SESSION,
    SIGN_IN,
    AnyVisit,
    SignedIn,
    Visit,
    check_form,
    cookie_name,
    drop_session,
    set_session,
)
from lca_models.programme.service.tokens import WrongSecretError, revoke
from lca_models.scope.wording.messages import bilingual

router = APIRouter(include_in_schema=False)
_ON = re.compile(rf"{PREFIX}/[A-Za-z0-9/-]*")  # where somebody wanted to go: a page of ours


@router.get("/")
@router.get(PREFIX)
def door() -> Response:
    """The first page."""
    return RedirectResponse(QUEUE, 303)


@router.get(f"{PREFIX}/style.css")
def sheet() -> Response:
    """The style sheet."""
    return style()


@router.get(SIGN_IN)
def asked(seen: AnyVisit, to: str = "") -> Response:
    """The form for id and secret."""
    return rendered(seen, "sign_in", to=onward(to))


@router.post(SIGN_IN)
async def signed_in(seen: AnyVisit) -> Response:
    """A session for a client that shows its secret."""
    return await run_in_threadpool(_begin, seen, await form_of(seen.request))


@router.post(f"{PREFIX}/sign-out")
async def signed_out(seen: SignedIn) -> Response:
    """The end of a session."""
    return await run_in_threadpool(_end, seen, await form_of(seen.request))


def onward(to: str) -> str:
    """Where somebody goes on to after signing in: a page of ours, never another site."""
    return to if _ON.fullmatch(to) else QUEUE


def _begin(seen: Visit, form: Form) -> Response:
    check_form(seen, form)
    address = seen.request.client.host if seen.request.client else ""
    count(seen.request, TOKENS_OF_ADDRESS, address)
    client = form.text("client")
    count(seen.request, TOKENS, client[:100])
    try:
        token = sign_in(seen.registry, client, form.text("secret"))
    except WrongSecretError:
        said = Problem("secret", *bilingual("client and secret do not go together"))
        return rendered(seen, "sign_in", 401, Failed("sign_in", form, (said,)), to=onward(form.text("to")))
    response = RedirectResponse(onward(form.text("to")), 303)
    set_session(seen.request, response, token)
    return response


def _end(seen: Visit, form: Form) -> Response:
    check_form(seen, form)
    revoke(seen.registry, seen.request.cookies[cookie_name(seen.request, SESSION)])
    response = RedirectResponse(SIGN_IN, 303)
    drop_session(seen.request, response)
    return response
