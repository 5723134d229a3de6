"""Which parameters a person may move in the page stands in their rows, and nowhere else."""

import shutil
from dataclasses import replace

import pytest

from lca_models.inventory.brightway.in_memory import project_rows
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.tables.reading import InventoryError
from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.model.parameter_fields import parameter_fields
from lca_models.panels.views.setup import offer_view
from tests.conftest import TINY_INVENTORY
from tests.shipped_tables import shipped_inventories

LISTS = {"provinces": (Choice("CN-SC", 51, "Sichuan", "四川"), Choice("CN-GD", 44, "Guangdong", "广东"))}


@pytest.fixture
def tables(tmp_path):
    return shutil.copytree(TINY_INVENTORY, tmp_path / "tables")


def show(root, **places):
    """Give parameters of the toy a group of the page, and a place in it."""
    path = root / "parameters/toy.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{row},{places[name]}" if (name := row.partition(",")[0]) in places else row for row in rows]
    path.write_text("\n".join([f"{header},panel,panel_place", *rows, ""]), encoding="utf-8")
    return load_inventories(root).inventories


def test_a_row_puts_its_parameter_in_the_page(tables):
    """a number with its limits, a choice with what is supplied, in the order of their places"""
    inventories = show(tables, recovery_rate_nickel="end_of_life,2", cell_plant_province="plants,1")

    fields = parameter_fields(project_rows(inventories).parameters, LISTS)

    assert [(one.name, one.group, one.is_number, one.default) for one in fields] == [
        ("cell_plant_province", "plants", False, "CN-GD"), ("recovery_rate_nickel", "end_of_life", True, 0.9)
    ]  # fmt: skip
    assert (fields[1].lowest, fields[1].highest, fields[1].unit) == (0, 1, "")
    assert {choice.code for choice in fields[0].choices} == {"CN-SC", "CN-GD"}
    assert all(one.words["en"] and one.words["zh"] for one in fields)


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("toy_plant_electricity", "power,1", "'toy_plant_electricity' stands in the page, but a person cannot move it"),
        ("recovery_rate_nickel", "plants,1", "among the plants of the page; make it a choice of provinces"),
        ("recovery_rate_nickel", "recycling,1", "panel 'recycling' is not allowed"),
    ],
)
def test_what_nobody_can_move_is_refused(tables, name, cells, message):
    with pytest.raises(InventoryError, match=message):
        show(tables, **{name: cells})


def test_a_new_row_is_a_slider_that_moves_the_result(model: PanelModel):
    """grid losses of 10 instead of 4.5 %, in the words of the row and without a word of code"""
    rows = model.study.rows
    shown = tuple(
        replace(row, data={**row.data, "panel": "power"}) if row.name == "grid_loss_rate" else row
        for row in rows.parameters
    )
    study = replace(model.study)
    study.__dict__["rows"] = replace(rows, parameters=shown)
    moved = PanelModel(study)
    start = start_setup(moved.offer)
    chosen = Choosing(moved.offer, start).with_value("grid_loss_rate", 0.05)
    before, after = (sum(moved.evaluate(one).stages.values()) for one in (start, chosen))
    field = offer_view(moved)["fields"]["grid_loss_rate"]

    assert (field["lowest"], field["highest"], field["label"]) == (0.043, 0.05, ["Losses of the grid", "线损率"])
    assert "grid_loss_rate" in offer_view(moved)["groups"]["power"]
    assert chosen.settings == {"grid_loss_rate": 0.05}
    assert after > before


def test_the_shipped_rows_are_the_fields_of_the_page():
    fields = parameter_fields(project_rows(shipped_inventories()).parameters, {})

    assert {one.group for one in fields} == {"power", "plants", "end_of_life"}
    assert len(fields) == 10
