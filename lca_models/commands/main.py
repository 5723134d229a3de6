"""The command line `lca-models`.

Results go to stdout, everything else to stderr. Exit status 0: done; 1: the input is wrong, a check failed, or a file or memory
was refused; 2: usage; 130 and 143: stopped by ctrl-C or by the system. With --json a failure is a document on stdout too.
"""

from __future__ import annotations

import argparse
import io
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache
from importlib import import_module

from lca_models import __version__
from lca_models.commands.extending.opened import closing
from lca_models.commands.output import document_text, tell, telling_warnings
from lca_models.commands.terminal.arguments import COMMAND, Arguments, UnsureError, WrongUsage, attempting, overview
from lca_models.commands.terminal.asked import asked_language, named_language
from lca_models.commands.terminal.faults import SIGNALLED, Fault, fault_of
from lca_models.commands.terminal.memory import fit_memory
from lca_models.commands.terminal.streams import fitting_json, flush_streams, give_up, mend_streams
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE, language_in_use, message, speaking

WRITTEN = ("out", "keep", "folder")  # options that name a folder to write into
# By what adds them: commands whose modules are loaded where they are asked for, or all of them are.
COMMANDS = {
    "results:add_result_commands": ("footprint", "trace"),
    "comparison:add_comparison_commands": ("compare", "reconcile", "structure"),
    "interpretation:add_interpretation_commands": ("contribution", "sensitivity", "montecarlo", "morris", "sobol"),
    "verification:add_verification_commands": ("verify",),
    "sheets:add_sheet_commands": ("new", "template"),
    "declaring.declare:add_declaration_commands": ("declare",),
    "declaring.findings:add_findings_command": ("findings",),
    "ranges:add_range_command": ("range",),
    "serving.page:add_page_command": ("app",),
    "programme.command:add_programme_command": ("programme",),
    "project:add_project_commands": ("build", "status", "reset"),
    "data:add_data_commands": ("list", "check", "changes", "export", "import"),
    "terminal.completion:add_completion_command": ("completion",),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. Raises SystemExit for wrong usage and for help that was asked for."""
    words = [*(sys.argv[1:] if arguments is None else arguments)]
    with speaking(asked_language(words), is_asked=bool(named_language(words))):
        try:
            mend_streams()
            fit_memory()
            with telling_warnings():
                return _run(words)
        except BaseException as error:  # whatever it is, a person reads one line
            return _failed(error, words)


def _run(words: Sequence[str]) -> int:
    options, parser = _options(words)
    options.words = ("lca-models", *words)  # which figures for a paper keep
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


def _options(words: Sequence[str]) -> tuple[argparse.Namespace, Arguments]:
    """What the words of a command line ask for, and the parser that understood them.

    The parser of the command alone, and that of all where it understands something else: it knows what others take.
    """
    language = language_in_use()
    if words and any(words[0] in names for names in COMMANDS.values()):
        alone = _parser(language, words[0])
        with suppress(UnsureError), attempting():
            return alone.parse_args(words), alone
    parser = _parser(language)
    return parser.parse_args(words), parser


@cache
def _parser(_language: str, command: str = "") -> Arguments:
    """The parser in the language in use, built once however many commands a process runs."""
    return build_parser(command)


def build_parser(command: str = "") -> Arguments:
    """All commands with their options, or one with those that its module adds."""
    parser = _Program(
        prog="lca-models",
        description=message("Carbon footprints of electric-vehicle batteries from open, cited inventories."),
    )
    commands = parser.add_subparsers(dest=COMMAND, metavar="COMMAND", parser_class=Arguments)
    for title, adders in _families():
        for adder in adders:
            if command and command not in COMMANDS[adder]:
                continue
            known = {*commands.choices.values()}
            module, _, name = adder.partition(":")
            getattr(import_module(f"lca_models.commands.{module}"), name)(commands)
            added = {
                one: name for name, one in reversed(commands.choices.items()) if one not in known
            }  # without other names
            parser.families.setdefault(title, []).extend(reversed(added.values()))
    parser.add_argument("--version", action="version", version=f"lca-models {__version__}",
                        help=message("show the version and exit"))  # fmt: skip
    for one in (parser, *_with_actions(commands.choices.values())):
        one.add_argument("--language", choices=tuple(LANGUAGES),
                         default=language_in_use() if one is parser else argparse.SUPPRESS,
                         help=message("of what is printed and written (default en; also {variable})",
                                      variable=LANGUAGE_VARIABLE))  # fmt: skip
        one.add_argument("--debug", action="store_true", default=argparse.SUPPRESS,
                         help=message("show where in the kit something went wrong"))  # fmt: skip
    return parser


def _with_actions(parsers: Iterable[argparse.ArgumentParser]) -> list[argparse.ArgumentParser]:
    """Parsers of commands, each once, with those of their actions."""
    found = [*dict.fromkeys(parsers)]
    for one in found:
        below = (choices for action in one._actions if isinstance(choices := action.choices, dict))
        found += dict.fromkeys(
            parser for choices in below for parser in choices.values() if isinstance(parser, argparse.ArgumentParser)
        )
    return found


def _families() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Titles of families of commands, with what adds their commands, in the order in which help lists them."""
    return (
        (message("results"), ("results:add_result_commands", "comparison:add_comparison_commands")),
        (
            message("what a result rests on"),
            ("interpretation:add_interpretation_commands", "verification:add_verification_commands"),
        ),
        (
            message("a battery of your own"),
            (
                "sheets:add_sheet_commands",
                "declaring.declare:add_declaration_commands",
                "declaring.findings:add_findings_command",
                "ranges:add_range_command",
                "serving.page:add_page_command",
            ),
        ),
        (
            message("the project and its data"),
            (
                "programme.command:add_programme_command",
                "project:add_project_commands",
                "data:add_data_commands",
                "terminal.completion:add_completion_command",
            ),
        ),
    )


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
