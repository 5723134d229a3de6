"""Certificates that count in two submissions of a registry, whose makers may not know of each other (CER-01).

The finding stands at the submission that was received later, and says nothing of the other one: a registry shows no maker what
another one holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from lca_models.inventory.activity.certificates import Batch
from lca_models.programme.registry.schema import certificate_ranges, submissions
from lca_models.programme.submissions.transitions import OPEN, VERIFIED
from lca_models.reporting.declaration.bundle import SHEET
from lca_models.reporting.verification.assurance.events import with_finding
from lca_models.reporting.verification.assurance.records import KIT, FindingRecord, FindingsFile, Where
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULE = "CER-01"
PLACE = "certificates"


def with_counted_twice(connection: Connection, row: Any, file: FindingsFile, time: str) -> FindingsFile:
    """A findings file with a finding for each certificate of a submission that an earlier one counts. `row`: the submission.

    Earlier ones that were returned, withdrawn or superseded count nothing; certificates of a plant are listed in the sheets of
    all its products, and count once there by a rule of the sheet.
    """
    known = {one.id for one in file.findings}
    for own in _repeated(connection, row):
        name = sha256(f"{RULE}\n{own.first}\n{own.last}\n{own.month}".encode()).hexdigest()[:12]
        if name in known:
            continue
        english, chinese = bilingual("Certificate {serial} stands in an earlier submission of another plant as well; "
                                     "name who holds it, or take it out", serial=own.words)  # fmt: skip
        file = with_finding(file, FindingRecord(
            id=name, rule=RULE, severity="critical", place=PLACE, where=Where(member=SHEET, pointer="/certificates"),
            en=english, zh=chinese,
        ), KIT, time)  # fmt: skip
    return file


def _repeated(connection: Connection, row: Any) -> Iterator[Batch]:
    """Certificates of a submission that overlap those of an earlier one."""
    mine = [one for one in _batches(connection, certificate_ranges.c.submission == row.id) if one.numbers]
    if not mine:
        return
    others = defaultdict(list)
    for one in _batches(connection, _counts_before(row)):
        if one.numbers:
            name, first, last = one.numbers
            others[name].append((first, last))
    for own in mine:
        name, first, last = own.numbers or ("", 0, 0)
        if any(start <= last and end >= first for start, end in others.get(name, ())):
            yield own


def _counts_before(row: Any) -> Any:
    return and_(
        submissions.c.received_n < row.received_n,
        submissions.c.state.in_((*OPEN, VERIFIED)),
        or_(submissions.c.org != row.org, submissions.c.plant != row.plant),
    )


def _batches(connection: Connection, which: Any) -> Iterator[Batch]:
    query = (
        select(certificate_ranges)
        .join(submissions, submissions.c.id == certificate_ranges.c.submission)
        .where(which)
        .order_by(certificate_ranges.c.submission, certificate_ranges.c.first, certificate_ranges.c.month)
    )
    for one in connection.execute(query):
        yield Batch("", PLACE, one.first, one.last, "", 0.0, one.month, "")
