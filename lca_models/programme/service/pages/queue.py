"""The queue: submissions that somebody may know of, narrowed and page by page, and work on them that failed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, QUEUE, SignedIn
from lca_models.programme.submissions.listing import Filters, choices_of, failed_jobs, list_submissions, since
from lca_models.programme.submissions.transitions import STATES

router = APIRouter(include_in_schema=False)
ROWS = 25  # a page
Text = Annotated[str, Query(max_length=100)]


@router.get(QUEUE)
def queue(
    seen: SignedIn,
    state: Text = "",
    chemistry: Text = "",
    province: Text = "",
    cursor: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """Submissions, the latest first."""
    registry, actor, asked = seen.registry, seen.who, Filters(state, chemistry, province)
    page = list_submissions(registry, actor, asked, cursor=cursor, limit=ROWS)
    narrowed = {name: value for name, value in asdict(asked).items() if value}
    following = f"{QUEUE}?{urlencode({**narrowed, 'cursor': page.next})}" if page.next else ""
    first = f"{QUEUE}?{urlencode(narrowed)}" if narrowed else QUEUE
    return rendered(
        seen, "queue", rows=page.rows, since=since(registry, [one.id for one in page.rows]), following=following,
        first=first if cursor else "", asked=asked, states=STATES, choices=choices_of(registry, actor),
        failed_jobs=len(failed_jobs(registry, actor)),
    )  # fmt: skip


@router.get(f"{PREFIX}/failed-jobs")
def failed(seen: SignedIn) -> Response:
    """Work in the background that was given up."""
    return rendered(seen, "failed_jobs", rows=failed_jobs(seen.registry, seen.who))
