"""What is written where a form asks for what does not exist yet: one documented value for each field, and why.

An optional field without a value is absent. A required one holds its sentinel; any other word for "nothing" is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message, speaking

NOT_DEFINED, NOT_ISSUED, NOT_PUBLISHED, NOT_ASSIGNED = "not-defined", "not-issued", "not-published", "not-assigned"
NOT_APPLICABLE = "not applicable"
_BALANCE = "pcfAssessmentAndMethodology[].pcfMethodology[].massBalancingInformation[]"
# Form, field, value: lists stand for "nothing in it".
SENTINELS: tuple[tuple[str, str, Any], ...] = (
    ("idta", "ProductCarbonFootprints[].PerformanceClass", NOT_DEFINED),
    ("idta", "ProductCarbonFootprints[].WebLinkToPublicCarbonFootprintStudy", []),
    ("catenax-supplier", "customerPartId", NOT_ASSIGNED),
    ("catenax-supplier", "contentC02Metals", []),
    ("catenax", f"{_BALANCE}.freeAttributionInMassBalancing", NOT_APPLICABLE),
    ("catenax", f"{_BALANCE}.massBalancingCertificateScheme", NOT_APPLICABLE),
    ("eu-article-7", "eu_doc_id", NOT_ISSUED),
    ("eu-article-7", "study_url", NOT_PUBLISHED),
    ("eu-article-7", "performance_class", NOT_DEFINED),
)
ONLY = {
    ("idta", "ProductCarbonFootprints[].PerformanceClass"),
    ("eu-article-7", "performance_class"),
    ("catenax-supplier", "pcfValues.pcfPerformanceClass"),
}  # no class exists, so that nothing but the sentinel can stand there
_PLACE = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True)
class SentinelRow:
    """A field of a payload that holds a sentinel."""

    form: str
    path: str  # ProductCarbonFootprints[0].PerformanceClass
    value: str
    english: str  # why
    chinese: str


def sentinel_of(form: str, path: str) -> Any:
    """The documented value of a field; None where it has none. `path`: with or without places in lists."""
    plain = _PLACE.sub("[]", path)
    return next((value for one, field, value in SENTINELS if (one, field) == (form, plain)), None)


def sentinel_rows(documents: Mapping[str, Any]) -> tuple[SentinelRow, ...]:
    """The sentinels that stand in payloads, by form and field. `documents`: by name of form."""
    found = []
    for form in sorted(documents):
        for path, value in leaves(documents[form]):
            if (sentinel := sentinel_of(form, path)) is not None and sentinel == value:
                with speaking(ENGLISH):
                    english = _reason(path)
                with speaking(CHINESE):
                    chinese = _reason(path)
                found.append(SentinelRow(form, path, "[]" if value == [] else str(value), english, chinese))
    return tuple(found)


def leaves(document: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that holds no other, with its path; an empty list is one. Depth is that of the document."""
    pending: list[tuple[str, Any]] = [(path, document)]
    while pending:
        place, value = pending.pop()
        if isinstance(value, Mapping) and value:
            inside = [(f"{place}.{key}" if place else str(key), one) for key, one in value.items()]
            pending += reversed(inside)
        elif isinstance(value, list) and value:
            pending += reversed([(f"{place}[{at}]", one) for at, one in enumerate(value)])
        else:
            yield place, value


def _reason(path: str) -> str:
    name = path.rpartition(".")[2]
    if name in ("PerformanceClass", "performance_class"):
        return message("the act on performance classes does not apply yet, so no class exists")
    if name == "WebLinkToPublicCarbonFootprintStudy":
        return message("no public version of the study is named")
    if name == "customerPartId":
        return message("the buyer's number of the part was not given")
    if name == "contentC02Metals":
        return message("no metal of known content is in the product")
    if name == "eu_doc_id":
        return message("no EU declaration of conformity was issued")
    if name == "study_url":
        return message("no public version of the study has an address yet")
    return message("no mass balance is used")
