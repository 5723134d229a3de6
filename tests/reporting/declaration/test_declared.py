"""The one object that every member of a bundle is written from."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.reporting.declaration.declared import Declared
from tests.reporting.declaration.conftest import ISSUED


def test_it_has_pack_file_sheet_and_report_of_its_data_sheet(lfp_declared):
    assert lfp_declared.pack.identity["model"] == "EX-LFP-64"
    assert lfp_declared.file.name == "lfp_sichuan.yaml"
    assert lfp_declared.sheet.product.model == "EX-LFP-64"
    assert lfp_declared.report.result is lfp_declared.result


def test_a_shipped_product_has_none_of_them(toy_study, toy_system):
    declared = Declared(toy_study, footprint(toy_system), ISSUED)

    with pytest.raises(ValueError, match="product of a data sheet"):
        assert declared.pack


def test_what_takes_long_is_worked_out_once(lfp_declared):
    told = []

    assert [lfp_declared.keep("test", lambda: told.append(1) or 7) for _ in range(2)] == [7, 7]
    assert told == [1]
