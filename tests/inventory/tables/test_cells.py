"""Rules of single cells, as the data dictionary of the toy states them."""

from dataclasses import replace

import pytest

from lca_models.inventory.tables.cells import Problem, about, check_cells
from lca_models.inventory.tables.reading import Place, read_tables
from tests.conftest import TINY_INVENTORY

EXCHANGES = "manufacturing/exchanges.csv"


@pytest.fixture(scope="module")
def tables():
    return read_tables(TINY_INVENTORY)


def edited(tables, path, **cells):
    """The tables with cells of the first row of one of them changed."""
    return tuple(
        replace(table, rows=(replace(table.rows[0], cells={**table.rows[0].cells, **cells}), *table.rows[1:]))
        if table.path == path
        else table
        for table in tables
    )


def test_the_toy_keeps_the_rules_of_its_columns(tables):
    assert [*check_cells(tables)] == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"amount": ""}, "amount is empty for 'pack_toy' <- 'nickel_sulfate'; give a number or delete the row"),
        ({"amount": "ten"}, "amount 'ten' is not a number"),
        ({"amount": "1e999"}, "amount '1e999' is not a finite number"),
        ({"unit": "kwh"}, "unit 'kwh' is not a unit of these tables"),
        ({"type": "technosphre"}, "type 'technosphre' is not allowed"),
        ({"source": "Exampel"}, "source 'Exampel' is not in sources.csv"),
        ({"pedigree": "1-1-1"}, "pedigree '1-1-1' is not five scores from 1 to 5"),
        ({"formula": "toy_pack_mass ^ 2"}, "uses ^, which is not a power"),
        ({"(surplus)": "more"}, "has cells beyond the last column"),
        (
            {"plant_country": "CM-SC"},
            "plant_country 'CM-SC' is no country for 'pack_toy' <- 'nickel_sulfate'; did you mean 'CN-SC'",
        ),
        ({"plant_country": "China"}, "plant_country 'China' is no country"),
        ({"basis": "per started"}, "for 'pack_toy' <- 'nickel_sulfate'; did you mean 'per started product'"),
        ({"verified": "orignal"}, "for 'pack_toy' <- 'nickel_sulfate'; did you mean 'original'"),
    ],
)
def test_a_cell_that_breaks_a_rule_is_named_with_its_row_and_a_remedy(tables, cells, message):
    (found,) = check_cells(edited(tables, EXCHANGES, **cells))

    assert str(found).startswith(f"{EXCHANGES}:2  ")
    assert message in found.message


@pytest.mark.parametrize("place", ["CN", "CN-SC", "US", "GLO", "unknown", "none", ""])
def test_a_plant_stands_in_a_country_a_province_the_world_or_nowhere(tables, place):
    assert [*check_cells(edited(tables, EXCHANGES, plant_country=place))] == []


def test_columns_that_are_missing_repeated_or_unknown_are_named_at_the_header(tables):
    def with_columns(change):
        return tuple(
            replace(table, columns=change(table.columns)) if table.path == EXCHANGES else table for table in tables
        )

    def problems(change):
        return [str(one) for one in check_cells(with_columns(change))]

    assert problems(lambda columns: (*columns, "amount")) == [
        f"{EXCHANGES}:1  column 'amount' appears twice; delete one"
    ]
    assert "column 'coment' is not in columns.csv" in problems(lambda columns: (*columns, "coment"))[0]
    assert "column 'unit' is missing" in problems(lambda columns: tuple(one for one in columns if one != "unit"))[0]


def test_a_subject_stands_before_the_remedy():
    assert about("amount is empty; give a number", " for 'a' <- 'b'") == "amount is empty for 'a' <- 'b'; give a number"
    assert str(Problem(Place("a.csv", 3), "is wrong")) == "a.csv:3  is wrong"
