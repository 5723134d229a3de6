"""A bundle handed in by a form."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from lca_models.programme.registry.errors import DeniedError, InvalidError, Problem
from lca_models.programme.roles.access import may
from lca_models.programme.service.pages.forms import NOTHING, Failed, Form, form_of, tried
from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, SignedIn, Visit, check_form
from lca_models.programme.submissions.listing import Filters, list_submissions
from lca_models.programme.submissions.owning import models_of, plants_of
from lca_models.programme.submissions.receiving import submit
from lca_models.programme.submissions.seen import OWN
from lca_models.programme.submissions.transitions import RETURNED
from lca_models.scope.wording.messages import bilingual

router = APIRouter(include_in_schema=False)
HAND_IN = f"{PREFIX}/hand-in"


@router.get(HAND_IN)
def asked(seen: SignedIn) -> Response:
    """The form for a bundle."""
    return _page(seen, NOTHING)


@router.post(HAND_IN)
async def handed_in(seen: SignedIn) -> Response:
    """A bundle taken in; answered once it is on disk and in the log."""
    form = await form_of(seen.request, seen.request.app.state.settings.limits.largest_upload)
    with form:
        return await run_in_threadpool(_take, seen, form)


def _take(seen: Visit, form: Form) -> Response:
    check_form(seen, form)
    made: list[str] = []
    with seen.speaking():
        failed = tried("submit", form, lambda: made.append(_submitted(seen, form)))
    if failed is not None:
        return _page(seen, failed)
    return RedirectResponse(f"{PREFIX}/submissions/{made[0]}?done=submit", 303)


def _submitted(seen: Visit, form: Form) -> str:
    if form.file is None or not form.file_name:
        raise InvalidError(Problem("bundle", *bilingual("choose the file of a bundle")))
    most = seen.request.app.state.settings.limits.largest_upload
    return submit(
        seen.registry, seen.who, form.file, model=form.text("model"), plant=form.text("plant"), answers=form.text("answers"),
        most=most,
    )  # fmt: skip


def _page(seen: Visit, failed: Failed) -> Response:
    registry, actor = seen.registry, seen.who
    if not may(actor, "submit", {OWN}):
        raise DeniedError(Problem("", *bilingual("is for makers; you are {role}", role=actor.role)))
    returned = list_submissions(registry, actor, Filters(state=RETURNED, org=actor.org), limit=100).rows
    return rendered(
        seen, "hand_in", failed.status if failed is not NOTHING else 200, failed, models=models_of(registry, actor),
        plants=plants_of(registry, actor), returned=returned,
        most=seen.request.app.state.settings.limits.largest_upload,
    )  # fmt: skip
