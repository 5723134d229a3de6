"""The findings file of a submission: the kit's own file of findings, kept by its hash, and what of it stands in the tables.

Each change is an event that names the file as it is after it, so that every earlier state of a verification can be read again.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from lca_models.programme.registry.blobs import open_blob, receive
from lca_models.programme.registry.errors import Problem, UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import events
from lca_models.reporting.payloads.decimals import decimal_text
from lca_models.reporting.verification.assurance.events import LIVE, OPEN, states_of
from lca_models.reporting.verification.assurance.findings_file import parse_findings
from lca_models.reporting.verification.assurance.records import ANSWERED, WITHDRAWN, FindingsFile
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lca_models.programme.registry.writing import Write

KEPT = "submission.findings"  # the event that names the file


def keep(registry: Registry, org: str, file: FindingsFile) -> str:
    """Keep a findings file among the files of the organisation that it is about; its SHA-256."""
    return receive(registry, org, io.BytesIO(file.content())).sha256


def current(connection: Connection, registry: Registry, org: str, own_id: str) -> FindingsFile:
    """The findings file of a submission as it stands. Raises UnknownError before its check."""
    body = connection.execute(
        select(events.c.body)
        .where(events.c.subject == f"submission:{own_id}", events.c.kind == KEPT)
        .order_by(events.c.n.desc())
    ).scalars().first()  # fmt: skip
    if body is None:
        raise UnknownError(Problem(f"submission {own_id}", *bilingual("has no findings yet; it waits for its check")))
    with open_blob(registry, org, json.loads(body)["data"]["file"]) as stream:
        return parse_findings(stream.read(), own_id)


def changed(write: Write, own_id: str, before: FindingsFile | None, after: FindingsFile, sha: str) -> None:
    """Write what is new in a findings file: findings that were opened, states that changed, and the file itself."""
    former = states_of(before) if before else {}
    states = states_of(after)
    for record in after.findings:
        subject = f"finding:{own_id}/{record.id}"
        if record.id not in former:
            effect = None if record.effect_kg is None else decimal_text(record.effect_kg, 15)
            write.event("finding.opened", subject, {
                "rule": record.rule, "severity": record.severity, "effect_kg": effect, "pointer": record.where.pointer,
            })  # fmt: skip
        if states[record.id] != former.get(record.id, OPEN):
            write.event(_kind(states[record.id]), subject, {"state": states[record.id]})
    write.event(KEPT, f"submission:{own_id}", {"file": sha})


def open_findings(file: FindingsFile) -> Iterable[str]:
    """Numbers of the findings that wait for somebody."""
    return (file.number(name) for name, state in states_of(file).items() if state in LIVE)


def _kind(state: str) -> str:
    known = {OPEN: "finding.reopened", ANSWERED: "finding.answered", WITHDRAWN: "finding.withdrawn"}
    return known.get(state, "finding.closed")
