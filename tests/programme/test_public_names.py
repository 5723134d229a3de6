"""The public names of the programme: one list that loads them, one that types them, one that people read."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import lca_models.programme as programme

REPOSITORY = Path(__file__).parents[2]


def test_what_is_typed_is_what_is_loaded():
    stub = ast.parse((REPOSITORY / "lca_models" / "programme" / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {one.names[0].name: one.module for one in stub.body if isinstance(one, ast.ImportFrom)}
    assert typed == programme._HOMES
    assert programme.__all__ == list(typed)


@pytest.mark.parametrize(("name", "module"), programme._HOMES.items())
def test_a_name_is_the_object_of_its_home_and_says_what_it_is(name, module):
    assert getattr(programme, name) is getattr(import_module(module), name)
    assert getattr(programme, name).__doc__


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'submitt'"):
        programme.submitt  # noqa: B018
    assert [name for name in dir(programme) if not name.startswith("__")] == sorted(programme.__all__)


def test_the_page_for_readers_lists_every_name():
    page = (REPOSITORY / "docs" / "programme.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)`", page, flags=re.M) == programme.__all__
