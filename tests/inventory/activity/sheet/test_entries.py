"""The tree of a data sheet: what is blank is None, whichever way it is blank."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS, TABLES, Entry, RawSheet, shift_month

SHEET = RawSheet(
    Path("own.yaml"),
    fields={"product": {"name": {"yours": Entry("A", "product.name")}, "model": {"yours": Entry("", "product.model")},
                        "plant": {"note": Entry("none yet", "product.plant.note")}}},
)  # fmt: skip


def test_every_sheet_is_of_fields_or_of_rows():
    assert {*FIELDS, *TABLES} == set(SHEETS)
    assert not set(FIELDS) & set(TABLES)


def test_a_value_is_what_is_given_and_none_where_nothing_is():
    assert SHEET.value("product", "name") == Entry("A", "product.name")
    assert [SHEET.value("product", key) for key in ("model", "plant", "company")] == [None, None, None]
    assert SHEET.value("plant", "acceptance") is None


def test_rows_come_by_key():
    assert [key for key, _ in SHEET.lines("product")] == ["name", "model", "plant"]
    assert [*SHEET.lines("meters")] == []


@pytest.mark.parametrize(
    ("by", "month"), [(0, "2025-11"), (1, "2025-12"), (2, "2026-01"), (11, "2026-10"), (-11, "2024-12")]
)
def test_months_are_counted_over_the_year(by, month):
    assert shift_month("2025-11", by) == month
