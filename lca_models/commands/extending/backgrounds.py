"""Databases of somebody in place of this kit's background, as the command line says them: --background."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study

ELECTRICITY = ("own", "theirs")


def add_backgrounds(options: argparse.ArgumentParser, words: Callable[[str], str], *, grid: bool = False) -> None:
    """Add the options; with `grid` several databases, each a row, and patterns. `words`: what reads a text."""
    many: dict[str, Any] = {"action": "append", "default": []} if grid else {}
    options.add_argument(
        "--background", metavar="NAME", type=words,
        help=message("a database of your Brightway projects in place of this kit's background, such as ecoinvent-3.10-cutoff "
                     "or PROJECT:NAME; the result stands beside this kit's own"),
        **many,
    )  # fmt: skip
    options.add_argument(
        "--background-electricity", choices=ELECTRICITY, metavar="WHOSE",
        help=message("with --background: electricity of plants of this kit (own, default) or of the database (theirs)"),
    )  # fmt: skip


def named_backgrounds(texts: Sequence[str], study: Study) -> list[str]:
    """The backgrounds of `compare`: this kit's own first, then every database that a text names, by pattern too.

    Raises ScenarioError for a pattern that fits none.
    """
    if not texts:
        return [""]
    from lca_models.inventory.projects.backgrounds import databases_of
    from lca_models.inventory.projects.places import find_projects

    found = [""]
    for text in texts:
        if not any(mark in text for mark in "*?["):
            found.append(text)
            continue
        names = sorted(
            {one.name for one in databases_of((study.place, *find_projects())) if fnmatchcase(one.name, text)}
        )
        if not names:
            raise ScenarioError(message("--background '{pattern}' fits no database of this machine", pattern=text))
        found += names
    return list(dict.fromkeys(found))


def refuse_background(result: Footprint) -> Footprint:
    """The result, where what is written of it goes to others. Raises ScenarioError where it rests on a licensed database."""
    if (background := result.system.background) is not None:
        raise ScenarioError(
            message("this result is on {database}, which is licensed, and what is written here goes to others; leave the "
                    "background out", database=background.database)
        )  # fmt: skip
    return result
