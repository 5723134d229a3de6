"""The command line: results on stdout, everything else on stderr, JSON as the interfaces promise."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lca_models
from lca_models.commands.main import COMMANDS, build_parser, main

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [("footprint", "toy"), ("compare", "toy"), ("trace", "toy"), ("build",)])
def test_results_go_to_stdout_alone(run, command):
    status, out, err = run(*command)

    assert status == 0
    assert out.strip()
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("footprint", "toi"), "there is no product 'toi'; did you mean 'toy'?"),
        (("footprint", "toy", "--province", "CN-GZ"), "did you mean 'CN-GD'"),
        (("footprint", "toy", "--set", "toy_plant_electrcity=1"), "did you mean 'toy_plant_electricity'"),
        (
            ("footprint", "toy", "--set", "toy_plant_electricity=much"),
            "toy_plant_electricity=much: 'much' is not a number",
        ),
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
        (("footprint", "pack.xlsx"), "there is no file pack.xlsx"),
        (("compare", "toy", "ecoinvent:cutoff/abc"), "there is no Brightway project 'ecoinvent'"),
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
    [("footprnt", "toy"), ("footprint",), ("footprint", "toy", "--provinze", "CN")],
)
def test_wrong_usage_exits_2(run, arguments):
    with pytest.raises(SystemExit) as raised:
        run(*arguments)

    assert raised.value.code == 2


def test_the_name_of_the_program_alone_lists_its_commands(capsys):
    assert main([]) == 0
    short = capsys.readouterr().out
    assert main(["--language", "zh"]) == 0
    chinese = capsys.readouterr().out

    assert len(short.splitlines()) <= 40
    names = [
        name for name, one in build_parser().subcommands().items() if one.prog.endswith(f" {name}")
    ]  # not other names
    assert all(f"  {name} " in short and f"  {name} " in chinese for name in names)
    assert short.startswith("usage: lca-models COMMAND")
    assert chinese.startswith("用法：")


def test_the_version_is_the_package_s(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"lca-models {lca_models.__version__}\n"


@pytest.mark.parametrize(
    ("words", "kind", "status"),
    [
        (("footprint", "toi"), "input", 1),
        (("footprint", "toy", "--scenario", "."), "input", 1),
        (("footprint", "toy", "--top"), "usage", 2),
        (("footprint",), "usage", 2),
        (("footprnt",), "usage", 2),
        (("compare", "toy", "--out", "/dev/null/x"), "file", 1),
    ],
)
def test_a_failure_is_one_json_document_where_json_was_asked_for(toy_study, capsys, monkeypatch, words, kind, status):
    """nothing of a result that was not written stands before it"""
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(toy_study.root))
    try:
        ended = main([*words, "--json"])
    except SystemExit as left:
        ended = left.code
    printed = capsys.readouterr()
    error = json.loads(printed.out)["error"]

    assert (error["kind"], error["exit_code"], ended) == (kind, status, status)
    assert all(line in printed.err for line in error["messages"])


@pytest.mark.parametrize(
    "fault", [MemoryError(), KeyError("x"), RecursionError(), KeyboardInterrupt(), ValueError("odd")]
)
def test_a_traceback_is_shown_by_debug_alone(monkeypatch, capsys, fault):
    def fails(options):
        raise fault

    monkeypatch.setattr("lca_models.commands.data._list", fails)
    monkeypatch.setattr("lca_models.commands.main._parser", lambda language, command="": build_parser(command))
    main(["list", "products"])
    plain = capsys.readouterr().err
    main(["list", "products", "--debug"])

    assert len(plain.splitlines()) == 1
    assert capsys.readouterr().err.startswith("Traceback")


def test_a_project_edited_into_nonsense_gives_lines_and_no_traceback(toy_copy, capsys):
    exchange = toy_copy.exchange(("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate"))
    exchange["amount"] = math.nan
    exchange.save()

    assert main(["footprint", "toy"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "pack_toy" in printed.err
    assert "Traceback" not in printed.err


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


def test_the_parser_of_one_command_is_that_of_all_without_the_others():
    every = build_parser().subcommands()

    assert [*every] == [name for names in COMMANDS.values() for name in names]
    for name, parser in every.items():
        assert build_parser(name).subcommands()[name].format_help() == parser.format_help()
