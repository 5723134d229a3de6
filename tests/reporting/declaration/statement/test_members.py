"""The statement as members of a bundle."""

import json

from lca_models.reporting.declaration.bundle import DECLARATION, RULES, SETUP, VERSIONS
from lca_models.reporting.declaration.statement.members import members


def test_declaration_setup_and_versions_are_documents_in_their_one_form(lfp_declared):
    found = members(lfp_declared)

    for name in (DECLARATION, VERSIONS, SETUP, RULES):
        document = json.loads(found[name])
        assert list(document) == sorted(document)
    assert {"setup/boundary.csv", "setup/exclusions.csv", "setup/factors.csv", "setup/stage_map.csv"} <= set(found)
