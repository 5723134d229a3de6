"""Commands of `lca-models` on the Brightway project in use: build, status, reset."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.output import BuildProgress, print_result
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.brightway.project import Build


def add_project_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    build = commands.add_parser("build", help=message("write the inventories into a Brightway project"))
    build.add_argument(
        "--force", action="store_true", help=message("build anew, and keep a project that was edited beside it")
    )
    build.set_defaults(run=_build)

    status = commands.add_parser("status", help=message("which project is in use, and which of its rows were edited"))
    status.add_argument("--json", action="store_true", help=message("print one JSON document"))
    status.set_defaults(run=_status)

    reset = commands.add_parser("reset", help=message("go back from edits to the project as it was built"))
    reset.set_defaults(run=_reset)


def _build(options: argparse.Namespace) -> int:
    from lca_models.inventory.brightway.project import base_folder, build_project

    done = build_project(force=options.force, progress=BuildProgress())
    named = {"project": done.current.project, "base": base_folder()}
    print(_built(done) if done.built else message("{project}  already up to date  in {base}", **named))
    return 0


def _reset(options: argparse.Namespace) -> int:
    from lca_models.inventory.brightway.project import base_folder, reset_project

    done = reset_project(progress=BuildProgress())
    named = {"project": done.current.project, "base": base_folder()}
    print(_built(done) if done.built else message("{project}  is as it was built  in {base}", **named))
    return 0


def _built(done: Build) -> str:
    """The project that was built, and where an edited one is kept."""
    from lca_models.inventory.brightway.project import base_folder

    lines = [message("{project}  built  in {base}", project=done.current.project, base=base_folder())]
    if done.kept:
        lines.append(message("the edited project is kept as {project}", project=done.kept))
    return "\n".join(lines)


def _status(options: argparse.Namespace) -> int:
    from lca_models.inventory.brightway.status import project_status
    from lca_models.reporting.text.project import status_text

    found = project_status()
    print_result(options, found.document, lambda: status_text(found))
    return 0
