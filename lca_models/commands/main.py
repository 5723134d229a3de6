"""The command line `lca-models`.

Results go to stdout, everything else to stderr. Exit status 0: done; 1: the input is wrong, a check failed, or a file or memory
was refused; 2: usage; 130 and 143: stopped by ctrl-C or by the system. With --json a failure is a document on stdout too.
"""

from __future__ import annotations

import argparse
import io
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import cache
from typing import Any

from lca_models import __version__
from lca_models.commands.comparison import add_comparison_commands
from lca_models.commands.data import add_data_commands
from lca_models.commands.declaring.declare import add_declaration_commands
from lca_models.commands.declaring.findings import add_findings_command
from lca_models.commands.extending.opened import closing
from lca_models.commands.interpretation import add_interpretation_commands
from lca_models.commands.output import document_text, tell, telling_warnings
from lca_models.commands.project import add_project_commands
from lca_models.commands.ranges import add_range_command
from lca_models.commands.results import add_result_commands
from lca_models.commands.sheets import add_sheet_commands
from lca_models.commands.terminal.arguments import COMMAND, Arguments, WrongUsage, overview
from lca_models.commands.terminal.asked import LANGUAGE_VARIABLE, asked_language
from lca_models.commands.terminal.completion import add_completion_command
from lca_models.commands.terminal.faults import SIGNALLED, Fault, fault_of
from lca_models.commands.terminal.memory import fit_memory
from lca_models.commands.terminal.streams import fitting_json, flush_streams, give_up, mend_streams
from lca_models.commands.verification import add_verification_commands
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import language_in_use, message, speaking

WRITTEN = ("out", "keep", "folder")  # options that name a folder to write into


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. Raises SystemExit for wrong usage and for help that was asked for."""
    words = [*(sys.argv[1:] if arguments is None else arguments)]
    with speaking(asked_language(words)):
        try:
            mend_streams()
            fit_memory()
            with telling_warnings():
                return _run(words)
        except BaseException as error:  # whatever it is, a person reads one line
            return _failed(error, words)


def _run(words: Sequence[str]) -> int:
    parser = _parser(language_in_use())
    options = parser.parse_args(words)
    if getattr(options, COMMAND) is None:
        print(parser.format_help(), end="")
        flush_streams()
        return 0
    if folders := [one for name in WRITTEN if (one := getattr(options, name, None)) is not None]:
        from lca_models.inventory.files.faults import check_folders

        is_file = getattr(options, "out_is_file", False)  # and then stands in a folder
        check_folders(one.parent if is_file else one for one in folders)
    with closing(options):
        if not getattr(options, "json", False):
            status = options.run(options)
        else:
            held = io.StringIO()  # what fails half-way leaves no second document behind the first
            with redirect_stdout(held):
                status = options.run(options)
            sys.stdout.write(fitting_json(held.getvalue()))
    flush_streams()
    return int(status or 0)


def _failed(error: BaseException, words: Sequence[str]) -> int:
    """Say what went wrong, as asked for; the exit status."""
    if isinstance(error, BrokenPipeError):  # the reader of a pipe has seen enough; nothing may be flushed to it at exit
        give_up(sys.stdout)
        return 0
    if "--debug" in words and not isinstance(error, SystemExit):
        traceback.print_exception(error)
    if not isinstance(error, SystemExit):
        fault = fault_of(error)
        tell("\n".join(fault.messages))
        _document(fault, words)
        return fault.exit_status
    if isinstance(error, WrongUsage):
        _document(error.fault, words)
    raise error


def _document(fault: Fault, words: Sequence[str]) -> None:
    """The failure as JSON, where that was asked for and the program was not stopped."""
    try:
        if "--json" in words and fault.exit_status < SIGNALLED:
            print(fitting_json(document_text(fault.document())))
        flush_streams()
    except (OSError, ValueError):
        give_up(sys.stdout)


@cache
def _parser(_language: str) -> Arguments:
    """The parser in the language in use, built once however many commands a process runs."""
    return build_parser()


def build_parser() -> Arguments:
    """All commands with their options."""
    parser = _Program(
        prog="lca-models",
        description=message("Carbon footprints of electric-vehicle batteries from open, cited inventories."),
    )
    commands = parser.add_subparsers(dest=COMMAND, metavar="COMMAND", parser_class=Arguments)
    families = (
        (message("results"), add_result_commands),
        (message("results"), add_comparison_commands),
        (message("what a result rests on"), add_interpretation_commands),
        (message("what a result rests on"), add_verification_commands),
        (message("a battery of your own"), _add_own_commands),
        (message("the project and its data"), add_project_commands),
        (message("the project and its data"), add_data_commands),
        (message("the project and its data"), add_completion_command),
    )
    for title, add in families:
        known = {*commands.choices.values()}
        add(commands)
        added = {
            one: name for name, one in reversed(commands.choices.items()) if one not in known
        }  # without other names
        parser.families.setdefault(title, []).extend(reversed(added.values()))
    parser.add_argument("--version", action="version", version=f"lca-models {__version__}",
                        help=message("show the version and exit"))  # fmt: skip
    for one in (parser, *dict.fromkeys(commands.choices.values())):
        one.add_argument("--language", choices=tuple(LANGUAGES),
                         default=language_in_use() if one is parser else argparse.SUPPRESS,
                         help=message("of what is printed and written (default en; also {variable})",
                                      variable=LANGUAGE_VARIABLE))  # fmt: skip
        one.add_argument("--debug", action="store_true", default=argparse.SUPPRESS,
                         help=message("show where in the kit something went wrong"))  # fmt: skip
    return parser


def _add_own_commands(commands: Any) -> None:
    add_sheet_commands(commands)
    add_declaration_commands(commands)
    add_findings_command(commands)
    add_range_command(commands)


class _Program(Arguments):
    """The parser of the whole program, whose help is a list of commands by family."""

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.families: dict[str, list[str]] = {}

    def format_help(self) -> str:
        return overview(self, self.families, [
            message("lca-models COMMAND --help says more of one; everywhere: --language en|zh, --debug; alone: --version"),
            message("exit status: 0 done; 1 wrong input, a failed check, a file or memory refused; 2 wrong usage; "
                    "130 and 143 stopped"),
        ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
