"""The register of evidence: which documents values rest on, whether their files are still what they were, and what has none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import Findings, listed
from lca_models.inventory.activity.sheet.fields import find_column, find_field, materials_of
from lca_models.inventory.system.pack import CALCULATED, INVOICE, METER, SUPPLIER
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from pydantic import BaseModel

    from lca_models.inventory.activity.sheet.models import DataSheet, EvidenceLine, Value

LARGEST = 2**30  # bytes of a file that is hashed
MEASURED = (METER, INVOICE, CALCULATED)
RECYCLED = ("recycled_pre", "recycled_post")
_SHA = re.compile(r"[0-9a-f]{64}")
_BETWEEN = re.compile(r"[\s,;，；、]+")


@dataclass(frozen=True)
class GivenValue:
    """A number of a sheet, with what its row says about it."""

    sheet: str
    key: str  # of its row: of a field or a material, the id of a meter, the number of another row
    column: str  # of its cell; empty where the row holds one value
    value: Value
    source_kind: str  # empty where nobody says
    evidence: tuple[str, ...]  # ids of documents

    @property
    def label(self) -> str:
        """What it is, for people."""
        known = find_field(self.sheet, self.key) or materials_of(self.sheet).get(self.key)
        row = known.label if known is not None else excerpt(self.key)
        column = find_column(self.sheet, self.column) if self.column else None
        return f"{row}, {column.label}" if column is not None else row

    @property
    def needs_proof(self) -> bool:
        """Whether it stands only with a document: what recyclers reach and recycled content (V39)."""
        return self.column in RECYCLED or (
            self.sheet == "end_of_life" and (self.key == "collection_rate" or self.key.startswith("recovery_"))
        )


def values_of(sheet: DataSheet) -> Iterator[GivenValue]:
    """Every number of a sheet, in the order of its sheets; months of a meter one by one."""
    for name in ("product", "cycle_test", "plant", "end_of_life"):
        for key, column, value in _numbers(getattr(sheet, name)):
            key = f"recovery_{column}" if key == "recovery" else key
            yield _given(name, key, "", value)
    for name in ("cell_materials", "pack_parts"):
        for row in getattr(sheet, name):
            for column, _, value in _numbers(row):
                yield _given(name, row.key, "" if column == "value" else column.rstrip("_"), value)
    for name in ("meters", "output", "allocation", "transport", "certificates", "suppliers"):
        for number, row in enumerate(getattr(sheet, name), start=1):
            key = next((str(one) for one in (getattr(row, id_, "") for id_ in _IDS) if one), str(number))
            kind, evidence = getattr(row, "source_kind", None), getattr(row, "evidence_id", None)
            for column, inner, value in _numbers(row):
                yield _given(name, key, inner or column, value, kind, evidence)


_IDS = ("id", "product_id", "allocation_id", "supplier_id")


def _numbers(part: BaseModel) -> Iterator[tuple[str, str, Value]]:
    """Numbers of a part of a sheet: field, name inside a mapping or another part, value."""
    from lca_models.inventory.activity.sheet.models import Judged, Value

    for name in type(part).model_fields:
        found = getattr(part, name)
        if isinstance(found, Value):
            yield name, "", found
        elif isinstance(found, Judged):
            yield from ((name, inner or column, value) for column, inner, value in _numbers(found))
        elif isinstance(found, tuple):
            yield from ((name, "", one) for one in found if isinstance(one, Value))
        elif isinstance(found, Mapping):
            for inner, one in found.items():
                if isinstance(one, Value):
                    yield name, inner, one
                elif isinstance(one, Judged):
                    yield from ((name, f"{inner}_{column}", value) for column, _, value in _numbers(one))


def _given(
    sheet: str, key: str, column: str, value: Value, kind: str | None = None, ids: str | None = None
) -> GivenValue:
    evidence = tuple(filter(None, _BETWEEN.split(value.evidence_id or ids or "")))
    return GivenValue(sheet, key, column, value, value.source_kind or kind or "", evidence)


def document_words(line: EvidenceLine) -> str:
    """A document as a source is cited: name, issuer, page, period."""
    page = message("page {page}", page=line.page) if line.page and line.page.isdigit() else line.page
    parts = (line.document or line.evidence_id, line.issuer, page, line.period)
    return ", ".join(one for one in parts if one)


def documents_of(sheet: DataSheet) -> dict[str, str]:
    """Documents of the register as they are cited, by id."""
    return {line.evidence_id: document_words(line) for line in sheet.evidence}


def resting_on(values: Iterable[GivenValue]) -> dict[str, tuple[GivenValue, ...]]:
    """Values by the document that they rest on; those without one under an empty id."""
    found: dict[str, list[GivenValue]] = {}
    for one in values:
        for name in one.evidence or ("",):
            found.setdefault(name, []).append(one)
    return {name: tuple(rows) for name, rows in found.items()}


def check_evidence(sheet: DataSheet, findings: Findings) -> frozenset[str]:
    """What is wrong with the register and what lacks a document is added; the places of values that do not stand without.

    Rates of recycling and recycled content without a document do not count: the default stays. Of rates, whoever reads them
    says so with the default.
    """
    values = tuple(values_of(sheet))
    known = {line.evidence_id for line in sheet.evidence}
    _check_register(sheet, findings)
    lacking: dict[str, list[GivenValue]] = {}
    for one in values:
        for name in one.evidence:
            if name not in known:
                lacking.setdefault(name, []).append(one)
    for name, rows in lacking.items():
        words = message("There is no document '{x}' in the sheet evidence (used for {labels}); {near}", x=excerpt(name),
                        labels=_labels(rows), near=suggestion(name, known))  # fmt: skip
        findings.error(rows[0].value.place, words)
    unproven = [one for one in values if not one.evidence]
    groups = (
        ([one for one in unproven if one.column in RECYCLED], message("it is not counted")),
        (
            [one for one in unproven if one.source_kind == CALCULATED and not one.needs_proof],
            message("it does not count as primary data"),
        ),
        (
            [one for one in unproven if one.source_kind in (METER, INVOICE, SUPPLIER) and not one.needs_proof],
            message("nobody can verify it, and a declaration needs it"),
        ),
    )
    for rows, consequence in groups:
        if rows:
            words = message("No evidence for {label}; {consequence}.", label=_labels(rows), consequence=consequence)
            findings.warn(rows[0].value.place, words, "V39")
    return frozenset(one.value.place for one in unproven if one.needs_proof)


def _labels(rows: Iterable[GivenValue]) -> str:
    """Names of values, each once; of a meter its id."""
    return listed(dict.fromkeys(excerpt(one.key) if one.sheet == "meters" else one.label for one in rows))


def _check_register(sheet: DataSheet, findings: Findings) -> None:
    first: dict[str, EvidenceLine] = {}
    for line in sheet.evidence:
        if line.evidence_id in first:
            words = message("Document {id} stands here and in {place}; give each its own id",
                            id=excerpt(line.evidence_id), place=first[line.evidence_id].place)  # fmt: skip
            findings.error(line.where("evidence_id"), words)
        first.setdefault(line.evidence_id, line)
        _check_file(sheet.file.parent, line, findings)


def _check_file(folder: Path, line: EvidenceLine, findings: Findings) -> None:
    """A file that a document names: beside the sheet, and what it was when its hash was written down."""
    said = (line.sha256 or "").strip().lower().removeprefix("sha256:")
    if said and not _SHA.fullmatch(said):
        findings.error(
            line.where("sha256"), message("'{x}' is no SHA-256; it has 64 signs, 0-9 and a-f", x=excerpt(said))
        )
        return
    if not line.file:
        return
    place, name = line.where("file"), excerpt(line.file)
    try:
        path = file_beside(folder, line.file)
        if path is None:
            words = message("{file} is not below the folder of the sheet and was not read.", file=name)
        elif not path.is_file():
            words = message(
                "{file} is not in the folder of the sheet, so nobody knows that it is unchanged.", file=name
            )
        elif path.stat().st_size > LARGEST:
            words = message("{file} is larger than 1 GiB and was not read.", file=name)
        else:
            _compare_hash(hash_of_file(path), said, name, place, findings)
            return
    except OSError as error:
        words = message("{file} cannot be read: {error}", file=name, error=error.strerror)
    findings.warn(place, words)


def _compare_hash(found: str, said: str, name: str, place: str, findings: Findings) -> None:
    if said and said != found:
        findings.error(place, message("{file} does not match its hash.", file=name), "V43")
    elif not said:
        findings.note(place, message("{file} has the SHA-256 {sha}; write it down", file=name, sha=found))


def file_beside(folder: Path, name: str) -> Path | None:
    """The path of a file that a sheet names, below the folder of the sheet; None for one that leads out of it."""
    parts = PureWindowsPath(name) if "\\" in name else PurePosixPath(name)
    if not name.isprintable() or parts.is_absolute() or PureWindowsPath(name).drive or ".." in parts.parts:
        return None
    path = folder.joinpath(*parts.parts)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name that no file can have, and links in a circle
        return None
    return path if inside else None


def hash_of_file(path: Path) -> str:
    """SHA-256 of a file in hexadecimal; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
