"""The declaration, its versions and its setup as members of a bundle."""

from __future__ import annotations

from lca_models.reporting.declaration.bundle import DECLARATION, RULES, SETUP, SHEET_FOLDER, VERSIONS
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.manifest import json_bytes
from lca_models.reporting.declaration.statement.declaration import declaration_document, versions_document
from lca_models.reporting.declaration.statement.setup import (
    FOLDER,
    boundary_table,
    exclusions_table,
    factors_table,
    rules_document,
    setup_document,
    setup_files,
    stage_map_table,
)

TABLES = (boundary_table, exclusions_table, factors_table, stage_map_table)


def members(declared: Declared) -> dict[str, bytes]:
    """Declaration, versions, setup, rule set with status, boundary, exclusions, factors, stage map, and the data sheet.

    The sheet stands as it was handed in, with the files that it names at the same places beside it. Raises OSError where a
    file cannot be read, ValueError for two files of one name.
    """
    found = {
        DECLARATION: json_bytes(declaration_document(declared)),
        VERSIONS: json_bytes(versions_document(declared)),
        SETUP: json_bytes(setup_document(declared)),
        RULES: json_bytes(rules_document(declared)),
    }
    for table in TABLES:
        made = table(declared)
        found[f"{FOLDER}{made.name}.csv"] = made.csv()
    return {**found, **setup_files(declared), **sheet_files(declared)}


def sheet_files(declared: Declared) -> dict[str, bytes]:
    """The data sheet and the footprints of suppliers that it names, which lie below its folder.

    Raises OSError where one cannot be read.
    """
    folder = declared.file.parent
    found = {SHEET_FOLDER + declared.file.name: declared.file.read_bytes()}
    for one in declared.sheet.suppliers:
        if one.file and (folder / one.file).is_file():
            found[SHEET_FOLDER + one.file.replace("\\", "/")] = (folder / one.file).read_bytes()
    return found
