"""Databases of somebody in place of this kit's background: every name is linked, or listed with the nearest."""

import shutil
from dataclasses import replace

import pytest

from lca_models.inventory.projects.backgrounds import (
    BackgroundDatabase,
    databases_of,
    find_background,
    open_background,
    read_background_tables,
)
from lca_models.inventory.projects.places import ProjectPlace, find_projects
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.scenario import ScenarioError
from tests.conftest import INVENTORIES
from tests.foreign_projects import score_in_brightway
from tests.licensed_databases import NAMED, PREMISE, PROJECT, STAND_IN, build_licensed, name_of, names_of


@pytest.fixture(scope="module")
def tables():
    return read_background_tables(INVENTORIES)


@pytest.fixture
def stand_in(licensed):
    return find_background(STAND_IN, find_projects())


def test_every_name_of_its_version_is_linked(stand_in, tables):
    found = open_background(stand_in, tables, "own")
    assert found.missing == ()
    assert {(one.process, one.activity, one.location) for one in found.found} == {
        (row["process"], row["activity"], row["location"]) for row in names_of(INVENTORIES, "3.10")
    }
    assert (found.version, found.project) == ("3.10", PROJECT)


def test_a_unit_scores_what_bw2calc_says_times_its_factor(stand_in, tables, licensed_base):
    """of landfill minus one, as its reference product is taken in; of ammonia in water 0.486"""
    found = open_background(stand_in, tables, "own").linked
    for code, factor in (("copper_cathode", 1.0), ("landfill_residue", -1.0), ("ammonium_hydroxide", 0.486)):
        one = found[code]
        for method, category in (("gwp100-ar6", "climate change"), ("gwp100-ar6-biogenic", "climate change: biogenic")):
            name = ("ecoinvent-3.10", "IPCC 2021", category, "global warming potential (GWP100)")
            there = score_in_brightway(licensed_base, PROJECT, one.key, name)
            assert dict(one.scores)[method] == pytest.approx(factor * there, rel=1e-6)
    assert dict(found["landfill_residue"].scores)["gwp100-ar6"] > 0


@pytest.mark.parametrize("content", ["[[", "[5]", '[["a", null]]'])
def test_a_damaged_list_of_categories_is_one_line(stand_in, tables, tmp_path, content):
    folder = tmp_path / "project"
    shutil.copytree(stand_in.place.folder, folder)
    (folder / "methods.json").write_text(content, encoding="utf-8")
    with pytest.raises(ProjectError, match=r"methods\.json cannot be read"):
        open_background(replace(stand_in, place=replace(stand_in.place, folder=folder)), tables, "own")


def test_regions_of_premise_stand_in_place_of_china(licensed, tables):
    """CHA of REMIND where the table says CN; the grids of provinces have no region of their own."""
    found = open_background(find_background(PREMISE, find_projects()), tables, "own")
    assert found.missing == ()
    places = {one.process: one.location for one in found.found}
    assert (places["ammonia"], places["rail_electric"], places["electricity_cn"]) == ("CHA", "CHA", "CHA")
    assert (places["steel"], places["electricity_cn_gd"]) == ("GLO", "CN-CSG")


def test_missing_names_are_listed_with_the_nearest(tmp_path, tables):
    rows = {row["process"]: name_of(row) for row in names_of(INVENTORIES, "3.10")}
    left_out = [rows["copper_cathode"], rows["rail_electric"], rows["glucose"]]
    build_licensed(tmp_path / "base", INVENTORIES, left_out)
    found = open_background(find_background(STAND_IN, find_projects((tmp_path / "base",))), tables, "own")
    nearest = {one.process: one.nearest for one in found.missing}
    assert set(nearest) == {"copper_cathode", "copper_wire", "rail_electric", "glucose"}
    assert nearest["copper_cathode"].startswith("treatment of copper scrap by electrolytic refining | copper, cathode")
    assert nearest["rail_electric"].startswith("transport, freight train, diesel")
    assert len(found.found) + len(found.missing) == len(rows)


def test_a_version_that_nobody_says_is_the_one_with_most_of_its_names(stand_in, tables):
    """Names of 3.10 and 3.10.1 are the same, and the later one stands."""
    silent = BackgroundDatabase(stand_in.place, STAND_IN, {})
    vars(silent)["origin"] = None
    unnamed = replace(tables, names=tuple(row for row in tables.names if row["version"] != "3.10"))
    assert open_background(stand_in, unnamed, "own").version == "3.10.1"


def test_databases_are_found_by_name_and_by_project(licensed, licensed_base):
    places = find_projects()
    assert {STAND_IN, PREMISE, NAMED, "biosphere3"} <= {one.name for one in databases_of(places)}
    assert find_background(f"{PROJECT}:{PREMISE}", places).origin.words == "remind SSP2-PkBudg500 2050"
    assert find_background(NAMED, places).origin.words == "image SSP2-Base 2040"
    with pytest.raises(ScenarioError, match=r"did you mean 'ecoinvent-3\.10-cutoff'"):
        find_background("ecoinvent-3.10-cutof", places)
    folder = next(one.folder for one in places if one.name == PROJECT)
    twin = ProjectPlace("other", licensed_base, folder)
    with pytest.raises(ScenarioError, match=r"licensed:ecoinvent-3\.10-cutoff .* and other:ecoinvent-3\.10-cutoff"):
        find_background(STAND_IN, [*places, twin])


def test_what_does_not_fit_is_refused(stand_in, tables):
    other = BackgroundDatabase(stand_in.place, "ecoinvent-3.10-consequential", {})
    with pytest.raises(ScenarioError, match="system model consequential"):
        open_background(other, tables, "own")
    with pytest.raises(ScenarioError, match="own, theirs"):
        open_background(stand_in, tables, "mine")
    with pytest.raises(ScenarioError, match="none of the 100 names of ecoinvent"):
        open_background(BackgroundDatabase(stand_in.place, "biosphere3", {}), tables, "own")
    nothing = replace(tables, methods=tuple(replace_category(row) for row in tables.methods))
    with pytest.raises(ScenarioError, match="none of the impact categories"):
        open_background(stand_in, nothing, "own")


def replace_category(row):
    return replace(row, cells={**row.cells, "category": "nothing|of|it"})
