"""The payloads of a bundle: every form whose identifiers are known, and a table of those that were left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.reporting.declaration.bundle import PAYLOADS
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.status import rule_set_status, status_words
from lca_models.reporting.declaration.table import ResultTable
from lca_models.reporting.payloads.gate import ExportError
from lca_models.reporting.payloads.writing import Material, material_of, payload_bytes
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking

LEFT_OUT = "payloads/left_out.csv"
COLUMNS = ("form", "member", "reason_en", "reason_zh")


def members(declared: Declared) -> dict[str, bytes]:
    """The payloads by member, their texts in English, and LEFT_OUT.

    Raises ExportError for ids that are none, and for a result in an impact category that buyers do not take.
    """
    made = _made(declared, ENGLISH)
    found = {PAYLOADS[form]: payload_bytes(one) for form, one in made.items() if not isinstance(one, ExportError)}
    return {**found, LEFT_OUT: _table(declared, made).csv()}


def payload_documents(declared: Declared) -> dict[str, dict[str, Any]]:
    """The payloads by form, without those whose form asks for what nobody gave. Raises what `members` raises."""
    return {form: made for form, made in _made(declared, ENGLISH).items() if not isinstance(made, ExportError)}


def left_out(declared: Declared) -> ResultTable:
    """The forms that were left out, each with its reason in both languages. Raises what `members` raises."""
    return _table(declared, _made(declared, ENGLISH))


def _table(declared: Declared, english: Mapping[str, dict[str, Any] | ExportError]) -> ResultTable:
    refused = {form: made for form, made in english.items() if isinstance(made, ExportError)}
    chinese = _made(declared, CHINESE) if refused else {}
    rows = tuple((form, PAYLOADS[form], _line(made), _line(chinese[form])) for form, made in refused.items())
    return ResultTable("left_out", COLUMNS, rows)


def _made(declared: Declared, language: str) -> dict[str, dict[str, Any] | ExportError]:
    """Every form, or why it cannot be made; the texts of the documents are in the language, their rule set is in English."""
    material = declared.keep("payload material", lambda: _material(declared))
    with speaking(language):
        return {form: _one(material, form) for form in PAYLOADS}


def _material(declared: Declared) -> Material:
    with speaking(ENGLISH):
        status = status_words(rule_set_status(declared.result.rule_set))
        return material_of(
            declared.result, declared.issued, ids=declared.ids, placeholders=declared.placeholder_ids, status=status
        )


def _one(material: Material, form: str) -> dict[str, Any] | ExportError:
    try:
        return material.document(form)
    except ExportError as error:
        return error


def _line(made: object) -> str:
    return " ".join(str(made).split())
