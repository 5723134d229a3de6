"""Tables that arrive as an archive: nothing of it is believed before the kit's own reader and every check have looked at it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.tables.reading import InventoryError
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.releases.keeping import unpacked
from lca_models.programme.releases.proposing import Proposed, must_propose, propose_release, revise_release
from lca_models.reporting.declaration.archive import ArchiveError, read_archive
from lca_models.reporting.verification.received import workplace
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import bilingual, speaking

if TYPE_CHECKING:
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.roles.access import Actor

FOLDER = "inventories/"  # that the tables may lie in
ARCHIVE = "archive"


def propose_archive(
    registry: Registry, actor: Actor, content: bytes, *, sha256: str = "", parent: str = "", revises: str = ""
) -> Proposed:
    """Propose the tables of an archive after `parent`, or put them in place of those of one's own proposal `revises`.

    `content`: a plain zip of the folder of tables; `sha256`: what it must be. Raises InvalidError with what is wrong with the
    archive or, line by line, with its tables; else as `propose_release` and `revise_release` do.
    """
    must_propose(actor)
    files = tables_of_archive(content, sha256)
    with workplace(registry.store) as work:
        folder = unpacked(files, work / "tables")
        try:
            if revises:
                return revise_release(registry, actor, folder, revises)
            return propose_release(registry, actor, folder, parent)
        except InventoryError:
            raise InvalidError(*_breaches(folder)) from None


def tables_of_archive(content: bytes, sha256: str = "") -> Mapping[str, bytes]:
    """The files of an archive by their path below the folder of tables. Raises InvalidError with the member that is refused."""
    found = hashlib.sha256(content).hexdigest()
    if sha256 and not hmac.compare_digest(sha256.lower(), found):
        raise InvalidError(Problem("sha256", *bilingual(
            "the file that arrived has {found}, not {sha256}; send it again", found=found, sha256=sha256.lower()
        )))  # fmt: skip
    said = []
    for language in LANGUAGES:
        with speaking(language):
            try:
                members = read_archive(content)
            except ArchiveError as error:
                said.append(str(error))
    if said:
        raise InvalidError(Problem(ARCHIVE, *said))
    lies_below = bool(members) and all(name.startswith(FOLDER) for name in members)
    return {name.removeprefix(FOLDER) if lies_below else name: held for name, held in members.items()}


def _breaches(folder: Path) -> list[Problem]:
    """What is wrong with tables, a problem a line, in both languages: they are checked once more in each."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            try:
                load_inventories(folder)
            except InventoryError as error:
                said.append(str(error).splitlines())
    return [Problem("tables", *both) for both in zip(*said, strict=True)]
