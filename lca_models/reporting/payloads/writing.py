"""A result as the file that a buyer's system takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.interpretation.evidence.data_quality import result_rating
from lca_models.interpretation.evidence.own_data import own_data
from lca_models.inventory.files.commit import write_files
from lca_models.reporting.payloads.catenax_document import catenax_document
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.identifiers import identifiers_of
from lca_models.reporting.payloads.pact_document import pact_document
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

PACT, CATENAX = "pact", "catenax-supplier"
FORMS: Mapping[str, Callable[..., dict[str, Any]]] = {PACT: pact_document, CATENAX: catenax_document}
DRAFT = ".draft"


def export_document(
    result: Footprint,
    form: str,
    created: datetime,
    *,
    ids: Iterable[str] = (),
    placeholders: bool = False,
) -> dict[str, Any]:
    """A result in one of FORMS: value, stages and metals, and nothing of the recipe.

    `created`: with its zone. `ids`: NAME=VALUE. Raises ExportError for an unknown form, and for what the form asks for and
    nobody has said.
    """
    if form not in FORMS:
        raise ExportError(message("there is no form '{form}'; {near}", form=form, near=suggestion(form, FORMS)))
    named = identifiers_of(result, ids, placeholders)
    own = own_data(result.assessment)
    share = own.primary_share_to_gate if form == PACT else own.primary_share
    return FORMS[form](Shown(result), named, result_rating(result.assessment), created, share)


def write_export(document: Mapping[str, Any], path: Path, is_draft: bool = False) -> Path:
    """Write a document, whole or not at all; a draft says so in the name of its file. The path that was written.

    Raises OSError where it cannot be written.
    """
    name = path.name
    if is_draft and not path.stem.endswith(DRAFT):
        name = f"{path.stem}{DRAFT}{path.suffix or '.json'}"
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    write_files(path.parent, {name: text.encode()})
    return path.parent / name
