"""Whether a bundle is what was sent: its archive, its manifest, its hashes, what its package asks for (INT)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.formats.reading.marked_json import PackageError
from lca_models.reporting.declaration.archive import ArchiveError, first_difference, read_archive
from lca_models.reporting.declaration.bundle import DATABASES, MANIFEST, MANIFEST_HASH
from lca_models.reporting.declaration.manifest import changed, unlisted
from lca_models.reporting.verification.finding import NotApplicableError, Seen, Words
from lca_models.reporting.verification.package.reading import read_package
from lca_models.reporting.verification.received import Received
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual, speaking

STRUCTURE = "INT-04"  # judged before there are members
ARCHIVE = "archive"
MOST = 20  # names that a finding lists


@dataclass(frozen=True)
class Arrival:
    """A bundle as it arrived, with the hash that it was named by elsewhere."""

    received: Received
    named_hash: str = ""  # on the command line or in the findings file; empty where nobody named one
    is_fast: bool = False  # without reading the package of databases


def look_at_members(one: Arrival) -> Iterator[Seen]:
    """INT-01: manifest and archive name the same members."""
    members = one.received.bundle.members
    missing = [name for name in (MANIFEST, MANIFEST_HASH) if name not in members]
    try:
        names = (*missing, *unlisted(members))
    except ValueError:  # a manifest that is none names nothing
        names = (*missing, *([] if MANIFEST in missing else [MANIFEST]))
    if names:
        shown = [*names[:MOST], *(["…"] if len(names) > MOST else [])]
        yield Seen(MANIFEST, {"n": len(names), "names": shown}, member=MANIFEST)


def look_at_hashes(one: Arrival) -> Iterator[Seen]:
    """INT-02: every member is what the manifest says, and the manifest is what its hash says."""
    try:
        found = changed(one.received.bundle.members)
    except (ValueError, KeyError):
        raise NotApplicableError(Words(*bilingual("there is no manifest to compare with"))) from None
    for name in found:
        yield Seen(name, {"member": name}, member=name)


def look_at_bytes(one: Arrival) -> Iterator[Seen]:
    """INT-03: the archive is the one that its members make."""
    offset = first_difference(one.received.content, one.received.bundle.members)
    if offset is not None:
        yield Seen(ARCHIVE, {"offset": offset}, member=ARCHIVE)


def look_at_classes(one: Arrival) -> Iterator[Seen]:
    """INT-05: the package of databases asks for no other classes than those of a database and an impact category."""
    members = one.received.bundle.members
    if one.is_fast:
        raise NotApplicableError(Words(*bilingual("left out by --fast")))
    if DATABASES not in members:
        raise NotApplicableError(Words(*bilingual("the bundle holds no {member}", member=DATABASES)))
    try:
        read_package(members[DATABASES])
    except PackageError as error:
        if error.asks_for:
            yield Seen(DATABASES, {"member": DATABASES, "class": error.asks_for}, member=DATABASES)


def look_at_name(one: Arrival) -> Iterator[Seen]:
    """INT-06: the bundle is the one that was named elsewhere."""
    if not one.named_hash:
        raise NotApplicableError(
            Words(*bilingual("no hash was given: whole it is, and nobody says where it comes from; give --hash"))
        )
    if one.received.hash != one.named_hash.strip().lower():
        yield Seen(MANIFEST, {}, member=MANIFEST)


def refusal(content: bytes, name: str) -> Seen | None:
    """INT-04: why an archive is not read at all; None where it is."""
    said = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            try:
                read_archive(content)
                return None
            except ArchiveError as error:
                said.append(" ".join(str(error).split()))
    return Seen(name, {"reason": Words(*said), "member": name}, member=ARCHIVE)


INTEGRITY: Mapping[str, Callable[[Arrival], Iterator[Seen]]] = {
    "INT-01": look_at_members,
    "INT-02": look_at_hashes,
    "INT-03": look_at_bytes,
    "INT-05": look_at_classes,
    "INT-06": look_at_name,
}
