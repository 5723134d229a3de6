"""A result as the file that a buyer's system takes, in one of five forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.interpretation.evidence.data_quality import Rating, result_rating
from lca_models.interpretation.evidence.own_data import OwnData, own_data
from lca_models.inventory.files.commit import write_files
from lca_models.reporting.payloads.article_7_document import article_7_document
from lca_models.reporting.payloads.attestation import Attestation, attested
from lca_models.reporting.payloads.catenax_document import catenax_document
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.identifiers import Identifiers, identifiers_of
from lca_models.reporting.payloads.idta_document import idta_document
from lca_models.reporting.payloads.pact_document import pact_document
from lca_models.reporting.payloads.pcf_document import pcf_document
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

PACT, IDTA, COMPONENT, CATENAX, ARTICLE_7 = "pact", "idta", "catenax-supplier", "catenax", "eu-article-7"
ALIASES: Mapping[str, str] = {"idta-02035-3": IDTA, "catenax-pcf": CATENAX, "article-7": ARTICLE_7}
DRAFT, EXAMPLE = ".draft", ".example"


@dataclass(frozen=True)
class Material:
    """What the documents of one result are made of; its figures are worked out once for all forms."""

    shown: Shown
    named: Identifiers
    rating: Rating
    own: OwnData
    created: datetime  # with its zone

    def document(self, form: str, attestation: Attestation | None = None) -> dict[str, Any]:
        """The document of a form. Raises ExportError for an unknown form, and for what it asks for and nobody has said."""
        return attested(form, FORMS[form_named(form)](self), attestation)


FORMS: Mapping[str, Callable[[Material], dict[str, Any]]] = {
    PACT: lambda one: pact_document(one.shown, one.named, one.rating, one.created, one.own.primary_share_to_gate),
    IDTA: lambda one: idta_document(one.shown),
    COMPONENT: lambda one: catenax_document(one.shown, one.named, one.rating, one.created, one.own.primary_share),
    CATENAX: lambda one: pcf_document(one.shown, one.named, one.rating, one.created, one.own.primary_share_to_gate),
    ARTICLE_7: lambda one: article_7_document(one.shown, one.named, one.created),
}


def form_named(name: str, beside: Iterable[str] = ()) -> str:
    """A form by its name or another that it has; `beside`: what else may have been meant.

    Raises ExportError with the nearest for an unknown one.
    """
    found = ALIASES.get(name, name)
    if found not in FORMS:
        raise ExportError(
            message(
                "there is no form '{form}'; {near}",
                form=excerpt(name),
                near=suggestion(name, [*FORMS, *ALIASES, *beside], listed=[*FORMS, *beside]),
            )
        )
    return found


def material_of(
    result: Footprint, created: datetime, *, ids: Iterable[str] = (), placeholders: bool = False, status: str = ""
) -> Material:
    """What the documents of a result are made of.

    `created`: with its zone. `ids`: NAME=VALUE. `status`: name, date and status of the rule set. Raises ExportError for a
    result that is no pack's, in another impact category, and with every id that is none.
    """
    shown = Shown(result, status=status)
    named = identifiers_of(result, ids, placeholders)
    return Material(shown, named, result_rating(result.assessment), own_data(result.assessment), created)


def export_document(
    result: Footprint,
    form: str,
    created: datetime,
    *,
    ids: Iterable[str] = (),
    placeholders: bool = False,
    status: str = "",
    attestation: Attestation | None = None,
) -> dict[str, Any]:
    """A result in one of FORMS: value, stages and metals, and nothing of the recipe.

    `created`: with its zone. `ids`: NAME=VALUE. `status`: of the rule set. `attestation`: of a closed opinion. Raises
    ExportError for an unknown form, and for what the form asks for and nobody has said.
    """
    form = form_named(form)
    return material_of(result, created, ids=ids, placeholders=placeholders, status=status).document(form, attestation)


def payload_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as a file: UTF-8, one field a line, in the order of the form, and a line end."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def write_export(document: Mapping[str, Any], path: Path, is_draft: bool = False, is_example: bool = False) -> Path:
    """Write a document, whole or not at all; a draft and an example say so in the name of its file. The path written.

    Raises OSError where it cannot be written.
    """
    mark = DRAFT if is_draft else EXAMPLE if is_example else ""
    name = path.name
    if mark and not path.stem.endswith(mark):
        name = f"{path.stem}{mark}{path.suffix or '.json'}"
    write_files(path.parent, {name: payload_bytes(document)})
    return path.parent / name
