"""What rules read of a sheet: months that follow output, periods that words name, sheets of other bundles."""

from dataclasses import replace

import pytest
from judged_cases import bundle_of

from lca_models.reporting.declaration.bundle import SHEET, Bundle
from lca_models.reporting.verification.rules.said import (
    expected,
    months_named,
    of_same_plant,
    own_id,
    pointer,
    robust_distances,
    says,
    sheet_of,
    split_of,
)


def test_a_month_is_expected_by_base_load_and_output_whatever_one_of_them_says():
    """100 of base load and 2 a piece; June reads ten times too much"""
    output = {f"2025-{month:02d}": 10.0 * month for month in range(1, 13)}
    amounts = {month: 100 + 2 * made for month, made in output.items()} | {"2025-06": 2200.0}

    usual = expected(amounts, output)

    assert usual == pytest.approx({month: 100 + 2 * made for month, made in output.items()})
    apart = robust_distances(amounts, usual)
    assert apart["2025-06"] == float("inf") or apart["2025-06"] > 1e6
    assert apart["2025-05"] < 5


def test_without_output_a_month_is_expected_to_be_the_middle_one():
    assert expected({"a": 1.0, "b": 2.0, "c": 9.0}, None) == {"a": 2.0, "b": 2.0, "c": 2.0}
    assert expected({"a": 1.0, "b": 2.0, "c": 9.0}, {"a": 5.0}) == {"a": 2.0, "b": 2.0, "c": 2.0}
    assert robust_distances({"a": 2.0, "b": 2.0}, {"a": 2.0, "b": 2.0}) == {"a": 0.0, "b": 0.0}


@pytest.mark.parametrize(
    ("text", "months"),
    [("2025", ("2025-01", "2025-12")), ("2024-12/2025-11", ("2024-12", "2025-11")), ("2025年3月", ("2025-03", "2025-03")),
     ("test of 2025-06-30", ("2025-06", "2025-06")), ("12025", None), ("", None), (None, None)],
)  # fmt: skip
def test_words_about_a_period_name_its_months(text, months):
    assert months_named(text) == months


def test_a_pointer_escapes_what_would_divide_it():
    assert pointer("meters", 0, "a/b~c") == "/meters/0/a~1b~0c"
    assert says("Dry Process", ["dry"])
    assert not says(None, ["dry"])


def test_a_sheet_is_read_from_another_bundle_and_a_broken_one_is_none(cases):
    sheet = cases.base().sheet
    read = sheet_of(bundle_of(sheet, "b.zip"))

    assert read.certificates == sheet.certificates
    assert of_same_plant(sheet, read)
    for broken in (b"", b"[]", b'{"meters": 5}', b'{"product": {"plant": [1]}}', b"\xff"):
        assert sheet_of(Bundle({SHEET: broken})) is None
    assert sheet_of(Bundle({})) is None


def test_a_sheet_without_meters_has_no_plant_to_split(cases):
    case = cases.base()
    short = replace(case, again=replace(case.again))
    short.again.__dict__["sheet"] = case.sheet.model_copy(update={"meters": (), "output": ()})

    assert split_of(short) is None
    assert own_id(short) is None
