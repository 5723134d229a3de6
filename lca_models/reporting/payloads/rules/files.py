"""A payload in a file, whoever wrote it: read as footprint files are, its form told from its fields or named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.activity.suppliers.payloads.json_text import check_size, read_json
from lca_models.reporting.payloads.attestation import Attestation, is_backed
from lca_models.reporting.payloads.rules.checking import (
    BEYOND,
    FormError,
    PayloadProblem,
    check_payload,
    documents_in,
    form_of,
)
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

DRAFT = ".draft"
MOST_DOCUMENTS = 1_000


@dataclass(frozen=True)
class CheckedDocument:
    """One document of a file, and what is wrong with it."""

    place: str  # [2] in a file of several; empty where it is alone
    form: str
    problems: tuple[PayloadProblem, ...]


def check_file(path: Path, form: str = "", attestation: Attestation | None = None) -> tuple[CheckedDocument, ...]:
    """Every document of a file with every problem. A file that ends with .draft.json may hold placeholders.

    `form`: of the documents; told from their fields where it is empty. `attestation`: the opinion that stands behind what they
    tell of a verification. Raises OSError for a file that cannot be read, PayloadError for what is no JSON, FormError for an
    unknown form or a file whose form nobody can tell.
    """
    check_size(path.stat().st_size, path.name)
    found = documents_in(read_json(path.read_bytes(), path.name))
    if len(found) > MOST_DOCUMENTS:
        text = message("{name}: holds {count:,} documents; give at most {most:,}", name=path.name, count=len(found),
                       most=MOST_DOCUMENTS)  # fmt: skip
        raise FormError(text)
    checked = []
    for at, document in enumerate(found):
        own = form or form_of(document)
        if not own:
            text = message("{name}: is of no form that is known here; name it with --as: {forms}", name=excerpt(path.name),
                           forms=enumerated(BEYOND))  # fmt: skip
            raise FormError(text)
        place = f"[{at}]" if len(found) > 1 else ""
        is_attested = (
            attestation is not None and isinstance(document, Mapping) and is_backed(own, document, attestation)
        )
        problems = check_payload(own, document, is_draft=path.stem.endswith(DRAFT), is_attested=is_attested)
        checked.append(CheckedDocument(place, own, problems))
    return tuple(checked)


def check_lines(path: Path, form: str = "", attestation: Attestation | None = None) -> tuple[list[str], int]:
    """What `check_file` finds, a line for each problem or one for each document without any, and how many problems there are.

    `form`: of the documents; told from their fields where it is empty. `attestation`: the opinion behind them. Raises what
    `check_file` raises.
    """
    checked, name = check_file(path, form, attestation), path.name
    lines = [
        ": ".join(filter(None, (name, f"{one.place}{problem.path}", f"{problem.rule}, {problem.words}")))
        for one in checked
        for problem in one.problems
    ]
    if lines:
        return lines, len(lines)
    return [
        message("{name}: keeps every rule of the form {form}", name=f"{name}{one.place}", form=one.form)
        for one in checked
    ], 0
