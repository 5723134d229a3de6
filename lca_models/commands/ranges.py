"""The command of `lca-models` on a folder of data sheets: range."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.declaring.exporting import OF_A_CALCULATION
from lca_models.commands.options import (
    add_cluster,
    calculation_options,
    common_setup,
    open_study,
    replacements_said,
    shared_as_asked,
    words,
)
from lca_models.commands.output import print_result, tell, told
from lca_models.scope.calculation_setup import SHEETS
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.impact.packs.of_folder import FolderResults
    from lca_models.impact.study import Study
    from lca_models.scope.calculation_setup import CalculationSetup


def add_range_command(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    several = commands.add_parser(
        "range",
        help=message("all data sheets, or all bundles, of a folder as one table, with what is wrong with each"),
        parents=[calculation_options(replaces=True, backgrounds=True)],
    )
    several.add_argument("folder", type=words, metavar="FOLDER", help=message("a folder with data sheets or bundles"))
    add_cluster(several)
    several.set_defaults(run=_range)


def _range(options: argparse.Namespace) -> int:
    """One row a sheet, problems on stderr, a report each with --out; 1 where a sheet is refused."""
    from lca_models.impact.methods import category_mark
    from lca_models.impact.packs.of_folder import results_of_folder
    from lca_models.reporting.text.packs import folder_text

    if is_portfolio(Path(options.folder)):
        return _portfolio(options)
    study = open_study()
    sheets = study.sheet_folder(options.folder)
    first = sheets.packs[0].archetype if sheets.packs else next(iter(study.products))
    asked = replace(common_setup(options), replacements=replacements_said(options, study, first))
    with shared_as_asked(options):
        found = results_of_folder(sheets, study.packs(asked))
    method = found.results[0][1].method if found.results else ()
    mark = category_mark(method, {one.name: one.metadata for one in study.rows.methods}, language_in_use())
    print_result(options, found.document, lambda: folder_text(found, mark))
    problems = found.problems()
    for line in problems:
        tell(line)
    if options.out and found.results:
        _write_range(options, study, found, asked)
    return 1 if problems else 0


def is_portfolio(folder: Path) -> bool:
    """Whether a folder holds bundles and no data sheet."""
    files = [one.suffix.lower() for one in folder.iterdir()] if folder.is_dir() else []
    return ".zip" in files and not any(one in SHEETS for one in files)


def _portfolio(options: argparse.Namespace) -> int:
    """One row a bundle as it states itself; 1 where one cannot be read."""
    from datetime import date

    from lca_models.inventory.files.cells_as_text import csv_bytes
    from lca_models.inventory.files.commit import write_files
    from lca_models.reporting.verification.editions.portfolio import portfolio_of
    from lca_models.reporting.verification.editions.words import portfolio_text

    given = OF_A_CALCULATION | {"background": "--background", "background_electricity": "--background-electricity",
                                "cluster": "--cluster"}  # fmt: skip
    if idle := [written for name, written in given.items() if getattr(options, name)]:
        raise ScenarioError(
            message("{listed} would change nothing: {reason}", listed=message(" and ").join(idle),
                    reason=message("bundles are listed as they state themselves"))
        )  # fmt: skip
    found = portfolio_of(Path(options.folder), date.today())
    print_result(options, found.document, lambda: portfolio_text(found))
    for line in found.problems:
        tell(line)
    if options.out and found.holdings:
        write_files(options.out, {"portfolio.csv": csv_bytes(found.table())})
        told(options.out, ["portfolio.csv"])
    return 1 if found.problems else 0


def _write_range(options: argparse.Namespace, study: Study, found: FolderResults, asked: CalculationSetup) -> None:
    """The table of all, and the report of each in a folder of its name."""
    from lca_models.inventory.files.cells_as_text import csv_bytes
    from lca_models.inventory.files.commit import write_set
    from lca_models.reporting.report.folder import write_report

    write_set(options.out, options.command, {"range.csv": csv_bytes(found.table())})
    folders = found.folder_names()
    for one, _ in found.results:
        result = study.footprint(replace(asked, product=str(one.file)))
        write_report(study, result, options.out / folders[one.file.name], language=options.language)
    told(options.out, ["range.csv", *(f"{name}/" for name in folders.values())])
