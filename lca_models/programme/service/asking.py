"""Who asks, and how much: what every route depends on."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Request

from lca_models.programme.registry.opening import Registry
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.limits import PATCHES, READS, WRITES
from lca_models.programme.service.problems import ProblemError, problem
from lca_models.programme.service.tokens import actor_of
from lca_models.scope.wording.messages import bilingual

_PORT = re.compile(r":\d*$")
_READING = ("GET", "HEAD", "OPTIONS")


def registry_of(request: Request) -> Registry:
    """The registry that is served."""
    registry: Registry = request.app.state.registry
    return registry


def asker(request: Request, authorization: Annotated[str, Header(max_length=500)] = "") -> Actor:
    """The client whose token a request shows, its request counted. Raises Problem with 401 or 429."""
    kind, _, token = authorization.partition(" ")
    actor = actor_of(registry_of(request), token.strip()) if kind.lower() == "bearer" else None
    if actor is None:
        raise unauthorized()
    request.state.client = actor.client
    rate = READS if request.method in _READING else PATCHES if request.method == "PATCH" else WRITES
    count(request, rate, actor.client)
    return actor


def count(request: Request, rate: str, who: str) -> None:
    """Count a request. Raises Problem with 429 and the seconds to wait where it is one too many."""
    if seconds := request.app.state.meter.wait(rate, who):
        raise problem(429, "too_many", "", bilingual("too many requests; wait {seconds} s", seconds=seconds),
                      {"Retry-After": str(seconds)})  # fmt: skip


def unauthorized() -> ProblemError:
    """The answer to a token that is none, is over, or belongs to a client that is no more."""
    words = bilingual("the token is none, or is over; ask for one at /auth/token")
    return problem(401, "unauthorized", "Authorization", words, {"WWW-Authenticate": "Bearer"})


def base_of(request: Request) -> str:
    """The address of this service, by its setting or the request's host. Raises ProblemError for a host that is not ours."""
    settings = request.app.state.settings
    if settings.base_url:
        return str(settings.base_url).rstrip("/")
    host = request.headers.get("host", "")
    if _PORT.sub("", host).lower() not in settings.hosts:
        raise problem(400, "host", "Host", bilingual("this service has another name"))
    return f"{request.url.scheme}://{host}"


async def _at_once(request: Request) -> Registry:
    """The registry, without a thread to ask for it in."""
    return registry_of(request)


Registered = Annotated[Registry, Depends(_at_once)]
Asker = Annotated[Actor, Depends(asker)]
