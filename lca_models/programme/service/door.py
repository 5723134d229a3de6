"""What arrives at a route before anything of it is believed: of a bounded size, and in text that every table can hold."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from fastapi import Request, Response, params
from fastapi.routing import APIRoute

from lca_models.programme.registry.errors import InvalidError, Problem, TooLargeError
from lca_models.programme.registry.plain_json import is_plain, read_plain
from lca_models.scope.wording.messages import bilingual


class CarefulRoute(APIRoute):
    """A route that reads no more of a body than its limit, and no text or number that a table cannot hold.

    Routes that take files read their streams themselves, each with a limit of its own.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        go_on = super().get_route_handler()
        field = self.body_field
        takes_body, is_form = field is not None, field is not None and isinstance(field.field_info, params.Form)

        async def handle(request: Request) -> Response:
            _check_address(request)
            if takes_body:
                request = _Bounded(request.scope, request.receive)
                content = await request.body()
                if content and not is_form:
                    read_plain(content, "body")
            return await go_on(request)

        return handle


class _Bounded(Request):
    """A request whose body is given up beyond the limit of the service."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The parts of the body as they arrive."""
        most, arrived = self.app.state.settings.limits.largest_body, 0
        async for part in super().stream():
            arrived += len(part)
            if arrived > most:
                raise TooLargeError(Problem("body", *bilingual("is larger than {most:,} bytes", most=most)))
            yield part


def _check_address(request: Request) -> None:
    """Raises InvalidError where the address of a request holds what no table can."""
    said = bilingual("holds half a character or one that controls a terminal")
    odd = [name for name, value in request.query_params.multi_items() if not (is_plain(name) and is_plain(value))]
    if not is_plain(request.url.path):
        odd.append("path")
    if odd:
        raise InvalidError(*(Problem(name if is_plain(name) else "query", *said) for name in odd))
