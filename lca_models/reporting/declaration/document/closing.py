"""Chapters 8, 9 and the annexes: limits, declaration, matrix in short, evidence, versions."""

from __future__ import annotations

import re

from lca_models.reporting.declaration.bundle import MATRIX_WORKBOOK
from lca_models.reporting.declaration.conformity.judging import (
    FAIL,
    MANUAL,
    NOT_APPLICABLE,
    NOT_CHECKED,
    PASS,
    TEXT_NOT_READ,
    counts,
    matrix,
    result_words,
)
from lca_models.reporting.declaration.document.facts import Facts
from lca_models.reporting.declaration.document.opening import DIGITS
from lca_models.reporting.declaration.document.paper.numbers import COUNT, Number
from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.declaration.statement.declaration import data_hash, valid_until, versions_document
from lca_models.reporting.declaration.status import text_statuses
from lca_models.scope.wording.catalogue import CHINESE

CHANGE = 10  # per cent, beyond which PACT asks for a new footprint
NOT_READ = ("not read", "not public", "no public")
_INDEX = re.compile(r"\[\d+\]")  # of an entry of a list


def write_limits(paper: WordFile, facts: Facts) -> None:
    """Chapter 8: what was not read, what has no value, what rests on assumptions."""
    language = facts.language
    paper.heading(f"8 {facts.say('Limits')}")
    facts.put(paper, facts.sentence("S8.0"))
    unread = [one.name(language) for one in text_statuses().values() if any(word in one.status_en for word in NOT_READ)]
    facts.put(paper, facts.sentence("S8.1", text__name=("；" if language == CHINESE else "; ").join(unread)))
    facts.put_table(paper, "T8.1", _undefined(facts), (3, 6, 3, 6))
    assumed = facts.assumed(8)
    if assumed:
        paper.paragraph(facts.say("Assumed values that move the result most:"), style="Lead")
        paper.table((facts.say("value"), facts.say("unit")), assumed, (9, 4))


def _undefined(facts: Facts) -> list[tuple[object, ...]]:
    """Fields of payloads without a value, each once, however many entries of a payload have it."""
    reason = "reason_zh" if facts.language == CHINESE else "reason"
    found = [
        (str(row["payload"]), _INDEX.sub("", str(row["field"])), str(row["written"]), str(row[reason]))
        for _, row in facts.rows("sentinels")
    ]
    return list(dict.fromkeys(found))


def write_declaration(paper: WordFile, facts: Facts) -> None:
    """Chapter 9: what the maker signs."""
    declared = facts.declared
    paper.heading(f"9 {facts.say('Declaration')}")
    if declared.is_example:
        paper.paragraph(
            facts.say("The values are made up, so that nobody signs; a declaration would read:"), style="Note"
        )
    line = "________"
    facts.put(
        paper,
        facts.sentence(
            "S9.1",
            declarant=declared.sheet.product.company,
            signatory=line,
            date=line,
        )
        if declared.sheet.product.company
        else None,
    )
    valid = valid_until(declared)
    if valid:
        facts.put(paper, facts.sentence("S9.2", valid__to=valid, valid__change=Number(CHANGE, COUNT, "rule/change")))


def write_annexes(paper: WordFile, facts: Facts) -> None:
    """Annexes A to C."""
    _matrix(paper, facts)
    if not facts.is_public:
        _evidence(paper, facts)
    _versions(paper, facts)


def _matrix(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"{facts.say('Annex')} A {facts.say('Conformity matrix in short')}")
    rows = matrix(facts.declared)
    mark = "。" if facts.language == CHINESE else "."
    paper.paragraph(f"{facts.say('The whole matrix is in')} {MATRIX_WORKBOOK}{mark}", style="Note")
    order = (PASS, TEXT_NOT_READ, FAIL, MANUAL, NOT_CHECKED, NOT_APPLICABLE)
    facts.put_table(
        paper,
        "TA.1",
        [
            (
                text_statuses()[rule_set].name(facts.language) if rule_set in text_statuses() else rule_set,
                *(Number(found[one], COUNT, f"matrix/{rule_set}/{one}") for one in order),
            )
            for rule_set, found in counts(rows).items()
        ],
        (7, 1.5, 2, 1.7, 1.7, 1.7, 1.7),
    )
    failed = [
        (
            one.requirement.id,
            (one.requirement.requirement_zh if facts.language == CHINESE else "") or one.requirement.requirement_en,
            one.reason_zh if facts.language == CHINESE else one.reason_en,
        )
        for one in rows
        if one.result == FAIL
    ]
    facts.put_table(paper, "TA.2", failed, (1.6, 8, 4))
    facts.put_table(
        paper,
        "TA.3",
        [
            (
                one.requirement.id,
                (one.requirement.requirement_zh if facts.language == CHINESE else "") or one.requirement.requirement_en,
                result_words(one.result, facts.language),
            )
            for one in rows
        ],
        (1.4, 10, 3),
        small=True,
    )


def _evidence(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"{facts.say('Annex')} B {facts.say('Evidence register')}")
    facts.put_table(
        paper,
        "TB.1",
        [
            (
                one.evidence_id,
                one.document or "",
                one.issuer or "",
                one.page or "",
                one.period or "",
                (one.sha256 or "")[:DIGITS],
            )
            for one in facts.declared.sheet.evidence
        ],
        (1.6, 6, 2.6, 2, 2, 3.4),
    )
    facts.put_table(
        paper,
        "TB.2",
        [
            (
                " – ".join(filter(None, (one.number_first, one.number_last))),
                facts.choice("certificate_kinds", one.kind),
                facts.given(one.kwh, f"/certificates/{place}/kwh", COUNT),
                one.generation_month or "",
                facts.choice("technologies", one.technology),
                facts.choice("provinces", one.generation_province),
                one.retired_on or "",
                one.retired_for or "",
            )
            for place, one in enumerate(facts.declared.sheet.certificates)
        ],
        (5, 2.4, 2.2, 1.9, 2, 1.8, 2.2, 2.4),
        small=True,
    )


def _versions(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"{facts.say('Annex')} C {facts.say('Versions and hashes')}")
    found = versions_document(facts.declared)
    rows = [(name, str(version)) for name, version in sorted(found["programs"].items())]
    rows += [
        (facts.say(name.replace("_", " ")), str(found[name]))
        for name in ("inventory_rows", "tables", "scenarios", "impact_category")
    ]
    rows.append((facts.say("data sheet (SHA-256)"), facts.declared.pack.sha256))
    rows.append((facts.say("data hash (SHA-256)"), data_hash(facts.declared)))
    if found["command"]:
        rows.append((facts.say("command that repeats the result"), str(found["command"])))
    facts.put_table(paper, "TC.1", rows, (4, 12))
    others = [one for one in text_statuses().values() if one.id not in (facts.status.id, "kit")]
    facts.put_table(
        paper,
        "TC.2",
        [(one.name(facts.language), one.date, one.status(facts.language)) for one in others],
        (7, 2.2, 7),
        small=True,
    )
