"""Workbooks are looked at, opened and read row by row; what a library would choke on is one line before it does."""

import zipfile

import pytest
from openpyxl import Workbook

from lca_models.inventory.files.sealed import SealError
from lca_models.inventory.files.workbooks import open_sheets, rows_of_sheet, workbook_content


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    book.active.append(["amount", None, 1.5])
    book.create_sheet("second")["B4"] = "far"
    book.save(tmp_path / "own.xlsx")
    return tmp_path / "own.xlsx"


def test_rows_come_with_their_numbers_sheet_by_sheet(path):
    sheets = open_sheets(workbook_content(path))
    found = [
        (sheet.title, [(number, [cell["value"] for cell in cells]) for number, cells in rows_of_sheet(sheet)])
        for sheet in sheets
    ]

    assert found == [("Sheet", [(1, ["amount", 1.5])]), ("second", [(4, ["far"])])]
    assert [sheet.title for sheet in open_sheets(workbook_content(path), 1)] == ["Sheet"]


def test_a_caller_may_take_fewer_elements_than_a_workbook_has(path):
    with pytest.raises(SealError, match="more than 50 elements"):
        workbook_content(path, 50)


def test_what_is_no_workbook_is_said(tmp_path):
    (tmp_path / "own.xlsx").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SealError, match="something else by that name"):
        workbook_content(tmp_path / "own.xlsx")
    with pytest.raises(FileNotFoundError):
        workbook_content(tmp_path / "none.xlsx")


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_no_other_part_stands_under_the_name_of_a_picture(path, part):
    sheet, picture = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.svg"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[picture] = members.pop(sheet)
    members[part] = members[part].replace(b"sheet1.xml", b"sheet1.SVG")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    with pytest.raises(SealError, match="takes a picture for something else"):
        workbook_content(path)


def test_a_picture_in_a_drawing_is_let_be(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')
        archive.writestr(
            "xl/drawings/_rels/drawing1.xml.rels", '<Relationships><R Target="../media/image1.svg"/></Relationships>'
        )

    assert workbook_content(path) == path.read_bytes()
