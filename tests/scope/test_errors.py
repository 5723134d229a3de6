"""One base of all user errors, so that no door keeps a list of them."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from syntax_trees import nodes

from lca_models.commands import data
from lca_models.commands.main import build_parser, main
from lca_models.programme.registry.errors import Problem, RegistryError
from lca_models.scope.errors import LcaModelsError

PACKAGE = Path(__file__).parents[2] / "lca_models"
# Our own mistakes, which a user cannot mend: a traceback shows where.
PROGRAMMING_ERRORS = {
    "LabelError": "the code asks for words that the catalogue lacks",
    "UnsureError": "the parser of all commands is asked in place of that of one",
    "SealError": "whoever reads a file turns it into an error that names the file",
    "NotPlainError": "the workbook is read by the library in place of this kit",
    "OfficeError": "a rule of a verification turns it into a finding",
    "DocumentError": "a rule of a verification turns it into a finding",
    "WrongSecretError": "the service answers it with 401",
    "UnfinishedError": "the job that calculates what a release moves leaves what is done to the next one",
    "ProblemError": "the service answers it with the status that it carries",
    "_TooLargeError": "the reader of a body turns it into 413",
}
SUSPECT = "Err|Exception|Warn"


@cache
def exception_classes() -> dict[str, type[BaseException]]:
    """Every class of the package that can be raised, by name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not re.search(rf"class \w*({SUSPECT})|class \w+\([^)]*({SUSPECT})", text):
            continue
        classes = [node for node in nodes(path) if isinstance(node, ast.ClassDef) and node.bases]
        suspects = [one.name for one in classes if any(re.search(SUSPECT, name) for name in (
            one.name, *map(ast.unparse, one.bases)))]  # fmt: skip
        if suspects:
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            module = import_module(".".join(parts).removesuffix(".__init__"))
            found |= {name: getattr(module, name) for name in suspects}
    return {name: one for name, one in found.items() if issubclass(one, BaseException)}


def test_every_error_of_the_package_has_the_one_base():
    found = exception_classes()

    assert {"ScenarioError", "InventoryError", "ProjectError", "FormulaError"} <= set(found)
    assert {name for name, one in found.items() if not issubclass(one, LcaModelsError)} == set(PROGRAMMING_ERRORS)


@pytest.mark.parametrize("error", [one for one in exception_classes().values() if issubclass(one, LcaModelsError)])
def test_every_error_of_a_user_is_lines_on_stderr_and_status_1(error, monkeypatch, capsys):
    first, second = "the first fault", "the second fault"
    if issubclass(error, RegistryError):  # says where, in either language
        made = error(Problem("a", first, "一"), Problem("b", second, "二"))
        first, second = f"a: {first}", f"b: {second}"
    else:
        made = error(f"{first}\n{second}")

    def refuse(_: object) -> int:
        raise made

    monkeypatch.setattr(data, "_list", refuse)
    monkeypatch.setattr("lca_models.commands.main._parser", lambda language, command="": build_parser(command))

    assert main(["list", "products"]) == 1
    assert capsys.readouterr().err == f"{first}\n{second}\n"
