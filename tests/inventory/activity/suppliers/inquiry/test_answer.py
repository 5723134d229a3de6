"""A form that came back: every cell that cannot be read is named."""

import openpyxl
import pytest
from supplier_answers import INPUTS, OUTPUTS, answered

from lca_models.inventory.activity.findings import ERROR, Findings, SheetError
from lca_models.inventory.activity.suppliers.inquiry.answer import Flow, read_answer


def read(path):
    findings = Findings()
    return read_answer(path, findings), findings


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_form_is_read_in_either_language(tmp_path, language):
    """100 t are 100 000 kg, 20 MWh are 20 000 kWh"""
    found, findings = read(answered(tmp_path / "a.xlsx", {"name": "Supplier M"}, INPUTS, OUTPUTS, language))

    assert findings.found == []
    assert (found.language, found.line.name) == (language, "Supplier M")
    assert found.inputs[0] == Flow("salt", 100_000, "kg", "inputs!D5", "nickel_salt")
    assert (found.inputs[1].amount, found.inputs[1].unit) == (20_000, "kWh")
    assert [one.kind for one in found.outputs] == ["product", "waste"]


def test_an_empty_form_says_nothing(tmp_path):
    found, findings = read(answered(tmp_path / "a.xlsx"))

    assert (found.line, found.inputs, found.outputs, findings.found) == (None, (), (), [])


def test_table_0_is_judged_as_a_row_of_the_sheet_of_suppliers(tmp_path):
    path = answered(tmp_path / "a.xlsx", {"value": "3,9", "declared_unit": "stone"})
    errors = read(path)[1].of(ERROR)

    assert {(one.code, one.place[:8]) for one in errors} == {("V03", "table_0!"), ("V07", "table_0!")}


@pytest.mark.parametrize(
    ("inputs", "outputs", "code", "place"),
    [
        ([("salt", "", "1,2", "t")], (), "V03", "inputs!D5"),
        ([("salt", "", "12", "kWh/Stk")], (), "V06", "inputs!D5"),
        ([("salt", "", "", "t")], (), "V02", "inputs!D5"),
        ([("salt", "", "-1", "t")], (), "V08", "inputs!D5"),
        ((), [("profit", "cathode", "60", "t")], "V07", "outputs!B5"),
        ([("salt", "", "=1+1", "t")], (), "V05", "inputs!D5"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path, inputs, outputs, code, place):
    errors = read(answered(tmp_path / "a.xlsx", None, inputs, outputs))[1].of(ERROR)

    assert (errors[0].code, errors[0].place) == (code, place)


def test_another_workbook_is_no_form(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")

    with pytest.raises(SheetError, match=r"b\.xlsx is no form for suppliers"):
        read(tmp_path / "b.xlsx")
    with pytest.raises(SheetError, match=r"c\.xlsx is no workbook"):
        read(tmp_path / "c.xlsx")


def test_a_page_without_its_keys_is_named(tmp_path):
    path = answered(tmp_path / "a.xlsx", None, INPUTS)
    book = openpyxl.load_workbook(path)
    book["inputs"].delete_rows(3)
    book.save(path)

    found, findings = read(path)
    assert found.inputs == ()
    assert "inputs: has no row of headings with input, process, amount, unit" in findings.of(ERROR)[0].words
