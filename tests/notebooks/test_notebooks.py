"""Every notebook runs from top to bottom on the shipped data; each asserts a claim of its own in a cell."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import lca_models as lm

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.mark.notebook
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_runs(path, shipped_study, tmp_path, monkeypatch):
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.setenv("PYTHONWARNINGS", "default")  # warnings of Jupyter itself are not ours to fix
    notebook = nbformat.read(path, as_version=4)

    NotebookClient(
        notebook,
        timeout=1800,  # seconds, for a cell on a busy machine; nothing waits so long unless it hangs
        startup_timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()

    assert any("assert" in cell.source for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_is_stored_without_outputs_and_short(path):
    """At most 15 code cells of 8 lines, no function definitions, one cell tagged for parameters."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len(code) <= 15
    assert max(len(cell.source.splitlines()) for cell in code) <= 8
    assert not any(line.startswith("def ") for cell in code for line in cell.source.splitlines())
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_uses_public_names_only(path):
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")

    assert re.findall(r"^.*import.*lca_models.*$|^.*from lca_models.*$", code, flags=re.M) == [
        "import lca_models as lm"
    ]
    assert {name for name in re.findall(r"\blm\.(\w+)", code) if not name.startswith("__")} <= {*lm.__all__}


def test_the_index_lists_every_notebook():
    index = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")

    assert all(f"`{path.stem}`" in index for path in NOTEBOOKS.glob("*.ipynb"))
