"""One submission: where it stands, what was found, what whoever looks may do, and the files that may be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.roles.access import CLASSES, class_of_member, may
from lca_models.programme.service.pages.acting import ACTS, offered
from lca_models.programme.service.pages.forms import NOTHING, VERB, Failed, Form, form_of, tried
from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, SignedIn, Visit, check_form
from lca_models.programme.service.problems import not_found
from lca_models.programme.submissions.assigning import verifiers
from lca_models.programme.submissions.judging import findings_of, materiality_of
from lca_models.programme.submissions.listing import (
    FINDINGS,
    Step,
    member_of,
    members_of,
    order_of,
    results_of,
    steps_of,
    submission_of,
)
from lca_models.programme.submissions.publishing import is_withdrawal_asked
from lca_models.programme.submissions.seen import Submission
from lca_models.programme.submissions.transitions import CHECKED, RECEIVED, UNDER_VERIFICATION, VERIFIED
from lca_models.reporting.verification.assurance.events import FROM, LIVE
from lca_models.reporting.verification.assurance.materiality import Materiality
from lca_models.reporting.verification.assurance.opinion import OPINIONS
from lca_models.reporting.verification.assurance.records import Event, FindingsFile
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.finding import SEVERITIES

router = APIRouter(include_in_schema=False)
USUAL = (RECEIVED, CHECKED, UNDER_VERIFICATION, VERIFIED)  # states of a submission that nothing is wrong with
DECISIONS = tuple(kind for kind in FROM if kind != "answered")  # of a verifier


@dataclass(frozen=True)
class Judged:
    """What was found in a submission, for whoever reads findings."""

    file: FindingsFile
    standings: tuple[Standing, ...]
    materiality: Materiality

    def said(self, finding: str) -> tuple[Event, ...]:
        """What verifier and maker said of a finding since it was opened."""
        return tuple(one for one in self.file.events if one.finding == finding and one.kind != "opened")

    def decisions(self, state: str) -> tuple[str, ...]:
        """What a verifier may say of a finding in a state."""
        return tuple(kind for kind in DECISIONS if state in FROM[kind])


@router.get(f"{PREFIX}/submissions/{{submission}}")
def shown(seen: SignedIn, submission: UUID, done: Annotated[str, Query(max_length=20)] = "") -> Response:
    """A submission. `done`: what was done to it a moment ago."""
    return _page(seen, str(submission), NOTHING, done if done in ACTS or done == "submit" else "")


@router.post(f"{PREFIX}/submissions/{{submission}}")
async def acted(seen: SignedIn, submission: UUID) -> Response:
    """What a form of the page asks for."""
    return await run_in_threadpool(_act, seen, str(submission), await form_of(seen.request))


@router.get(f"{PREFIX}/submissions/{{submission}}/members/{{path:path}}")
def member(seen: SignedIn, submission: UUID, path: str) -> Response:
    """A member of the bundle, as a file to be kept and never opened as a page."""
    content = member_of(seen.registry, seen.who, str(submission), path)
    name = quote(path.rpartition("/")[2], safe="")
    return Response(content, media_type="application/octet-stream", headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Security-Policy": "sandbox; default-src 'none'",
    })  # fmt: skip


def path_of(steps: tuple[Step, ...]) -> tuple[tuple[str, Step | None], ...]:
    """States as a line: those that a submission came into, then those that usually follow, without a step."""
    last = steps[-1].state if steps else ""
    ahead = USUAL[USUAL.index(last) + 1 :] if last in USUAL else ()
    return (*((one.state, one) for one in steps), *((state, None) for state in ahead))


def _act(seen: Visit, own_id: str, form: Form) -> Response:
    check_form(seen, form)
    verb = form.text(VERB)
    if verb not in ACTS:
        raise not_found("form")
    with seen.speaking():
        failed = tried(
            f"{verb} {form.text('finding')}".strip(), form, lambda: ACTS[verb](seen.registry, seen.who, own_id, form)
        )
    if failed is not None:
        if failed.status == 404:
            raise not_found(f"submission {own_id}")
        return _page(seen, own_id, failed)
    return RedirectResponse(f"{PREFIX}/submissions/{own_id}?done={verb}", 303)


def _page(seen: Visit, own_id: str, failed: Failed, done: str = "") -> Response:
    registry, actor = seen.registry, seen.who
    one = submission_of(registry, actor, own_id)
    by_class: dict[str, list[str]] = defaultdict(list)
    for path in members_of(registry, actor, own_id):
        by_class[class_of_member(path)].append(path)
    verbs = offered(actor, one, is_asked_back=is_withdrawal_asked(registry, actor, own_id))
    return rendered(
        seen, "submission", failed.status if failed is not NOTHING else 200, failed, one=one, done=done, verbs=verbs,
        path=path_of(steps_of(registry, actor, own_id)), results=results_of(registry, actor, own_id),
        judged=_judged(seen, one), members={name: by_class[name] for name in CLASSES if name in by_class},
        verifiers=verifiers(registry, one.org) if "assign" in verbs else (), severities=SEVERITIES, opinions=OPINIONS,
        live=LIVE, order=order_of(registry, actor, own_id),
    )  # fmt: skip


def _judged(seen: Visit, one: Submission) -> Judged | None:
    """What was found; None for whoever does not read findings, and before the check."""
    if not may(seen.who, FINDINGS, one.relations):
        return None
    try:
        file, standings = findings_of(seen.registry, seen.who, one.id)
    except UnknownError:
        return None
    return Judged(file, standings, materiality_of(seen.registry, seen.who, one.id))
