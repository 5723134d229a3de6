"""The form for suppliers: the same bytes each time, both languages, yellow cells alone unlocked."""

import io

import openpyxl
import pytest

from lca_models.inventory.activity.suppliers.inquiry.questions import own_footprint
from lca_models.inventory.activity.suppliers.inquiry.workbook import new_inquiry, offered_processes
from lca_models.scope.scenario import ScenarioError


def opened(language="en"):
    return openpyxl.load_workbook(io.BytesIO(new_inquiry("cathode", [("power", "electricity")], language)))


def test_the_same_question_gives_the_same_bytes():
    assert new_inquiry("cathode", [("power", "electricity")], "zh") == new_inquiry(
        "cathode", [("power", "electricity")], "zh"
    )


@pytest.mark.parametrize(("language", "first"), [("en", "Table 0"), ("zh", "表0")])
def test_the_language_of_the_reader_stands_first(language, first):
    title = opened(language)["table_0"]["B1"].value

    assert title.startswith(first)
    assert "Table 0" in title
    assert "表0" in title


def test_what_is_asked_can_be_written_and_nothing_else():
    book = opened()
    table = book["table_0"]

    assert book.sheetnames == ["start", "table_0", "inputs", "outputs", "lists"]
    assert book["lists"].sheet_state == "hidden"
    assert [table.cell(row, 1).value for row in range(5, 5 + len(own_footprint()))] == [
        one.key for one in own_footprint()
    ]
    assert table.protection.sheet
    assert not table["C5"].protection.locked
    assert table["B5"].protection.locked
    assert all(not sheet.merged_cells.ranges for sheet in book)


def test_an_unknown_language_is_refused():
    with pytest.raises(ScenarioError):
        new_inquiry("cathode", [], "de")


def test_processes_are_those_that_somebody_buys(toy_study):
    found = offered_processes(toy_study.product_system("toy"))

    assert found == sorted(found)
    assert all(name for _, name in found)
