"""What arrives at a route before anything of it is believed: of a bounded size, and in text that every table can hold."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from fastapi import Request, Response, params
from fastapi.routing import APIRoute

from lca_models.programme.registry.errors import InvalidError, Problem, TooLargeError
from lca_models.programme.registry.plain_json import is_plain, read_plain
from lca_models.scope.wording.messages import bilingual

ZIP_BODY: dict[str, Any] = {  # of a route that takes an archive in one piece, for its description
    "requestBody": {
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        "required": True,
    }
}


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


async def whole_body(request: Request) -> bytearray:
    """The body of a request that comes in one piece. Raises TooLargeError beyond the limit of the service for it."""
    most, held = request.app.state.settings.limits.largest_in_one_piece, bytearray()
    async for part in request.stream():
        held += part
        if len(held) > most:
            raise TooLargeError(Problem("body", *bilingual("is larger than {most:,} bytes", most=most)))
    return held


def sha256_of(content_digest: str) -> str:
    """The SHA-256 of a `Content-Digest` (RFC 9530), in hexadecimal. Raises InvalidError."""
    for part in content_digest.split(","):
        name, _, coded = part.strip().partition("=")
        if name.lower() == "sha-256" and coded.startswith(":") and coded.endswith(":"):
            try:
                return base64.b64decode(coded[1:-1], validate=True).hex()
            except binascii.Error:
                break
    raise InvalidError(Problem("Content-Digest", *bilingual("is 'sha-256=:BASE64:' of the body")))


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
