"""`lca-models footprint` and `trace`: one result, as text and as JSON."""

import json
import shlex

import pytest


def test_footprint_as_json(document):
    found = document("footprint", "toy")

    assert found["product"] == "toy"
    assert found["rules"] == "cn-551"
    assert found["scenario"] == ["baseline"]
    assert found["province"] == "CN-GD"
    assert found["stages"] == pytest.approx(
        {"raw material acquisition": 6, "manufacturing": 5, "distribution": 0, "recycling": -4.4}
    )
    assert found["credits"] == pytest.approx({"recycling": -5.4})
    assert found["total"]["kg_co2e_per_pack"] == pytest.approx(6.6)
    assert found["functional_unit"]["energy_delivered_kwh"] == pytest.approx(108_000)
    assert {"gases", "electricity", "parameters", "inventory_hash", "versions"} <= set(found)
    assert set(found["electricity"]) == {"location_based", "market_based"}


def test_options_of_a_footprint_reach_the_result(document):
    """Sichuan, 5 kWh: 6 + 4 + 0.5 + 1 - 5.4"""
    found = document("footprint", "toy", "--province", "CN-SC", "--set", "toy_plant_electricity=5")

    assert found["total"]["kg_co2e_per_pack"] == pytest.approx(6.1)
    assert found["province"] == "CN-SC"


def test_a_measured_fade_takes_the_place_of_the_linear_one(document, run, tmp_path):
    """(500 x 0.95 + 1500 x 0.87) / 2000 = 0.89"""
    path = tmp_path / "fade.csv"
    path.write_text("cycles,retention\n0,1\n500,0.9\n2000,0.84\n", encoding="utf-8")

    unit = document("footprint", "toy", "--fade-curve", str(path))["functional_unit"]
    assert unit["energy_delivered_kwh"] == pytest.approx(60 * 2000 * 0.89)
    assert unit["fade_curve"] == [[0, 1], [500, 0.9], [2000, 0.84]]
    path.write_text("cycles,retention\n0,1\n500,0.9\n2000,0.94\n", encoding="utf-8")
    status, out, err = run("footprint", "toy", "--fade-curve", str(path))
    assert (status, out) == (1, "")
    assert err == "fade.csv: line 4: retention rises from 0.9 to 0.94; smooth the measurement\n"


def test_the_command_of_a_report_restores_files_of_the_user(run, undrawn, tmp_path):
    """Rules and fade of files, as given: the same command writes the same numbers."""
    rules, fade = tmp_path / "my rules.csv", tmp_path / "fade.csv"
    rules.write_text(
        "rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum\n"
        "mine,end of life,recovery_rate_nickel,0.5,Recovery that counts,Example,page 1,confirmed,no,,\n",
        encoding="utf-8",
    )
    fade.write_text("cycles,retention\n0,1\n500,0.9\n2000,0.84\n", encoding="utf-8")
    given = ("--rules", str(rules), "--fade-curve", str(fade), "--province", "CN-SC")
    assert run("footprint", "toy", *given, "--out", str(tmp_path / "one"))[0] == 0
    first = json.loads((tmp_path / "one" / "run.json").read_text(encoding="utf-8"))

    assert run(*shlex.split(first["command"])[1:], "--out", str(tmp_path / "two"))[0] == 0
    second = json.loads((tmp_path / "two" / "run.json").read_text(encoding="utf-8"))
    assert {**first, "date_utc": ""} == {**second, "date_utc": ""}
    assert f"--rules '{rules}'" in first["command"]
    assert (tmp_path / "one" / "tables" / "fade_curve.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "0.0,1.0", "500.0,0.9", "2000.0,0.84"
    ]  # fmt: skip


def test_doubts_about_the_service_life_go_to_stderr(run):
    status, out, err = run("footprint", "toy", "--set", "toy_cycle_life=300")

    assert status == 0
    assert "warning: 300 cycles to 80% of the capacity do not reach what GB/T 31484-2015 asks for" in err
    assert "warning" not in out


def test_defaults_of_this_kit_are_printed_as_such(run):
    out = run("footprint", "toy", "--verbose")[1]

    assert "default of this kit: functional unit: service_life = tested cycles" in out
    assert "electricity by location 6.6, by market 6.6 kg CO2-eq per pack" in out


def test_trace_as_json(document):
    found = document("trace", "toy", "--top", "2")
    fields = {"table", "row", "process", "input", "amount", "unit", "source", "locator", "evidence", "share"}

    assert fields <= set(found["rows"][0])
    assert found["rows"][0]["share"] == pytest.approx(6 / 6.6)
    assert 0 <= found["covered"] <= 1


def test_another_method_prints_the_share_it_could_not_convert(run):
    """0.6 of 6.6"""
    assert "9.1% of this result" in run("footprint", "toy", "--method", "gwp100-ar5")[1]
    assert "could not be re-characterised" not in run("footprint", "toy")[1]
