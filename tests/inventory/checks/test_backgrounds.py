"""Every background process that the products buy has a counterpart of every version, or says why not."""

from dataclasses import replace

import pytest

from lca_models.inventory.checks.backgrounds import COUNTERPARTS, METHODS, NAMES, check_backgrounds
from lca_models.inventory.electricity.joining import join_electricity
from lca_models.inventory.tables.reading import Row, Table
from tests.table_rows import without_rows


@pytest.fixture(scope="module")
def joined(inventories, tables):
    return join_electricity(inventories, tables)


def said(joined, tables):
    return [str(problem) for problem in check_backgrounds(joined, tables)]


def changed(tables, kind, which, **cells):
    """The tables with other cells in the rows of a process or method."""

    def row(one: Row) -> Row:
        return replace(one, cells={**one.cells, **cells}) if which in one.cells.values() else one

    return tuple(
        Table(table.path, table.kind, table.columns, tuple(map(row, table.rows)) if table.kind == kind else table.rows)
        for table in tables
    )


def test_the_shipped_tables_leave_nothing_out(joined, tables):
    assert said(joined, tables) == []


def test_tables_without_counterparts_are_not_asked_for_any(joined, tables):
    assert said(joined, tuple(table for table in tables if not table.kind.startswith("background_"))) == []


def test_a_process_without_a_row_is_named_with_who_buys_it(joined, tables):
    fewer = without_rows(tables, COUNTERPARTS, lambda row: row["process"] == "copper_foil")
    fewer = without_rows(fewer, NAMES, lambda row: row["process"] == "copper_foil")
    (problem,) = said(joined, fewer)
    assert "'copper_foil', which 'cell_" in problem


def test_what_a_process_without_a_counterpart_buys_stands_there_too(joined, tables):
    """Alumina is bought by the coated separator alone."""
    fewer = without_rows(tables, COUNTERPARTS, lambda row: row["process"] == "alumina")
    fewer = without_rows(fewer, NAMES, lambda row: row["process"] == "alumina")
    assert "'alumina', which 'separator_coated' buys" in said(joined, fewer)[0]


def test_a_version_without_a_name_is_said(joined, tables):
    fewer = without_rows(tables, NAMES, lambda row: row["process"] == "steel" and row["version"] in ("3.9", "3.11"))
    (problem,) = said(joined, fewer)
    assert "'steel' has no name of 3.9, 3.11" in problem


@pytest.mark.parametrize(
    ("kind", "process", "cells", "words"),
    [(COUNTERPARTS, "pvdf", {"reason": ""}, "grade proxy needs a reason"),
     (COUNTERPARTS, "steel", {"factor": ""}, "give a factor"),
     (COUNTERPARTS, "coolant", {"factor": "1"}, "has no factor"),
     (COUNTERPARTS, "steel", {"grade": "none", "factor": "", "reason": "so"}, "has names and the grade none"),
     (NAMES, "steel", {"unit": "kg"}, "unit 'kg' is none"),
     (NAMES, "steel", {"cited_in": ""}, "give cited_in"),
     (METHODS, "gwp20-ar6", {"method": "gwp20-ar7"}, "'gwp20-ar7' is not in methods.csv")],
)  # fmt: skip
def test_a_row_that_contradicts_itself_is_refused(joined, tables, kind, process, cells, words):
    assert any(words in one for one in said(joined, changed(tables, kind, process, **cells)))


def test_a_name_of_nothing_is_refused(joined, tables):
    lines = said(joined, changed(tables, COUNTERPARTS, "steel", process="stele"))
    assert any("'stele' is not a known process; did you mean 'steel'" in one for one in lines)
    assert any("'steel' is not in background_counterparts.csv" in one for one in lines)
