"""The bulk write is what Brightway's own calls would have written, and Brightway computes the same from it."""

import contextlib
import io
import math
import shutil
import warnings
from collections import Counter
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.project import build_project
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.system.rows import read_project_rows

CELL_PLANT = ("raw_materials", "electricity_cell_plant")


def bw2calc_score(
    copy, key=("recycling", "life_cycle_toy"), method=("climate change", "GWP100", "IPCC AR6"), **options
):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from bw2calc import LCA

        lca = LCA({copy.brightway.get_activity(key): 1}, method=method, **options)
        lca.lci()
        lca.lcia()
    return lca.score


def amounts(rows):
    return {(row.process, row.input, row.type): row.amount for row in rows.exchanges}


def table(name, *columns):
    """Rows of one of Brightway's parameter tables, by value."""
    model = getattr(import_module("bw2data.parameters"), name)
    return sorted(repr([getattr(row, column) for column in columns]) for row in model.select())


def parameter_tables():
    return {
        "parameters": table("ProjectParameter", "name", "amount", "formula"),
        "own": table("DatabaseParameter", "database", "name", "amount", "formula"),
        "activity": table("ActivityParameter", "group", "database", "code", "amount", "formula"),
        "groups": table("Group", "name", "fresh", "order"),
        "exchanges": table("ParameterizedExchange", "group", "exchange", "formula"),
        "dependencies": table("GroupDependency", "group", "depends"),
    }


def test_brightways_own_recalculation_changes_no_amount(toy_copy):
    before = amounts(toy_copy.rows())
    group = import_module("bw2data.parameters").Group
    group.update(fresh=False).execute()
    toy_copy.brightway.parameters.recalculate()
    after = amounts(toy_copy.rows())

    assert after == before  # exactly
    assert all(one.fresh for one in toy_copy.rows().groups.values())


def test_the_parameter_tables_are_those_of_the_official_calls(toy_copy):
    """All groups are removed and made again by new_project_parameters, add_exchanges_to_group and recalculate."""
    bulk = parameter_tables()
    brightway, tables = toy_copy.brightway, import_module("bw2data.parameters")
    stored = [
        {"name": row.name, "amount": row.amount} | ({"formula": row.formula} if row.formula else {})
        for row in tables.ProjectParameter.select()
    ]
    processes = sorted({(row.database, row.code) for row in tables.ActivityParameter.select()})
    for name in ("ParameterizedExchange", "GroupDependency", "ActivityParameter", "Group", "ProjectParameter"):
        getattr(tables, name).delete().execute()

    brightway.parameters.new_project_parameters(stored)
    for process in processes:
        group = "/".join(process)
        brightway.parameters.new_activity_parameters(
            [{"name": "dummy_parameter", "amount": 0.0, "database": process[0], "code": process[1]}], group
        )
        brightway.parameters.add_exchanges_to_group(group, brightway.get_activity(process))
    brightway.parameters.recalculate()

    official = parameter_tables()
    # Brightway's calls also leave a group for every database, which holds nothing.
    official["groups"] = [
        row for row in official["groups"] if not any(f"['{db}'," in row for db in brightway.databases)
    ]
    assert official == bulk


def test_two_builds_of_the_same_tables_have_the_same_hash(toy_study, tmp_path, monkeypatch):
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "elsewhere"))

    assert build_project(toy_study.root).current.rows_hash == toy_study.current.rows_hash


def test_the_order_of_rows_and_the_ends_of_lines_change_no_hash(toy_study, tmp_path, monkeypatch):
    """All tables turned upside down, saved on Windows"""
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "elsewhere"))
    root = tmp_path / "tables"
    shutil.copytree(toy_study.root, root)
    for path in root.rglob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_bytes("\r\n".join([header, *reversed(rows), ""]).encode("utf-8-sig"))

    assert build_project(root).current.rows_hash == toy_study.current.rows_hash


def test_bw2calc_agrees_on_the_project(toy_copy):
    assert bw2calc_score(toy_copy) == pytest.approx(assess(toy_copy.system()).score, rel=1e-6)


def test_a_province_chosen_in_brightway_is_the_province_chosen_here(toy_copy, toy_system):
    """2 kWh at 0.1 instead of 0.5: 0.8 less"""
    parameters = toy_copy.brightway.parameters
    parameters.new_project_parameters([{"name": "cell_plant_province", "amount": 51}])
    parameters.recalculate()

    assert bw2calc_score(toy_copy) == pytest.approx(6.6 - 0.8, rel=1e-6)
    assert assess(toy_copy.system()).score == pytest.approx(6.6 - 0.8, rel=1e-12)
    assert assess(toy_system, province="CN-SC").score == pytest.approx(6.6 - 0.8, rel=1e-12)


def test_several_parameters_set_in_brightway_agree_with_settings(toy_copy, toy_system):
    """Sichuan, 5 kWh, 50 % recovery: 6 + 4 + 5 x 0.1 + 1 - 5 x 0.6"""
    settings = {"cell_plant_province": 51.0, "toy_plant_electricity": 5.0, "recovery_rate_nickel": 0.5}
    parameters = toy_copy.brightway.parameters
    parameters.new_project_parameters([{"name": name, "amount": amount} for name, amount in settings.items()])
    parameters.recalculate()

    assert assess(toy_system, settings).score == pytest.approx(6 + 4 + 0.5 + 1 - 3, rel=1e-12)
    assert bw2calc_score(toy_copy) == pytest.approx(assess(toy_system, settings).score, rel=1e-6)


def test_a_parametrised_exchange_is_not_drawn_around_its_old_amount(toy_copy):
    """bw2calc with distributions after a change: the pack's electricity is 5 in every draw, not the 2 of the build."""
    parameters = toy_copy.brightway.parameters
    parameters.new_project_parameters([{"name": "toy_plant_electricity", "amount": 5}])
    parameters.recalculate()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from bw2calc import LCA

        brightway = toy_copy.brightway
        lca = LCA({brightway.get_activity(("manufacturing", "pack_toy")): 1}, use_distributions=True, seed_override=1)
        lca.lci()
    row = lca.dicts.product[brightway.get_id(CELL_PLANT)]
    column = lca.dicts.activity[brightway.get_id(("manufacturing", "pack_toy"))]

    assert lca.technosphere_matrix[row, column] == pytest.approx(-5)


def test_the_spread_of_the_tables_is_stored_with_the_exchange(toy_copy):
    """all scores 1, CO2 to air: sigma = 0.5 ln 1.05; the loc of a lognormal is ln(amount)"""
    exchange = toy_copy.exchange(("manufacturing", "pack_toy"), ("elementary_flows", "co2_fossil"))

    assert exchange["uncertainty type"] == 2
    assert exchange["loc"] == pytest.approx(math.log(4))
    assert exchange["scale"] == pytest.approx(0.5 * math.log(1.05))
    assert exchange["pedigree"]["further technological correlation"] == 1


def test_every_process_has_an_explicit_production(toy_study):
    rows = read_project_rows(toy_study.base / toy_study.current.folder)
    produced = {row.process for row in rows.exchanges if row.type == "production"}

    assert produced == {node.key for node in rows.nodes if node.type == "processwithreferenceproduct"}


def test_rounded_amounts_of_the_tables_are_written_in_full(toy_study, tmp_path):
    """1/3 of 2 kWh stands as 0.666666666667 in the table, which its check allows"""
    root = Path(shutil.copytree(toy_study.root, tmp_path / "tables"))
    path = root / "manufacturing/exchanges.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(",2,kWh,toy_plant_electricity", ",0.666666666667,kWh,toy_plant_electricity/3"), encoding="utf-8"
    )
    exchanges = load_inventories(root).inventories.exchanges

    assert [one.amount for one in exchanges if one.formula == "toy_plant_electricity/3"] == [2 / 3]


def test_a_project_is_what_activity_browser_expects_of_one(toy_copy):
    """Databases that open for editing, with a time that it can read; a group a process, which lies at its own name and holds
    a parameter; formulas only where nothing else stands in their cell, and no spread beside one; a `loc` with each spread."""
    brightway, rows = toy_copy.brightway, toy_copy.rows()
    for name in brightway.databases:
        said = brightway.databases[name]
        assert (said["read_only"], said["backend"]) == (False, "sqlite")
        assert datetime.strptime(said["modified"], "%Y-%m-%dT%H:%M:%S.%f").year >= 2020
    processes = {"/".join(row.process) for row in rows.exchanges if row.formula}
    assert processes == {name for name, group in rows.groups.items() if group.members}
    assert all(group.fresh and not group.order for group in rows.groups.values())
    cells = Counter((row.process, row.input) for row in rows.exchanges)
    for row in rows.exchanges:
        if row.formula:
            assert rows.parameterized[row.id] == ("/".join(row.process), row.formula)
            assert cells[row.process, row.input] == 1
            assert row.process != row.input
            assert not row.data.get("uncertainty type")
    for one in rows.parameters:
        if one.name != "dummy_parameter":
            assert {"uncertainty type", "loc"} <= {*one.data}
