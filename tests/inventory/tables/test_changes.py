"""Two versions of tables: rows by their key, whatever file or line they stand on."""

from dataclasses import replace

import pytest

from lca_models.inventory.tables.changes import (
    CellChange,
    RowChange,
    compare_tables,
    index_rows,
    tables_of,
    with_changes,
)
from lca_models.inventory.tables.reading import Place, Row, read_tables
from tests.conftest import TINY_INVENTORY


@pytest.fixture(scope="module")
def tables():
    return read_tables(TINY_INVENTORY)


def edited(tables, path, place, **cells):
    """The tables with some cells of the row at a place (0 first) changed."""

    def changed(table):
        rows = [
            replace(row, cells={**row.cells, **cells}) if number == place else row
            for number, row in enumerate(table.rows)
        ]
        return replace(table, rows=tuple(rows)) if table.path == path else table

    return tuple(map(changed, tables))


def test_tables_are_equal_to_themselves_in_any_order(tables):
    backwards = tuple(replace(table, rows=table.rows[::-1]) for table in tables[::-1])

    assert compare_tables(tables, tables) == ()
    assert compare_tables(tables, backwards) == ()


def test_a_cell_that_differs_is_a_change_of_its_row(tables):
    (change,) = compare_tables(tables, edited(tables, "raw_materials/exchanges.csv", 4, amount="0.7"))

    assert (change.kind, change.change, change.source, change.follows) == ("exchanges", "changed", "Example", False)
    assert change.key == ("nickel_sulfate", "ghg_co2e_ar6")
    assert change.cells == (CellChange("amount", "0.6", "0.7"),)


def test_an_amount_follows_where_its_formula_stays(tables):
    one = edited(tables, "manufacturing/exchanges.csv", 1, amount="5")
    both = edited(one, "manufacturing/exchanges.csv", 1, formula="5")

    assert [change.follows for change in compare_tables(tables, one)] == [True]
    assert [change.follows for change in compare_tables(tables, both)] == [False]


def test_another_key_is_a_row_gone_and_a_row_new(tables):
    gone, new = sorted(
        compare_tables(tables, edited(tables, "raw_materials/exchanges.csv", 4, input="co2_fossil")),
        key=lambda change: change.change == "added",
    )

    assert (gone.change, gone.row["input"]) == ("removed", "ghg_co2e_ar6")
    assert (new.change, new.row["input"]) == ("added", "co2_fossil")


def test_changes_made_in_the_old_tables_give_the_new_ones(tables):
    new = edited(
        edited(tables, "raw_materials/exchanges.csv", 4, amount="0.7"), "parameters/toy.csv", 3, name="pack_energy"
    )
    rows = with_changes(index_rows(tables), compare_tables(tables, new))

    assert compare_tables(tables_of(rows), new) == ()


def test_a_change_has_an_old_row_or_a_new_one():
    row = Row(Place("a.csv", 2), {"code": "salt"})

    assert RowChange("processes", ("salt",), None, row, ()).row is row
    with pytest.raises(ValueError, match="a change of salt needs the old row"):
        _ = RowChange("processes", ("salt",), None, None, ()).row
