"""A workbook in Brightway's format, read by bw2io itself."""

from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.formats.writing.brightway_sheet import write


def test_bw2io_reads_a_database_with_parameters_formulas_and_links(toy_contents, tmp_path):
    content, notes = write(toy_contents)
    (tmp_path / "toy.xlsx").write_bytes(content)
    with silence():
        from bw2io import ExcelImporter

        found = ExcelImporter(tmp_path / "toy.xlsx")
        found.apply_strategies(verbose=False)
    assert (found.db_name, len(found.data), len(found.database_parameters)) == ("toy", 7, 3)
    rows = [row for one in found.data for row in one["exchanges"]]
    assert all(row["input"][0] == "toy" for row in rows if row["type"] != "biosphere")
    emission = next(row for row in rows if row["type"] == "biosphere")
    assert (emission["name"], emission["categories"]) == ("carbon dioxide, fossil", ("air",))
    assert sum("formula" in row for row in rows) == len(toy_contents.system.formulas)
    assert any("2 impact categories" in note for note in notes)
