"""The opinion of a verifier: four kinds, their words in both languages, and when one does not fit.

The kinds are recalled; the text of the standard was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lca_models.reporting.verification.assurance.events import LIVE, FindingsFileError, states_of
from lca_models.reporting.verification.assurance.materiality import Materiality
from lca_models.reporting.verification.assurance.records import (
    KIT,
    MAKER,
    VERIFIER,
    FindingsFile,
    OpinionRecord,
)
from lca_models.reporting.verification.case import REASONABLE
from lca_models.reporting.verification.finding import INFO
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual, in_language, message

UNMODIFIED, MODIFIED, ADVERSE, DISCLAIMED = "unmodified", "modified", "adverse", "disclaimed"
OPINIONS = (UNMODIFIED, MODIFIED, ADVERSE, DISCLAIMED)
Pair = tuple[str, str]  # English, Chinese


@dataclass(frozen=True)
class Subject:
    """What an opinion is about, as its words name it."""

    model: str
    plant: str
    value: str  # with as many digits as the report
    unit: str
    period: str
    criteria: Pair  # names of the rule sets


@dataclass(frozen=True)
class Asked:
    """What a verifier asks to be written down."""

    kind: str  # of OPINIONS
    signed_by: str
    reviewer: str
    date: str
    bundle: str  # hash of the manifest
    named: tuple[str, ...] = ()  # numbers of the findings that the opinion excepts
    named_kg: float = 0.0
    missing: str = ""  # evidence that a disclaimed opinion lacks


def opinion_record(file: FindingsFile, asked: Asked, subject: Subject, found: Materiality) -> OpinionRecord:
    """An opinion that fits, with its words. Raises FindingsFileError with everything that does not."""
    problems = [in_language(*pair) for pair in misfits(file, asked.kind, found)]
    if asked.kind not in OPINIONS:
        near = suggestion(asked.kind, OPINIONS)
        problems = [message("there is no opinion '{kind}'; {near}", kind=asked.kind, near=near)]
    if asked.kind in (MODIFIED, ADVERSE) and not asked.named:
        problems.append(message("an opinion '{kind}' names the findings it rests on", kind=asked.kind))
    if asked.kind == DISCLAIMED and not asked.missing.strip():
        problems.append(message("an opinion '{kind}' says which evidence is missing", kind=asked.kind))
    for name, value in (("signed_by", asked.signed_by), ("reviewer", asked.reviewer)):
        if not value.strip():
            problems.append(message("an opinion needs a person as {name}", name=name))
    problems += [
        message(
            "{name} stands on both sides; a reviewer is outside the team, and a maker's person verifies nothing",
            name=one,
        )
        for one in both_sides(file, asked.reviewer, asked.signed_by)
    ]
    if problems:
        raise FindingsFileError("\n".join(problems))
    english, chinese = opinion_words(asked, subject, file.engagement.assurance, found)
    return OpinionRecord(
        kind=asked.kind,  # type: ignore[arg-type]
        assurance=file.engagement.assurance,
        signed_by=asked.signed_by,
        reviewer=asked.reviewer,
        date=asked.date,
        en=english,
        zh=chinese,
        under_kg=found.under_kg,
        over_kg=found.over_kg,
        threshold_kg=found.thresholds.threshold_kg,
        bundle=asked.bundle,
    )


def misfits(file: FindingsFile, kind: str, found: Materiality) -> Iterator[Pair]:
    """Why an opinion does not fit what was found, in both languages (MAT-02)."""
    if kind != UNMODIFIED:
        return
    states, records = states_of(file), {one.id: one for one in file.findings}
    waiting = [
        file.number(finding)
        for finding, state in states.items()
        if state in LIVE and finding in records and records[finding].severity != INFO
    ]
    if waiting:
        yield bilingual("{n} findings are open ({names})", n=len(waiting), names=", ".join(sorted(waiting)[:10]))
    if found.is_material:
        yield bilingual(
            "uncorrected misstatements are material: {under:,.1f} kg under, {over:,.1f} kg over, threshold "
            "{threshold:,.1f} kg",
            under=found.under_kg,
            over=found.over_kg,
            threshold=found.thresholds.threshold_kg,
        )
    if found.needs_more and found.sampled:
        yield bilingual(
            "the sample leaves {limit:,.1f} kg open, above the threshold of {threshold:,.1f} kg: look at more lines",
            limit=found.sampled.upper_limit_kg,
            threshold=found.thresholds.threshold_kg,
        )


def both_sides(file: FindingsFile, reviewer: str, signed_by: str = "") -> list[str]:
    """Persons who stand on two sides: a reviewer in the team, or a person who spoke for maker and verifier."""
    verifier = file.engagement.verifier
    of_team = [*verifier.team, verifier.name, signed_by, *(one.person for one in file.events if one.role == VERIFIER)]
    team = _persons(of_team)
    makers = _persons(one.person for one in file.events if one.role in (MAKER, KIT))
    outside = _persons([reviewer])
    return [*(team[key] for key in sorted(team.keys() & makers.keys())),
            *(outside[key] for key in outside.keys() & (team.keys() | makers.keys()))]  # fmt: skip


def _persons(names: Iterable[str]) -> dict[str, str]:
    """Names as they were written, by what tells two persons apart."""
    return {" ".join(name.split()).casefold(): name for name in names if name.strip()}


def opinion_words(asked: Asked, subject: Subject, assurance: str, found: Materiality) -> Pair:
    """An opinion in both languages, with the line on what is not public at its end."""
    core = _core(asked, subject, assurance, found)
    closing = bilingual(
        "The accounting annexes of notice 551 are not public; the criteria are those printed in chapter 3."
    )
    return f"{core[0]} {closing[0]}", f"{core[1]}{closing[1]}"


def _core(asked: Asked, subject: Subject, assurance: str, found: Materiality) -> Pair:
    named, named_zh = ", ".join(asked.named), "、".join(asked.named)
    if asked.kind == DISCLAIMED:
        return bilingual("For want of {evidence} we give no opinion.", evidence=asked.missing)
    if asked.kind == ADVERSE:
        english, _ = bilingual(
            "Because of {findings} the stated value is not a fair account under {criteria}.",
            findings=named,
            criteria=subject.criteria[0],
        )
        _, chinese = bilingual(
            "Because of {findings} the stated value is not a fair account under {criteria}.",
            findings=named_zh,
            criteria=subject.criteria[1],
        )
        return english, chinese
    english, chinese = _stated(subject, assurance, found)
    if asked.kind == UNMODIFIED:
        return english, chinese
    before, _ = bilingual("Except for {findings}, with an effect of {kg:,.1f} kg: ", findings=named, kg=asked.named_kg)
    _, before_zh = bilingual(
        "Except for {findings}, with an effect of {kg:,.1f} kg: ", findings=named_zh, kg=asked.named_kg
    )
    return before + english, before_zh + chinese


def _stated(subject: Subject, assurance: str, found: Materiality) -> Pair:
    def said(criteria: str) -> Pair:
        if assurance == REASONABLE:
            return bilingual(
                "In our opinion the footprint of {model} made at {plant}, {value} {unit} for {period}, is stated in all "
                "material respects according to {criteria} as described in chapter 3. Threshold {t:g} %; uncorrected "
                "{u:,.1f} kg under, {o:,.1f} kg over.",
                model=subject.model,
                plant=subject.plant,
                value=subject.value,
                unit=subject.unit,
                period=subject.period,
                criteria=criteria,
                t=round(100 * found.thresholds.share, 6),
                u=found.under_kg,
                o=found.over_kg,
            )
        return bilingual(
            "From the work described, which is narrower than that for reasonable assurance, nothing came to our notice that "
            "makes us believe that the stated value is materially wrong under {criteria}.",
            criteria=criteria,
        )

    return said(subject.criteria[0])[0], said(subject.criteria[1])[1]
