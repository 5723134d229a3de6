"""Every member of a bundle, and the archive of them.

A room writes its members from the one declaration, in English where a member has no language of its own; none of them reads a
clock. So the same declaration gives the same bytes, but for the members that are named as not reproducible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lca_models.reporting.declaration import payload_members as payloads
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import NOT_REPRODUCIBLE
from lca_models.reporting.declaration.calculation import members as calculation
from lca_models.reporting.declaration.conformity import members as conformity
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.document import members as document
from lca_models.reporting.declaration.listing import members as listing
from lca_models.reporting.declaration.manifest import with_manifest
from lca_models.reporting.declaration.results import members as results
from lca_models.reporting.declaration.statement import members as statement
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

Members = dict[str, bytes]
PDF = "pdf"  # what takes LibreOffice, and differs each time
# What writes members, by what is told of it meanwhile; each room knows nothing of the others.
ROOMS: Mapping[str, Callable[[Declared], Members]] = {
    "results": results.members,
    "declaration": statement.members,
    "inventory": listing.members,
    "workbook": calculation.members,
    "conformity": conformity.members,
    "payloads": payloads.members,
    "report": document.members,
    PDF: document.pdf_members,
}


def bundle_members(
    declared: Declared, *, pdfs: bool = True, progress: Callable[[str, int, int], None] | None = None
) -> Members:
    """Every member of the bundle of a declaration by name, the manifest and its hash included.

    `pdfs`: with those that differ each time. `progress`: told what is being written, how many parts are done, and of how
    many. Raises what the rooms raise; ValueError where two of them write one name.
    """
    found: Members = {}
    rooms = {what: write for what, write in ROOMS.items() if pdfs or what != PDF}
    for done, (what, write) in enumerate(rooms.items()):
        if progress is not None:
            progress(what, done, len(rooms))
        with speaking(ENGLISH):
            made = write(declared)
        for name, content in made.items():
            if found.setdefault(name, content) != content:
                raise ValueError(f"two rooms write {name}")
    if progress is not None:
        progress("archive", len(rooms), len(rooms))
    kept = {name: found[name] for name in sorted(found) if pdfs or name not in NOT_REPRODUCIBLE}
    return with_manifest(kept)


def bundle_bytes(
    declared: Declared, *, pdfs: bool = True, progress: Callable[[str, int, int], None] | None = None
) -> bytes:
    """The bundle of a declaration. Raises as `bundle_members` does, and ArchiveError for names that no archive may have."""
    return archive_bytes(bundle_members(declared, pdfs=pdfs, progress=progress))
