"""A workbook in Brightway's format, read by bw2io itself."""

from dataclasses import replace

import pytest

from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.formats.writing.brightway_sheet import LONGEST, write
from lca_models.inventory.system.rows import ProjectError


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


def with_parameters(contents, *parameters):
    found = replace(contents)
    found.__dict__["parameters"] = parameters
    return found


def test_a_text_that_a_cell_cannot_hold_is_told(toy_contents):
    first, *others = toy_contents.parameters
    told = replace(first, data={**first.data, "comment": "x" * (LONGEST + 1)})
    _, notes = write(with_parameters(toy_contents, told, *others))
    assert any("1 texts are longer than a cell" in note for note in notes)


def test_a_formula_that_a_cell_cannot_hold_is_refused(toy_contents):
    first, *others = toy_contents.parameters
    long = replace(first, formula="+".join(["1"] * LONGEST))
    with pytest.raises(ProjectError, match=f"1 formulas are longer.*'{first.name}' first"):
        write(with_parameters(toy_contents, long, *others))
