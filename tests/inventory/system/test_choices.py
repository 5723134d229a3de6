"""Choice parameters: codes of any list beside columns.csv, and what is refused."""

import json
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.in_memory import product_system
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.system.choices import choice_code, codes_of, offered_choices, read_choices
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.scenario import ScenarioError

TINY = Path(__file__).parents[2] / "tiny_inventory"
LIST = """code,number,name,name_zh
landfill,0,no recycling,不回收
hydro,1,hydrometallurgical,湿法
pyro,2,pyrometallurgical,火法
"""
ROUTE = "toy_route,choice,1,,code,,,determined,,,toy_routes,Example,worked example,literature,route,路线,\n"


@pytest.fixture
def routes(tmp_path):
    """The toy with a list of routes: recycling emits 1 kg CO2, by pyrometallurgy 3 kg."""
    root = tmp_path / "inventories"
    shutil.copytree(TINY, root)
    (root / "toy_routes.csv").write_text(LIST, encoding="utf-8")
    add(root / "columns.csv", "".join(
        f"toy_routes,{column},{kind},yes,,worked example\n"
        for column, kind in (("code", "choice code"), ("number", "number"), ("name", "text"), ("name_zh", "text"))
    ))  # fmt: skip
    add(root / "parameters" / "toy.csv", ROUTE)
    replace(root / "recycling" / "exchanges.csv", "co2_fossil,1,kg,,,pedigree",
            "co2_fossil,1,kg,3 if toy_route == 2 else 1,,determined")  # fmt: skip
    return root


def add(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def recycling(root, **settings):
    return assess(product_system(load_inventories(root).inventories, "toy"), settings).stages()["recycling"]


@pytest.mark.parametrize("given", ["pyro", "PYRO", "pyrometallurgical", "火法", "2", 2, 2.0])
def test_a_choice_is_written_as_code_name_or_number(routes, given):
    assert recycling(routes, toy_route=given) == pytest.approx(3 - 9 * 0.6)


def test_the_default_of_a_choice_holds(routes):
    assert recycling(routes) == pytest.approx(1 - 9 * 0.6)


def test_an_unknown_code_is_answered_with_the_nearest(routes):
    with pytest.raises(ScenarioError, match=r"toy_route=pyra: is not in the list toy_routes; did you mean 'pyro'"):
        recycling(routes, toy_route="pyra")


def test_provinces_hold_the_nation_and_the_users_mix():
    codes = {choice.code: choice.number for choice in read_choices(TINY)["provinces"]}

    assert codes == {"CN-GD": 44, "CN-SC": 51, "CN": 156, "USER-MIX": 900}


def test_a_province_no_exchange_supplies_is_refused():
    """Without it the plant would have no electricity, and nobody would notice."""
    system = product_system(load_inventories(TINY).inventories, "toy")

    with pytest.raises(ScenarioError, match="is supplied by no process of this project; known"):
        assess(system, province="CN")
    with pytest.raises(ScenarioError, match="is no province; did you mean 'CN-SC'"):
        assess(system, province="CN-SX")


def test_a_parameter_offers_what_its_exchanges_supply(routes):
    inventories = load_inventories(routes).inventories

    assert codes_of(inventories) == {"cell_plant_province": (44, 51), "toy_route": (0, 1, 2)}


def test_a_choice_is_shown_by_its_code(routes):
    system = product_system(load_inventories(routes).inventories, "toy")
    row = system.parameters["toy_route"]

    assert choice_code(row, 2.0, system.choices) == "pyro"
    assert [choice.code for choice in offered_choices(row, system.choices)] == ["landfill", "hydro", "pyro"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("parameters/toy.csv", "toy_route,choice,1,", "toy_route,choice,7,",
         "'toy_route' is 7, which is no number of toy_routes; give one of the column number of toy_routes.csv, such as 2"),
        ("parameters/toy.csv", ",toy_routes,", ",toy_roads,", "there is no list toy_roads.csv"),
        ("toy_routes.csv", "pyro,2,", "pyro,1,", "repeats the number '1' of toy_routes.csv:3"),
        ("toy_routes.csv", "pyro,2,", "HYDRO,2,", "repeats the code 'HYDRO' of toy_routes.csv:3"),
        ("toy_routes.csv", "pyro,2,", "pyro,2.5,", "number 2.5 of 'pyro' is not whole"),
        ("toy_routes.csv", "pyro,2,", "py ro,2,", "code 'py ro' is not a code of a list"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_choice_or_its_list_is_named(routes, file, old, new, message):
    replace(routes / file, old, new)

    with pytest.raises(InventoryError) as raised:
        load_inventories(routes)
    assert message in str(raised.value)


def test_a_default_that_no_exchange_supplies_is_named(routes):
    replace(routes / "parameters/toy.csv", "cell_plant_province,choice,44", "cell_plant_province,choice,156")
    replace(routes / "raw_materials/exchanges.csv", "electricity_cn_gd,1,kWh,1.0*", "electricity_cn_gd,0,kWh,1.0*")

    with pytest.raises(
        InventoryError, match="'cell_plant_province' is 156, which no exchange supplies; give one of 44, 51"
    ):
        load_inventories(routes)


def test_routes_are_listed_with_their_codes(routes, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(routes))
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "brightway"))

    assert main(["list", "routes", "--json"]) == 0
    found = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["toy_route"]["chosen"] == "hydro"
    assert [one["code"] for one in found["toy_route"]["codes"]] == ["landfill", "hydro", "pyro"]
    assert [one["number"] for one in found["cell_plant_province"]["codes"]] == [44, 51]
    assert main(["list", "routes"]) == 0
    assert "landfill hydro pyro" in capsys.readouterr().out
    assert main(["footprint", "toy", "--set", "toy_route=pyro", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stages"]["recycling"] == pytest.approx(3 - 9 * 0.6)


def test_brightway_itself_refuses_a_code_that_no_process_supplies(toy_copy):
    """The guard 1/((p == 44) + (p == 51)) divides by zero at 99; without it the plant would lose its electricity."""
    parameters = import_module("bw2data.parameters")
    parameters.ProjectParameter.update(amount=99.0).where(
        parameters.ProjectParameter.name == "cell_plant_province"
    ).execute()
    parameters.Group.get(name="project").expire()

    with pytest.raises(Exception, match="division by zero"):
        parameters.ProjectParameter.recalculate()


def test_of_other_tables_only_the_first_line_is_read_for_choices(tmp_path):
    shutil.copy(TINY / "provinces.csv", tmp_path / "provinces.csv")
    (tmp_path / "ranges.csv").write_text('row,minimum\n"never closed,1\n', encoding="utf-8")
    assert read_choices(tmp_path) == {"provinces": read_choices(TINY)["provinces"]}

    (tmp_path / "broken.csv").write_text('code,number,name,name_zh\n"never closed,1\n', encoding="utf-8")
    with pytest.raises(InventoryError, match=r"broken\.csv"):
        read_choices(tmp_path)
