"""One release: its rows with what was said of them, what it moves, and what whoever looks may do."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from lca_models.programme.releases.acceptance import VERDICTS
from lca_models.programme.releases.listing import reason_of, release_of
from lca_models.programme.releases.moves.queued import state_of_moves
from lca_models.programme.service.pages.factors.acting import ACTS, decisions, offered
from lca_models.programme.service.pages.factors.listing import RELEASES
from lca_models.programme.service.pages.factors.reading import counts_of, groups_of, told_of
from lca_models.programme.service.pages.forms import NOTHING, VERB, Failed, Form, form_of, tried
from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import SignedIn, Visit, check_form
from lca_models.programme.service.problems import not_found

router = APIRouter(include_in_schema=False)
Version = Annotated[str, Path(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$")]
Start = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get(f"{RELEASES}/{{version}}")
def shown(
    seen: SignedIn,
    version: Version,
    table: Annotated[str, Query(max_length=240)] = "",
    start: Start = 0,
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """A release. `table`: the only one whose rows are shown; `start`: rows before them; `done`: what was done a moment ago."""
    return _page(seen, version, NOTHING, table, start, done if done in ACTS else "")


@router.post(f"{RELEASES}/{{version}}")
async def acted(seen: SignedIn, version: Version) -> Response:
    """What a form of the page asks for."""
    return await run_in_threadpool(_act, seen, version, await form_of(seen.request))


def _act(seen: Visit, version: str, form: Form) -> Response:
    check_form(seen, form)
    verb = form.text(VERB)
    if verb not in ACTS:
        raise not_found("form")
    at, table, start = form.text("at"), form.text("shown"), form.text("start")
    place: dict[str, Any] = {"table": table, "start": int(start) if re.fullmatch("[0-9]{1,6}", start) else 0}
    with seen.speaking():
        failed = tried(f"{verb} {at}".strip(), form, lambda: ACTS[verb](seen.registry, seen.who, version, form))
    if failed is not None:
        if failed.status == 404:
            raise not_found(f"release {version}")
        return _page(seen, version, failed, table, place["start"])
    asked = urlencode({"done": verb, **{name: value for name, value in place.items() if value}})
    row = f"#row-{at}" if re.fullmatch("[0-9]{1,6}", at) else ""
    return RedirectResponse(f"{RELEASES}/{version}?{asked}{row}", 303)


def _page(seen: Visit, version: str, failed: Failed, table: str, start: int, done: str = "") -> Response:
    registry, actor = seen.registry, seen.who
    one, rows = release_of(registry, version)
    told, state = told_of(registry, actor, version), state_of_moves(registry, version)
    groups, following = groups_of(rows, told, table, start)
    narrowed = {"table": table} if table else {}
    at = f"{RELEASES}/{version}"
    return rendered(
        seen, "release", failed.status if failed is not NOTHING else 200, failed, one=one, groups=groups, done=done,
        verbs=offered(registry, actor, one, state), decisions=decisions(actor, one), verdicts=VERDICTS, told=told,
        reason=reason_of(registry, version), state_of_moves=state, tables=counts_of(rows), shown=table, start=start,
        following=f"{at}?{urlencode({**narrowed, 'start': following})}" if following else "",
        first=f"{at}?{urlencode(narrowed)}" if start else "",
    )  # fmt: skip
