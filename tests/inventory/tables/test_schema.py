"""What kind a table is: by its folder or its header, never by a part of its name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.reading import read_tables
from lca_models.inventory.tables.schema import kind_of, schema_of

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "inventories"
LIST = ("code", "number", "name", "name_zh")


def lines(**columns):
    """Lines of columns.csv: `kind="a b c?"`, a column with a question mark being optional."""
    return [
        {"table": kind, "column": name.rstrip("?"), "type": "text", "required": "no" if name.endswith("?") else "yes"}
        for kind, listed in columns.items()
        for name in listed.split()
    ]


SCHEMA = schema_of(
    lines(
        processes="code name unit comment?",
        exchanges="process input amount comment?",
        parameters="label value",
        grid_years=" ".join(LIST),
        switches=" ".join(LIST),
    )
)


@pytest.mark.parametrize(
    ("path", "header", "kind"),
    [
        ("manufacturing/cells.csv", ("process", "input", "amount", "comment"), "exchanges"),
        ("manufacturing/processes.csv", ("process", "input", "amount"), "exchanges"),  # the name is no witness
        ("manufacturing/exchanges_more.csv", ("process", "input", "amount", "comment"), "exchanges"),
        ("manufacturing/processes_battery.csv", ("code", "name", "unit"), "processes"),
        ("parameters/cells.csv", ("label", "worth"), "parameters"),  # the folder says it, the header has a slip
        ("manufacturing/cells.csv", ("process", "input", "amonut", "comment"), "exchanges"),  # so does the nearest
        ("switches.csv", LIST, "switches"),
        ("columns.csv", ("table", "column"), "columns"),
    ],
)
def test_folder_or_header_say_the_kind(path, header, kind):
    assert kind_of(path, header, SCHEMA) == (kind, "")


@pytest.mark.parametrize(
    ("path", "header", "problem"),
    [
        ("parts.csv", ("part", "mass"), "fits no table that columns.csv describes"),
        ("parts.csv", ("process", "input", "amount", "code", "name", "unit"), "the columns of processes and exchanges"),
        ("years.csv", LIST, "fits the tables grid_years and switches; give the file the name of one"),
    ],
)
def test_a_header_of_no_kind_or_of_two_is_named(path, header, problem):
    assert problem in kind_of(path, header, SCHEMA)[1]


@given(st.permutations(SCHEMA["exchanges"]), st.text("abcdefgh", min_size=1, max_size=8))
def test_neither_the_order_of_columns_nor_the_name_of_the_file_matter(columns, stem):
    """the optional column may be left out"""
    header = [column.name for column in columns]

    assert kind_of(f"any/{stem}.csv", header, SCHEMA)[0] == "exchanges"
    assert kind_of(f"any/{stem}.csv", [name for name in header if name != "comment"], SCHEMA)[0] == "exchanges"


def test_a_shipped_table_of_any_name_keeps_its_kind():
    """lists apart, whose columns are the same"""
    tables = read_tables(SHIPPED)
    schema = schema_of(row.cells for table in tables if table.kind == "columns" for row in table.rows)
    for table in tables:
        if table.kind not in {"columns", "parameters"} and not set(LIST) <= set(table.columns):
            assert kind_of("any/other.csv", table.columns, schema) == (table.kind, "")


def test_no_shipped_table_is_named_by_what_is_left_over():
    """A name says what a table holds; `more`, `battery` or `chemistries` say only when it was written."""
    stems = {path.stem for path in SHIPPED.rglob("*.csv")}

    assert not [stem for stem in stems if stem.startswith(("processes_", "exchanges_")) or stem.endswith("_more")]
