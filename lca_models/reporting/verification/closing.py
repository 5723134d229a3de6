"""Rules that look at the verification itself, after all others: engagement, log, materiality, opinion, sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lca_models.reporting.verification.assurance.events import LIVE, states_of
from lca_models.reporting.verification.assurance.findings_file import log_problems
from lca_models.reporting.verification.assurance.materiality import Materiality
from lca_models.reporting.verification.assurance.opinion import both_sides, misfits
from lca_models.reporting.verification.assurance.records import FACT, OPINION, FindingsFile
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.scope.wording.messages import bilingual

FILE = "findings.json"


@dataclass(frozen=True)
class Work:
    """A verification as far as it has come."""

    file: FindingsFile | None  # None: nobody has begun one
    found: Materiality  # of what is uncorrected


def look_at_engagement(work: Work) -> Iterator[Seen]:
    """FND-01: what verifier and maker agreed is written down."""
    agreed = _file(work).engagement
    fields = {
        "criteria": agreed.criteria,
        "scope": agreed.scope.strip(),
        "verifier/name": agreed.verifier.name.strip(),
        "verifier/accreditation": agreed.verifier.accreditation.strip(),
    }
    for field, value in fields.items():
        if not value:
            yield _seen(f"/engagement/{field}", field=f"engagement/{field}")


def look_at_independence(work: Work) -> Iterator[Seen]:
    """FND-02: the reviewer is outside the team, and nobody stands on both sides."""
    file = _file(work)
    reviewer = file.opinion.reviewer if file.opinion else file.engagement.reviewer
    signed_by = file.opinion.signed_by if file.opinion else ""
    if file.opinion is None and not file.events and not reviewer:
        raise NotApplicableError(Words(*bilingual("there is no opinion yet")))
    for name in both_sides(file, reviewer, signed_by):
        yield _seen("/engagement/reviewer", name=name)


def look_at_log(work: Work) -> Iterator[Seen]:
    """FND-03: no event was altered, cut or said by somebody who may not."""
    for place, (number, problem) in enumerate(log_problems(_file(work))):
        yield _seen(f"/events/{number - 1}#{place}", n=number, problem=Words(*problem))


def look_at_later_facts(work: Work) -> Iterator[Seen]:
    """FND-04: a fact that was found after the opinion is assessed."""
    file = _file(work)
    if file.opinion is None:
        raise NotApplicableError(Words(*bilingual("there is no opinion yet")))
    last = max((place for place, one in enumerate(file.events) if one.kind == OPINION), default=-1)
    states = states_of(file)
    for place, event in enumerate(file.events):
        waits = states.get(event.finding) in LIVE or place > last
        if event.kind == FACT and waits:
            yield _seen(f"/events/{place}", date=event.time[:10])


def look_at_materiality(work: Work) -> Iterator[Seen]:
    """MAT-01: uncorrected misstatements are below the threshold, alone and in sum."""
    found = work.found
    if found.is_material:
        yield _seen("", u=found.under_kg, o=found.over_kg, t=found.thresholds.threshold_kg)


def look_at_opinion(work: Work) -> Iterator[Seen]:
    """MAT-02: an opinion without reserve has nothing open, and nothing material uncorrected."""
    file = _file(work)
    if file.opinion is None:
        raise NotApplicableError(Words(*bilingual("there is no opinion yet")))
    for place, problem in enumerate(misfits(file, file.opinion.kind, work.found)):
        yield _seen(f"/opinion#{place}", a=file.opinion.kind, b=Words(*problem))


def look_at_sample(work: Work) -> Iterator[Seen]:
    """SMP-01: whatever was selected has a result."""
    file = _file(work)
    if not file.sampling:
        raise NotApplicableError(Words(*bilingual("no sample is drawn yet")))
    if blank := [one for one in file.sampling if not (one.result or "").strip()]:
        yield _seen("/sampling", n=len(blank))


CLOSING: Mapping[str, Callable[[Work], Iterator[Seen]]] = {
    "FND-01": look_at_engagement,
    "FND-02": look_at_independence,
    "FND-03": look_at_log,
    "FND-04": look_at_later_facts,
    "MAT-01": look_at_materiality,
    "MAT-02": look_at_opinion,
    "SMP-01": look_at_sample,
}


def _file(work: Work) -> FindingsFile:
    if work.file is None:
        raise NotApplicableError(Words(*bilingual("no findings file was given: nobody has begun a verification")))
    return work.file


def _seen(pointer: str, **values: object) -> Seen:
    return Seen(pointer or FILE, values, member=FILE, pointer=pointer)
