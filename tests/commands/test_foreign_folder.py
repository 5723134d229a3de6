"""Every command in a folder that holds somebody's bw2data.py, random.py, numpy.py, json.py: nothing of it runs."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from counts import LONG

from lca_models.commands.main import build_parser
from tests.conftest import TINY_INVENTORY

NAMES = ("bw2data", "bw2io", "json", "lca_models", "numpy", "pandas", "random", "sqlite3", "yaml", "scipy", "joblib")
TRAP = "import os\nopen(os.environ['TRAP_MARK'], 'a').write(__name__ + '\\n')\nraise SystemExit('somebody else runs')\n"

# What each command is tried with; a command that is missing here fails the test below.
WORDS = {
    "build": (),
    "footprint": ("toy", "--out", "{out}/footprint"),
    "trace": ("toy",),
    "compare": ("toy", "--province", "CN-GD", "--province", "CN-SC", "--out", "{out}/compare"),
    "contribution": ("toy", "--by", "tree"),
    "sensitivity": ("toy",),
    "montecarlo": ("toy", "-n", "64", "--keep", "{out}/kept"),
    "morris": ("toy", "-n", "4"),
    "sobol": ("toy", "-n", "8"),
    "list": ("products",),
    "check": (str(TINY_INVENTORY),),
    "changes": (str(TINY_INVENTORY), str(TINY_INVENTORY)),
    "export": ("{out}/workbooks",),
    "import": ("{out}/workbooks/raw_materials.xlsx", "{out}/workbooks/elementary_flows.xlsx", "--project", "again",
               "--drop-unlinked"),
    "completion": ("bash",),
    "reset": (),
    "status": (),
    "reconcile": ("toy", "--with", "x"),
    "structure": ("x",),
    "verify": (),
    "new": ("{out}/own.xlsx", "--like", "toy"),
    "template": ("{out}/own.yaml", "--like", "toy"),
    "range": ("{out}",),
    "declare": ("{out}/own.yaml", "--out", "{out}/own.zip"),
    "findings": ("show", "{out}/own.findings.json"),
    "app": ("{out}/none.ipynb", "--no-browser"),
    "programme": ("init", "{out}/pilot.db"),
}  # fmt: skip
FAILED = "these commands failed:"
# What the console script does, once for each command; like a script's, its path begins with its own folder.
ALL_IN_ONE = f"""
import json, sys
from lca_models.commands.entry import main

failed = []
for words in json.loads(sys.argv[1]):
    sys.argv = ["lca-models", *words]
    try:
        status = main()
    except SystemExit as ended:
        status = ended.code
    failed += [words[0]] if status else []
print({FAILED!r}, *failed, file=sys.stderr)
"""
# Of a part of the databases, with a report; a folder of sheets of no chemistry that a list names; the toy has no reference; of
# a project that nobody edited; a notebook that is not there, so that nothing is served.
MAY_FAIL = {"import", "range", "reconcile", "reset", "structure", "declare", "findings", "app"}


def commands() -> list[str]:
    """Every subcommand of the parser."""
    [choices] = [one.choices for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return sorted(choices)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of traps, in which commands run one after the other, with one project."""
    place = tmp_path_factory.mktemp("foreign") / "somebodys"
    place.mkdir()
    for name in NAMES:
        (place / f"{name}.py").write_text(TRAP, encoding="utf-8")
    return place


def environment(folder: Path) -> dict[str, str]:
    home = folder.parent
    return {**os.environ, "TRAP_MARK": str(home / "mark"), "LCA_MODELS_DIR": str(home / "base"),
            "LCA_MODELS_INVENTORIES": str(TINY_INVENTORY), "HOME": str(home)}  # fmt: skip


def marks(folder: Path) -> str:
    path = folder.parent / "mark"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_every_command_is_tried():
    assert set(WORDS) >= set(commands())


def called(name: str, folder: Path) -> list[str]:
    return [name, *(word.format(out=folder.parent / "out") for word in WORDS[name])]


def test_no_command_runs_what_lies_in_the_current_folder(folder: Path):
    """The console script builds the project; it is one program that calls the later ones, or in the long run one for each."""
    script = Path(sys.executable).with_name("lca-models")
    later = [*sorted(set(commands()) - {"build", "import"}), "import"]
    program = folder.parent / "program.py"
    program.write_text(ALL_IN_ONE, encoding="utf-8")
    together = [sys.executable, program, json.dumps([called(name, folder) for name in later])]
    programs = [[script, *called("build", folder)]]
    programs += [[script, *called(name, folder)] for name in later] if LONG else [together]
    for words in programs:
        done = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, text=True)

        assert marks(folder) == "", words
        failed = [words[1]] if words[0] is script and done.returncode else done.stderr.partition(FAILED)[2].split()
        assert set(failed) <= MAY_FAIL, (words, done.stderr)
        assert "Traceback" not in done.stderr, words


def test_nor_do_modules_that_are_run(folder: Path, tmp_path: Path):
    """`python -m lca_models…` finds somebody's lca_models.py itself, so that one is left out; and it builds."""
    place = tmp_path / "somebodys"
    place.mkdir()
    for name in set(NAMES) - {"lca_models"}:
        (place / f"{name}.py").write_text(TRAP, encoding="utf-8")
    for words in (("lca_models.commands.main", "footprint", "toy"), ("lca_models.panels.app", "--help")):
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=place, env=environment(place), capture_output=True, text=True
        )
        assert marks(place) == "", words
        assert done.returncode == 0, done.stderr


def test_a_program_of_somebody_keeps_its_folder(tmp_path: Path):
    """whoever runs a module of theirs imports from their folder, this kit or not"""
    (tmp_path / "theirs.py").write_text("import lca_models, mine\nprint(mine.WORD)\n", encoding="utf-8")
    (tmp_path / "mine.py").write_text("WORD = 'mine'\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "theirs"], cwd=tmp_path, capture_output=True, text=True)

    assert done.stdout == "mine\n"


def test_workers_run_nothing_of_the_current_folder(folder: Path):
    """loky starts an interpreter for each"""
    program = """
import sys
import numpy as np
from joblib import parallel_config
from lca_models.impact.draws.blocks import Blocks, run_blocks
def draw(block):
    return (np.full(block.rows, float(block.number)),)
if __name__ == "__main__":
    with parallel_config(backend="loky", n_jobs=2):
        print(len(run_blocks(draw, Blocks(8, 0, 4))))
"""
    (folder.parent / "workers.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-P", str(folder.parent / "workers.py")]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)

    assert marks(folder) == ""
    assert done.stdout == "2\n", done.stderr


def test_a_kernel_of_the_page_runs_nothing_of_the_folder_of_its_notebook(folder: Path):
    program = """
import sys
from lca_models.panels.app import use_template
assert use_template() == ""
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", cwd=sys.argv[1])
said = []
client.execute_interactive("import json, random; print(json.__file__)", output_hook=lambda one: said.append(one["content"]))
print(said)
manager.shutdown_kernel(now=True)
"""
    done = subprocess.run([sys.executable, "-P", "-c", program, str(folder)], env=environment(folder), cwd=folder.parent,
                          capture_output=True, text=True)  # fmt: skip

    assert marks(folder) == ""
    assert "lib" in done.stdout, done.stderr
    assert str(folder) not in done.stdout


def test_the_kernel_of_the_page_is_that_of_this_environment():
    spec = Path(__file__).parents[2] / "lca_models/panels/jupyter/kernels/python3/kernel.json"

    assert json.loads(spec.read_text(encoding="utf-8"))["argv"][:2] == ["python", "-P"]
