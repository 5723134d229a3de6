"""The statement as members of a bundle."""

import json

from lca_models.reporting.declaration.bundle import DECLARATION, RULES, SETUP, VERSIONS
from lca_models.reporting.declaration.statement.members import members, sheet_files


def test_declaration_setup_and_versions_are_documents_in_their_one_form(lfp_declared):
    found = members(lfp_declared)

    for name in (DECLARATION, VERSIONS, SETUP, RULES):
        document = json.loads(found[name])
        assert list(document) == sorted(document)
    assert {"setup/boundary.csv", "setup/exclusions.csv", "setup/factors.csv", "setup/stage_map.csv"} <= set(found)


def test_the_sheet_stands_as_it_was_handed_in_with_the_files_that_it_names(nmc_declared):
    found = sheet_files(nmc_declared)

    assert found["sheet/nmc811_guangdong.yaml"] == nmc_declared.file.read_bytes()
    supplier = nmc_declared.file.parent / "nmc811_cathode_supplier.json"
    assert found["sheet/nmc811_cathode_supplier.json"] == supplier.read_bytes()
