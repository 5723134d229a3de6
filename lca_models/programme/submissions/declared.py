"""What a bundle says of itself, which a registry keeps in its tables; nothing of it is believed before it is checked."""

from __future__ import annotations

import calendar
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.roles.access import class_of_member
from lca_models.reporting.declaration.archive import ArchiveError, read_archive
from lca_models.reporting.declaration.bundle import DECLARATION, MANIFEST, SHEET, VERSIONS, Bundle
from lca_models.scope.wording.messages import bilingual

_SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class Member:
    """A file of a bundle."""

    path: str
    sha256: str
    bytes: int
    confidentiality: str  # class of access: public, business or secret


@dataclass(frozen=True)
class DeclaredBundle:
    """What of a bundle stands in the tables. Days as text, 2025-12-31."""

    manifest: str  # SHA-256 of the manifest, by which the bundle goes
    period_start: str
    period_end: str
    rules: str
    tables: str  # hash of the inventories that it was calculated with
    model: str
    chemistry: str
    rated_kwh: str
    is_made_up: bool  # an example or a synthetic one, no declaration
    certificates: tuple[tuple[str, str, str], ...]  # first serial, last serial, month
    members: tuple[Member, ...]


def declared_bundle(content: bytes) -> DeclaredBundle:
    """What a bundle says of itself. `content`: of the file.

    Raises InvalidError with everything that a registry needs and does not find: an archive that can be read, and the period,
    rules and product of the declaration.
    """
    try:
        bundle = Bundle(read_archive(content))
    except ArchiveError as error:
        raise InvalidError(
            Problem("bundle", *bilingual("is no bundle of a declaration ({reason})", reason=str(error)))
        ) from None
    problems: list[Problem] = []
    declaration, versions = (_object(bundle, name, problems) for name in (DECLARATION, VERSIONS))
    if MANIFEST not in bundle.members:
        problems.append(Problem(MANIFEST, *bilingual("is missing in the bundle")))
    start, end = _period(declaration, problems)
    rules = _text(declaration, "rules", "id", problems)
    tables = _text({"versions": versions} if versions else {}, "versions", "tables", problems, VERSIONS)
    named = {name: _text(declaration, "product", name, problems) for name in ("model", "chemistry", "rated_energy_kwh")}
    if problems:
        raise InvalidError(*problems)
    return DeclaredBundle(
        sha256(bundle.members[MANIFEST]).hexdigest(), start, end, rules, tables,
        named["model"], named["chemistry"], named["rated_energy_kwh"],
        bool(declaration.get("example") or declaration.get(_SYNTHETIC)),
        _certificates(bundle),
        tuple(
            Member(path, sha256(held).hexdigest(), len(held), class_of_member(path))
            for path, held in sorted(bundle.members.items())
        ),
    )  # fmt: skip


def _object(bundle: Bundle, member: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        found = bundle.json(member)
    except (KeyError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        problems.append(Problem(member, *bilingual("is missing in the bundle, or is no JSON object")))
        return {}
    return found


def _text(document: dict[str, Any], part: str, name: str, problems: list[Problem], member: str = DECLARATION) -> str:
    """A value of a part of a document as text; a problem where there is none."""
    inside = document.get(part)
    value = inside.get(name) if isinstance(inside, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        if document:
            problems.append(Problem(member, *bilingual("does not say {part}: {name}", part=part, name=name)))
        return ""
    return str(value)


def _period(declaration: dict[str, Any], problems: list[Problem]) -> tuple[str, str]:
    """The first and the last day of the period."""
    period = declaration.get("period")
    try:
        first, months = str(period["first_month"]), int(period["months"])  # type: ignore[index]
        year, month = (int(part) for part in first.split("-"))
        if not (1 <= month <= 12 and 1900 <= year <= 9000 and 1 <= months <= 120):
            raise ValueError(first)
    except (KeyError, TypeError, ValueError):
        if declaration:
            problems.append(
                Problem(DECLARATION, *bilingual("does not say the first month and the months of its period"))
            )
        return "", ""
    years, last = divmod(month - 1 + months - 1, 12)
    day = calendar.monthrange(year + years, last + 1)[1]
    return f"{year:04}-{month:02}-01", f"{year + years:04}-{last + 1:02}-{day:02}"


def _certificates(bundle: Bundle) -> tuple[tuple[str, str, str], ...]:
    """Serials of the certificates of the sheet, with their month; none where the sheet cannot be read."""
    try:
        rows = json.loads(bundle.members[SHEET])["certificates"]
        found = {
            (
                str(row["number_first"]),
                str(row.get("number_last") or row["number_first"]),
                str(row.get("generation_month") or ""),
            )
            for row in rows
        }
    except (KeyError, TypeError, ValueError, RecursionError):
        return ()
    return tuple(sorted(found))
