"""build, status and reset on a project that somebody edits."""

import json
import shutil

import pytest

from lca_models.commands.main import main

PACK, NICKEL = ("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate")


def said(capsys, *words):
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def edit(copy):
    exchange = copy.exchange(PACK, NICKEL)
    exchange["amount"] = 40.0
    exchange.save()


def test_reset_goes_back_and_names_where_the_edited_project_is_kept(toy_copy, toy_study, capsys):
    """24.6 with 30 more NiSO4 at 0.6, and 6.6 again"""
    name = toy_study.current.project
    edit(toy_copy)
    before = said(capsys, "footprint", "toy")
    reset = said(capsys, "reset")
    after = said(capsys, "footprint", "toy")

    assert "differs from its build in 1 row" in before
    assert "24.60" in before
    assert f"the edited project is kept as {name}" in reset
    assert "6.60" in after
    assert "differs" not in after
    status = json.loads(said(capsys, "status", "--json"))
    assert (status["edited_rows"], status["earlier"]) == (0, [{"project": name, "edited": True}])


def test_reset_of_a_project_as_built_does_nothing(toy_copy, toy_study, capsys):
    assert said(capsys, "reset").startswith(f"{toy_study.current.project}  is as it was built")


def test_a_forced_build_builds_although_the_tables_are_the_same(toy_copy, toy_study, capsys):
    """Edited or not; the edited one stays"""
    name = toy_study.current.project
    edit(toy_copy)
    built = said(capsys, "build", "--force")

    assert built.startswith(f"{name} (2)  built")
    assert f"the edited project is kept as {name}" in built
    again = said(capsys, "build", "--force")
    assert "built" in again
    assert "kept as" not in again
    assert "already up to date" in said(capsys, "build")


def test_status_lists_rows(toy_copy, capsys):
    edit(toy_copy)
    text = said(capsys, "status")

    assert "manufacturing/pack_toy <- raw_materials/nickel_sulfate, technosphere  [changed, " in text
    assert "  amount: 10 -> 40" in text


SHEET = """data_sheet: "1"
product:
  {{name: {name}, model: {name}, chemistry: lfp, plant_province: CN-SC, period_start: 2025-01, rated_energy: 64 kWh,
   pack_mass: 457 kg, cells_mass: 365 kg}}
cycle_test: {{cycles: 1000}}
"""


@pytest.fixture
def sheets(shipped_study, tmp_path, monkeypatch):
    """Two data sheets, in a folder of their own beside a copy of the shipped project."""
    shutil.copytree(shipped_study.base, tmp_path / "base")
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "base"))
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(SHEET.format(name=name), encoding="utf-8")
    (tmp_path / "again.yaml").write_text(SHEET.format(name="one"), encoding="utf-8")


def refused(capsys, *words):
    capsys.readouterr()
    assert main(list(words)) == 1
    return capsys.readouterr().err


def test_data_sheets_become_a_project_whose_addresses_are_products(sheets, tmp_path, capsys):
    built = said(capsys, "build", "one.yaml", "two.yaml", "--project", "our packs")

    assert built.splitlines() == [
        f"our packs  built  in {tmp_path / 'base'}",
        "our packs:one/life_cycle_lfp  one",
        "our packs:two/life_cycle_lfp  two",
    ]
    sheet = json.loads(said(capsys, "footprint", "two.yaml", "--rules", "eu-cfb-ev", "--json"))
    project = json.loads(said(capsys, "footprint", "our packs:two", "--rules", "eu-cfb-ev", "--json"))
    assert project["total"] == pytest.approx(sheet["total"], rel=1e-9)
    capsys.readouterr()
    assert main(["footprint", "one.yaml", "--write-project", "one of them"]) == 0
    assert "one of them:one/life_cycle_lfp" in capsys.readouterr().err
    assert "a project 'our packs' already" in refused(capsys, "build", "one.yaml", "--project", "our packs")
    assert "no data sheet" in refused(capsys, "build", "one.yaml", "our packs:two")
    twice = refused(capsys, "build", "one.yaml", "again.yaml", "--project", "twice")
    assert "one.yaml and again.yaml would both be the database 'one'" in twice
    assert "--force is for the project" in refused(capsys, "build", "one.yaml", "--force")
    assert "name the sheets too" in refused(capsys, "build", "--project", "our packs")
