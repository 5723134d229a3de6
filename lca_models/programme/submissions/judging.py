"""What verifier and maker say of the findings of a submission, and the opinion that ends its verification."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from lca_models.programme.registry.errors import DeniedError, InvalidError, Problem
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import models, plants, results, submissions
from lca_models.programme.registry.writing import Write
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.submissions.assigning import end_assignment, must_be_assigned
from lca_models.programme.submissions.findings_files import changed, current, keep
from lca_models.programme.submissions.seen import one, relations_of
from lca_models.programme.submissions.transitions import RETURNED, VERIFIED, WORKER, transition
from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.assurance.events import FindingsFileError, find_record, with_event, with_opinion
from lca_models.reporting.verification.assurance.looked import evaluated
from lca_models.reporting.verification.assurance.materiality import Materiality, materiality, thresholds_of
from lca_models.reporting.verification.assurance.opinion import (
    MODIFIED,
    UNMODIFIED,
    Asked,
    Subject,
    opinion_record,
)
from lca_models.reporting.verification.assurance.records import MAKER, VERIFIER, Document, FindingsFile
from lca_models.reporting.verification.assurance.sampling import confidence_of, interval_of
from lca_models.reporting.verification.assurance.standing import Standing, recorded_finding, standings
from lca_models.reporting.verification.beginning import with_person
from lca_models.reporting.verification.case import Engagement
from lca_models.scope.grammar.days import years_later
from lca_models.scope.wording.messages import bilingual

VALID_YEARS = 3  # after the period, unless the opinion ends sooner
Made = TypeVar("Made")
Change = Callable[[FindingsFile, str], FindingsFile]  # a file and the time -> the file with what was said


def findings_of(registry: Registry, actor: Actor, own_id: str) -> tuple[FindingsFile, tuple[Standing, ...]]:
    """The findings file of a submission and where each finding stands, the gravest first.

    Raises DeniedError for a role that does not read findings, UnknownError where there is no such submission for the actor.
    """
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        if not may(actor, "findings.read", relations_of(connection, actor, row)):
            raise DeniedError(Problem("findings", *bilingual("are for the maker, its verifier and the authority")))
        file = current(connection, registry, row.org, own_id)
    return file, standing(file)


def materiality_of(registry: Registry, actor: Actor, own_id: str) -> Materiality:
    """What the uncorrected findings of a submission sum to beside what is material. Raises as `findings_of`."""
    file, _ = findings_of(registry, actor, own_id)
    with registry.reading() as connection:
        return _materiality(connection, own_id, file)


def answer(
    registry: Registry, actor: Actor, own_id: str, finding: str, text: str, evidence: Sequence[tuple[str, str]]
) -> None:
    """Answer a finding as the maker. `evidence`: names of documents with their SHA-256. Raises as `findings_of`, and
    InvalidError where the answer does not fit the state of the finding.
    """
    documents = _documents(evidence)

    def said(file: FindingsFile, time: str) -> FindingsFile:
        found = find_record(file, finding)
        return with_event(file, "answered", found.id, MAKER, time, person=actor.client, text=text, evidence=documents)

    _change(registry, actor, own_id, "findings.answer", said)


def decide(
    registry: Registry, actor: Actor, own_id: str, finding: str, kind: str, text: str, *, bundle: str = "",
    evidence: Sequence[tuple[str, str]] = (),
) -> None:  # fmt: skip
    """Close, reopen or withdraw a finding as the verifier. `kind`: of the kit's events of findings (`closed-explained`, …);
    `bundle`: hash of the manifest in which it is corrected. Raises as `answer`.
    """
    documents = _documents(evidence)

    def said(file: FindingsFile, time: str) -> FindingsFile:
        found = find_record(file, finding)
        return with_event(
            file, kind, found.id, VERIFIER, time, person=actor.client, text=text, bundle=bundle, evidence=documents
        )

    _change(registry, actor, own_id, "findings.write", said)


def add_finding(
    registry: Registry, actor: Actor, own_id: str, text: str, place: str, effect_kg: float | None, severity: str
) -> None:
    """Open a finding of the verifier's own. `effect_kg`: right less declared, kg CO2e per pack. Raises as `answer`."""

    def said(file: FindingsFile, time: str) -> FindingsFile:
        return with_person(file, text, place, effect_kg, severity, actor.client, time)

    _change(registry, actor, own_id, "findings.write", said)


def give_opinion(
    registry: Registry, actor: Actor, own_id: str, kind: str, *, signed_by: str, reviewer: str,
    excepting: Sequence[str] = (), missing: str = "", valid_until: str = "",
) -> str:  # fmt: skip
    """End a verification with an opinion; the state that follows. `excepting`: findings that it names; `missing`: the evidence
    that a disclaimed one lacks; `valid_until`: a day before the end of three years.

    Unmodified or modified verifies the submission and supersedes an earlier one in the same transaction; adverse or disclaimed
    returns it. Raises as `answer`, InvalidError with every reason why the opinion does not fit what was found.
    """
    with registry.writing(str(actor)) as write:
        row = one(write.connection, actor, own_id)
        must_be_assigned(write, actor, row, "opinion")
        file = current(write.connection, registry, row.org, own_id)
        time = timestamp(write.now)[:19] + "Z"
        found = _materiality(write.connection, own_id, file)
        asked = _asked(file, kind, signed_by, reviewer, time[:10], excepting, missing)
        record = _said(lambda: opinion_record(file, asked, _subject(write, own_id, file, found), found))
        after = with_opinion(file, record, time)
        sha = keep(registry, row.org, after)
        passes = kind in (UNMODIFIED, MODIFIED)
        subject = f"submission:{own_id}"
        move = transition(
            row.state, "submission.verified" if passes else "submission.returned", actor.role, reason=record.en
        )
        ends = years_later(date.fromisoformat(row.period_end), VALID_YEARS).isoformat()
        until = min(ends, valid_until or "9999")
        changed(write, own_id, file, after, sha)
        write.event("opinion.given", f"opinion:{new_id(write.now)}", {
            "submission": own_id, "kind": kind, "assurance": record.assurance,
            "threshold": number_text(record.threshold_kg, 9), "findings_sha": sha, "valid_until": until,
        })  # fmt: skip
        end_assignment(write, own_id)
        write.event(move.event, subject, {"before": row.state, **({"valid_until": until} if passes else {})})
        if passes:
            _supersede(write, row)
        return VERIFIED if passes else RETURNED


def standing(file: FindingsFile) -> tuple[Standing, ...]:
    """Where each finding of a file stands, the gravest first."""
    return standings([recorded_finding(one) for one in file.findings], file)


def _change(registry: Registry, actor: Actor, own_id: str, action: str, said: Change) -> None:
    with registry.writing(str(actor)) as write:
        row = one(write.connection, actor, own_id)
        if not may(actor, action, relations_of(write.connection, actor, row)):
            raise DeniedError(Problem(action, *bilingual("is not for your role; you are {role}", role=actor.role)))
        file = current(write.connection, registry, row.org, own_id)
        after = _said(partial(said, file, timestamp(write.now)[:19] + "Z"))
        changed(write, own_id, file, after, keep(registry, row.org, after))


def _said(make: Callable[[], Made]) -> Made:
    """What the file of findings allows. Raises InvalidError in the words of what it does not."""
    try:
        return make()
    except FindingsFileError as error:
        raise InvalidError(*(Problem("finding", line, line) for line in str(error).splitlines())) from None


def _documents(evidence: Sequence[tuple[str, str]]) -> tuple[Document, ...]:
    try:
        return tuple(Document(document=name, sha256=sha256) for name, sha256 in evidence)
    except ValueError:
        raise InvalidError(Problem("evidence", *bilingual("names documents with their 64 digits of SHA-256"))) from None


def _materiality(connection: Connection, own_id: str, file: FindingsFile) -> Materiality:
    total = sum(
        float(kg)
        for kg in connection.execute(select(results.c.amount_kg).where(results.c.submission == own_id)).scalars()
    )
    agreed = Engagement(file.engagement.threshold_share, file.engagement.assurance)
    confidence = confidence_of(agreed.assurance, agreed.limits)
    known = thresholds_of(total, agreed.threshold_share)
    sampled = evaluated(file, interval_of(known, confidence), confidence)
    return materiality([one.finding for one in standing(file) if one.counts], total, agreed, sampled)


def _asked(
    file: FindingsFile, kind: str, signed_by: str, reviewer: str, day: str, excepting: Sequence[str], missing: str
) -> Asked:
    records = _said(lambda: [find_record(file, name) for name in excepting])
    return Asked(
        kind, signed_by, reviewer, day, file.bundle, tuple(file.number(one.id) for one in records),
        sum(one.effect_kg or 0.0 for one in records), missing,
    )  # fmt: skip


def _subject(write: Write, own_id: str, file: FindingsFile, found: Materiality) -> Subject:
    row = write.run(
        select(models.c.code, models.c.rated_kwh, plants.c.name, submissions.c.period_start)
        .join_from(submissions, models, models.c.id == submissions.c.model)
        .join(plants, plants.c.id == submissions.c.plant).where(submissions.c.id == own_id)
    ).one()  # fmt: skip
    total = found.thresholds.threshold_kg / found.thresholds.share
    rules = ", ".join(file.engagement.criteria) or "–"
    value = number_text(total / float(row.rated_kwh), 5)
    return Subject(row.code, row.name, value, "kg CO2e/kWh", row.period_start, (rules, rules))


def _supersede(write: Write, row: Any) -> None:
    """Put the verified one in the place of an earlier one of the same model and plant."""
    earlier = write.run(
        select(submissions.c.id).where(
            submissions.c.model == row.model, submissions.c.plant == row.plant, submissions.c.state == VERIFIED,
            submissions.c.period_end < row.period_end, submissions.c.id != row.id,
        )
    ).scalars().all()  # fmt: skip
    for own_id in earlier:
        move = transition(VERIFIED, "submission.superseded", WORKER)
        write.event(move.event, f"submission:{own_id}", {"before": VERIFIED, "by": row.id})
