"""All members of the inventory, from one object."""

from dataclasses import replace

import pytest

from lca_models.inventory.activity.findings import SheetError
from lca_models.reporting.declaration.listing.members import members


def test_every_member_has_its_place_and_the_same_bytes_every_time(nmc_declared, nmc_listed):
    assert members(nmc_declared) == nmc_listed
    assert {"sheet/nmc811_guangdong.yaml", "sheet/nmc811_cathode_supplier.json"} <= set(nmc_listed)
    assert {name.partition("/")[0] for name in nmc_listed} == {"sheet", "evidence", "inventory", "provenance.json"}


def test_a_sheet_that_was_changed_meanwhile_is_refused(nmc_declared):
    result = nmc_declared.result
    other = replace(result.system, pack=replace(nmc_declared.pack, sha256="0" * 64))
    changed = replace(nmc_declared, result=replace(result, assessment=replace(result.assessment, system=other)))
    with pytest.raises(SheetError, match="was changed while"):
        members(changed)
