"""Words that the tab key completes: commands, options, products, provinces, parameters and the codes they take.

A shell asks by starting the program at every press of the key, so names are read from the tables as they stand, and nothing is
imported that calculates.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterator
from typing import Any

from lca_models.commands.terminal.arguments import Arguments
from lca_models.scope.wording.messages import message

ASKED = "_ARGCOMPLETE"  # the variable by which a shell asks
SHELLS = ("bash", "zsh", "fish")
Names = Callable[[str], Iterator[str]]


def add_completion_command(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    command = commands.add_parser(
        "completion", help=message("let the tab key complete: source <(lca-models completion bash)")
    )
    command.add_argument("shell", choices=SHELLS)
    command.set_defaults(run=_completion)


def _completion(options: argparse.Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["lca-models"], shell="fish" if options.shell == "fish" else "bash"))  # that of bash is zsh's too
    return 0


def answer(parser: Arguments, **given: Any) -> None:
    """Answer the shell, and end. `given`: of argcomplete's `autocomplete`."""
    from argcomplete import autocomplete

    for command in parser.subcommands().values():
        for action in command._actions:
            if names := _NAMES.get(action.dest):
                action.completer = _completer(names)  # type: ignore[attr-defined]
    autocomplete(parser, always_complete_options="long", **given)


def _completer(names: Names) -> Callable[..., list[str]]:
    def completer(prefix: str, **_given: Any) -> list[str]:
        try:
            return list(names(prefix))
        except (OSError, ValueError, KeyError, csv.Error):  # tables that are broken complete nothing
            return []

    return completer


def _rows(*parts: str) -> Iterator[dict[str, str]]:
    """Rows of the tables that fit a pattern."""
    from lca_models.inventory.tables.reading import find_inventories

    for path in sorted(find_inventories().glob("/".join(parts))):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _column(name: str, *parts: str) -> Iterator[str]:
    return (row[name] for row in _rows(*parts))


def _products(prefix: str) -> Iterator[str]:
    """Products; behind `PRODUCT@`, provinces of its plant."""
    product, at, _ = prefix.partition("@")
    if at:
        return (f"{product}@{code}" for code in _column("code", "provinces.csv"))
    return _column("id", "products.csv")


def _provinces(_prefix: str) -> Iterator[str]:
    return _column("code", "provinces.csv")


def _settings(prefix: str) -> Iterator[str]:
    """`NAME=` of what can be set; behind it, the codes that a choice can take."""
    name, equals, _ = prefix.partition("=")
    for row in _rows("parameters", "*.csv"):
        if row["formula"]:
            continue
        if not equals:
            yield f"{row['name']}="
        elif row["name"] == name and row["choices"]:
            yield from (f"{name}={code}" for code in _column("code", f"{row['choices']}.csv"))


def _parameters(_prefix: str) -> Iterator[str]:
    return (row["name"] for row in _rows("parameters", "*.csv") if not row["formula"])


def _rules(_prefix: str) -> Iterator[str]:
    return iter(dict.fromkeys(_column("rules", "rules.csv")))


def _scenarios(_prefix: str) -> Iterator[str]:
    from lca_models.inventory.tables.reading import find_inventories

    text = (find_inventories() / "scenarios.yaml").read_text(encoding="utf-8")
    return iter(re.findall(r"(?m)^([^\s#:][^:\n]*):", text))


def _methods(_prefix: str) -> Iterator[str]:
    return _column("id", "methods", "methods.csv")


_NAMES: dict[str, Names] = {
    "product": _products,
    "products": _products,
    "province": _provinces,
    "settings": _settings,
    "break_even": _parameters,
    "rules": _rules,
    "scenario": _scenarios,
    "method": _methods,
    "pareto": _methods,
}
