"""A submission checked by the rules of a verification: in a worker, from its bytes alone, and the result written as events.

The same bundle, day and nonce give the same bytes, so a check that was done twice is one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.programme.jobs.queue import CHECK, Job
from lca_models.programme.jobs.working import Work, hands, owner_name, work_off
from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import submissions
from lca_models.programme.submissions.beside.counted_twice import with_counted_twice
from lca_models.programme.submissions.findings_files import changed, keep
from lca_models.programme.submissions.result_rows import stage_rows
from lca_models.programme.submissions.transitions import CHECKED, RECEIVED, RETURNED, WORKER, transition
from lca_models.reporting.verification.assurance.records import FindingsFile
from lca_models.reporting.verification.beginning import begun, with_found
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.finding import CRITICAL
from lca_models.reporting.verification.one_bundle import BundleVerification, Wanted, verify_bundle
from lca_models.reporting.verification.received import workplace

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.programme.registry.writing import Write

INTEGRITY = "INT-"  # rules that send a bundle back by themselves


@dataclass(frozen=True)
class Checked:
    """What a check came to."""

    file: FindingsFile
    results: tuple[Mapping[str, str | None], ...]  # by stage, kg CO2e per pack as decimals in text
    broken: tuple[tuple[str, str], ...]  # integrity rules that failed: id and place


def check(content: bytes, name: str, nonce: str, day: str, time: str) -> Checked:
    """A bundle verified by the shipped tables of this computer. `day`: by which validity is judged; `time`: of the findings."""
    study = _study()
    engagement = Engagement(today=date.fromisoformat(day))
    with workplace(study.base) as work:
        found = verify_bundle(content, name, study, work, Wanted(engagement, nonce=nonce))
        file = with_found(begun(None, found, {}), found, time)
        return Checked(file, _results(found), _broken(found))


def check_waiting(registry: Registry, workers: int = 0, dask: str = "", most: int | None = None) -> int:
    """Check submissions that wait, all or `most`; how many were tried. `workers`: processes beside this one, 0: none."""
    with hands(workers, dask) as runner:
        return work_off(registry, CHECKING, runner, owner_name(), most=most)


def nonce_of(registry: Registry, own_id: str) -> str:
    """What the sample of a submission is drawn with: nobody chooses it, and nobody knows it without the registry's key."""
    return hmac.new(registry.key, b"nonce\n" + own_id.encode(), hashlib.sha256).hexdigest()[:32]


def _gather(registry: Registry, job: Job) -> tuple[Any, ...]:
    with registry.reading() as connection:
        row = connection.execute(select(submissions).where(submissions.c.id == job.subject)).one()
    with open_blob(registry, row.org, row.bundle) as stream:
        content = stream.read()
    day = timestamp(registry.clock())[:10]
    return content, f"{job.subject}.zip", nonce_of(registry, job.subject), day, f"{day}T00:00:00Z"


def _write(registry: Registry, write: Write, job: Job, found: Checked) -> str:
    row = write.run(select(submissions).where(submissions.c.id == job.subject)).one()
    file = with_counted_twice(write.connection, row, found.file, timestamp(write.now)[:10] + "T00:00:00Z")
    sha = keep(registry, row.org, file)
    if row.state != RECEIVED:  # withdrawn meanwhile
        return sha
    subject = f"submission:{row.id}"
    if found.broken:
        reason = "; ".join(f"{rule} {place}".strip() for rule, place in found.broken)
        move = transition(row.state, "submission.returned", WORKER, after=RETURNED, reason=reason)
        write.event(move.event, subject, {"before": row.state, "rules": [rule for rule, _ in found.broken]}, reason)
    else:
        move = transition(row.state, "submission.checked", WORKER, after=CHECKED)
        write.event(move.event, subject, {"before": row.state, "results": [dict(one) for one in found.results]})
    changed(write, row.id, None, file, sha)
    return sha


CHECKING = {CHECK: Work(_gather, check, _write)}


def _results(found: BundleVerification) -> tuple[Mapping[str, str | None], ...]:
    """The result worked out again by stage; nothing where it could not be."""
    return stage_rows(found.case.again) if found.case is not None else ()


def _broken(found: BundleVerification) -> tuple[tuple[str, str], ...]:
    """Rules on the integrity of the file that failed, with the place of the first breach."""
    return tuple(
        (rule, outcome.findings[0].place)
        for rule, outcome in found.verified.outcomes.items()
        if rule.startswith(INTEGRITY) and any(one.severity == CRITICAL for one in outcome.findings)
    )


@cache
def _study() -> Study:
    """The shipped tables, opened once in a worker."""
    from lca_models.impact.study import load_study

    return load_study()
