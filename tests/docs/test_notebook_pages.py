"""Notebooks as pages of the site: widgets become words, solutions fold, no folder of a machine is told."""

import tempfile
from pathlib import Path

import nbformat
import pytest

from docs.building import notebooks
from docs.building.__main__ import replace_changed
from docs.building.notebooks import IN_PLACE, WIDGET, as_page, executed, without_places


def notebook_of(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def test_a_widget_becomes_words_in_the_language_of_its_notebook():
    output = {
        "output_type": "display_data",
        "data": {WIDGET: {"model_id": "x"}, "text/plain": "PageWidget()"},
        "metadata": {},
    }
    for file, language in (("notebooks/a.ipynb", "en"), ("notebooks/zh/a.ipynb", "zh")):
        made = notebook_of(nbformat.v4.new_code_cell("panel", outputs=[nbformat.from_dict(output)]))
        as_page(made, file)
        assert made.cells[0].outputs[0].data == {"text/plain": IN_PLACE[language]}


def test_a_solution_folds_and_another_cell_does_not():
    hidden = nbformat.v4.new_code_cell("1", metadata={"jupyter": {"source_hidden": True}, "tags": ["solution"]})
    made = notebook_of(hidden, nbformat.v4.new_code_cell("2"))
    as_page(made, "notebooks/a.ipynb")

    assert made.cells[0].metadata["tags"] == ["hide-cell", "solution"]
    assert "tags" not in made.cells[1].metadata


def test_links_lead_to_pages_of_the_site():
    made = notebook_of(nbformat.v4.new_markdown_cell("[how](../docs/how_to/add_a_figure.md), [all](README.md)"))
    as_page(made, "notebooks/a.ipynb")

    assert made.cells[0].source == "[how](../how_to/add_a_figure.md), [all](index.md)"


def test_folders_of_the_machine_are_named_by_what_they_are():
    text = (
        f"{notebooks.ROOT}/inventories {tempfile.gettempdir()}/abc/x.zip {Path.home()}/y {tempfile.gettempdir()}ation"
    )

    assert without_places(text) == f"lca_models/inventories temporary/abc/x.zip ~/y {tempfile.gettempdir()}ation"


def test_what_was_executed_is_kept_until_something_behind_it_changes(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks" / "a.ipynb"
    nbformat.write(notebook_of(nbformat.v4.new_code_cell("import os; 6 * 7, sorted(os.listdir())")), path)
    for name, place in (("ROOT", tmp_path), ("KEPT", tmp_path / "kept"), ("PROJECTS", tmp_path / "projects")):
        monkeypatch.setattr(notebooks, name, place)
    monkeypatch.setenv("PYTHONWARNINGS", "default")  # those of Jupyter itself are not ours
    (output,) = executed(path, "one state").cells[0].outputs
    assert output.data["text/plain"] == "(42, [])"  # in a folder of its own

    monkeypatch.setattr(notebooks, "NotebookClient", None)  # nothing runs again
    assert executed(path, "one state").cells[0].outputs == [output]
    with pytest.raises(TypeError):
        executed(path, "another state")


def test_pages_that_are_as_they_were_stay_untouched(tmp_path, monkeypatch):
    fresh, kept, doctrees = tmp_path / "fresh", tmp_path / "kept", tmp_path / "doctrees"
    monkeypatch.setattr("docs.building.__main__.DOCTREES", doctrees)
    for folder in (fresh, kept, doctrees):
        folder.mkdir()
    for folder, name, text in ((fresh, "a.md", "1"), (kept, "a.md", "1"), (fresh, "b.md", "2"), (kept, "b.md", "old")):
        (folder / name).write_text(text, encoding="utf-8")
    stamp = (kept / "a.md").stat().st_mtime_ns
    replace_changed(fresh, kept)
    assert ((kept / "a.md").stat().st_mtime_ns, (kept / "b.md").read_text(encoding="utf-8")) == (stamp, "2")
    assert doctrees.is_dir()

    (kept / "gone.md").touch()  # where a page has gone, everything is read anew
    replace_changed(fresh, kept)
    assert not (kept / "gone.md").exists()
    assert not doctrees.exists()
