"""The declaration, its versions and its setup as members of a bundle."""

from __future__ import annotations

from lca_models.reporting.declaration.bundle import DECLARATION, RULES, SETUP, VERSIONS
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
    """Declaration, versions, setup with the files of the user that it names, rule set with status, boundary, factors.

    Raises OSError where a file cannot be read, ValueError for two files of one name.
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
    return {**found, **setup_files(declared)}
