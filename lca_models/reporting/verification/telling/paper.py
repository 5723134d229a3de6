"""The verification report: Word files in English and Chinese, and their PDFs where LibreOffice is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from lca_models.inventory.brightway.project import base_folder
from lca_models.reporting.declaration.document.members import PDF_FOLDER
from lca_models.reporting.declaration.document.paper.pdf import PdfError, pdf_files
from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.declaration.status import rule_set_status
from lca_models.reporting.text.numbers import number_text, signed_text
from lca_models.reporting.verification.assurance.population import what_to_look_at
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.finding import FOUND, PASSED
from lca_models.reporting.verification.one_bundle import NO_NONCE, BundleVerification
from lca_models.reporting.verification.rules.declared_figures import TOTAL, declared_stages
from lca_models.reporting.verification.rules.table import rules
from lca_models.reporting.verification.telling.programs import verification_document
from lca_models.reporting.verification.telling.terminal import kilograms, sampled_words, severity_word, state_word
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.marks import clauses, enumerated, in_turn
from lca_models.scope.wording.messages import in_language, language_in_use, message, speaking

MOST = 500  # findings that a report lists; the JSON beside it has all
NAME = "verification"
Rows = list[list[str]]


def report_files(found: BundleVerification) -> tuple[dict[str, bytes], list[str]]:
    """The files of a report by name, and what is missing of them and why.

    The Word files and the JSON are the same for the same verification; the PDFs hold the time.
    """
    documents = {}
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            documents[f"{NAME}_{language}.docx"] = _document(found)
    said = json.dumps(verification_document(found), ensure_ascii=False, indent=1, allow_nan=False, sort_keys=True)
    files = {f"{NAME}.json": said.encode(), **documents}
    try:
        pdfs = pdf_files(documents, base_folder() / PDF_FOLDER)
    except PdfError as error:
        return files, [str(error)]
    return {**files, **{f"{name.removesuffix('.docx')}.pdf": content for name, content in pdfs.items()}}, []


def _document(found: BundleVerification) -> bytes:
    """The report in the language in use."""
    title = message("Verification report")
    issued = found.case.again.issued if found.case else datetime.combine(found.wanted.engagement.today, time(), UTC)
    file = WordFile(
        title, language_in_use(), issued, header=_subject(found), footer=f"{found.name} · {found.hash[:16]}"
    )
    file.paragraph(title, style="Title")
    file.paragraph(_subject(found), style="Subtitle")
    if found.case is not None and found.case.again.is_example:
        file.paragraph(message("made-up example, not a declaration"), bold=True)
    _cover(file, found)
    file.contents(message("Contents"))
    file.heading(message("1 Result"))
    _result(file, found)
    file.heading(message("2 Engagement"))
    _pairs(file, _engagement(found))
    file.heading(message("3 Findings"))
    _findings(file, found.standings)
    file.heading(message("4 Materiality"))
    _pairs(file, _materiality(found))
    file.turn()
    file.heading(message("5 Sample"))
    _sample(file, found)
    file.heading(message("6 Rules"))
    _rules(file, found)
    file.turn()
    file.heading(message("7 Opinion"))
    _opinion(file, found)
    return file.content()


def _subject(found: BundleVerification) -> str:
    if found.case is None:
        return found.name
    pack = found.case.again.pack
    return " · ".join(filter(None, [pack.identity.get("model") or pack.name, pack.identity.get("plant")]))


def _cover(file: WordFile, found: BundleVerification) -> None:
    rows = [[message("bundle"), found.name], [message("hash of the manifest"), found.hash]]
    if found.case is not None:
        status, language = rule_set_status(found.case.again.result.rule_set), language_in_use()
        named = in_turn(filter(None, [status.name(language), status.date]))
        rows += [[message("rule set"), named], [message("its status"), status.status(language)]]
        rows += [[message("issued"), found.case.again.issued.date().isoformat()]]
    _pairs(file, rows)


def _pairs(file: WordFile, rows: Rows) -> None:
    file.table([message("item"), message("value")], rows, [1, 3])


def _result(file: WordFile, found: BundleVerification) -> None:
    if found.case is None:
        file.paragraph(message("the data sheet of the bundle cannot be calculated"))
        return
    again = dict(found.case.again.result.stages)
    try:
        declared = declared_stages(found.case.bundle)
    except (KeyError, ValueError):
        declared = {}
    rows = [_stage(stage_label(stage, language_in_use()), declared.get(stage), kg) for stage, kg in again.items()]
    rows.append(_stage(message("total"), declared.get(TOTAL), found.case.total_kg))
    heads = [
        message("stage"),
        message("declared, kg CO2e per pack"),
        message("worked out again"),
        message("difference"),
    ]
    file.table(heads, rows, [3, 2, 2, 2], totals=1)


def _stage(name: str, declared: float | None, again: float) -> list[str]:
    difference = "–" if declared is None else signed_text(again - declared if abs(again - declared) > 1e-9 else 0.0, 3)
    return [name, "–" if declared is None else f"{declared:,.3f}", f"{again:,.3f}", difference]


def _engagement(found: BundleVerification) -> Rows:
    agreed, file = found.wanted.engagement, found.wanted.file
    rows = [
        [
            message("level of assurance"),
            message("reasonable") if agreed.assurance == "reasonable" else message("limited"),
        ],
        [message("threshold"), f"{100 * agreed.threshold_share:g} %"],
    ]
    if file is None:
        return [*rows, [message("findings file"), message("none")]]
    said = file.engagement
    return [
        *rows,
        [message("criteria"), clauses(said.criteria) or "–"],
        [message("scope"), said.scope or "–"],
        [message("verifier"), in_turn(filter(None, [said.verifier.name, said.verifier.accreditation])) or "–"],
        [message("team"), enumerated(said.verifier.team) or "–"],
        [message("reviewer"), said.reviewer or "–"],
        [message("visits"), clauses(f"{one.date} {one.place} {one.person}".strip() for one in said.visits) or "–"],
    ]


def _findings(file: WordFile, rows: Sequence[Standing]) -> None:
    if not rows:
        file.paragraph(message("No rule found anything."))
        return
    cells = [
        [one.number or one.finding.id, one.finding.rule, severity_word(one.finding.severity), kilograms(one.finding.effect_kg),
         state_word(one.state), f"{in_language(one.finding.english, one.finding.chinese)}\n{one.finding.place}".strip()]
        for one in rows[:MOST]
    ]  # fmt: skip
    heads = [
        message("no."),
        message("rule"),
        message("severity"),
        message("kg per pack"),
        message("state"),
        message("what"),
    ]
    file.table(heads, cells, [2, 1.4, 1.6, 1.8, 1.8, 7])
    if len(rows) > MOST:
        file.paragraph(message("… and {n} more: --json lists all", n=len(rows) - MOST), style="Note")


def _materiality(found: BundleVerification) -> Rows:
    summed, known = found.found, found.found.thresholds
    sampled = [[message("sample"), sampled_words(summed.sampled)]] if summed.sampled else []
    return [
        [message("threshold"), f"{number_text(known.threshold_kg, 5)} kg"],
        [message("performance threshold"), f"{number_text(known.performance_kg, 5)} kg"],
        [message("clearly trivial below"), f"{number_text(known.trivial_kg, 4)} kg"],
        [message("uncorrected, result too low"), f"{number_text(summed.under_kg, 5)} kg"],
        [message("uncorrected, result too high"), f"{number_text(summed.over_kg, 5)} kg"],
        [message("net, for information"), f"{signed_text(summed.net_kg, 5)} kg"],
        *sampled,
        [message("verdict"), message("it is material") if summed.is_material else message("it is not material")],
    ]


def _sample(file: WordFile, found: BundleVerification) -> None:
    if found.plan is None or found.case is None:
        file.paragraph(message("no sample is drawn yet"))
        return
    results = {one.line: one.result or "" for one in found.wanted.file.sampling} if found.wanted.file else {}
    seed = found.hash + found.nonce
    cells = [
        [one.line.name, number_text(one.line.kg, 4) if one.line.kg else "", f"{one.line.weight:g}", one.reason,
         what_to_look_at(one.line, found.case.sheet, seed), results.get(one.line.name, "")]
        for one in found.plan.selected
    ]  # fmt: skip
    heads = [
        message("line"),
        message("kg per pack"),
        message("weight"),
        message("why"),
        message("look at"),
        message("result"),
    ]
    file.table(heads, cells, [4, 1.6, 1, 3, 6, 3])
    if found.nonce == NO_NONCE:
        words = message(
            "drawn without a nonce of the verifier, so whoever made the bundle could know it: give --nonce HEX"
        )
        file.paragraph(words, style="Note")


def _rules(file: WordFile, found: BundleVerification) -> None:
    words = {PASSED: message("passed"), FOUND: message("findings")}
    cells = [
        [rule, in_language(rules()[rule].name, rules()[rule].name_zh), words.get(one.state, message("not run")),
         in_language(one.reason.english, one.reason.chinese)]
        for rule, one in found.verified.outcomes.items()
    ]  # fmt: skip
    file.table([message("rule"), message("name"), message("outcome"), message("why not")], cells, [1.4, 4, 1.6, 7])


def _opinion(file: WordFile, found: BundleVerification) -> None:
    opinion = found.wanted.file.opinion if found.wanted.file else None
    if opinion is None:
        file.paragraph(message("No opinion is issued yet. What stands here is no opinion of a verifier."))
        file.table([message("item"), message("value")], [[one, ""] for one in _form()], [1, 3])
        return
    file.paragraph(in_language(opinion.en, opinion.zh), style="Statement")
    _pairs(file, [[message("signed by"), opinion.signed_by], [message("reviewer"), opinion.reviewer],
                  [message("date"), opinion.date]])  # fmt: skip


def _form() -> Iterator[str]:
    yield from (message("opinion"), message("signed by"), message("reviewer"), message("date"))
