"""Rows become records by the names of their columns; what no field has stays with the record."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.reading import Place, Row, read_tables, rows_of
from lca_models.inventory.tables.records import (
    Exchange,
    Province,
    Source,
    choices_of,
    methods_of,
    record_of,
    records,
    records_of,
)
from tests.conftest import TINY_INVENTORY


@pytest.fixture(scope="module")
def tables():
    return read_tables(TINY_INVENTORY)


def test_the_records_of_the_toy_are_its_rows(tables):
    found = records_of(tables)

    assert len(found.processes) == len([*rows_of(tables, "processes")])
    assert len(found.exchanges) == len([*rows_of(tables, "exchanges")])
    assert {process.code: process.database for process in found.processes}["pack_toy"] == "manufacturing"
    assert {parameter.name: parameter.amount for parameter in found.parameters}["toy_pack_energy"] == 60


def test_a_record_is_read_by_column_whatever_their_order(tables):
    row = next(rows_of(tables, "exchanges"))
    backwards = Row(row.place, dict(reversed(row.cells.items())))

    assert record_of(Exchange, row) == record_of(Exchange, backwards)
    assert record_of(Exchange, row).place == row.place


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_to_its_last_digit(amount):
    cells = {"process": "cell", "type": "technosphere", "input": "salt", "amount": repr(amount), "unit": "kg"}

    assert record_of(Exchange, Row(Place("a.csv", 2), cells)).amount == amount


def test_what_is_given_stands_above_the_row(tables):
    row = next(rows_of(tables, "sources"))

    assert record_of(Source, row, title="another").title == "another"


@pytest.mark.parametrize(("address", "link"), [
    ("https://www.anl.gov/amd/everbatt", "https://www.anl.gov/amd/everbatt"),
    ("10.3390/batteries7010014", "https://doi.org/10.3390/batteries7010014"),
    ("https://www.re-col.com/en/; https://p2infohouse.org/ref", "https://www.re-col.com/en/"),
    ("table as reprinted by https://www.neowin.net/news/", "https://www.neowin.net/news/"),
    ("https://www.stats.gov.cn (statistical communique of 2023)", "https://www.stats.gov.cn"),
    ("GB/T 31484-2015", ""), ("J. Clean. Prod. 174 (2018) 389-400", ""), ("javascript:alert(1)", ""), ("", ""),
])  # fmt: skip
def test_a_source_leads_to_the_first_web_address_or_doi_that_it_names(tables, address, link):
    """a standard, a journal by its pages and any other scheme lead nowhere"""
    row = next(rows_of(tables, "sources"))

    assert record_of(Source, row, address=address).link == link


def test_records_of_a_kind_are_those_of_its_tables(tables):
    provinces = records(Province, tables, "provinces")

    assert [(one.code, one.number) for one in provinces] == [("CN-GD", 44), ("CN-SC", 51)]
    assert records(Province, tables, "no such kind") == ()


def test_lists_of_choices_hold_the_provinces_and_more(tables):
    assert {"CN-GD", "CN-SC"} <= {choice.code for choice in choices_of(tables)["provinces"]}


def test_a_method_has_its_factors(tables):
    gwp100 = next(one for one in methods_of(tables) if one.id == "gwp100-ar6")

    assert dict(gwp100.factors)["co2_fossil"] == 1
    assert {field.name for field in fields(gwp100)} >= {"id", "factors"}
