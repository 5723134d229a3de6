"""--background on the command line."""

import csv
import json
from pathlib import Path

import pytest

from lca_models.commands.extending.backgrounds import named_backgrounds, refuse_background
from lca_models.commands.main import main
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.licensed_databases import PREMISE, STAND_IN


def test_both_results_and_their_difference_are_printed_and_written(licensed, capsys, tmp_path, undrawn):
    folder = tmp_path / "report"
    assert main(["footprint", "lfp-60kwh", "--background", STAND_IN, "--json", "--out", str(folder)]) == 0
    said = json.loads(capsys.readouterr().out)
    background = said["background"]
    assert background["theirs"] == pytest.approx(sum(said["stages"].values()))
    assert background["own"] + sum(row["difference"] for row in background["materials"]) == pytest.approx(
        background["theirs"]
    )
    with (folder / "tables" / "background.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sum(float(row["theirs"]) for row in rows) == pytest.approx(background["theirs"])
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "market for water, deionised" in page
    repeated = json.loads((folder / "run.json").read_text(encoding="utf-8"))["command"]
    assert f"--background {STAND_IN}" in repeated


def test_databases_of_premise_are_compared_by_pattern_beside_the_kits_own(licensed, capsys):
    assert main(["compare", "lfp-60kwh", "--background", STAND_IN, "--background", "ei_cutoff_3.10_*", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row.get("background", {}).get("year") for row in rows] == [None, None, 2050]
    assert [row["scenario"] for row in rows] == ["baseline", STAND_IN, PREMISE]
    assert rows[1]["total"] > rows[2]["total"] if isinstance(rows[1]["total"], float) else True


def test_a_folder_of_sheets_stands_on_the_same_database(licensed, capsys):
    """as each sheet does alone"""
    sheets = Path(__file__).parents[3] / "notebooks" / "data_sheets"
    assert main(["range", str(sheets), "--background", STAND_IN, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    alone = licensed.footprint(CalculationSetup(str(sheets / "lfp_sichuan.yaml"), background=STAND_IN))
    (row,) = [one for one in rows if one["file"] == "lfp_sichuan.yaml"]
    assert sum(row["stages"].values()) == pytest.approx(sum(alone.stages.values()))


def test_patterns_fit_or_are_refused(licensed):
    assert named_backgrounds([], licensed) == [""]
    assert named_backgrounds(["ecoinvent-3.1?-cutoff"], licensed) == ["", STAND_IN]
    with pytest.raises(ScenarioError, match="fits no database"):
        named_backgrounds(["nothing*"], licensed)


def test_what_goes_to_others_rests_on_no_licensed_database(licensed):
    with pytest.raises(ScenarioError, match="licensed"):
        refuse_background(licensed.footprint(CalculationSetup("lfp-60kwh", background=STAND_IN)))
    refuse_background(licensed.footprint(CalculationSetup("lfp-60kwh")))


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--background", "ecoinvent-3.10-cutof"), "did you mean 'ecoinvent-3.10-cutoff'"),
     (("--background-electricity", "theirs"), "name it with --background"),
     (("--background", STAND_IN, "--method", "fossil-energy"), "has no impact category for it")],
)  # fmt: skip
def test_what_is_wrong_is_said(licensed, capsys, words, said):
    assert main(["footprint", "lfp-60kwh", *words]) == 1
    assert said in capsys.readouterr().err
