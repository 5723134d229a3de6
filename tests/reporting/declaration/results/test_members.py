"""The tables of results as members."""

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.results.members import members, result_table, result_tables


def test_every_table_is_a_member_that_reads_back_with_its_columns(lfp_declared):
    bundle = Bundle(members(lfp_declared))

    for table in result_tables(lfp_declared):
        rows = bundle.table(table.name)
        assert len(rows) == len(table.rows)
        assert all(tuple(row) == table.columns for row in rows)
    assert "results/stages.csv" in bundle.members


def test_tables_are_worked_out_once_and_found_by_name(lfp_declared):
    pairs = zip(result_tables(lfp_declared), result_tables(lfp_declared), strict=True)
    assert all(one is again for one, again in pairs)
    assert result_table(lfp_declared, "units").name == "units"
    with pytest.raises(KeyError):
        result_table(lfp_declared, "none")


def test_no_member_holds_the_place_of_the_sheet_on_this_machine(lfp_declared):
    assert str(lfp_declared.file.parent).encode() not in b"".join(members(lfp_declared).values())
