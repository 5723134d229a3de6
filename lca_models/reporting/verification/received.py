"""A bundle as it came: bytes that nobody vouches for; and the same declared again from the data sheet inside."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from lca_models.impact.study import Study
from lca_models.inventory.files.commit import fill_work_folder, make_folder
from lca_models.inventory.files.leftovers import work_folder
from lca_models.inventory.files.manifest import is_inside
from lca_models.reporting.declaration.archive import read_archive, read_archive_file
from lca_models.reporting.declaration.bundle import (
    DECLARATION,
    FURTHER_REQUIREMENTS,
    MANIFEST,
    SETUP,
    SHEET,
    SHEET_FOLDER,
    Bundle,
)
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.declaring import declare
from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    RULE_FILES,
    SCENARIO_FILES,
    CalculationSetup,
    file_and_name,
    setup_of,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message, speaking

_SETUP_FOLDER = "setup/"
NEEDED = (SHEET_FOLDER, _SETUP_FOLDER, DECLARATION, FURTHER_REQUIREMENTS)  # how members begin that are calculated again
PLACE = ".lca-models-received"  # of work folders, below the base folder of Brightway


class BundleError(LcaModelsError, ValueError):
    """A bundle must hold a data sheet with its setup; the message says what is missing."""


@dataclass(frozen=True)
class Received:
    """The members of a bundle with the bytes that they were read from."""

    bundle: Bundle
    content: bytes

    @property
    def hash(self) -> str:
        """What the bundle goes by: SHA-256 of its manifest; that of the archive where it has none."""
        return sha256(self.bundle.members.get(MANIFEST, self.content)).hexdigest()


def receive(path: Path) -> Received:
    """A bundle from a file. Raises ArchiveError for what is no plain archive, OSError for a file that cannot be read."""
    return received(read_archive_file(path), path.name)


def received(content: bytes, name: str = "") -> Received:
    """A bundle from its bytes. Raises ArchiveError for what is no plain archive."""
    return Received(Bundle(read_archive(content), name), content)


@dataclass(frozen=True)
class Inside:
    """What of a bundle is calculated again: files in a folder, and what the bundle says beside its figures."""

    folder: Path
    setup: CalculationSetup  # its files below `folder`
    issued: datetime
    is_example: bool
    ids: tuple[str, ...]
    placeholder_ids: bool
    further_requirements: Path | None
    received: tuple[Any, ...]


def workplace(base: Path) -> AbstractContextManager[Path]:
    """A folder below Brightway's base folder for what bundles hold; it goes at the end, and that of a killed process later."""
    return work_folder(base / PLACE)


def unpack(bundle: Bundle, folder: Path) -> Inside:
    """Write the data sheet of a bundle, what it names and its setup below a folder, and say how it is calculated again.

    Names of members lead nowhere else, as `read_archive` refuses those that do. Raises BundleError where the bundle holds no
    setup, no data sheet, or a setup that names a file outside it; OSError where the folder cannot be written.
    """
    needed = {
        name: content
        for name, content in bundle.members.items()
        if (name.startswith((SHEET_FOLDER, _SETUP_FOLDER)) and name != SHEET) or name == FURTHER_REQUIREMENTS
    }
    make_folder(folder)
    fill_work_folder(folder, needed)
    said, declaration = _document(bundle, SETUP), _document(bundle, DECLARATION)
    try:
        setup = setup_of(said)
        issued = datetime.fromisoformat(str(declaration["issued"]))
        ids = tuple(f"{name}={value}" for name, value in dict(declaration.get("ids") or {}).items())
    except (LcaModelsError, KeyError, TypeError, ValueError) as error:
        raise BundleError(message("the setup of the bundle is none ({error})", error=_short(error))) from None
    if setup.kind != DATA_SHEET:
        raise BundleError(message("the setup of the bundle names no data sheet"))
    further = folder / FURTHER_REQUIREMENTS
    return Inside(
        folder,
        replace(
            setup,
            product=_inside(bundle, folder, SHEET_FOLDER, setup.product),
            rules=_file_inside(bundle, folder, setup.rules, RULE_FILES),
            scenarios=tuple(_file_inside(bundle, folder, one, SCENARIO_FILES) for one in setup.scenarios),
        ),
        issued if issued.tzinfo else issued.replace(tzinfo=UTC),
        declaration.get("example") is True,
        ids,
        declaration.get("placeholder_ids") is True,
        further if further.is_file() else None,
        tuple(one for one in declaration.get("received") or () if isinstance(one, dict)),
    )


def again(inside: Inside, study: Study) -> Declared:
    """The same declared again by this kit, from the data sheet and the setup alone.

    Raises what a declaration raises: DeclarationError, SheetError, ScenarioError, ProjectError.
    """
    with speaking(ENGLISH):
        return declare(
            study,
            inside.setup,
            inside.issued,
            as_example=inside.is_example,
            ids=inside.ids,
            placeholder_ids=inside.placeholder_ids,
            further_requirements=inside.further_requirements,
            received=inside.received,
        )


def _document(bundle: Bundle, member: str) -> dict[str, Any]:
    try:
        found = bundle.json(member)
    except (KeyError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BundleError(message("{member} is missing in the bundle, or is no JSON object", member=member))
    return found


def _file_inside(bundle: Bundle, folder: Path, text: str, endings: tuple[str, ...]) -> str:
    file, name = file_and_name(text, endings)
    return _inside(bundle, folder, _SETUP_FOLDER, file) + (f"#{name}" if name else "") if file else text


def _inside(bundle: Bundle, folder: Path, room: str, file: str) -> str:
    if not is_inside(file) or room + file not in bundle.members:
        raise BundleError(message("the setup names {file}, which the bundle does not hold", file=excerpt(file)))
    return str(folder.joinpath(*PurePosixPath(room + file).parts))


def _short(error: Exception) -> str:
    return excerpt(" ".join(str(error).split()))
