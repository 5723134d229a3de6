"""Commands of `lca-models` that print one result: footprint, trace."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.opened import beside, beside_words, named
from lca_models.commands.extending.papers import add_figures
from lca_models.commands.options import (
    add_per,
    add_product,
    calculate,
    calculation_options,
    opened_study,
    whole_of,
    words,
)
from lca_models.commands.output import finish, print_result, tell, told, warn, write_papers
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study
    from lca_models.reporting.report.drawings import Drawer


def add_result_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    footprint = commands.add_parser(
        "footprint",
        help=message("one footprint by stage"),
        parents=[calculation_options(replaces=True, backgrounds=True)],
    )
    add_product(footprint)
    add_figures(footprint)
    add_per(footprint, message("what the figure of stages of --out is counted per (default kwh-capacity)"))
    footprint.add_argument(
        "--verbose", action="store_true", help=message("with each choice that the rules leave open and this kit made")
    )
    footprint.add_argument(
        "--write-project",
        metavar="NAME",
        type=words,
        help=message("write the product with its replacements into a new Brightway project, for bw2calc"),
    )
    footprint.set_defaults(run=_footprint)

    trace = commands.add_parser(
        "trace",
        help=message("the rows of inventories/ a result comes from"),
        parents=[calculation_options(replaces=True, backgrounds=True)],
    )
    add_product(trace)
    trace.add_argument("--top", type=whole_of, help=message("rows of each level (default: as many as cover 95 %%)"))
    trace.set_defaults(run=_trace)


def _footprint(options: argparse.Namespace) -> int:
    with _drawing(options) as drawer:  # before all that takes time
        from lca_models.inventory.projects.places import CACHE
        from lca_models.inventory.system.background.kept_solutions import keeping_solutions

        study = opened_study(options)
        with keeping_solutions(study.place.folder, study.base / CACHE):
            return _answer(options, *calculate(options, study), drawer)


def _drawing(options: argparse.Namespace) -> AbstractContextManager[Drawer | None]:
    """What draws the figures of a report meanwhile; nothing where none is written."""
    if not options.out:
        return nullcontext()
    from lca_models.reporting.report.drawings import drawing

    return drawing(beside=True)


def _answer(options: argparse.Namespace, study: Study, result: Footprint, drawer: Drawer | None) -> int:
    from lca_models.reporting.text.terminal import footprint_text

    if options.per and not options.out:
        warn(
            message("--per changes nothing here: every declared unit is shown; it is of the figure of stages of --out")
        )
    written = "" if options.write_project is None else _write_project(study, result, options.write_project)
    received = beside(options, study, result)
    further, lines = _beside_own_background(result)
    print_result(
        options,
        lambda: _document(result) | ({"received": received} if received else {}) | further,
        lambda: "\n".join([footprint_text(result, verbose=options.verbose), *lines, *beside_words(received)]),
    )
    if options.out:
        from lca_models.reporting.report.folder import write_report

        write_report(study, named(options, result), options.out, language=options.language, drawer=drawer)
        told(options.out, ["report.html", "stages.png", "stages.svg", "tables/", "run.json"])
        if options.figures:
            from lca_models.reporting.papers.writing import footprint_charts

            write_papers(options, footprint_charts(result))
    if written:  # printed last, as it was written before anything was printed: a name may be taken
        tell(written)
    return 0


def _beside_own_background(result: Footprint) -> tuple[dict[str, Any], list[str]]:
    """The same result on this kit's background beside it, for programs and as lines; nothing where it is this one."""
    if result.system.background is None:
        return {}, []
    from lca_models.interpretation.contribution.backgrounds import side_by_side
    from lca_models.reporting.text.backgrounds import side_by_side_text

    found = side_by_side(result)
    return {"background": found.document()}, ["", side_by_side_text(found)]


def _document(result: Footprint) -> dict[str, Any]:
    """A footprint for programs; of a data sheet with whose data it rests on, which loads what of others nothing does."""
    if result.system.pack is None:
        return result.document()
    from lca_models.reporting.report.own import own_document

    return {**result.document(), **own_document(result)}


def _write_project(study: Study, result: Footprint, project: str) -> str:
    """Write a product into a new Brightway project; what to say of it."""
    from lca_models.inventory.brightway.own_product import write_own_products
    from lca_models.inventory.brightway.replaced_project import write_replaced_project

    place = study.place_of(result.product)
    if result.system.pack is None:
        write_replaced_project(place.base, place.folder, project, result.system)
    else:
        (address,) = write_own_products(place.base, place.folder, project, [result.system])
        return message("written to the Brightway project '{project}' in {base}, at the values of the project: {address}",
                       project=project, base=place.base, address=address)  # fmt: skip
    return message("written to the Brightway project '{project}' in {base}, at the values of the project",
                   project=project, base=place.base)  # fmt: skip


def _trace(options: argparse.Namespace) -> int:
    import pandas as pd

    from lca_models.interpretation.contribution.rows import trace
    from lca_models.reporting.text.tables.trace import trace_text

    if options.top is not None and options.top < 1:
        raise ScenarioError(message("--top is {top}; give a number of rows of at least 1", top=options.top))
    result = calculate(options)[1]
    found = trace(result.assessment, options.top)
    document = {**found.document(), "inputs": result.accounts.document(), "notes": list(result.notes())}
    return finish(options, document, trace_text(found), {"trace": pd.DataFrame(found.rows)}, dict, result.remarks())
