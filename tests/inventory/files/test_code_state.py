import os
from pathlib import Path

import pytest

from lca_models.inventory.files import code_state as module
from lca_models.inventory.files.code_state import code_state


@pytest.fixture(autouse=True)
def _asked_anew():
    """What is remembered within a process is asked anew."""
    code_state.cache_clear()
    yield
    code_state.cache_clear()


def test_it_names_this_very_file_of_the_kit_and_the_version_of_a_library():
    said, path = code_state(), Path(module.__file__)
    stat = path.stat()

    assert f"/inventory/files/code_state.py {stat.st_size} {stat.st_mtime_ns}" in said.splitlines()
    assert any(line.startswith("numpy-") and line.endswith(".dist-info") for line in said.splitlines())
    assert "__pycache__" not in said


def test_a_file_that_changes_is_another_state(tmp_path, monkeypatch):
    """Of a kit of one file: its time of change is part of the state, and so is a file beside it"""
    (tmp_path / "__init__.py").write_text("")
    monkeypatch.setattr(module.lca_models, "__file__", str(tmp_path / "__init__.py"))
    states = [code_state()]
    os.utime(tmp_path / "__init__.py", (1_000_000_000, 1_000_000_000))
    code_state.cache_clear()
    states.append(code_state())
    (tmp_path / "further.csv").write_text("a\n")
    code_state.cache_clear()
    states.append(code_state())

    assert len(set(states)) == 3
