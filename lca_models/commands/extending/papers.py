"""Figures for a paper beside what a command writes."""

from __future__ import annotations

import argparse

from lca_models.commands.output import TEXT
from lca_models.commands.terminal.given import refuse_idle
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

COLUMN = 82.0  # mm


def add_figures(command: argparse.ArgumentParser) -> None:
    """Add figures for a paper, beside what --out writes."""
    command.add_argument(
        "--figures",
        choices=("journal",),
        help=message(
            "write figures for a paper too, into DIR/figures: PDF, SVG and PNG with data, sources, captions and methods"
        ),
    )
    command.add_argument(
        "--width",
        type=_number,
        metavar="MM",
        help=message("width of the figures of --figures (default: one column, 82 mm, or two, 174 mm)"),
    )
    command.add_argument(
        "--text",
        type=_number,
        metavar="PT",
        help=message("size of their text (default 7 pt; the smallest is 6/7 of it)"),
    )


def check_figures(options: argparse.Namespace) -> None:
    """Raises ScenarioError for figures without a folder, and for their sizes without figures; FigureError for such a size."""
    if not getattr(options, "figures", None):  # a command that draws none has no such option
        sizes = {"width": "--width", "text": "--text"}
        refuse_idle(options, sizes, message("they are of the figures for a paper; add --figures journal"))
    elif not options.out:
        raise ScenarioError(message("--figures needs a folder; add --out DIR"))
    elif options.width is not None or options.text is not None:
        from lca_models.reporting.figures.look import look_of

        look_of(options.language, options.width or COLUMN, options.text or TEXT)


def _number(text: str) -> float:
    try:
        return read_number(text)
    except NumberError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
