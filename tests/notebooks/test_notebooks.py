"""Every notebook runs from top to bottom on the shipped data; each asserts a claim of its own in a cell."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from counts import LONG
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

import lca_models as lm
from lca_models import programme

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ENGLISH = sorted(NOTEBOOKS.glob("*.ipynb"))
CHINESE = sorted(NOTEBOOKS.glob("zh/*.ipynb"))  # editions with the same code, which a test of theirs proves
PATHS = [*ENGLISH, *CHINESE]


def name_of(path):
    return path.relative_to(NOTEBOOKS).with_suffix("").as_posix()


@pytest.fixture(scope="module")
def kernel(shipped_study, tmp_path_factory):
    """A kernel for all notebooks, fresh for the first, which begins the tour; in the long run each has its own."""
    if LONG:
        yield None
        return
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(tmp_path_factory.mktemp("kernel")), env=environment(shipped_study))
    yield manager
    manager.shutdown_kernel(now=True)


def environment(study):
    """Warnings of Jupyter itself are not ours to fix."""
    return {**os.environ, "LCA_MODELS_DIR": str(study.base), "PYTHONWARNINGS": "default"}


@pytest.mark.notebook
@pytest.mark.parametrize("path", PATHS if LONG else ENGLISH, ids=name_of)
def test_notebook_runs(path, shipped_study, kernel, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(f"%reset -f\nimport os; os.chdir({str(tmp_path)!r}); del os"))

    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=1800,  # seconds, for a cell on a busy machine; nothing waits so long unless it hangs
        startup_timeout=600,
        kernel_name="python3",
    )
    client.execute(env=environment(shipped_study))
    if kernel:
        client.kc.stop_channels()

    assert any("assert" in cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert cut_cells(notebook) == []


def cut_cells(notebook):
    """Cells of tables whose end is left out: a name or a locator that nobody can look up; a row of dots alone is none."""
    tables = [
        output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])
    ]
    return [cell for table in tables for cell in re.findall(r"<t[dh]>([^<]*\w[^<]*(?:\.\.\.|…))</t[dh]>", table)]


def test_a_cell_that_is_cut_is_found():
    table = "<tr><th>annex...</th><td>table 3, row of graphite, coated, at ...</td><td>...</td><td>whole</td></tr>"
    output = nbformat.v4.new_output("display_data", {"text/html": table})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])

    assert cut_cells(notebook) == ["annex...", "table 3, row of graphite, coated, at ..."]


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_notebook_is_stored_without_outputs_and_short(path):
    """At most 15 code cells of 8 lines, no function definitions, one cell tagged for parameters."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len(code) <= 15
    assert max(len(cell.source.splitlines()) for cell in code) <= 8
    assert not any(line.startswith("def ") for cell in code for line in cell.source.splitlines())
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_a_notebook_uses_public_names_only(path):
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")

    imported = re.findall(r"^.*import.*lca_models.*$|^.*from lca_models.*$", code, flags=re.M)
    assert imported in (
        ["import lca_models as lm"],
        ["import lca_models as lm", "import lca_models.programme as programme"],
    )
    assert {name for name in re.findall(r"\blm\.(\w+)", code) if not name.startswith("__")} <= {*lm.__all__}
    assert {*re.findall(r"\bprogramme\.(\w+)\(", code)} <= {*programme.__all__}


def test_the_index_lists_every_notebook():
    index = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")

    assert all(f"`{name_of(path)}`" in index for path in PATHS)


def text_of(path):
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_notebooks_link_to_each_other(path):
    """a name of another is a link, links lead to files, and each leads to the next and to the index"""
    text = text_of(path)
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", target)]

    assert re.findall(r"(?<!\[)`(\d\d_\w+)`", text) == []
    assert [target for target in targets if not (path.parent / target.partition("#")[0]).is_file()] == []
    assert any(target.endswith("README.md") for target in targets)
    if path in ENGLISH[:-1]:
        assert ENGLISH[ENGLISH.index(path) + 1].name in targets


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_solutions_are_folded(path):
    """in the text below a summary, in code in a cell whose source and outputs are hidden"""
    cells = nbformat.read(path, as_version=4).cells
    hidden = [cell for cell in cells if cell.metadata.get("jupyter", {}).get("source_hidden")]

    assert all(cell.metadata["jupyter"]["outputs_hidden"] and "solution" in cell.metadata["tags"] for cell in hidden)
    assert [cell for cell in cells if "solution" in cell.metadata.get("tags", []) and cell not in hidden] == []
    assert re.search(r"[Ee]xercise|练习", text_of(path)) is None or "<details><summary>" in text_of(path)
