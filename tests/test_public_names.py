"""The public names: one list that loads them, one that types them, one that people read, in the order of a study."""

import ast
import re
from importlib import import_module
from itertools import groupby
from pathlib import Path

import pytest

import lca_models as lm

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "lca_models"
PHASES = ["scope", "inventory", "impact", "interpretation", "reporting", "panels"]


def typed_names():
    """Name and module of every line of the stub, in its order."""
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    return [
        (alias.asname, line.module)
        for line in stub.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
        if alias.asname == alias.name  # without "as" a stub does not export it
    ]


def test_what_is_typed_is_what_is_loaded():
    assert typed_names() == list(lm._HOMES.items())
    assert lm.__all__ == list(lm._HOMES)


@pytest.mark.parametrize(("name", "module"), lm._HOMES.items())
def test_a_name_is_the_object_of_its_home(name, module):
    assert getattr(lm, name) is getattr(import_module(module), name)
    assert getattr(lm, name).__module__ == module


def test_public_names_follow_the_order_of_a_study():
    phases = [module.split(".")[1] for module in lm._HOMES.values()]

    assert [phase for phase, _ in groupby(phases)] == PHASES


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'compile_sistem'"):
        lm.compile_sistem  # noqa: B018
    assert [name for name in dir(lm) if not name.startswith("__")] == sorted(lm.__all__)


def test_the_page_for_readers_lists_every_public_name_in_this_order():
    page = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)`", page, flags=re.M) == lm.__all__
