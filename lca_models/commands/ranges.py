"""The command of `lca-models` on a folder of data sheets: range."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import calculation_options, common_setup, open_study, words
from lca_models.commands.output import print_result, tell, told
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.packs.of_folder import FolderResults
    from lca_models.impact.study import Study
    from lca_models.scope.calculation_setup import CalculationSetup


def add_range_command(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    several = commands.add_parser(
        "range",
        help=message("all data sheets of a folder as one table, with what is wrong with each"),
        parents=[calculation_options()],
    )
    several.add_argument("folder", type=words, metavar="FOLDER", help=message("a folder with data sheets"))
    several.set_defaults(run=_range)


def _range(options: argparse.Namespace) -> int:
    """One row a sheet, problems on stderr, a report each with --out; 1 where a sheet is refused."""
    from lca_models.reporting.text.packs import folder_text

    study = open_study()
    asked = common_setup(options)
    found = study.folder_results(options.folder, asked)
    print_result(options, found.document, lambda: folder_text(found))
    problems = found.problems()
    for line in problems:
        tell(line)
    if options.out and found.results:
        _write_range(options, study, found, asked)
    return 1 if problems else 0


def _write_range(options: argparse.Namespace, study: Study, found: FolderResults, asked: CalculationSetup) -> None:
    """The table of all, and the report of each in a folder of its name."""
    from dataclasses import replace

    from lca_models.inventory.files.cells_as_text import csv_bytes
    from lca_models.inventory.files.commit import write_set
    from lca_models.reporting.report.folder import write_report

    write_set(options.out, options.command, {"range.csv": csv_bytes(found.table())})
    folders = found.folder_names()
    for one, _ in found.results:
        result = study.footprint(replace(asked, product=str(one.file)))
        write_report(study, result, options.out / folders[one.file.name], language=options.language)
    told(options.out, ["range.csv", *(f"{name}/" for name in folders.values())])
