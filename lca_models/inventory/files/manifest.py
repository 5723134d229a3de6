"""What a folder of files holds: their hashes, written last, by which a reader knows that nothing is missing or changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lca_models.inventory.files.sealed import open_document, seal_document
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

MANIFEST = "lca_models_manifest.json"
FORMAT = "lca_models files 1"
WITHOUT = ("run.json", "comparison.csv")  # what tells a report without manifest from tables
UNMINDED = {
    "Thumbs.db",
    "desktop.ini",
}  # what a desktop writes of itself; its files that begin with a dot are not minded

Sets = Mapping[str, Mapping[str, str]]  # what wrote them -> path below the folder -> SHA-256


class ManifestError(LcaModelsError):
    """A manifest must be whole: what it is about, and for each file its hash."""


def hash_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def manifest_content(sets: Sets) -> bytes:
    """The text of a manifest."""
    ordered = {name: dict(sorted(files.items())) for name, files in sorted(sets.items())}
    return seal_document({"format": FORMAT, "files": ordered})


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The files of a folder by what wrote them, with their hashes; nothing where there is no manifest.

    Raises ManifestError for one that is damaged, or that names places outside the folder.
    """
    path = folder / MANIFEST
    try:
        stored, is_sealed = open_document(path.read_bytes())
        if stored["format"] != FORMAT or not is_sealed:
            raise ValueError(stored["format"])
        sets = {
            str(name): {str(file): str(found) for file, found in files.items()}
            for name, files in stored["files"].items()
        }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ManifestError(
            message("{path} is damaged ({error}); write the folder anew", path=path, error=error)
        ) from None
    if odd := [file for files in sets.values() for file in files if not is_inside(file)]:
        raise ManifestError(
            message("{path} names {file}, which lies outside the folder; write the folder anew", path=path, file=odd[0])
        )
    return sets


def is_written(folder: Path) -> bool:
    """Whether a folder holds what this kit writes for readers, whole or not, rather than tables."""
    return any((folder / name).exists() for name in (MANIFEST, *WITHOUT))


def is_inside(name: str) -> bool:
    """Whether a path with slashes stays below the folder it is taken from."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not {"..", "/"} & set(parts) and not Path(name).is_absolute() and ":" not in parts[0]


def files_below(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, with slashes; links to folders are files."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        for name in (*names, *links):
            yield Path(parent, name).relative_to(folder).as_posix()


def problems_of(folder: Path) -> list[str]:
    """What of a folder is not as it was written: files that differ, are missing, or are more; a line each.

    Raises ManifestError without a manifest that can be read.
    """
    sets = read_manifest(folder)
    if not sets:
        raise ManifestError(
            message(
                "{folder} holds no {MANIFEST}: what wrote it did not come to its end, or was an earlier edition; write it anew",
                folder=folder,
                MANIFEST=MANIFEST,
            )
        )
    expected = {file: found for files in sets.values() for file, found in files.items()}
    problems = []
    for file in sorted(expected):
        path = folder / file
        if not path.is_file():
            problems.append(message("{path} is missing; write the folder anew", path=path))
        elif hash_of(path.read_bytes()) != expected[file]:
            problems.append(message("{path} differs from what was written; write the folder anew", path=path))
    for file in sorted(set(files_below(folder)) - set(expected) - {MANIFEST}):
        parts = file.split("/")
        if not any(part.startswith(".") for part in parts) and parts[-1] not in UNMINDED:
            problems.append(message("{path} is no file of what was written; move it elsewhere", path=folder / file))
    return problems
