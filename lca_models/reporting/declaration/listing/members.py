"""What of the inventory stands in a bundle, by member."""

from __future__ import annotations

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.own_pack import hash_of_files
from lca_models.reporting.declaration.bundle import (
    DATABASE_WORKBOOK,
    DATABASES,
    DIFFERS,
    PARAMETERS,
    PROVENANCE,
    REGISTER,
    ROWS,
    SHEET,
    SOURCES,
)
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.databases import Databases
from lca_models.reporting.declaration.listing.differs import Differences
from lca_models.reporting.declaration.listing.package import package_bytes
from lca_models.reporting.declaration.listing.parameters import parameters_table, sources_of
from lca_models.reporting.declaration.listing.provenance import provenance_document
from lca_models.reporting.declaration.listing.register import register_table
from lca_models.reporting.declaration.listing.rows import rows_table
from lca_models.reporting.declaration.listing.sheet import named_files, sheet_document, sheet_member
from lca_models.reporting.declaration.listing.workbook import workbook_bytes
from lca_models.reporting.declaration.manifest import json_bytes
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message, speaking


def members(declared: Declared) -> dict[str, bytes]:
    """The data sheet with what it names and what was read of it, evidence, rows, parameters, sources, databases, provenance.

    Raises SheetError for a sheet that was changed since it was calculated, and for files that nobody else could read.
    """
    sheet, result = declared.sheet, declared.result
    if declared.pack.sha256 and hash_of_files(sheet) != declared.pack.sha256:
        raise SheetError(message("{file} or a file that it names was changed while it was calculated; declare it again",
                                 file=declared.file.name))  # fmt: skip
    files = named_files(sheet)
    with speaking(ENGLISH):
        databases = Databases(result)
        return {
            sheet_member(sheet): declared.file.read_bytes(),
            **{one.member: one.content for one in files},
            SHEET: json_bytes(sheet_document(sheet, files)),
            REGISTER: register_table(sheet).csv(),
            ROWS: rows_table(result).csv(),
            PARAMETERS: parameters_table(result, declared.study.archetype_of(declared.pack)).csv(),
            SOURCES: sources_of(result, declared.study.sources).csv(),
            DIFFERS: differences(declared).table().csv(),
            PROVENANCE: json_bytes(provenance_document(declared, files)),
            DATABASES: package_bytes(databases),
            DATABASE_WORKBOOK: workbook_bytes(databases),
        }


def differences(declared: Declared) -> Differences:
    """Rows that differ from the shipped tables, and what each of them moves."""
    return Differences(declared.result, declared.study.archetype_of(declared.pack), declared.study.edits)
