"""The tables of a release, kept as one file of the registry."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from lca_models.inventory.files.commit import fill_work_folder, make_folder
from lca_models.inventory.tables.reading import read_tables
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.programme.registry.blobs import open_blob, receive
from lca_models.programme.registry.schema import events
from lca_models.reporting.declaration.archive import archive_bytes, read_archive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from lca_models.programme.registry.opening import Registry

FILE = "file"  # what an event calls it by
_NAMING = ("release.proposed", "release.changed")


def keep_tables(registry: Registry, org: str | None, folder: Path) -> str:
    """Keep the tables and scenarios below a folder; SHA-256 of the file. Raises InventoryError where there are none."""
    names = [table.path for table in read_tables(folder)]
    names += [SCENARIOS_FILE] if (folder / SCENARIOS_FILE).is_file() else []
    content = archive_bytes({name: (folder / name).read_bytes() for name in names})
    return receive(registry, owner_of(registry, org), io.BytesIO(content)).sha256


def tables_of_release(registry: Registry, connection: Connection, row: Row) -> Mapping[str, bytes]:
    """The files of a release by path, as it was proposed last. Raises UnknownError where they are not kept."""
    body = connection.execute(
        select(events.c.body)
        .where(events.c.subject == f"release:{row.version}", events.c.kind.in_(_NAMING))
        .order_by(events.c.n.desc())
        .limit(1)
    ).scalar_one()
    with open_blob(registry, owner_of(registry, row.org), json.loads(body)["data"][FILE]) as stream:
        return read_archive(stream.read())


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files of a release below a work folder, which is made."""
    make_folder(folder)
    fill_work_folder(folder, files)
    return folder


def owner_of(registry: Registry, org: str | None) -> str:
    """Whose folder a file lies in: the registry's own where the host brought it."""
    return org or registry.id
