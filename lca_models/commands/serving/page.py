"""The command `lca-models app`: the page in a browser."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from lca_models.commands.options import path_of, whole_of
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE, message

LAST_PORT = 65535
PROGRAM = ("-P", "-m", "lca_models.panels.app")  # no module of a chance folder


def add_page_command(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    app = commands.add_parser("app", help=message("the page in a browser, for the person who started it"))
    app.add_argument(
        "notebook", nargs="?", type=path_of, metavar="NOTEBOOK", help=message("a notebook as a page instead")
    )
    app.add_argument("--port", type=port_of, metavar="N", help=message("the port that it listens at (default 8866)"))
    app.add_argument("--no-browser", action="store_true", help=message("open no browser, only print the address"))
    app.add_argument("--sheet", action="append", default=[], type=path_of, metavar="FILE",
                     help=message("a data sheet to choose beside the shipped products; repeatable"))  # fmt: skip
    app.set_defaults(run=_serve)


def port_of(text: str) -> int:
    """The port given to an option."""
    port = whole_of(text)
    if not 1 <= port <= LAST_PORT:
        raise argparse.ArgumentTypeError(message("is no port; give 1 to {last}", last=LAST_PORT))
    return port


def words_of(options: argparse.Namespace) -> list[str]:
    """The words of the program that serves."""
    given = [str(options.notebook)] if options.notebook else []
    given += ["--port", str(options.port)] if options.port else []
    given += ["--no-browser"] if options.no_browser else []
    return [sys.executable, *PROGRAM, *given, *(word for one in options.sheet for word in ("--sheet", str(one)))]


def _serve(options: argparse.Namespace) -> int:
    missing = []
    if options.notebook and not options.notebook.is_file():
        missing.append(
            message("there is no notebook {path}; name another one, or none for the page", path=options.notebook)
        )
    missing += [message("there is no data sheet {path}; check the path", path=one)
                for one in options.sheet if not one.is_file()]  # fmt: skip
    if missing:
        raise ScenarioError("\n".join(missing))
    environment = {**os.environ, LANGUAGE_VARIABLE: options.language}
    if os.name == "posix":  # one process: what stops it stops its kernels
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(sys.executable, words_of(options), environment)  # noqa: S606
    return subprocess.run(words_of(options), env=environment, check=False).returncode
