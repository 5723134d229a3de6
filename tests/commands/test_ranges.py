"""`lca-models range`: a folder of data sheets."""

import json

import pytest

from lca_models.commands.main import main
from tests.plants import PLANT_TEXT, sheet_text

SECOND = {"rated_energy": "80 kWh", "pack_mass": "480 kg", "cells_mass": "400 kg"}


@pytest.fixture
def run_shipped(shipped_study, monkeypatch, capsys):
    """Runs a command on the shipped inventories, whose study is at hand: (status, stdout, stderr)."""
    monkeypatch.setattr("lca_models.commands.ranges.open_study", lambda: shipped_study)

    def command(*arguments):
        status = main(list(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "sheets"
    place.mkdir()
    (place / "a.yaml").write_text(sheet_text(more=PLANT_TEXT), encoding="utf-8")
    (place / "b.yaml").write_text(sheet_text("EX-B-80", **SECOND), encoding="utf-8")
    return place


def test_a_folder_is_one_table_and_a_report_each(run_shipped, folder, tmp_path, monkeypatch):
    """reports themselves are tested where they are written"""
    written = {}
    monkeypatch.setattr(
        "lca_models.reporting.report.folder.write_report",
        lambda study, result, place, language: written.update({place.name: result.system.pack.name}),
    )
    status, out, _ = run_shipped("range", str(folder), "--out", str(tmp_path / "out"))

    assert status == 0
    assert [line.split()[0] for line in out.splitlines() if ".yaml" in line] == ["a.yaml", "b.yaml"]
    assert (tmp_path / "out" / "range.csv").is_file()
    assert written == {"a": "Pack EX-A-60", "b": "Pack EX-B-80"}


def test_a_bad_sheet_is_named_and_the_rest_is_calculated(run_shipped, folder):
    (folder / "c.yaml").write_text("data_sheet: [", encoding="utf-8")
    (folder / "d.yaml").write_text(sheet_text("EX-D", rated_energy="60 apples"), encoding="utf-8")
    status, out, err = run_shipped("range", str(folder), "--json")

    assert status == 1
    assert [row["file"] for row in json.loads(out)["rows"]] == ["a.yaml", "b.yaml"]
    assert [line.partition(":")[0] for line in err.splitlines()] == ["c.yaml", "d.yaml"]


def test_a_folder_without_sheets_is_wrong_input(run_shipped, tmp_path):
    status, _, err = run_shipped("range", str(tmp_path))

    assert status == 1
    assert "no folder with data sheets" in err


def test_rules_and_settings_are_of_all_sheets(run_shipped, folder):
    """the province of the plant, and another rule set"""
    rows = [
        json.loads(run_shipped("range", str(folder), "--json", *more)[1])["rows"][0]["total"]["kg_co2e_per_pack"]
        for more in ((), ("--province", "CN-NM"), ("--rules", "eu-cfb-ev"))
    ]

    assert len(set(rows)) == 3


def test_a_figure_in_place_of_a_stage_is_of_all_sheets(run_shipped, folder):
    """as a number, and as a scenario names it"""
    text = (
        "mine:\n  replacements:\n    - {buyer: stage, input: distribution, value: 5, unit: kg CO2e/pack, supplier: X,\n"
    )
    text += "       gwp: GWP100 AR6, boundary: to the buyer, source: s}\n"
    (folder.parent / "mine.yaml").write_text(text, encoding="utf-8")
    for words in (("--replace-stage", "distribution=5 kg CO2e/pack"), ("--scenario", str(folder.parent / "mine.yaml"))):
        rows = json.loads(run_shipped("range", str(folder), "--json", *words)[1])["rows"]

        assert [row["stages"]["distribution"] for row in rows] == pytest.approx([5.0, 5.0])


def test_what_would_change_nothing_of_bundles_is_refused(run_shipped, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"x")

    status, _, err = run_shipped(
        "range", str(tmp_path), "--replace-stage", "distribution=5 kg CO2e/pack", "--rules", "cn-551"
    )
    assert status == 1
    assert "--rules and --replace-stage would change nothing" in err
