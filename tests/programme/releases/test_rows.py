"""Rows of a release, and how grave their changes are: texts move no result, by the law that holds of every column."""

from dataclasses import replace

import pytest
from releases_of_tables import KEY, MASS, NICKEL, TABLE, WORDS
from shipped_tables import shipped_tables

from lca_models.interpretation.comparison.table_versions import groundwork_and_moves
from lca_models.inventory.tables.changes import CellChange, RowChange
from lca_models.inventory.tables.reading import InventoryError, Place, Row
from lca_models.programme.releases.rows import ReleaseRow, compared, level_of, levels, release_row
from tests.conftest import TINY_INVENTORY

COBALT = "cobalt_sulfate,cobalt sulfate production,cobalt sulfate,kg,CN,,aggregated,none,\n"
DIRECT = "cobalt_sulfate,biosphere,co2_fossil,5,kg,,,pedigree,,,,1-1-1-1-1,Example,worked example,literature,\n"


def test_a_changed_row_tells_what_it_was_and_what_it_becomes(edition):
    found = compared(TINY_INVENTORY, edition(NICKEL))
    (row,) = found.rows
    assert (row.table, row.key, row.change) == (TABLE, KEY, "changed")
    assert row.cells == (("amount", "0.6", "0.7"),)
    assert row.before["source"] == row.after["source"] == "Example"


@pytest.mark.parametrize(
    ("edits", "level"),
    [((WORDS,), "patch"), ((NICKEL,), "minor"), ((NICKEL, WORDS), "minor"),
     ((("raw_materials/processes.csv", "electricity_cn_gd", COBALT + "electricity_cn_gd"),
       ("raw_materials/exchanges.csv", "electricity_cn_gd,b", DIRECT + "electricity_cn_gd,b")), "minor"),
     ((("methods/characterization_factors.csv", "co2_fossil,1,", "co2_fossil,1.1,"),), "major"),
     ((("manufacturing/exchanges.csv", ",raw material acquisition,", ",manufacturing,"),), "major"),
     ((("sources.csv", "Worked example,", "Worked example 2,"),), "patch")],
)  # fmt: skip
def test_the_level_is_that_of_the_gravest_change(edition, edits, level):
    assert compared(TINY_INVENTORY, edition(*edits)).level == level


def test_a_row_that_goes_is_grave(edition):
    added = edition(
        ("raw_materials/processes.csv", "electricity_cn_gd", COBALT + "electricity_cn_gd"),
        ("raw_materials/exchanges.csv", "electricity_cn_gd,b", DIRECT + "electricity_cn_gd,b"),
    )
    assert {row.change for row in compared(added, TINY_INVENTORY).rows} == {"removed"}
    assert compared(added, TINY_INVENTORY).level == "major"


def test_a_patch_holds_only_columns_that_move_no_result():
    """For every column of every table: either its change is more than a patch, or the kit knows that it has no effect."""
    columns = {
        (row["table"], row["column"]) for table in shipped_tables() if table.kind == "columns" for row in table.rows
    }
    assert len(columns) > 300
    patches = 0
    for table, column in columns:
        old, new = (Row(Place(f"x/{table}.csv", 2), {column: text, "formula": ""}) for text in ("a", "b"))
        change = RowChange(table, ("k",), old, new, (CellChange(column, "a", "b"),))
        if level_of(change) == "patch":
            patches += 1
            assert groundwork_and_moves([change])[1] == [], (table, column)
    assert patches > 50


def test_every_line_of_the_table_of_levels_names_a_level():
    assert {line["level"] for line in levels()} == {"patch", "minor", "major"}


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [({"source": "A", "evidence": "literature"}, {"source": "B", "evidence": "literature"}, 2),
     ({"source": "A", "evidence": "literature"}, {"source": "", "evidence": "literature"}, 3),
     ({"source": "A", "evidence": "measured"}, {"source": "A", "evidence": "literature"}, 3),
     ({"source": "A", "evidence": "assumed"}, {"source": "A", "evidence": "literature"}, 2),
     (None, {"source": ""}, 3), (None, {"source": "A", "evidence": "assumed"}, 2), ({"source": "A"}, None, 2),
     ({"name": "a"}, {"name": "b"}, 2)],
)  # fmt: skip
def test_rows_without_source_or_with_worse_evidence_need_three(before, after, needed):
    assert ReleaseRow("t.csv", "k", before, after).needed == needed


def test_tables_that_break_a_rule_are_refused_with_the_place(edition):
    with pytest.raises(InventoryError, match="manufacturing/exchanges"):
        compared(TINY_INVENTORY, edition((MASS[0], MASS[1], "nickel_sulfate,x,")))


def test_a_row_that_moves_to_another_folder_tells_both():
    old = Row(Place("raw_materials/processes.csv", 2), {"code": "a"})
    new = Row(Place("recycling/processes.csv", 2), {"code": "a"})
    change = RowChange("processes", ("a",), old, new, (CellChange("folder", "raw_materials", "recycling"),))
    assert release_row(change).cells == (("folder", "raw_materials", "recycling"),)
    assert level_of(change) == "major"
    assert level_of(replace(change, cells=())) == "patch"
