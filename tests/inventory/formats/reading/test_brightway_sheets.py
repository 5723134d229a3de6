"""Workbooks of Brightway, read as bw2io reads them."""

import zipfile

import pytest
from openpyxl import Workbook

from lca_models.inventory.formats.imported import FILE_PLACE
from lca_models.inventory.formats.reading import brightway_sheets
from lca_models.inventory.system.rows import ProjectError

TEXT = """Database,mine
,

Activity,cell
code,cell
unit,kilogram
location,CN
Exchanges
name,amount,unit,location,categories,type,formula
cell,1,kg,CN,,production,
"""


def test_a_workbook_holds_one_database_with_units_as_brightway_names_them(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT, encoding="utf-8")
    (file,) = brightway_sheets.read(path)
    assert (file.database, file.notes, file.methods) == ("mine", (), ())
    assert [one["code"] for one in file.datasets] == ["cell"]
    assert file.datasets[0]["exchanges"][0]["unit"] == "kilogram"


def test_every_process_and_exchange_knows_its_line(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT, encoding="utf-8")
    (file,) = brightway_sheets.read(path)
    assert file.datasets[0][FILE_PLACE] == "mine.csv:4"
    assert [one[FILE_PLACE] for one in file.datasets[0]["exchanges"]] == ["mine.csv:10"]


def test_a_column_without_a_heading_does_not_move_the_others(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT.replace("type,formula", "type,formula,,").replace("production,", "production,,,a remark"))
    (file,) = brightway_sheets.read(path)
    assert file.datasets[0]["exchanges"][0][FILE_PLACE] == "mine.csv:10"


def test_a_process_whose_name_is_no_text_is_refused_and_not_passed_over(tmp_path):
    book = Workbook()
    for line in (["Database", "mine"], [None], ["Activity", 12], ["code", "cell"]):
        book.active.append(line)
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(ProjectError, match=r"mine\.xlsx Sheet:3  a process is named 12, which is no text"):
        brightway_sheets.read(tmp_path / "mine.xlsx")


def test_what_office_keeps_beside_the_sheets_may_be_in_another_encoding(tmp_path):
    book = Workbook()
    for line in (["Database", "mine"], [None], ["Activity", "cell"], ["code", "cell"]):
        book.active.append(line)
    book.save(tmp_path / "mine.xlsx")
    with zipfile.ZipFile(tmp_path / "mine.xlsx", "a") as archive:
        archive.writestr("customXml/item1.xml", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"))
    assert brightway_sheets.read(tmp_path / "mine.xlsx")[0].database == "mine"


def test_exchanges_after_parameters_know_their_lines_too(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT.replace("Exchanges\n", "Parameters\nname,amount\nmy_x,5\nExchanges\n"), encoding="utf-8")
    (file,) = brightway_sheets.read(path)
    assert [one["name"] for one in file.datasets[0]["parameters"]] == ["my_x"]
    assert [one[FILE_PLACE] for one in file.datasets[0]["exchanges"]] == ["mine.csv:13"]
