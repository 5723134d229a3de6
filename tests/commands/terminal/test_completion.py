"""What the tab key completes, asked as argcomplete's shells ask."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("argcomplete")

from lca_models.commands.main import main
from lca_models.commands.terminal.completion import SHELLS

ROOT = Path(__file__).parents[3]
INVENTORIES = ROOT / "inventories"


# In a process of its own: argcomplete takes descriptors 8 and 9 for those that its shells open.
ASKING = """
import io, json, os, sys
from lca_models.commands.main import build_parser
from lca_models.commands.terminal.completion import answer

class EndedError(Exception):
    pass

def end(status=0):
    raise EndedError

answers = []
for line in json.loads(sys.argv[1]):
    os.environ.update(COMP_LINE=line, COMP_POINT=str(len(line)))
    said = io.StringIO()
    try:
        answer(build_parser(), exit_method=end, output_stream=said)
    except EndedError:
        answers.append([word.rstrip() for word in said.getvalue().splitlines()])
sys.__stdout__.write(json.dumps(answers))
"""
YEARS = ["2021", "2022", "2023", "2024", "2035", "2060"]
COMPLETED = {
    "lca-models foot": ["footprint"],
    "lca-models footprint lfp": ["lfp-60kwh"],
    "lca-models footprint lfp-60kwh --prov": ["--province"],
    "lca-models footprint lfp-60kwh --province CN-SC": ["CN-SC"],
    "lca-models footprint lfp-60kwh --set green_power_sh": ["green_power_share="],
    "lca-models footprint lfp-60kwh --set grid_year=20": [f"grid_year={year}" for year in YEARS],
    "lca-models footprint lfp-60kwh --rules eu": ["eu-cfb-ev"],
    "lca-models footprint lfp-60kwh --scenario grid-202": ["grid-2021", "grid-2022", "grid-2023", "grid-2024"],
    "lca-models footprint lfp-60kwh --method gwp20": ["gwp20-ar6"],
    "lca-models compare lfp-60kwh@CN-SC": ["lfp-60kwh@CN-SC"],
    "lca-models list pa": ["parameters"],
    "lca-models completion z": ["zsh"],
    "lca-models footprint nothing-like": [],
}


def asked(lines: list[str], inventories: Path = INVENTORIES) -> list[list[str]]:
    """Completions of some lines."""
    environment = {**os.environ, "LCA_MODELS_INVENTORIES": str(inventories), "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n",
                   "_ARGCOMPLETE_COMP_WORDBREAKS": ""}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ASKING, json.dumps(lines)], cwd=ROOT, env=environment, capture_output=True,
                          text=True, check=True)  # fmt: skip
    return json.loads(done.stdout)


def test_names_are_those_of_the_tables():
    assert dict(zip(COMPLETED, asked(list(COMPLETED)), strict=True)) == COMPLETED


def test_broken_tables_complete_nothing(tmp_path):
    (tmp_path / "products.csv").write_bytes(b"\xff\xfe")

    assert asked(["lca-models footprint l", "lca-models foot"], tmp_path) == [[], ["footprint"]]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_its_script(shell, capsys):
    assert main(["completion", shell]) == 0
    assert "lca-models" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="shells of POSIX")
def test_an_answer_loads_nothing_that_calculates(tmp_path):
    """a press of the key waits for nothing heavy: no library of numbers, tables or Brightway is imported"""
    line, said = "lca-models footprint lfp", tmp_path / "said"
    environment = {**os.environ, "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": line, "COMP_POINT": "24",
                   "_ARGCOMPLETE_STDOUT_FILENAME": str(said), "LCA_MODELS_INVENTORIES": str(INVENTORIES)}  # fmt: skip
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "lca_models.commands.entry"], cwd=ROOT, env=environment,
                          capture_output=True, text=True)  # fmt: skip
    loaded = {row.rpartition("|")[2].strip().partition(".")[0] for row in done.stderr.splitlines()}

    assert said.read_text(encoding="utf-8").split() == ["lfp-60kwh"]
    assert not loaded & {"numpy", "pandas", "scipy", "bw2data", "yaml", "matplotlib", "pydantic", "tqdm", "jinja2"}
