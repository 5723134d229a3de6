"""What a caller is told when something is wrong: problem details (RFC 9457), and PACT's own form on its routes."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, OperationalError

from lca_models.scope.wording.messages import bilingual

PACT_CODES = {
    400: "BadRequest",
    401: "BadRequest",  # the newer cases of the conformance service ask for this code with a bad token
    403: "AccessDenied",
    404: "NotFound",
    413: "BadRequest",
    415: "BadRequest",
    422: "BadRequest",
    429: "BadRequest",
    500: "InternalError",
    501: "NotImplemented",
    503: "InternalError",
    507: "InternalError",
}
STATUSES = {  # of what a registry refuses, by its code
    "invalid": 422, "not_found": 404, "conflict": 409, "transition": 409, "denied": 403, "too_large": 413, "busy": 503,
    "unanswered": 502,
}  # fmt: skip


DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
POSTGRESQL_FULL = "53100"


@dataclass(frozen=True)
class Said:
    """One thing that is wrong, where, in both languages."""

    where: str
    english: str
    chinese: str


class ProblemError(Exception):
    """A request that is not answered as asked. Not of the kit's errors: it carries a status of HTTP."""

    def __init__(self, status: int, code: str, said: Iterable[Said], headers: Mapping[str, str] | None = None) -> None:
        self.status, self.code, self.said, self.headers = status, code, tuple(said), dict(headers or {})
        super().__init__("; ".join(one.english for one in self.said))


def problem(
    status: int, code: str, where: str, words: tuple[str, str], headers: Mapping[str, str] | None = None
) -> ProblemError:
    """A problem of one fault. `words`: in English and in Chinese."""
    return ProblemError(status, code, [Said(where, *words)], headers)


def not_found(what: str) -> ProblemError:
    """The one answer for what is not there and for what the caller may not know of."""
    return problem(404, "not_found", what, bilingual("there is none, or it is not yours to read"))


def trouble(error: OSError | DBAPIError) -> ProblemError | None:
    """What the computer lacks, where it is no fault of the service: room on its disk, or a database that answers."""
    if isinstance(error, DBAPIError):
        cause = error.orig
        is_full = "disk is full" in str(cause) or getattr(cause, "sqlstate", "") == POSTGRESQL_FULL
        is_away = isinstance(error, OperationalError)
    else:
        is_full, is_away = error.errno in DISK_FULL, False
    if is_full:
        return problem(507, "disk_full", "", bilingual("the disk of this service is full; nothing was kept"))
    if is_away:
        words = bilingual("the database does not answer; try again")
        return problem(503, "busy", "", words, {"Retry-After": "5"})
    return None


def response_of(fault: ProblemError, request_id: str, *, is_pact: bool) -> JSONResponse:
    """A problem as the answer to a request. `is_pact`: in the form that PACT asks for."""
    if is_pact:
        text = "; ".join(f"{one.where}: {one.english}" if one.where else one.english for one in fault.said)
        body: dict[str, Any] = {"code": PACT_CODES.get(fault.status, "BadRequest"), "message": text}
        return JSONResponse(body, fault.status, headers=fault.headers)
    body = {
        "type": "about:blank",
        "title": fault.code.replace("_", " "),
        "status": fault.status,
        "code": fault.code,
        "problems": [{"where": one.where, "en": one.english, "zh": one.chinese} for one in fault.said],
        "request_id": request_id,
    }
    return JSONResponse(body, fault.status, headers=fault.headers, media_type="application/problem+json")
