"""Every block of Python in documents and docstrings runs as it stands, in its order; blocks of shell do in the long run.

A block of kind `sh` is typed as it stands; one of kind `console` is for a person's own machine or files, and looks different
on the site. A block of kind `yaml` whose first line is `# NAME.yaml` is that file.
"""

import re
import shlex
import shutil
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from counts import LONG
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

from docs.building.sources import ROOT
from lca_models.commands.main import main
from lca_models.inventory.brightway.database import close_databases, import_brightway

FILE = re.compile(r"# ([\w-]+\.yaml)\n")
# Documents whose Python runs under what their own tests give it, beside what these tests ask of it.
APART = {
    "docs/how_to/add_a_chemistry.md": "test_a_chemistry_copied_as_the_how_to_says_keeps_every_rule",
    "docs/how_to/add_a_figure.md": "test_the_figure_of_the_how_to_draws",
    "docs/how_to/add_a_grid_year.md": "test_a_grid_year_copied_as_the_how_to_says_gives",
    "docs/one_footprint.md": "test_the_arithmetic_of_one_footprint_runs_on_the_toy",
}
DECLARES = "docs/how_to/declare_your_battery.md"
SAME_CODE = "README.zh.md"  # as README.md, which tests/test_readme.py asks for
OWN_PROJECT, OWN_FILE = "docs/how_to/calculate_your_own_project.md", "docs/how_to/import_other_peoples_inventories.md"
DOCUMENTS = sorted(path for path in [*ROOT.glob("*.md"), *ROOT.joinpath("docs").rglob("*.md")])
HAS_EXAMPLE = re.compile(r"^\s*(?:>>> |```python$)", flags=re.M)


def named(path):
    return path.relative_to(ROOT).as_posix()


def with_blocks(kind):
    fence = re.compile(rf"^ *```{kind}$", flags=re.M)
    return [path for path in DOCUMENTS if fence.search(path.read_text(encoding="utf-8")) and named(path) not in APART]


def typed(line):
    """The words of a line of shell, without comment and without the folder of the environment."""
    return shlex.split(line.partition("  #")[0].replace(".venv/bin/", ""), comments=True)


def run_shell(example):
    """Each line of a block, which must end with status 0."""
    for line in str(example.parsed).splitlines():
        words = typed(line)
        if words:
            assert words[0] == "lca-models", f"{line}: a block of kind sh holds lines of this kit; another is console"
            assert main(words[1:]) == 0, line


def write_file(example):
    """A block of YAML that names its file."""
    if name := FILE.match(str(example.parsed)):
        Path(name[1]).write_text(str(example.parsed), encoding="utf-8")


def evaluate(path, *parsers):
    document = Sybil(parsers=[*parsers]).parse(path)
    examples = [*document.examples()]
    for example in examples:
        example.evaluate()
    return len(examples)


@pytest.fixture
def at_work(shipped_study, tmp_path, monkeypatch):
    """A folder of a person's own beside what a checkout holds."""
    for folder in ("inventories", "notebooks"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.setitem(mpl.rcParams, "backend", "agg")
    return tmp_path


PYTHON = [path for path in with_blocks("python") if named(path) not in (OWN_PROJECT, OWN_FILE)]


@pytest.mark.parametrize("path", PYTHON if LONG else [path for path in PYTHON if named(path) != SAME_CODE], ids=named)
def test_the_python_of_a_document_runs(path, at_work):
    assert evaluate(path, PythonCodeBlockParser()) > 0


def test_the_python_on_a_project_of_ones_own_runs(at_work, monkeypatch):
    """a project of the names that the document makes up: a cell that emits 2 kg"""
    base = at_work / "own"
    base.mkdir()
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(base))
    brightway = import_brightway(base)
    brightway.projects.set_current("my project", update=False)
    cell, gas = ("LFP line", "cell"), ("LFP line", "co2")
    rows = [{"type": "production", "input": cell, "amount": 1.0}, {"type": "biosphere", "input": gas, "amount": 2.0}]
    database = brightway.Database("LFP line")
    database.register()
    database.write(
        {
            gas: {"name": "CO2", "unit": "kilogram", "type": "emission", "exchanges": []},
            cell: {"name": "cell", "unit": "kilogram", "type": "processwithreferenceproduct", "exchanges": rows},
        },
        searchable=False,
    )
    method = brightway.Method(("IPCC 2021", "climate change", "GWP100"))
    method.register(unit="kg CO2-eq")
    method.write([(gas, 1.0)])
    close_databases(brightway)

    assert evaluate(ROOT / OWN_PROJECT, PythonCodeBlockParser()) == 1


@pytest.mark.skipif(not LONG, reason="in the long run")
def test_the_python_that_imports_a_file_runs(at_work, shipped_study, monkeypatch):
    """a workbook of the name that the document makes up, beside a copy of the study"""
    shutil.copytree(shipped_study.base, at_work / "brightway")
    monkeypatch.setenv("LCA_MODELS_DIR", str(at_work / "brightway"))
    head = "Database|DATABASE;;Activity|a cell (made up);code|CODE;unit|kilogram;location|CN;Exchanges"
    columns = ("name", "amount", "unit", "location", "type", "categories")
    rows = [
        *(tuple(line.split("|")) for line in head.split(";")),
        columns,
        ("a cell (made up)", 1.0, "kilogram", "CN", "production", None),
        ("market for battery separator", 0.03, "kilogram", "CN", "technosphere", None),
        ("Carbon dioxide, fossil", 0.1, "kilogram", None, "biosphere", "air"),
    ]
    wide = [(*row, *[None] * (len(columns) - len(row))) for row in rows]
    pd.DataFrame(wide).to_excel("lci-batteries.xlsx", sheet_name="made up", header=False, index=False)

    assert evaluate(ROOT / OWN_FILE, PythonCodeBlockParser()) == 1


@pytest.mark.skipif(not LONG, reason="in the long run")
@pytest.mark.parametrize("path", with_blocks("sh"), ids=named)
def test_the_shell_of_a_document_runs(path, at_work, capsys):
    if named(path) != DECLARES and "lfp_sichuan.zip" in path.read_text(encoding="utf-8"):
        sheet = "notebooks/data_sheets/lfp_sichuan.yaml"
        assert (
            main(["declare", sheet, "--as-example", "--placeholder-ids", "--no-pdf", "--out", "lfp_sichuan.zip"]) == 0
        )
    assert evaluate(path, CodeBlockParser("sh", run_shell), CodeBlockParser("yaml", write_file)) > 0


def test_what_runs_apart_has_a_test_that_runs_it():
    tests = (ROOT / "tests" / "test_docs.py").read_text(encoding="utf-8")

    assert [name for name in APART.values() if f"def {name}" not in tests] == []


@pytest.mark.parametrize("path", with_blocks("sh"), ids=named)
def test_a_block_of_shell_holds_lines_of_this_kit_alone(path):
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    lines = [words for block in blocks for line in block.splitlines() if (words := typed(line))]

    assert lines
    assert {words[0] for words in lines} == {"lca-models"}


def examples_in(path):
    parsers = [DocTestParser(), PythonCodeBlockParser()]
    return Sybil(parsers=parsers, document_types={".py": PythonDocStringDocument}).parse(path)


def test_the_examples_of_docstrings_run(at_work):
    modules = [
        path
        for path in ROOT.joinpath("lca_models").rglob("*.py")
        if HAS_EXAMPLE.search(path.read_text(encoding="utf-8"))
    ]
    examples = [example for path in modules for example in examples_in(path).examples()]

    assert len(examples) > 3
    for example in examples:
        example.evaluate()


def test_an_example_that_is_wrong_fails(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "an_example_that_is_wrong.py"
    module.write_text('"""Adds.\n\n>>> 1 + 1\n3\n"""\n', encoding="utf-8")
    (example,) = examples_in(module).examples()

    with pytest.raises(AssertionError, match="3"):
        example.evaluate()
    document = tmp_path / "wrong.md"
    document.write_text("```python\nassert 1 == 2\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        evaluate(document, PythonCodeBlockParser())
