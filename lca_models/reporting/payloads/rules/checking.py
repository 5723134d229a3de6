"""Every problem of a payload at once, each with the number of the rule that it breaks, in both languages.

PAY-01 is what the published schema refuses too. PAY-02 to PAY-06 are ours beyond it; PAY-07 (payload against result) is in
`equality.py`, which has both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.catenax_pcf import ATTESTATION, METHOD
from lca_models.inventory.activity.suppliers.payloads.structure import (
    IDENTIFIERS,
    MOST_FLAWS,
    Flaw,
    at,
    structure_flaws,
)
from lca_models.reporting.payloads.identifiers import PLACEHOLDERS
from lca_models.reporting.payloads.rules.article_7 import article_7_flaws
from lca_models.reporting.payloads.rules.component import component_flaws
from lca_models.reporting.payloads.rules.footprint import SHARES, footprint_flaws
from lca_models.reporting.payloads.rules.idta import idta_flaws
from lca_models.reporting.payloads.rules.pact import pact_flaws
from lca_models.reporting.payloads.sentinels import ONLY, SENTINELS, leaves, sentinel_of
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import in_language, message, speaking

PACT, IDTA, COMPONENT, CATENAX, ARTICLE_7 = "pact", "idta", "catenax-supplier", "catenax", "eu-article-7"
BEYOND: Mapping[str, Callable[[object], Iterator[Flaw]]] = {
    PACT: pact_flaws,
    IDTA: idta_flaws,
    COMPONENT: component_flaws,
    CATENAX: footprint_flaws,
    ARTICLE_7: article_7_flaws,
}
SCHEMA_RULE, OWN_RULE, IDENTIFIER_RULE, SENTINEL_RULE = "PAY-01", "PAY-02", "PAY-03", "PAY-04"
PRIVATE_RULE, VERIFICATION_RULE, RESULT_RULE = "PAY-05", "PAY-06", "PAY-07"
_RULES = {
    **dict.fromkeys((*IDENTIFIERS, "business partner", "placeholder id"), IDENTIFIER_RULE),
    **dict.fromkeys(("empty", "sentinel", "null"), SENTINEL_RULE),
    "private": PRIVATE_RULE,
    "attestation": VERIFICATION_RULE,
}
# Where a payload claims that somebody has verified it.
CLAIMS: Mapping[str, tuple[str, ...]] = {PACT: ("pcf.verification",), CATENAX: (ATTESTATION, f"{METHOD}.{SHARES}")}
_WORDS = (
    "- -- --- . ? ?? / \\ n/a n.a. na nan none null nil nothing tbd tbc todo undefined unknown xxx xx empty missing "
    "not_available not-available not_applicable placeholder dummy test 无 未知 待定 暂无 不详 不适用 空 待补"
)
_NOTHING = frozenset(_WORDS.split())
_PLACEHOLDER_IDS = re.compile("|".join(re.escape(one) for one in PLACEHOLDERS.values() if one != "placeholder"))
_SENTINEL_WORDS = frozenset(value for _, _, value in SENTINELS if isinstance(value, str))


class FormError(LcaModelsError, ValueError):
    """A document is of a form that is known; the message names those."""


@dataclass(frozen=True)
class PayloadProblem:
    """What is wrong with one field of a payload."""

    path: str  # pcf.dqi.temporalDQR; empty for the document itself
    rule: str  # PAY-02
    check: str  # what of the rule: period, sum of parts, unknown key …
    english: str
    chinese: str

    @property
    def words(self) -> str:
        """What is wrong, in the language in use."""
        return in_language(self.english, self.chinese)


def check_payload(
    form: str, document: object, *, private: Collection[str] = (), is_attested: bool = False, is_draft: bool = False
) -> tuple[PayloadProblem, ...]:
    """Every problem of a document of a form, in the order of the document; none for one that keeps every rule.

    `document`: as json gives it, whatever it is. `private`: names and words that no payload tells, such as those of suppliers.
    `is_attested`: whether an opinion on this footprint is closed, so that it may claim a verification. `is_draft`: whether
    placeholders are allowed, as identifiers of a draft. Raises FormError for an unknown form.
    """
    if form not in BEYOND:
        raise FormError(message("there is no form '{form}'; {near}", form=excerpt(form), near=suggestion(form, BEYOND)))

    def found() -> list[Flaw]:
        flaws = [*structure_flaws(form, document)]
        known = {one.path for one in flaws}
        flaws += [
            one for one in BEYOND[form](document) if (one.path, one.check) not in {(f.path, f.check) for f in flaws}
        ]
        flaws += [one for one in _word_flaws(form, document, private, is_draft) if one.path not in known]
        if not is_attested:
            flaws += _claim_flaws(form, document)
        return flaws[:MOST_FLAWS]

    with speaking(ENGLISH):
        english = found()
    with speaking(CHINESE):
        chinese = found()
    return tuple(
        PayloadProblem(
            one.path, SCHEMA_RULE if one.is_schema else _RULES.get(one.check, OWN_RULE), one.check, one.text, zh.text
        )
        for one, zh in zip(english, chinese, strict=True)
    )


def form_of(document: object) -> str:
    """The form that a document is of, by the names it holds; empty where it is none."""
    if not isinstance(document, Mapping):
        return ""
    if "pcfValues" in document:
        return COMPONENT
    if "ProductCarbonFootprints" in document:
        return IDTA
    if "scopeOfPcfForm" in document or "productLifeCycleStagesAndEmissions" in document:
        return CATENAX
    if document.get("form") == ARTICLE_7 or "carbon_footprint" in document:
        return ARTICLE_7
    return PACT if "pcf" in document else ""


def documents_in(tree: object) -> list[Any]:
    """The documents of a file: itself, those of a list, or what an answer of PACT carries."""
    if isinstance(tree, Mapping) and not form_of(tree):
        inside = tree.get("data")
        inside = inside.get("pfs") if isinstance(inside, Mapping) and "pfs" in inside else inside
        if isinstance(inside, list) and inside:
            return list(inside)
        return [inside] if isinstance(inside, Mapping) else [tree]
    return list(tree) if isinstance(tree, list) and tree else [tree]


def _word_flaws(form: str, document: object, private: Collection[str], is_draft: bool) -> Iterator[Flaw]:
    """Texts that say nothing, sentinels in the wrong place, placeholders, and what nobody outside should read."""
    hidden = [one for one in private if len(one.strip()) > 2]
    for path, value in leaves(document):
        if not isinstance(value, str):
            continue
        plain = re.sub(r"\[[0-9]+\]", "[]", path)
        sentinel = sentinel_of(form, path)
        if (form, plain) in ONLY and value != sentinel:
            text = message("is '{value}', and no class exists yet; write {sentinel}", value=excerpt(value),
                           sentinel=sentinel or message("nothing"))  # fmt: skip
            yield Flaw(path, "sentinel", text)
        elif value != sentinel and _says_nothing(value) and not (is_draft and value == PLACEHOLDERS["company"]):
            text = message(
                "is '{value}', a word for nothing; leave the field out, or give what it asks for", value=excerpt(value)
            )
            yield Flaw(path, "sentinel", text)
        elif not is_draft and _PLACEHOLDER_IDS.search(value):
            yield Flaw(path, "placeholder id", message("'{value}' is a placeholder of a draft", value=excerpt(value)))
        for name in hidden:
            if name.casefold() in value.casefold():
                yield Flaw(path, "private", message("tells '{name}', which stays inside", name=excerpt(name)))


def _says_nothing(value: str) -> bool:
    return value.strip().casefold() in _NOTHING or value in _SENTINEL_WORDS


def _claim_flaws(form: str, document: object) -> Iterator[Flaw]:
    for path in CLAIMS.get(form, ()):
        if at(document, path) not in (None, []):
            yield Flaw(path, "attestation", message("claims a verification, and no closed opinion stands behind it"))
