"""The service: routes of one registry as one application, with who asks, how much, and what goes wrong decided in one place."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lca_models.programme.registry.errors import RegistryError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.service.limits import Limits, Meter
from lca_models.programme.service.pages.faults import is_of_pages, page_of
from lca_models.programme.service.problems import STATUSES, ProblemError, Said, problem, response_of, trouble
from lca_models.programme.service.request_log import request_logger, write_line
from lca_models.scope.wording.messages import bilingual

PACT = "/3/"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
GONE = 499  # of a client that did not wait, which no status of HTTP names


@dataclass(frozen=True)
class Settings:
    """How a registry is served."""

    limits: Limits = field(default_factory=Limits)
    base_url: str = ""  # as the world names it; empty: as each request's host does
    hosts: tuple[str, ...] = LOOPBACK  # names that a request may call this service by, where base_url is not set


def create_app(registry: Registry, settings: Settings | None = None) -> FastAPI:
    """The application of a registry. Whoever opened the registry closes it."""
    from lca_models.programme.service import routes

    asked = settings or Settings()
    app = FastAPI(
        title=f"{registry.name} (lca_models.programme)", version="1", docs_url=None, redoc_url=None,
        description="Declarations, verifications and footprints of a programme; the routes /3/ are those of PACT 3.",
    )  # fmt: skip
    app.state.registry, app.state.settings, app.state.meter = registry, asked, Meter(asked.limits)
    app.state.synthetic = registry.is_synthetic
    for router in routes.all_routers():
        app.include_router(router)
    _answer_faults(app)
    app.add_middleware(_Watched)
    return app


class _Watched:
    """Names, times and writes down each request; what breaks is one answer without its inside."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, began, is_begun = Request(scope), time.perf_counter(), False
        request.state.id = uuid.uuid4().hex

        async def marked(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                MutableHeaders(scope=message).update(_marks(request))
                write_line({
                    "id": request.state.id, "method": request.method, "route": getattr(scope.get("route"), "path", ""),
                    "status": message["status"], "ms": round((time.perf_counter() - began) * 1000, 1),
                    "client": getattr(request.state, "client", ""),
                })  # fmt: skip
            await send(message)

        try:
            await self._app(scope, receive, marked)
        except MemoryError:
            raise
        except Exception:  # told in the log by its kind, to the caller not at all
            request_logger().exception("request %s", request.state.id)
            if is_begun:  # its answer breaks off
                raise
            said = bilingual("something broke here; it is in the log of the service")
            await (await _response(request, problem(500, "internal", "", said)))(scope, receive, marked)


def _marks(request: Request) -> dict[str, str]:
    """What stands above every answer."""
    found = {
        "X-Request-Id": request.state.id,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return {**found, "X-Registry": "synthetic"} if request.app.state.synthetic else found


def _answer_faults(app: FastAPI) -> None:
    @app.exception_handler(ProblemError)
    async def _problem(request: Request, fault: ProblemError) -> Response:
        return await _response(request, fault)

    @app.exception_handler(RegistryError)
    async def _refused(request: Request, fault: RegistryError) -> Response:
        status = STATUSES.get(fault.code, 400)
        said = [Said(one.where, one.en, one.zh) for one in fault.problems]
        return await _response(
            request, ProblemError(400 if status == 422 and _is_pact(request) else status, fault.code, said)
        )

    @app.exception_handler(OSError)
    @app.exception_handler(DBAPIError)
    async def _trouble(request: Request, fault: OSError | DBAPIError) -> Response:
        found = trouble(fault)
        if found is None:
            raise fault
        return await _response(request, found)

    @app.exception_handler(ClientDisconnect)
    async def _gone(request: Request, fault: ClientDisconnect) -> Response:
        return Response(status_code=GONE)

    @app.exception_handler(RequestValidationError)
    async def _malformed(request: Request, fault: RequestValidationError) -> Response:
        said = [Said(".".join(map(str, one["loc"])), one["msg"], one["msg"]) for one in fault.errors()]
        return await _response(request, ProblemError(400 if _is_pact(request) else 422, "invalid", said))

    @app.exception_handler(HTTPException)
    async def _other(request: Request, fault: HTTPException) -> Response:
        words = {404: bilingual("there is no such route"), 405: bilingual("this route takes another method")}
        said = words.get(fault.status_code, (str(fault.detail), str(fault.detail)))
        return await _response(request, problem(fault.status_code, "http", "", said, fault.headers or {}))


async def _response(request: Request, fault: ProblemError) -> Response:
    if is_of_pages(request):
        return await page_of(request, fault)
    return response_of(fault, getattr(request.state, "id", ""), is_pact=_is_pact(request))


def _is_pact(request: Request) -> bool:
    return request.url.path.startswith(PACT)
