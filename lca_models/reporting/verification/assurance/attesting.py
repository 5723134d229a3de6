"""The opinion of a findings file as payloads tell it: closed, without reserve, and on the bundle that is passed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lca_models.reporting.declaration.status import text_statuses
from lca_models.reporting.payloads.attestation import Attestation
from lca_models.reporting.verification.assurance.events import LIVE, FindingsFileError, states_of
from lca_models.reporting.verification.assurance.findings_file import log_problems
from lca_models.reporting.verification.assurance.opinion import UNMODIFIED, both_sides
from lca_models.reporting.verification.assurance.records import FACT, OPINION, FindingsFile, OpinionRecord, hash_of
from lca_models.reporting.verification.finding import INFO
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import in_language, message


def attestation_of(file: FindingsFile, bundle: str = "") -> Attestation:
    """What a payload may tell of a verification. `bundle`: hash of the manifest of what is passed on.

    Raises FindingsFileError with everything that keeps it from being told: no opinion or one with a reserve, findings that
    are open, facts found since, a log that was altered, an opinion on another bundle, a verifier or a framework nobody named.
    """
    opinion = file.opinion
    problems = list(_problems(file, opinion, bundle))
    if opinion is None or problems:
        raise FindingsFileError("\n".join(problems))
    known = text_statuses()
    issued = next(one for one in reversed(file.events) if one.kind == OPINION)
    return Attestation(
        file.engagement.verifier.name,
        datetime.fromisoformat(issued.time),
        ", ".join(known[one].name("en") if one in known else one for one in file.engagement.criteria),
        file.engagement.framework,
        f"sha256:{hash_of(opinion)}",
    )


def under_review(file: FindingsFile) -> bool:
    """Whether a fact was found after the last opinion."""
    kinds = [one.kind for one in file.events if one.kind in (FACT, OPINION)]
    return OPINION in kinds and kinds[-1] == FACT


def _problems(file: FindingsFile, opinion: OpinionRecord | None, bundle: str) -> Iterator[str]:
    for number, words in log_problems(file):
        yield message("event {n}: {problem}", n=number, problem=in_language(*words))
    if opinion is None:
        yield message("there is no opinion yet")
    else:
        if opinion.kind != UNMODIFIED:
            yield message("the opinion is '{kind}', and a payload has no place for what it reserves", kind=opinion.kind)
        if bundle and opinion.bundle != bundle:
            yield message("the opinion is on the bundle with manifest {other}, and not on {this}",
                          other=opinion.bundle[:16], this=bundle[:16])  # fmt: skip
        for name in both_sides(file, opinion.reviewer, opinion.signed_by):
            yield message("{name} stands on both sides; a reviewer is outside the team, and a maker's person verifies nothing",
                          name=name)  # fmt: skip
    records = {one.id: one for one in file.findings}
    waiting = [file.number(name) for name, state in states_of(file).items()
               if state in LIVE and name in records and records[name].severity != INFO]  # fmt: skip
    if waiting:
        yield message("{n} findings are open ({names})", n=len(waiting), names=enumerated(sorted(waiting)[:10]))
    if under_review(file):
        yield message("A fact was found after the opinion: the opinion is under review.")
    for value, option in ((file.engagement.verifier.name, "--verifier"), (file.engagement.framework, "--framework"),
                          (file.engagement.criteria, "--criteria")):  # fmt: skip
        if not value:
            yield message("nobody has said {option}; add it with lca-models findings open FILE BUNDLE.zip {option} …",
                          option=option)  # fmt: skip
