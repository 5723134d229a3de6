"""Stage maps as tables: the first row that fits holds, and what fits nothing is named."""

import pytest

from lca_models.inventory.projects.places import find_project
from lca_models.inventory.projects.stage_tables import read_stage_table, stage_map_of, stage_rules
from lca_models.inventory.system.rows import read_project_rows
from lca_models.inventory.tables.reading import InventoryError
from tests.foreign_projects import CELL, CELLS, COAL, PACK, POWER, build_projects


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    base = tmp_path_factory.mktemp("foreign")
    build_projects(base)
    return read_project_rows(find_project(CELLS, (base,)).folder)


def table(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_row_that_fits_holds(rows, tmp_path):
    rules = read_stage_table(
        table(
            tmp_path / "s.csv",
            "database,process,input,pattern,stage\n"
            'LFP/NMC: line,making cell/1,,,cells\n,,,LFP/*,packs\ngrid,,,,"power, fuel"\n',
        )
    )
    assert stage_map_of(rules, rows) == {CELL: "cells", PACK: "packs", POWER: "power, fuel", COAL: "power, fuel"}


def test_a_row_may_name_what_is_bought(rows):
    rules = stage_rules([{"process": "pack", "input": "making power", "stage": "power"}], "map")
    assert stage_map_of(rules, rows) == {(PACK, POWER): "power"}


def test_every_fault_of_a_table_is_named(tmp_path):
    text = "process,stages,stage\ncell,,\n,,cells\npack,,packs\n"
    with pytest.raises(InventoryError) as refused:
        read_stage_table(table(tmp_path / "s.csv", text))
    for said in ("no column 'stages'; did you mean 'stage'", "s.csv:2  gives no stage", "s.csv:3  says of no process"):
        assert said in str(refused.value)


def test_a_row_that_fits_nothing_is_named(rows):
    with pytest.raises(InventoryError, match="'use' to what the project does not have: process=driving"):
        stage_map_of(stage_rules([{"process": "driving", "stage": "use"}], "map"), rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"process;stage\ncell;cells\n", "separated by semicolons"),
        ("process,stage\ncell,K\u00e4fig\n".encode("latin-1"), "not UTF-8"),
        (b"", "holds no stage"),
    ],
)
def test_a_file_that_is_no_such_table_is_one_line(tmp_path, content, said):
    path = tmp_path / "s.csv"
    path.write_bytes(content)
    with pytest.raises(InventoryError, match=said):
        read_stage_table(path)


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(InventoryError, match="there is no file"):
        read_stage_table(tmp_path / "none.csv")
