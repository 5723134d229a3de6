"""Workbooks of Brightway, read as bw2io reads them."""

from lca_models.inventory.formats.reading import brightway_sheets

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
