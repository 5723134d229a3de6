"""Columns of backgrounds kept between sessions: sealed archives of arrays, found by the project and the database.

A small document beside each archive says of which state of the file it is: its size, its time of change and Brightway's own
stamp of the database. Where these differ, the rows of the file are compared by their digest, as an edit of a foreground
touches the same file. An archive that is damaged, or of other rows, is made anew without a word.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.files.commit import remove_file, write_files
from lca_models.inventory.files.sealed import SealError, check_archive, open_document, seal_archive, seal_document
from lca_models.inventory.system.background.columns import ARRAYS, KINDS_OF_ARRAYS, TYPES, Columns

FORMAT = "lca_models columns 1"  # raise the number when archives can no longer be read, or would come out otherwise
NAMES, FIELDS = "names", "fields"  # arrays of texts, as JSON
SETTLED = 2.0  # seconds: a file that changed later may change again without another time of change


@dataclass(frozen=True)
class Stamp:
    """By what a state of the file of a project, and of a database in it, is known without reading it."""

    file: str  # size and time of change; empty where the time is too young to tell anything
    modified: str  # as Brightway notes it

    @staticmethod
    def of(folder: Path, metadata: Mapping[str, Any]) -> Stamp:
        """Of a project and what it says of a database."""
        path, parts = folder / "lci" / "databases.db", []
        for one in (path, path.with_name(f"{path.name}-wal")):
            if one.is_file():
                said = one.stat()
                parts.append(f"{said.st_size}:{said.st_mtime_ns}")
                if abs(time.time() - said.st_mtime) < SETTLED:
                    return Stamp("", str(metadata.get("modified", "")))
        return Stamp(" ".join(parts), str(metadata.get("modified", "")))


@dataclass(frozen=True)
class Cache:
    """What a folder keeps of the backgrounds of one project."""

    folder: Path
    project: Path

    def knows(self, names: Iterable[str]) -> bool:
        """Whether it keeps something of one of some databases."""
        return any(self._document(name) is not None for name in names)

    def unchanged(self, name: str, stamp: Stamp) -> tuple[Columns, str] | None:
        """Columns and digest of a database whose file is as it was when they were kept."""
        document = self._document(name)
        if (
            document is None
            or not stamp.file
            or [document["file"], document["modified"]] != [stamp.file, stamp.modified]
        ):
            return None
        return self._opened(name, document)

    def same(self, name: str, digest: str, stamp: Stamp) -> tuple[Columns, str] | None:
        """Columns of a database whose rows have a digest; its stamp is then that of now."""
        document = self._document(name)
        if document is None or document["digest"] != digest:
            return None
        found = self._opened(name, document)
        if found is not None:
            self._write(name, {}, document | {"file": stamp.file, "modified": stamp.modified})
        return found

    def keep(self, name: str, columns: Columns, digest: str, stamp: Stamp) -> None:
        """Keeps the columns of a database in place of what was kept of it; nothing where the folder cannot be written."""
        texts = {NAMES: columns.names, FIELDS: sorted(columns.fields)}
        arrays = {one: getattr(columns, one) for one in ARRAYS}
        arrays |= {one: np.frombuffer(json.dumps(text).encode(), dtype=np.uint8) for one, text in texts.items()}
        archive = f"{self._stem(name)}-{digest[:16]}.npz"
        former = self._document(name)
        self._write(
            name,
            {archive: seal_archive(write_archive(arrays, compressed=False), digest)},
            {"format": FORMAT, "project": str(self.project), "database": name, "digest": digest, "archive": archive,
             "file": stamp.file, "modified": stamp.modified},
        )  # fmt: skip
        if former is not None and former["archive"] != archive:
            with suppress(OSError):
                remove_file(self.folder / str(former["archive"]))
        self._forget_the_gone()

    def _forget_the_gone(self) -> None:
        """Removes what is kept of projects that are no more."""
        for path in self.folder.glob("*.json"):
            with suppress(OSError, SealError, KeyError):
                found, is_sealed = open_document(path.read_bytes())
                if is_sealed and found.get("format") == FORMAT and not Path(str(found["project"])).is_dir():
                    remove_file(path)
                    remove_file(self.folder / Path(str(found["archive"])).name)

    def _write(self, name: str, files: Mapping[str, bytes], document: Mapping[str, Any]) -> None:
        # A folder that is full or closed costs time only: the next opening reads the project again.
        with suppress(OSError):
            write_files(self.folder, {**files, f"{self._stem(name)}.json": seal_document(document)})

    def _stem(self, name: str) -> str:
        return hashlib.sha256(f"{self.project}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def _document(self, name: str) -> dict[str, Any] | None:
        """What is kept of a database; None for nothing, and for what another edition keeps or is damaged."""
        try:
            found, is_sealed = open_document((self.folder / f"{self._stem(name)}.json").read_bytes())
        except (OSError, SealError):
            return None
        asked = {"format": FORMAT, "project": str(self.project), "database": name}
        return found if is_sealed and asked.items() <= found.items() else None

    def _opened(self, name: str, document: Mapping[str, Any]) -> tuple[Columns, str] | None:
        digest = str(document["digest"])
        try:
            content = (self.folder / f"{self._stem(name)}-{digest[:16]}.npz").read_bytes()
            if not check_archive(content, digest):
                return None
            arrays = read_archive(content)
            names = tuple((str(database), str(code)) for database, code in json.loads(arrays.pop(NAMES).tobytes()))
            said = frozenset(map(str, json.loads(arrays.pop(FIELDS).tobytes())))
            columns = Columns(**arrays, names=names, fields=said)
        except (OSError, SealError, ValueError, TypeError, KeyError, MemoryError):
            return None
        return (columns, digest) if _is_possible(columns) else None


def _is_possible(columns: Columns) -> bool:
    """Whether arrays are those that a Columns has, and no place in them leads outside."""
    size = len(columns.ids)
    if any(getattr(columns, one).shape != (size,) for one in ARRAYS):
        return False
    if any(getattr(columns, one).dtype != KINDS_OF_ARRAYS.get(one, np.float64) for one in ARRAYS):
        return False
    places = (
        (columns.processes, len(columns.names)),
        (columns.inputs, len(columns.names)),
        (columns.types, len(TYPES)),
    )
    return not size or all(one.min() >= 0 and one.max() < most for one, most in places)
