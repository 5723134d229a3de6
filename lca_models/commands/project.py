"""Commands of `lca-models` on the Brightway project in use: build, status, reset."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import open_study, words
from lca_models.commands.output import BuildProgress, print_result
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.brightway.project import Build


def add_project_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    build = commands.add_parser(
        "build", help=message("write the inventories into a Brightway project, or data sheets into one beside it")
    )
    build.add_argument(
        "sheets",
        nargs="*",
        type=words,
        metavar="SHEET",
        help=message("data sheets (.xlsx, .yaml): a new project with a database for each of their products"),
    )
    build.add_argument(
        "--project",
        metavar="NAME",
        type=words,
        help=message("the name of the project of data sheets (default: that of the first database)"),
    )
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
    if options.sheets:
        return _build_sheets(options)
    if options.project:
        raise ScenarioError(message("--project names the project of data sheets; name the sheets too"))
    from lca_models.inventory.brightway.project import base_folder, build_project

    done = build_project(force=options.force, progress=BuildProgress())
    named = {"project": done.current.project, "base": base_folder()}
    print(_built(done) if done.built else message("{project}  already up to date  in {base}", **named))
    return 0


def _build_sheets(options: argparse.Namespace) -> int:
    """Write data sheets into a new project, and print the addresses of their products."""
    from lca_models.inventory.brightway.own_product import write_own_products

    if options.force:
        raise ScenarioError(message("--force is for the project of the inventories; leave it out beside data sheets"))
    if others := [one for one in options.sheets if CalculationSetup(one).kind != DATA_SHEET]:
        raise ScenarioError(
            message("'{file}' is no data sheet; name files that end in .xlsx, .yaml or .yml", file=others[0])
        )
    study = open_study()
    systems = [study.product_system(sheet) for sheet in options.sheets]
    named = [system.shipped_product for system in systems]
    project = options.project or named[0].id
    addresses = write_own_products(study.base, study.place.folder, project, systems)
    print(message("{project}  built  in {base}", project=project, base=study.base))
    for address, product in zip(addresses, named, strict=True):
        print(f"{address}  {product.name}")
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
