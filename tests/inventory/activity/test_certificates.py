from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.certificates import (
    GREEN_TRADE,
    Batch,
    batches_of,
    check_batch,
    month_after,
    repeated,
)
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import CertificateLine, DataSheet, OutputLine, ProductFields, Value

ROW = Batch(
    "a.xlsx", "certificates!A5", "GEC-2025-0098", "GEC-2025-0102", GREEN_TRADE, 5000, "2025-03", "WIND",
    date(2025, 6, 30),
)  # fmt: skip


def codes(one: Batch) -> list[str]:
    findings = Findings()
    check_batch(one, findings)
    return [found.code or found.text for found in findings.found]


def test_a_row_of_numbers_is_as_many_certificates_as_its_kwh():
    assert codes(ROW) == []
    assert codes(replace(ROW, kwh=4000)) == [
        "GEC-2025-0098–GEC-2025-0102 are 5 certificates, and 4000 kWh are 4; correct one"
    ]


@pytest.mark.parametrize("kwh", [0, -1000, 1500, 999.999])
def test_only_whole_certificates_are_right(kwh):
    assert codes(replace(ROW, kwh=kwh)) == ["V29"]


@pytest.mark.parametrize(
    ("first", "last", "kwh"),
    [
        ("0098", "0102", 5000),
        ("98", "102", 5000),
        ("ab-7-X", "AB-9-X", 3000),
        ("GEC001", "", 1000),
        ("９８", "99", 2000),
    ],
)
def test_numbers_are_read_however_they_are_written(first, last, kwh):
    assert codes(replace(ROW, first=first, last=last, kwh=kwh)) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("A5", "B9"),
        ("A9", "A5"),
        ("ABC", ""),
        ("", ""),
        ("1.23456789012346E+20", ""),
        ("1.5E15", ""),
        ("9" * 81, ""),
        ("A1X", "A5Y"),
    ],
)
def test_numbers_that_are_no_row_are_refused_once(first, last):
    assert len(codes(replace(ROW, first=first, last=last))) == 1


def test_a_certificate_lives_24_months_from_that_of_generation():
    """of 2025-03: the last month is 2027-02"""
    assert ROW.last_month == "2027-02"
    assert codes(replace(ROW, retired_on=date(2027, 2, 28))) == []
    assert codes(replace(ROW, retired_on=date(2027, 3, 1))) == ["V31"]
    assert "before its month" in codes(replace(ROW, retired_on=date(2025, 2, 28)))[0]


def test_nuclear_power_has_no_certificates():
    assert "Nuclear" in codes(replace(ROW, technology="NUCLEAR"))[0]


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(0, 400))
def test_months_are_counted_one_by_one(year, month, count):
    start = f"{year:04d}-{month:02d}"
    assert month_after(start, 0) == start
    if year + count // 12 < 9998:
        assert month_after(month_after(start, count), 1) == month_after(start, count + 1)


def test_a_number_used_twice_is_named_with_both_files():
    again = replace(ROW, file="b.xlsx", place="certificates!A9", first="gec 2025-102", last="", kwh=1000)
    ((batch, finding),) = repeated([ROW, again])

    assert batch is again
    assert finding.code == "V30"
    assert finding.text == "Certificate GEC2025102 is used in a.xlsx certificates!A5 and b.xlsx certificates!A9."
    ((_, finding),) = repeated([ROW, again], {"b.xlsx": "zh"})
    assert "Certificate" not in finding.text  # in the language of the sheet that it refuses


def test_rows_that_follow_each_other_hold_no_number_twice():
    assert repeated([ROW, replace(ROW, first="GEC-2025-0103", last="GEC-2025-0105")]) == ()


def test_a_row_inside_a_longer_one_is_found_behind_one_that_ends_first():
    """1-100, 2-3, 50: two repeat a number"""
    rows = [replace(ROW, first=first, last=last) for first, last in (("1", "100"), ("2", "3"), ("50", "50"))]

    assert [found.code for _, found in repeated(rows)] == ["V30", "V30"]


def test_the_same_row_of_a_plant_in_the_sheets_of_its_products_is_one_row():
    of_plant = replace(ROW, plant="Plant 1")

    assert repeated([of_plant, replace(of_plant, file="b.xlsx")]) == ()
    assert len(repeated([of_plant, replace(of_plant, file="b.xlsx", kwh=1000)])) == 1  # says something else
    assert len(repeated([of_plant, of_plant])) == 1  # the same file
    retired = replace(of_plant, product="EX-A")
    assert len(repeated([retired, replace(retired, file="b.xlsx")])) == 1


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=12))
def test_a_ledger_has_a_finding_where_its_numbers_repeat_and_nowhere_else(rows):
    batches = [
        replace(ROW, place=f"certificates!A{at}", first=f"C{first:03d}", last=f"C{first + size}")
        for at, (first, size) in enumerate(rows)
    ]
    numbers = [number for first, size in rows for number in range(first, first + size + 1)]

    assert bool(repeated(batches)) == (len(numbers) > len(set(numbers)))


def kwh(number: float) -> Value:
    return Value(number=number, unit="kWh", place="certificates!D5", written=f"{number:g}", unit_written="kWh")


def sheet_with(**columns) -> DataSheet:
    line = {
        "number_first": "A1", "number_last": "A5", "kind": GREEN_TRADE, "kwh": kwh(5000), "generation_month": "2025-03",
        "technology": "wind", "retired_on": "2025-06-30", "place": "certificates!A5", **columns,
    }  # fmt: skip
    return DataSheet(
        file=Path("folder/a.xlsx"),
        product=ProductFields(plant="Example plant 1", model="EX-A-60"),
        output=(OutputLine(product_id="EX-B-80"),),
        certificates=(CertificateLine(**line),),
    )


@pytest.mark.parametrize(
    ("words", "plant", "product", "sold"),
    [
        (None, "", "", False),
        ("Example plant 1", "Example plant 1", "", False),
        ("EX-A-60", "", "EX-A-60", False),
        ("Example plant 1 / EX-B-80", "Example plant 1", "EX-B-80", False),
        ("example plant 1 ex-a-60", "example plant 1", "ex-a-60", False),
        ("Another plant", "Another plant", "", False),
        ("Another plant; EX-C", "Another plant", "EX-C", False),
        ("已出售", "", "", True),
    ],
)
def test_a_row_says_which_plant_and_product_it_was_retired_for(words, plant, product, sold):
    (batch,) = batches_of(sheet_with(retired_for=words))

    assert (batch.plant, batch.product, batch.is_sold) == (plant, product, sold)
    assert (batch.file, batch.technology, batch.retired_on) == ("a.xlsx", "WIND", date(2025, 6, 30))


def test_a_row_that_lacks_what_it_needs_is_left_to_the_reader_of_the_sheet():
    assert batches_of(sheet_with(kwh=None)) == ()


def test_a_plant_that_stands_twice_is_one_plant_and_no_product():
    (batch,) = batches_of(sheet_with(retired_for="Plant X; Plant X"))
    assert (batch.plant, batch.product) == ("Plant X", "")
