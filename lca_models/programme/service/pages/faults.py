"""What is said on a page when something is wrong: in its language, with a way on."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, SIGN_IN, visit
from lca_models.programme.service.problems import ProblemError


def is_of_pages(request: Request) -> bool:
    """Whether a request is of a person who looks at pages."""
    path = request.url.path
    return path == "/" or path == PREFIX or path.startswith(f"{PREFIX}/")


async def page_of(request: Request, fault: ProblemError) -> Response:
    """A fault as a page; whoever has not signed in, or no more, is led to the form for it."""
    return await run_in_threadpool(_page, request, fault)


def _page(request: Request, fault: ProblemError) -> Response:
    if fault.status == 401:
        return RedirectResponse(f"{SIGN_IN}?to={request.url.path if request.method == 'GET' else ''}", 303)
    seen = visit(request)
    response = rendered(seen, "fault", fault.status, fault=fault, request_id=getattr(request.state, "id", ""))
    response.headers.update(fault.headers)
    return response
