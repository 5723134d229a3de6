"""The command line: results on stdout, everything else on stderr, JSON as the interfaces promise."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from lca_models.commands.data import LISTS
from lca_models.commands.main import main

REPOSITORY = Path(__file__).parents[2]


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


def test_compare_as_json(document):
    rows = document("compare", "toy", "--province", "CN-GD", "--province", "CN-SC")["rows"]

    assert [row["total"]["kg_co2e_per_pack"] for row in rows] == pytest.approx([6.6, 5.8])
    assert {"product", "rules", "scenario", "province", "stages", "total"} <= set(rows[0])


def test_two_rule_sets_are_compared_with_the_steps_between_them(document, run):
    """6.6 over 108 000 kWh and 8.2 over 25 920 kWh"""
    found = document("compare", "toy", "--rules", "cn-551", "--rules", "eu-cfb-ev")
    (steps,) = found["rule_comparisons"]

    assert [row["total"]["kg_co2e_per_pack"] for row in found["rows"]] == pytest.approx([6.6, 8.2])
    assert steps["difference"] == pytest.approx(8.2 / 25_920 - 6.6 / 108_000)
    assert sum(step["contribution"] for step in steps["steps"]) == pytest.approx(steps["difference"])
    text = run("compare", "toy", "--rules", "cn-551", "--rules", "eu-cfb-ev")[1]
    assert "why eu-cfb-ev differs from cn-551" in text
    assert "54 kWh usable x 60 cycles per year (M1) x 8 years = 25,920 kWh" in text
    assert "why" not in run("compare", "toy")[1]


def test_rule_sets_of_a_file_stand_beside_those_shipped(document, run, tmp_path):
    """Half of the nickel recovered: 6 + 5 + 1 - 10 x 0.5 x 0.6"""
    path = tmp_path / "mine.csv"
    path.write_text(
        "rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum\n"
        "mine,end of life,recovery_rate_nickel,0.5,Recovery that counts,Example,page 1,confirmed,no,,\n",
        encoding="utf-8",
    )

    found = document("footprint", "toy", "--rules", str(path))
    assert found["rules"] == "mine"
    assert found["total"]["kg_co2e_per_pack"] == pytest.approx(9)
    rows = document("compare", "toy", "--rules", "cn-551", "--rules", str(path))["rows"]
    assert [row["rules"] for row in rows] == ["cn-551", "mine"]
    path.write_text(path.read_text(encoding="utf-8").replace("mine,", "cn-551,"), encoding="utf-8")
    assert "there is a rule set 'cn-551' already" in run("footprint", "toy", "--rules", str(path))[2]


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


def test_the_command_of_a_report_restores_files_of_the_user(run, tmp_path):
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
    out = run("footprint", "toy")[1]

    assert "default of this kit: functional unit: service_life = tested cycles" in out
    assert "electricity by location 6.6, by market 6.6 kg CO2-eq per pack" in out


def test_trace_as_json(document):
    found = document("trace", "toy", "--top", "2")
    fields = {"table", "row", "process", "input", "amount", "unit", "source", "locator", "evidence", "share"}

    assert fields <= set(found["rows"][0])
    assert found["rows"][0]["share"] == pytest.approx(6 / 6.6)
    assert 0 <= found["covered"] <= 1


def test_list_products_is_enough_to_recalculate_with_bw2calc(document, toy_study):
    (found,) = document("list", "products")

    assert {key: found[key] for key in ("id", "chemistry", "database", "code", "amount", "unit")} == {
        "id": "toy", "chemistry": "toy", "database": "recycling", "code": "life_cycle_toy", "amount": 1, "unit": "unit"
    }  # fmt: skip
    assert found["project"] == toy_study.current.project


def test_list_methods_and_provinces(document):
    methods = {row["id"]: row for row in document("list", "methods")}

    assert methods["gwp100-ar6"]["tuple"] == ["climate change", "GWP100", "IPCC AR6"]
    assert methods["gwp100-ar6"]["unit"] == "kg CO2-eq"
    assert document("list", "provinces")[0] == {
        "code": "CN-GD",
        "name": "Guangdong",
        "name_zh": "广东",
        "grid": "South",
    }


@pytest.mark.parametrize("what", LISTS)
def test_every_list_prints_rows_and_json(run, document, what):
    assert run("list", what)[0] == 0
    assert isinstance(document("list", what), list)


@pytest.mark.parametrize("command", [("footprint", "toy"), ("compare", "toy"), ("trace", "toy"), ("build",)])
def test_results_go_to_stdout_alone(run, command):
    status, out, err = run(*command)

    assert status == 0
    assert out.strip()
    assert err == ""


def test_another_method_prints_the_share_it_could_not_convert(run):
    """0.6 of 6.6"""
    assert "9.1% of this result" in run("footprint", "toy", "--method", "gwp100-ar5")[1]
    assert "could not be re-characterised" not in run("footprint", "toy")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("footprint", "toi"), "there is no product 'toi'; did you mean 'toy'?"),
        (("footprint", "toy", "--province", "CN-GZ"), "did you mean 'CN-GD'"),
        (("footprint", "toy", "--set", "toy_plant_electrcity=1"), "did you mean 'toy_plant_electricity'"),
        (("footprint", "toy", "--set", "toy_plant_electricity=much"), "toy_plant_electricity=much: is not a number"),
        (("footprint", "toy", "--set", "recovery_rate_nickel=1.5"), "is not a share; give a number from 0 to 1"),
        (("footprint", "toy", "--set", "toy_plant_electricity"), "write NAME=VALUE"),
        (("footprint", "toy", "--set", "toy_cycle_life=0"), "cycles are 0"),
        (("footprint", "toy", "--scenario", "basline"), "there is no scenario 'basline'; did you mean 'baseline'?"),
        (("footprint", "toy", "--method", "gwp100-ar7"), "there is no method 'gwp100-ar7'; did you mean 'gwp100-ar"),
        (("footprint", "toy", "--rules", "cn-515"), "there is no rule set 'cn-515'; did you mean 'cn-551'"),
        (("compare", "toy", "toi"), "did you mean 'toy'"),
        (("compare", "toy", "--province", "CN-GD", "--province", "Sichuam"), "did you mean 'Sichuan'"),
        (("footprint", "toy", "--set", "toy_cycle_life=-5"), "toy_cycle_life=-5: is negative"),
        (("footprint", "toy", "--rules", "eu-cfb-ev", "--set", "toy_warranty_years=0"), "warranty in years is missing"),
        (("footprint", "toy", "--rules", "none.csv"), "there is no file none.csv; give its path"),
        (("footprint", "toy", "--scenario", "none.yaml#high"), "there is no file none.yaml; give its path"),
        (("footprint", "pack.xlsx"), "products of data sheets are not supported yet"),
        (("compare", "toy", "ecoinvent:cutoff/abc"), "footprints of such are not supported yet"),
        (("trace", "toy", "--top", "0"), "--top is 0; give a number of rows of at least 1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_impossible_choice_is_one_line_on_stderr(run, arguments, message):
    status, out, err = run(*arguments)

    assert status == 1
    assert out == ""
    assert len(err.splitlines()) == 1
    assert message in err


@pytest.mark.parametrize(
    "arguments",
    [(), ("footprnt", "toy"), ("footprint",), ("list", "product"), ("footprint", "toy", "--provinze", "CN")],
)
def test_wrong_usage_exits_2(run, arguments):
    with pytest.raises(SystemExit) as raised:
        run(*arguments)

    assert raised.value.code == 2


def test_a_project_edited_into_nonsense_gives_lines_and_no_traceback(toy_copy, capsys):
    exchange = toy_copy.exchange(("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate"))
    exchange["formula"] = "toy_plant_electricity^2"
    exchange.save()

    assert main(["footprint", "toy"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "pack_toy" in printed.err
    assert "Traceback" not in printed.err


def test_check_counts_what_it_checked(run):
    status, out, _ = run("check")

    assert status == 0
    assert out.startswith("7 processes, 12 exchanges, 10 parameters")


@pytest.mark.skipif(os.name != "posix", reason="pipes of a shell")
def test_a_reader_that_stops_early_is_no_error(toy_study):
    environment = {**os.environ, "LCA_MODELS_DIR": str(toy_study.base), "LCA_MODELS_INVENTORIES": str(toy_study.root)}
    with subprocess.Popen(
        [sys.executable, "-m", "lca_models.commands.main", "list", "parameters"],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()

    assert process.returncode == 0
    assert errors == b""
