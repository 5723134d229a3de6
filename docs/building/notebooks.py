"""The notebooks with their outputs: each runs in a kernel and a folder of its own, widgets become words, solutions fold.

What has been executed is kept in `results/docs_notebooks` under a hash of the notebook, the package and the tables.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from docs.building.sources import ROOT, with_links

KEPT = ROOT / "results" / "docs_notebooks"
PROJECTS = ROOT / "results" / "docs_projects"
WIDGET = "application/vnd.jupyter.widget-view+json"
IN_PLACE = {
    "en": "(a widget: it lives in JupyterLab and on the page of make app)",
    "zh": "（此处为交互控件：在 JupyterLab 和 make app 打开的页面中可用）",
}
SOLUTION = "solution"
TIMEOUT = 600  # seconds for a cell: nothing waits so long unless it hangs


def write_notebooks(target: Path, *, execute: bool) -> None:
    """Every notebook below `target`, with outputs, or as stored."""
    paths = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    state = (
        hash_of([*sorted((ROOT / "lca_models").rglob("*.*")), *sorted((ROOT / "inventories").rglob("*.*"))])
        if execute
        else ""
    )
    for path in paths:
        file = path.relative_to(ROOT).as_posix()
        notebook = executed(path, state) if execute else nbformat.read(path, as_version=4)
        as_page(notebook, file)
        place = target / file
        place.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, place)


def hash_of(paths: Iterable[Path]) -> str:
    """One hash of the contents of files."""
    found = hashlib.sha256()
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(path.as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def executed(path: Path, state: str) -> Any:
    """A notebook with its outputs, from what is kept where nothing behind it has changed."""
    name = "-".join(path.relative_to(ROOT / "notebooks").with_suffix("").parts)  # editions have the same file name
    kept = KEPT / f"{name}-{hashlib.sha256(state.encode() + path.read_bytes()).hexdigest()[:16]}.ipynb"
    if kept.is_file():
        return nbformat.read(kept, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            store_widget_state=False,
            extra_arguments=["--log-level=ERROR"],  # a kernel says of every start that it is not encrypted
        )
        client.execute(env={**os.environ, "LCA_MODELS_DIR": str(PROJECTS), "BRIGHTWAY2_DIR": str(PROJECTS)})
    KEPT.mkdir(parents=True, exist_ok=True)
    for former in KEPT.glob(f"{name}-{'?' * 16}.ipynb"):
        former.unlink()
    nbformat.write(notebook, kept)
    return notebook


def as_page(notebook: Any, file: str) -> None:
    """Make a notebook a page of the site: links, folded solutions, no widgets, no places of one machine."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    words = IN_PLACE["zh" if "/zh/" in file else "en"]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_links(cell.source, file)
        elif cell.cell_type == "code":
            if is_solution(cell):
                cell.metadata["tags"] = sorted({*cell.metadata.get("tags", []), "hide-cell"})
            cell.outputs = [shown(output, words) for output in cell.outputs]


def is_solution(cell: Any) -> bool:
    """Whether a code cell holds the solution of an exercise, which a page shows folded."""
    return SOLUTION in cell.metadata.get("tags", []) or bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def shown(output: Any, words: str) -> Any:
    """An output without widget, and without the folders of the machine that it ran on."""
    data = output.get("data", {})
    if WIDGET in data:
        output.data = {"text/plain": words}
        return output
    for holder, key in [(output, "text"), *((data, kind) for kind in ("text/plain", "text/html"))]:
        if isinstance(holder.get(key), str):
            holder[key] = without_places(holder[key])
    return output


def without_places(text: str) -> str:
    """The text with the folders of this machine named by what they are."""
    places = ((ROOT, "lca_models"), (Path(tempfile.gettempdir()), "temporary"), (Path.home(), "~"))
    for folder, name in sorted(places, key=lambda pair: -len(str(pair[0]))):  # one may lie in another
        text = re.sub(rf"{re.escape(str(folder))}(?=[/\\])", name, text)
    return text
