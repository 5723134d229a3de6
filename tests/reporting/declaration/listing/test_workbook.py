"""The database as a workbook that bw2io imports and people read."""

import io

import pytest
from openpyxl import load_workbook

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.brightway.silence import silence
from lca_models.reporting.declaration.bundle import DATABASE_WORKBOOK
from lca_models.reporting.declaration.listing.databases import Databases
from lca_models.reporting.declaration.listing.workbook import workbook_bytes


def test_the_importer_of_bw2io_links_every_row_and_finds_the_same_amounts(nmc_listed, nmc_result, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(nmc_listed[DATABASE_WORKBOOK])
    with silence():
        bw2data = import_brightway(tmp_path)
        bw2data.projects.set_current("read", update=False)
        from bw2io import ExcelImporter

        read = ExcelImporter(str(tmp_path / "a.xlsx"))
        read.apply_strategies(verbose=False)
        close_databases(bw2data)
    found = Databases(nmc_result)
    assert read.db_name == "ex-nmc-82"
    amounts = {(read.db_name, one["code"]): [row["amount"] for row in one["exchanges"]] for one in read.data}
    assert amounts.keys() == found.datasets.keys()
    for key, one in found.datasets.items():
        assert amounts[key] == pytest.approx([row["amount"] for row in one["exchanges"]], rel=1e-15)
    assert all(row["input"] in found.datasets for one in read.data for row in one["exchanges"])


def test_the_bytes_are_the_same_every_time_and_no_cell_is_a_formula(nmc_listed, nmc_result):
    assert workbook_bytes(Databases(nmc_result)) == nmc_listed[DATABASE_WORKBOOK]
    sheet = load_workbook(io.BytesIO(nmc_listed[DATABASE_WORKBOOK]), read_only=True).worksheets[0]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows(max_row=300) for cell in row)
