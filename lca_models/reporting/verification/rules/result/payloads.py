"""The payloads of a bundle: on the rules of their forms, and against those that the result makes (PAY-01 to PAY-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.json_text import PayloadError, read_json
from lca_models.inventory.activity.suppliers.payloads.structure import at, shown
from lca_models.reporting.declaration.bundle import PAYLOADS
from lca_models.reporting.declaration.payload_members import payload_documents
from lca_models.reporting.payloads.gate import Shown
from lca_models.reporting.payloads.rules.checking import (
    IDENTIFIER_RULE,
    OWN_RULE,
    PRIVATE_RULE,
    RESULT_RULE,
    SCHEMA_RULE,
    SENTINEL_RULE,
    VERIFICATION_RULE,
    PayloadProblem,
    check_payload,
)
from lca_models.reporting.payloads.rules.equality import Difference, differences
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual, speaking

# Figures in kg CO2e per pack, whose difference is the effect on the result to the gate.
IN_KG = ("pcf.pcfExcludingBiogenicUptake",
         "productLifeCycleStagesAndEmissions[0].productionStage[0].pcfExcludingBiogenicUptake",
         "pcfValues.sharesPerStage.absPcfValue.stageValue", "carbon_footprint.kg_per_piece")  # fmt: skip


def breaches(case: Case, rule: str) -> Iterator[Seen]:
    """What the payloads of the bundle break of one rule of their forms."""
    for form, member in _held(case):
        tree, error = _read(case, member)
        if error is not None:
            if rule == SCHEMA_RULE:
                yield Seen(member, {"payload": member, "error": error}, None, member=member)
            continue
        private = Shown(case.again.result).private
        is_draft = case.again.is_example and case.again.placeholder_ids
        for one in check_payload(form, tree, private=private, is_draft=is_draft):
            if one.rule == rule:
                yield Seen(
                    f"{member}, {one.path}", _values(rule, member, tree, one), None, member=member, pointer=one.path
                )


def against_result(case: Case) -> Iterator[Seen]:
    """PAY-07: every field of a payload is that of the payload which the result makes."""
    held, again = dict(_held(case)), payload_documents(case.again)
    for form in [*held, *(one for one in again if one not in held)]:
        member = PAYLOADS[form]
        tree, error = _read(case, member) if form in held else (None, None)
        if error is not None:  # PAY-01 has said so
            continue
        if form not in held or form not in again:
            nothing, document = Words(*bilingual("nothing")), Words(*bilingual("a document"))
            values = {
                "path": member,
                "a": document if form in held else nothing,
                "b": nothing if form in held else document,
            }
            yield Seen(member, values, None, member=member)
            continue
        for one in differences(tree, again[form]):
            values = {"path": one.path, "a": shown(one.received), "b": shown(one.again)}
            yield Seen(f"{member}, {one.path}", values, _effect(one), member=member, pointer=one.path)


def _held(case: Case) -> list[tuple[str, str]]:
    """Payloads of the bundle, by form. Raises NotApplicableError for a bundle without any."""
    found = [(form, member) for form, member in PAYLOADS.items() if member in case.bundle.members]
    if not found:
        raise NotApplicableError(Words(*bilingual("the bundle holds no payload")))
    return found


def _read(case: Case, member: str) -> tuple[Any, Words | None]:
    """A payload as it came, or why it cannot be read."""
    said = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            try:
                return read_json(case.bundle.members[member], member), None
            except PayloadError as error:
                said.append(str(error))
    return None, Words(*said)


def _values(rule: str, member: str, tree: Any, one: PayloadProblem) -> Mapping[str, Any]:
    words = Words(one.english, one.chinese)
    if rule == SCHEMA_RULE:
        return {"payload": member, "error": Words(f"{one.path}: {one.english}", f"{one.path}: {one.chinese}")}
    if rule == OWN_RULE:
        return {"payload": member, "path": one.path, "error": words}
    if rule == SENTINEL_RULE:
        return {"path": one.path, "value": shown(at(tree, one.path))}
    if rule == PRIVATE_RULE:
        return {"what": Words(f"{member}, {one.path}: {one.english}", f"{member}, {one.path}: {one.chinese}")}
    return {"payload": member} if rule == VERIFICATION_RULE else {"path": one.path, "value": words}


def _effect(one: Difference) -> float | None:
    """Right less declared, kg CO2e per pack."""
    return -one.gap if one.path in IN_KG and one.gap is not None else None


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    **{
        rule: partial(breaches, rule=rule)
        for rule in (SCHEMA_RULE, OWN_RULE, IDENTIFIER_RULE, SENTINEL_RULE, PRIVATE_RULE, VERIFICATION_RULE)
    },
    RESULT_RULE: against_result,
}
