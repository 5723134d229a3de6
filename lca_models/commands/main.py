"""The command line `lca-models`.

Results go to stdout, everything else to stderr. Exit status 0: done; 1: the input is wrong or a check failed; 2: usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from lca_models.commands.comparison import add_comparison_commands
from lca_models.commands.data import add_data_commands
from lca_models.commands.interpretation import add_interpretation_commands
from lca_models.commands.output import tell
from lca_models.commands.results import add_result_commands
from lca_models.commands.verification import add_verification_commands
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import language_in_use, message, speaking

LANGUAGE_VARIABLE = "LCA_MODELS_LANGUAGE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    with speaking(asked_language(sys.argv[1:] if arguments is None else arguments)):
        return _run(build_parser().parse_args(arguments))


def _run(options: argparse.Namespace) -> int:
    try:
        status = options.run(options)
        sys.stdout.flush()
    except LcaModelsError as error:
        tell(str(error))
        return 1
    except BrokenPipeError:  # the reader of a pipe has seen enough; nothing may be flushed to it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        tell(f"{error.filename or ''}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        tell(message("stopped"))
        return 1
    return int(status or 0)


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(
        prog="lca-models",
        description=message("Carbon footprints of electric-vehicle batteries from open, cited inventories."),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_result_commands(commands)
    add_comparison_commands(commands)
    add_interpretation_commands(commands)
    add_data_commands(commands)
    add_verification_commands(commands)
    for command in commands.choices.values():
        command.add_argument("--language", choices=LANGUAGES, default=language_in_use(),
                             help=message("of what is printed and written (default en; also {variable})",
                                          variable=LANGUAGE_VARIABLE))  # fmt: skip
    return parser


def asked_language(arguments: Sequence[str]) -> str:
    """The language that --language names, or the environment, before anything can be said in it; English for others."""
    words = list(arguments)
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    for place, word in enumerate(words):
        if word == "--language":
            asked = words[place + 1] if place + 1 < len(words) else asked
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else ENGLISH


if __name__ == "__main__":
    sys.exit(main())
