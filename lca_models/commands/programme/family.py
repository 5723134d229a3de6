"""What all actions of `lca-models programme` share: which registry, and as whom."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import path_of, words
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.roles.access import Actor

VARIABLE = "LCA_MODELS_PROGRAMME"  # names the registry where no option does
USUAL = "programme.db"
NEEDED = "sqlalchemy"  # is missing where the extra is


class MissingExtraError(LcaModelsError):
    """The packages of the programme must be there; the message says how to install them."""


def action(
    actions: Any, name: str, run: Callable[[argparse.Namespace], int], said: str, *, as_whom: bool = False
) -> argparse.ArgumentParser:
    """An action on a registry. `as_whom`: it is done as a party, which an option names."""
    one: argparse.ArgumentParser = actions.add_parser(name, help=said)
    one.add_argument("--registry", type=words, metavar="FILE",
                     help=message("the registry: a file, or a URL of PostgreSQL (default {variable}, else {usual})",
                                  variable=VARIABLE, usual=USUAL))  # fmt: skip
    one.add_argument("--store", type=path_of, metavar="FOLDER",
                     help=message("the folder of its files (default beside the file)"))  # fmt: skip
    if as_whom:
        one.add_argument("--as", dest="party", type=words, required=True, metavar="PARTY",
                         help=message("as whom: an id of a client, or the name or the code of an organisation"))  # fmt: skip
    one.add_argument("--json", action="store_true", help=message("print one JSON document"))
    one.set_defaults(run=run)
    return one


def place_of(options: argparse.Namespace) -> str:
    """The registry that the options, the environment or the usual place name."""
    return str(options.registry or os.environ.get(VARIABLE) or USUAL)


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Registry]:
    """The registry of the options, closed at the end. Raises what opening raises, and MissingExtraError."""
    with needed():
        from lca_models.programme.registry.opening import open_registry
    registry = open_registry(place_of(options), store=options.store)
    try:
        yield registry
    finally:
        registry.close()


@contextmanager
def needed() -> Iterator[None]:
    """What is imported inside is of the extra. Raises MissingExtraError where that is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(message("the programme needs more packages ({name}); run: pip install 'lca_models[programme]'",
                                        name=error.name)) from None  # fmt: skip


def party(registry: Registry, options: argparse.Namespace, role: str = "") -> Actor:
    """Who acts: a client by its id, or the one client of an organisation for a role. Raises UnknownError."""
    from lca_models.programme.registry.members import client_named
    from lca_models.programme.roles.access import Actor

    row = client_named(registry, options.party, role)
    return Actor(row.id, row.org, row.role, row.person)
