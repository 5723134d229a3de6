"""Options that somebody gave: each once, and none that would change nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

SAID = "said"  # where a command keeps the values that were given, by name; defaults are not among them


class _Once(argparse.Action):
    """The value of an option, which may be said again but not otherwise: nobody could see which one holds."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        said = vars(namespace).setdefault(SAID, {})
        if option_string and said.setdefault(self.dest, values) != values:
            parser.error(
                message(
                    "{option} is given twice, as {first} and as {second}; keep one",
                    option=option_string,
                    first=said[self.dest],
                    second=values,
                )
            )
        setattr(namespace, self.dest, values)


def once_each(parser: argparse.ArgumentParser) -> None:
    """Let the options of one value that are added from now on refuse a second one."""
    parser.register("action", None, _Once)
    parser.register("action", "store", _Once)


def refuse_idle(options: argparse.Namespace, names: Mapping[str, str], reason: str) -> None:
    """Refuse options that would change nothing, by the name of their value and as people write them.

    Raises ScenarioError naming those that were given, and `reason`.
    """
    said = vars(options).get(SAID, {})
    if given := [written for name, written in names.items() if name in said]:
        raise ScenarioError(
            message("{listed} would change nothing: {reason}", listed=message(" and ").join(given), reason=reason)
        )
