"""Scores of single processes of a large database, beside bw2calc."""

import sqlite3
from contextlib import closing

import pytest

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.projects import unit_scores as module
from lca_models.inventory.projects.unit_scores import unit_scores
from lca_models.inventory.system.rows import ProjectError
from tests.foreign_projects import score_in_brightway

METHOD = ("toy", "gwp")


def build(base, **processes):
    """A project of processes as {code: [(type, input, amount), …]}; `co2` has factor 1, of another place 100.

    What has no rows is a product.
    """
    base.mkdir(exist_ok=True)
    bd = import_brightway(base)
    bd.projects.set_current("big", update=False)
    flows = bd.Database("flows")
    flows.register()
    flows.write({("flows", "co2"): {"name": "co2", "unit": "kilogram", "type": "emission"}}, process=False)
    data = {
        ("big", code): {"name": code, "unit": "kilogram", "type": "process" if rows else "product", "exchanges": [
            {"type": kind, "input": ("flows" if kind == "biosphere" else "big", other), "amount": amount}
            for kind, other, amount in rows]}
        for code, rows in processes.items()
    }  # fmt: skip
    database = bd.Database("big")
    database.register()
    database.write(data, process=True)
    method = bd.Method(METHOD)
    method.register(unit="kg")
    method.write([(("flows", "co2"), 1.0), (("flows", "co2"), 100.0, "CN")], process=True)
    folder = bd.projects.dir
    close_databases(bd)
    return folder


LOOP = {
    "steel": [("production", "steel", 2.0), ("technosphere", "power", 4.0), ("biosphere", "co2", 3.0)],
    "power": [("technosphere", "steel", 0.1), ("technosphere", "power", 0.05), ("biosphere", "co2", 0.5)],
    "landfill": [("production", "landfill", -1.0), ("technosphere", "power", 0.2), ("biosphere", "co2", 1.0)],
    "slag": [
        ("production", "slag", 1.0),
        ("production", "power", 0.0),
        ("technosphere", "landfill", -0.3),
        ("substitution", "steel", 0.1),
    ],
}


def test_loops_losses_wastes_and_credits_are_as_bw2calc_has_them(tmp_path):
    folder = build(tmp_path / "base", **LOOP)
    keys = [("big", code) for code in LOOP]
    found = unit_scores(folder, "big", keys, {"gwp": METHOD})
    for key in keys:
        assert found[key]["gwp"] == pytest.approx(score_in_brightway(tmp_path / "base", "big", key, METHOD), rel=1e-6)


def test_scores_are_kept_until_the_project_changes(tmp_path, monkeypatch):
    folder = build(tmp_path / "base", **LOOP)
    asked = (folder, "big", [("big", "steel")], {"gwp": METHOD}, tmp_path / "kept")
    first = unit_scores(*asked)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_solved", None)  # nothing is solved again
        assert unit_scores(*asked) == first
    (kept,) = (tmp_path / "kept").rglob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b"steel", b"steal"))
    assert unit_scores(*asked) == first  # a file that is not as it was written is not believed
    build(tmp_path / "base", **{**LOOP, "steel": [("biosphere", "co2", 7.0)]})
    assert unit_scores(*asked)[("big", "steel")]["gwp"] == pytest.approx(7.0)


def test_a_process_has_the_score_of_the_product_of_another_name_that_it_makes(tmp_path):
    """3 kg for 2 of ingot are 1.5; a sheet of 4 ingots and 1 kg is 7"""
    smelter = [("production", "ingot", 2.0), ("biosphere", "co2", 3.0)]
    sheet = [("production", "sheet", 1.0), ("technosphere", "ingot", 4.0), ("biosphere", "co2", 1.0)]
    folder = build(tmp_path / "base", ingot=[], smelter=smelter, sheet=sheet)
    found = unit_scores(folder, "big", [("big", "smelter"), ("big", "sheet")], {"gwp": METHOD})
    assert {key[1]: one["gwp"] for key, one in found.items()} == pytest.approx({"smelter": 1.5, "sheet": 7.0})


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path):
    folder = build(tmp_path / "base", steel=[("biosphere", "co2", 7.0)])
    (tmp_path / "kept").write_text("a file in the way")
    found = unit_scores(folder, "big", [("big", "steel")], {"gwp": METHOD}, tmp_path / "kept")
    assert found[("big", "steel")]["gwp"] == pytest.approx(7.0)


def test_a_database_without_a_unique_solution_is_refused(tmp_path):
    """Steel makes power, which power makes too."""
    steel = [("production", "power", 1.0), ("technosphere", "power", 0.5)]
    folder = build(tmp_path / "base", power=[("biosphere", "co2", 1.0)], steel=steel)
    with pytest.raises(ProjectError, match="each process needs one reference product"):
        unit_scores(folder, "big", [("big", "steel")], {"gwp": METHOD})


def test_an_input_that_is_not_there_is_refused_where_it_is_needed(tmp_path):
    """Coke of a database that somebody deleted; power does not need it."""
    folder = build(tmp_path / "base", **LOOP, coke=[("biosphere", "co2", 1.0)], iron=[("technosphere", "coke", 1.0)])
    with closing(sqlite3.connect(folder / "lci" / "databases.db")) as connection, connection:
        connection.execute("DELETE FROM activitydataset WHERE code = 'coke'")
        connection.execute("DELETE FROM exchangedataset WHERE output_code = 'coke'")
    assert unit_scores(folder, "big", [("big", "power")], {"gwp": METHOD})
    with pytest.raises(ProjectError, match="inputs that nothing makes"):
        unit_scores(folder, "big", [("big", "iron")], {"gwp": METHOD})
