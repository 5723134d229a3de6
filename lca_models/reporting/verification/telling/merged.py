"""The report and the conformity matrix of a bundle with what verifier and maker have said since: files that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.inventory.brightway.project import base_folder
from lca_models.reporting.declaration.bundle import MATRIX, MATRIX_WORKBOOK, REPORTS
from lca_models.reporting.declaration.conformity.judging import Touches
from lca_models.reporting.declaration.conformity.members import members
from lca_models.reporting.declaration.conformity.outcome import PASSED as RULE_PASSED
from lca_models.reporting.declaration.conformity.outcome import Outcome, Touch
from lca_models.reporting.declaration.document.members import PDF_FOLDER, report_file
from lca_models.reporting.declaration.document.paper.pdf import PdfError, pdf_files
from lca_models.reporting.declaration.document.verified import Talk
from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.assurance.attesting import under_review
from lca_models.reporting.verification.assurance.records import FindingsFile
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.case import REASONABLE
from lca_models.reporting.verification.closing import CLOSING
from lca_models.reporting.verification.finding import CRITICAL, FOUND, MAJOR, NOT_RUN, SEVERITIES
from lca_models.reporting.verification.one_bundle import RECALCULATION, BundleVerification
from lca_models.reporting.verification.rules.integrity import INTEGRITY
from lca_models.reporting.verification.rules.register import looks
from lca_models.reporting.verification.telling.terminal import (
    kilograms,
    opinion_word,
    sampled_words,
    severity_word,
    state_word,
)
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import in_language, message, speaking

MOST = 500  # findings that chapter 10 lists; the findings file has all


def merged_files(
    found: BundleVerification, *, pdfs: bool = True, draws: bool = True
) -> tuple[dict[str, bytes], list[str]]:
    """The report with chapter 10 filled and the matrix with its findings, by name; and what is missing, and why.

    The bundle stays as it is: a report inside has a hash, and an opinion on a bundle cannot stand in it. Nothing is written
    where the bundle declares other figures than its data sheet gives, as the report would not be its maker's.
    `draws`: the report with its figures.
    """
    case = found.case
    if case is None or found.verified.outcomes[RECALCULATION].state == FOUND:
        return {}, [
            message(
                "the report with its findings is not written: the bundle declares other figures than its data sheet gives"
            )
        ]
    reports = {}
    for language, member in REPORTS.items():
        with speaking(language):
            said = talk(found)
        reports[_name(member)] = report_file(case.again, language, draws=draws, talk=said)
    made = members(case.again, outcomes(found), touches(found))
    files = {**reports, _name(MATRIX): made[MATRIX], _name(MATRIX_WORKBOOK): made[MATRIX_WORKBOOK]}
    if not pdfs:
        return files, []
    try:
        written = pdf_files(reports, base_folder() / PDF_FOLDER)
    except PdfError as error:
        return files, [str(error)]
    return {**files, **{f"{name.removesuffix('.docx')}.pdf": content for name, content in written.items()}}, []


def outcomes(found: BundleVerification) -> dict[str, Outcome]:
    """What the requirements are judged by: rules that ran, by their gravest finding that counts, and those that do not apply.

    Rules that a quick verification leaves out, and those that look at other bundles, are missing: they wait.
    """
    counted = [one for one in found.standings if one.counts]
    judged = {}
    for rule, one in found.verified.outcomes.items():
        if one.state != NOT_RUN:
            grave = min(
                (SEVERITIES.index(each.finding.severity) for each in counted if each.finding.rule == rule), default=None
            )
            judged[rule] = RULE_PASSED if grave is None else Outcome(SEVERITIES[grave])
        elif rule in {*looks(), *INTEGRITY} and not found.wanted.is_fast:
            judged[rule] = Outcome("", one.reason.english, one.reason.chinese)
    return judged


def touches(found: BundleVerification) -> Touches:
    """Findings by the requirements that they touch, each with where it stands; rules on the verification itself touch none."""
    by_requirement: dict[str, list[Touch]] = {}
    for one in found.standings:
        if one.finding.rule not in CLOSING:
            touch = _touch(one)
            for requirement in one.finding.requirements:
                by_requirement.setdefault(requirement, []).append(touch)
    return by_requirement


def talk(found: BundleVerification) -> Talk | None:
    """What chapter 10 says, in the language in use; None where nobody has begun a verification."""
    file = found.wanted.file
    if file is None:
        return None
    said, opinion, agreed = file.engagement, file.opinion, found.wanted.engagement
    summed, verifier = found.found, file.engagement.verifier
    looked = sum(1 for one in file.sampling if (one.result or "").strip())
    sample = message("{n} lines, {looked} of them looked at", n=len(file.sampling), looked=looked)
    rows = {
        "verifier": verifier.name,
        "accreditation": verifier.accreditation,
        "team": ", ".join(verifier.team),
        "criteria": ", ".join(said.criteria),
        "scope": said.scope,
        "level of assurance": message("reasonable") if agreed.assurance == REASONABLE else message("limited"),
        "threshold of materiality": f"{100 * agreed.threshold_share:g} % = {number_text(summed.thresholds.threshold_kg, 5)} kg",
        "visits of sites": "; ".join(f"{one.date} {one.place} {one.person}".strip() for one in said.visits),
        "sample": "; ".join([sample, *([sampled_words(summed.sampled)] if summed.sampled else [])]),
        "independent reviewer": opinion.reviewer if opinion else said.reviewer,
        "opinion": opinion_word(opinion.kind) if opinion else "",
        "date and signature": f"{opinion.date}, {opinion.signed_by}" if opinion else "",
    }
    listed = [one for one in found.standings if one.finding.rule not in CLOSING]
    cells = tuple(_cells(one, file) for one in listed[:MOST])
    return Talk(rows, cells, tuple(_notes(found, file)), in_language(opinion.en, opinion.zh) if opinion else "")


def _notes(found: BundleVerification, file: FindingsFile) -> Iterator[str]:
    """Of which bundle this is, and what stands against the opinion."""
    opinion, summed = file.opinion, found.found
    yield message("{file}, manifest {hash}; findings of the bundle with manifest {first}",
                  file=found.name, hash=found.hash[:16], first=file.bundle[:16])  # fmt: skip
    yield message("uncorrected misstatements: {under} kg under, {over} kg over; threshold {threshold} kg",
                  under=number_text(summed.under_kg, 5), over=number_text(summed.over_kg, 5),
                  threshold=number_text(summed.thresholds.threshold_kg, 5))  # fmt: skip
    if opinion and opinion.bundle != found.hash:
        yield message(
            "The opinion is on the bundle with manifest {other}, and not on this one.", other=opinion.bundle[:16]
        )
    if under_review(file):
        yield message("A fact was found after the opinion: the opinion is under review.")


def _cells(one: Standing, file: FindingsFile) -> tuple[str, ...]:
    """A row of table 10.1: number, what and where, severity, effect, state, what was said last by whom."""
    finding = one.finding
    what = "\n".join(filter(None, (in_language(finding.english, finding.chinese), finding.place)))
    said = [event for event in file.events if event.finding == finding.id and event.text.strip()][-2:]
    answers = "\n".join(
        ": ".join(filter(None, (event.person, event.text))) for event in said if event.text != finding.english
    )
    return (one.number or finding.id, what, severity_word(finding.severity), kilograms(finding.effect_kg),
            state_word(one.state), answers)  # fmt: skip


def _touch(one: Standing) -> Touch:
    states = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            states.append(state_word(one.state))
    fails = one.counts and one.finding.severity in (CRITICAL, MAJOR)
    return Touch(one.number or one.finding.id, states[0], states[1], fails)


def _name(member: str) -> str:
    return member.rpartition("/")[2]
