"""A workbook of a data sheet as the tree of a sheet, whoever saved it and whatever stands beside its tables."""

from datetime import datetime

import pytest
import xlsxwriter

from lca_models.inventory.activity.findings import ERROR, WARNING, SheetError
from lca_models.inventory.activity.sheet.entries import Entry
from lca_models.inventory.activity.sheet.workbook_file import read_workbook
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet
from tests.blank_sheets import as_workbook, filled_workbook, small_workbook
from tests.conftest import INVENTORIES

EXAMPLES = INVENTORIES.parent / "notebooks" / "data_sheets"
HEAD = ["key", "label", "archetype", "yours", "unit", "note"]
METERS = ["id", "item", "unit", "parent", "year_total"]


def read(tmp_path, **pages):
    return read_workbook(small_workbook(tmp_path / "own.xlsx", pages))


def said(sheet):
    """Severity, place and text of each finding."""
    return [(one.severity, one.place, one.text) for one in sheet.findings]


@pytest.mark.parametrize(("product", "language", "words"), [("lfp-60kwh", "en", "LFP"), ("lfp-60kwh", "zh", "磷酸铁锂"),
                                                            ("naion-45kwh", "en", "Na-ion")])  # fmt: skip
def test_an_empty_sheet_says_its_name_and_its_chemistry_alone(blank_content, tmp_path, product, language, words):
    (tmp_path / "own.xlsx").write_bytes(blank_content(product, language))

    sheet = read_workbook(tmp_path / "own.xlsx")

    assert sheet.language == language
    assert {key: line["yours"].text for key, line in sheet.fields["product"].items()} == {
        "name": "My pack", "chemistry": words
    }  # fmt: skip
    assert (set(sheet.fields), sheet.tables, sheet.findings) == ({"product"}, {}, ())


def test_what_is_filled_in_is_read_from_where_it_stands(blank_content, tmp_path):
    """of the page start too; formulas of the sheet have no stored values here, and none of them is asked for"""
    path = filled_workbook(tmp_path / "own.xlsx", blank_content("lfp-60kwh", "en"), {
        "start!E10": "2025-11", "start!E11": 64, "start!F11": "kWh", "start!E20": 128.67, "start!G20": "per pack",
        "cell_materials!L6": "S1", "cell_materials!D8": 741, "cell_materials!E8": "g", "plant!D10": "no",
        "meters!A6": "M1", "meters!C6": "外购电力（网电）", "meters!D6": "MWh", "meters!F6": 10, "meters!H6": 12.5,
    })  # fmt: skip

    sheet = read_workbook(path)

    assert sheet.findings == ()
    assert sheet.value("product", "rated_energy") == Entry("64", "start!E11")
    assert {column: one.text for column, one in sheet.fields["cell_materials"]["cathode"].items()} == {
        "yours": "128.67", "unit": "kg", "basis": "per pack", "state": "in the product, net", "supplier_id": "S1"
    }  # fmt: skip
    assert sheet.fields["cell_materials"]["carbon_black"]["unit"].text == "g"
    assert sheet.value("plant", "includes_pack_assembly") == Entry("no", "plant!D10")
    assert [{column: one.text for column, one in line.items()} for line in sheet.tables["meters"]] == [
        {"id": "M1", "item": "外购电力（网电）", "unit": "MWh", "2025-11": "10", "2026-01": "12.5"}
    ]


def test_rows_and_columns_may_stand_anywhere(tmp_path):
    """another order, no keys, words in either language, notes beside, above and below"""
    sheet = read(tmp_path, product=[
        ["our sheet of 2025"], [], [None, "单位", "备注", "项目", "填报值"],
        ["see", "kg", "scales", "pack mass, with coolant", 457],
        [None, "kWh", None, "额定能量", 64, "a remark to the right"], [], ["all values: laboratory"],
    ])  # fmt: skip

    assert sheet.findings == ()
    assert sheet.value("product", "pack_mass") == Entry("457", "product!E4")
    assert sheet.fields["product"]["rated_energy"]["unit"] == Entry("kWh", "product!B5")
    assert set(sheet.fields["product"]) == {"pack_mass", "rated_energy"}


def test_materials_of_ones_own_are_rows_with_a_name(tmp_path):
    sheet = read(tmp_path, cell_materials=[
        [*HEAD, "process"], ["other_1", "glue", None, 2, "kg", None, "polyethylene"], ["other_2", "only a remark"],
        [None, "tape", None, 1, "g", None, None],
    ])  # fmt: skip

    rows = sheet.fields["cell_materials"]
    assert {key: line["label"].text for key, line in rows.items()} == {"other_1": "glue", "other_row_4": "tape"}
    assert rows["other_1"]["process"].text == "polyethylene"


def test_a_key_that_is_none_is_kept_for_the_judge(tmp_path):
    sheet = read(tmp_path, product=[HEAD, ["pack_masss", "pack mass", None, 440, "kg"]])

    assert sheet.value("product", "pack_masss") == Entry("440", "product!D2")


def test_a_value_that_stands_twice_is_named(tmp_path):
    product = [HEAD, ["pack_mass", "", None, 450, "kg"], ["name", "", None, "a"], ["name", "", None, "b"]]
    start = [["key", "label", "yours", "unit"], ["product.pack_mass", "", 440, "kg"]]
    sheet = read(tmp_path, start=start, product=product)

    assert said(sheet) == [
        (ERROR, "product!D4", "name stands there twice, first in product!D3; keep one"),
        (ERROR, "product!D2", "'450' stands there and '440' in start!C2; keep the one on the sheet start"),
    ]
    assert sheet.value("product", "pack_mass") == Entry("440", "start!C2")


def test_units_without_a_value_say_nothing(tmp_path):
    sheet = read(
        tmp_path, product=[HEAD, ["pack_mass", "", 441.2, None, "kg"], ["model", "", None, None, None, "none yet"]]
    )

    assert {key: set(line) for key, line in sheet.fields["product"].items()} == {"model": {"note"}}


def test_formulas_and_errors_are_named_by_cell(tmp_path):
    path = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("product")
        sheet.write_row(0, 0, HEAD)
        for row, (key, formula, value) in enumerate(
            [("pack_mass", "=1+2", 3), ("cells_mass", "=A9/0", "#DIV/0!"), ("rated_energy", "=1+1", "")], 1
        ):
            sheet.write_string(row, 0, key)
            sheet.write_formula(row, 3, formula, None, value)

    found = read_workbook(path)

    assert found.value("product", "pack_mass") == Entry("3", "product!D2")
    assert said(found) == [
        (ERROR, "product!D3", "holds the error #DIV/0!; correct its formula, or write the value"),
        (ERROR, "product!D4", "this formula has no stored value; open the file in Excel, save it, try again"),
    ]
    assert {one.code for one in found.findings} == {"V05"}


def test_dates_are_months_and_days_where_those_are_asked_for(tmp_path):
    sheet = read(
        tmp_path,
        product=[HEAD, ["period_start", "", None, datetime(2025, 1, 1)], ["pack_mass", "", None, datetime(2025, 3, 2)]],
        certificates=[
            ["number_first", "generation_month", "retired_on"],
            ["A1", datetime(2025, 2, 1), datetime(2025, 12, 31)],
        ],
        evidence=[["evidence_id", "document", "period"], ["E1", "bills", datetime(2025, 1, 1)]],
        meters=[["id", "item", datetime(2025, 1, 1), datetime(2025, 2, 1)], ["M1", "heat", 1, 2]],
    )

    assert sheet.value("product", "period_start") == Entry("2025-01", "product!D2")
    assert sheet.value("product", "pack_mass") == Entry("2025-03-02", "product!D3")  # no number: the judge says so
    [line] = sheet.tables["certificates"]
    assert [line[name].text for name in ("generation_month", "retired_on")] == ["2025-02", "2025-12-31"]
    assert sheet.tables["evidence"][0]["period"].text == "2025-01"
    assert [*sheet.tables["meters"][0]] == ["id", "item", "2025-01", "2025-02"]


def test_months_without_a_year_are_named_once(tmp_path):
    sheet = read(tmp_path, meters=[["id", "item", "month 1", "month 2"], ["M1", "heat", 1, 2], ["M2", "heat", 1, 2]])

    assert [*sheet.tables["meters"][0]] == ["id", "item"]
    assert [(one.severity, one.place, one.code) for one in sheet.findings] == [(ERROR, "meters!C1", "V02")]
    assert "first month of the period" in sheet.findings[0].text


def test_columns_that_are_none_are_named_where_something_stands_below(tmp_path):
    sheet = read(
        tmp_path, meters=[["id", "item", "uunit", "ERP number", "empty"], ["M1", "heat", "GJ", 17], ["M2", "heat"]]
    )

    assert said(sheet) == [
        (ERROR, "meters!C1", "'uunit' is not a field of this sheet; did you mean 'unit'?"),
        (WARNING, "meters!D1", "the column 'ERP number' is none of this sheet and is not read"),
    ]


def test_remarks_below_a_table_are_no_rows(tmp_path):
    sheet = read(tmp_path, meters=[METERS, ["M1", "heat", "GJ", None, 5], [], ["Read on 31 December"]])

    assert len(sheet.tables["meters"]) == 1


def test_sheets_are_found_whatever_their_case_and_a_misspelt_one_is_named(tmp_path):
    found = read(tmp_path, **{"Product ": [HEAD, ["model", "", None, "A"]], "meterss": [METERS], "my notes": [["x"]]})

    assert found.value("product", "model") == Entry("A", "Product !D2")
    assert [(one.place, one.code) for one in found.findings] == [("meterss", "V01"), ("my notes", "")]


def test_a_workbook_of_something_else_is_refused_by_name(tmp_path):
    with pytest.raises(SheetError, match=r"^own\.xlsx is no data sheet: none of its sheets is called start, product"):
        read(tmp_path, Sheet1=[["a", 1]])
    sheet = read(tmp_path, product=[["nothing", "of it"]])
    assert said(sheet) == [(ERROR, "product", "has no headings of a data sheet; take those of lca-models new")]


def test_edition_and_language_are_judged_and_the_language_is_spoken(tmp_path):
    found = read(
        tmp_path,
        start=[["key", "label", "archetype", "yours"], ["language", "", "", "zh"], ["data_sheet", "", "", "7"]],
    )

    assert found.language == "zh"
    assert said(found) == [(ERROR, "start", "“7”不是数据表的版本号；本版为1")]
    other = read(tmp_path, start=[["key", "label", "archetype", "yours"], ["language", "", "", "fr"]])
    assert (other.language, [one.code for one in other.findings]) == ("en", ["V07"])


def test_a_percent_keeps_its_sign(tmp_path):
    path = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("plant")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["acceptance", "", 0.95])
        sheet.write_number(1, 3, 0.93, book.add_format({"num_format": "0.0%"}))

    assert read_workbook(path).value("plant", "acceptance") == Entry("93 %", "plant!D2")


@pytest.mark.parametrize(("example", "product"), [("lfp_sichuan", "lfp-60kwh"), ("nmc811_guangdong", "nmc811-80kwh")])
def test_an_example_says_the_same_in_a_workbook_and_in_yaml(blank_content, tmp_path, example, product):
    """but for basis and state, which a workbook says in every row, and for the order of rows"""
    raw = read_yaml_sheet(EXAMPLES / f"{example}.yaml")

    found = read_workbook(as_workbook(tmp_path / "own.xlsx", blank_content(product, "zh"), raw))

    assert found.findings == ()
    for name, rows in raw.fields.items():
        assert set(found.fields[name]) == set(rows)
        for key, line in rows.items():
            texts = {column: entry.text for column, entry in found.fields[name][key].items()}
            said = {column: texts[column] for column in line}
            assert said == {column: _number(entry.text) for column, entry in line.items()}, (name, key)
            assert set(texts) - set(said) <= {"unit", "basis", "state"}
    rows = {
        name: [{column: one.text for column, one in line.items()} for line in lines]
        for name, lines in found.tables.items()
    }
    assert rows == {
        name: [{column: _number(one.text) for column, one in line.items()} for line in lines]
        for name, lines in raw.tables.items()
        if lines
    }


def _number(text):
    """A number as a cell keeps it: 457 for 457.0."""
    try:
        return str(int(float(text))) if float(text).is_integer() else repr(float(text))
    except ValueError:
        return text
