"""The words of a command line: refused in the language in use, with the nearest name, and helped by short lists.

What argparse refuses it says in English sentences; each is known here by its form, and said again from the catalogue.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from lca_models.commands.terminal.faults import USAGE, WRONG_USAGE, Fault
from lca_models.commands.terminal.given import once_each
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import bracketed, enumerated
from lca_models.scope.wording.messages import message

COMMAND = "command"
NAME_WIDTH = 15  # of the column of commands
_attempting: ContextVar[bool] = ContextVar("attempting", default=False)


class WrongUsage(SystemExit):
    """The words of a command line must be ones that the command knows; what is wrong was told on stderr."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.exit_status)
        self.fault = fault


class UnsureError(Exception):
    """The parser of one command understands something else; that of all commands says what is wrong."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, message("usage: ") if prefix is None else prefix)

    def format_help(self) -> str:
        """The colon behind a heading is that of argparse, in whatever language."""
        return re.sub(r"^(\S.*[^\x00-\x7f]):$", r"\1：", super().format_help(), flags=re.MULTILINE)


class Arguments(argparse.ArgumentParser):
    """A parser that names the nearest of what it does not know, and says so in the language in use."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **given, "add_help": False})
        once_each(self)
        self._positionals.title, self._optionals.title = message("what to name"), message("options")
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=message("show this help and exit")
        )

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The options.

        Raises WrongUsage, with the nearest valid name, for words that are none.
        """
        words = [*(sys.argv[1:] if args is None else args)]
        options, left = self.parse_known_args(words, namespace)
        if left:
            name = getattr(options, COMMAND, None)
            (self.subcommands().get(name, self) if name else self).refuse(*self._unknown(left, name))
        return options

    def error(self, said: str) -> NoReturn:
        """Refuse what argparse, or a command, found wrong."""
        self.refuse(refusal(said))

    def refuse(self, *lines: str) -> NoReturn:
        """Tell what is wrong, a line each, and where help is. Raises UnsureError where it is only attempted to understand."""
        if _attempting.get():
            raise UnsureError
        where = message("{command} --help says what there is", command=self.prog)
        fault = Fault(USAGE, tuple(f"{self.prog}: {line}" for line in lines), WRONG_USAGE)
        told = [*fault.messages[:-1], f"{fault.messages[-1]}  {bracketed(where)}"]
        self._print_message("\n".join(told) + "\n", sys.stderr)
        raise WrongUsage(fault)

    def subcommands(self) -> Mapping[str, Arguments]:
        """Parsers of the commands by name."""
        return next((one.choices for one in self._actions if isinstance(one, argparse._SubParsersAction)), {})

    def option_strings(self) -> list[str]:
        """All options, without the short ones."""
        return [text for text in self._option_string_actions if text.startswith("--")]

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        near = suggestion(str(value), action.choices)
        if isinstance(action, argparse._SubParsersAction):
            self.refuse(message("there is no command '{name}'; {near}", name=value, near=near))
        raise argparse.ArgumentError(action, message("there is no '{name}'; {near}", name=value, near=near))

    def _unknown(self, left: Sequence[str], command: str | None) -> list[str]:
        """A line for each word that was left over; the value behind an unknown option is no fault of its own."""
        here = (self.subcommands().get(command, self) if command else self).option_strings()
        lines, after_option = [], False
        for word in left:
            if word.startswith("-") and len(word) > 1:
                lines.append(self._unknown_option(word.partition("=")[0], command, here))
            elif not after_option:
                lines.append(message("there is no place for '{word}'; quote words that belong together", word=word))
            after_option = word.startswith("-") and "=" not in word
        return lines

    def _unknown_option(self, option: str, command: str | None, here: Sequence[str]) -> str:
        if option in here:
            return message("'{option}' stands behind the command and what it names", option=option)
        owners = [name for name, parser in self.subcommands().items() if option in parser.option_strings()]
        if owners and command:
            return message("'{option}' is an option of {commands}, not of {command}",
                           option=option, commands=enumerated(owners), command=command)  # fmt: skip
        return message("there is no option '{option}'; {near}", option=option, near=suggestion(option, here))


@contextmanager
def attempting() -> Iterator[None]:
    """Within it a parser tells nothing of what it refuses, and raises UnsureError."""
    token = _attempting.set(True)
    try:
        yield
    finally:
        _attempting.reset(token)


# What argparse says, by form. Words of a newer Python are said as they stand, and the tests show them.
_FORMS: tuple[tuple[str, Callable[[Mapping[str, str]], str]], ...] = (
    (r"the following arguments are required: (?P<names>.+)",
     lambda found: message("this is missing: {names}", names=found["names"])),
    (r"one of the arguments (?P<names>.+) is required",
     lambda found: message("one of these is needed: {names}", names=found["names"])),
    (r"ambiguous option: (?P<option>.+?) could match (?P<names>.+)",
     lambda found: message("'{option}' may be {names}; write more of it", option=found["option"], names=found["names"])),
    (r"argument (?P<name>[^:]+): (?P<words>.*)",
     lambda found: message("argument {name}: {words}", name=found["name"], words=_of_argument(found["words"]))),
)  # fmt: skip
_FORMS_OF_ARGUMENTS: tuple[tuple[str, Callable[[Mapping[str, str]], str]], ...] = (
    (r"expected one argument|expected at least one argument|expected at most one argument",
     lambda found: message("needs a value")),
    (r"expected (?P<count>\d+) arguments?", lambda found: message("needs {count} values", count=found["count"])),
    (r"invalid int value: '(?P<value>.*)'", lambda found: message("'{value}' is no whole number", value=found["value"])),
    (r"invalid float value: '(?P<value>.*)'", lambda found: message("'{value}' is no number", value=found["value"])),
    (r"ignored explicit argument '(?P<value>.*)'",
     lambda found: message("takes no value ('{value}')", value=found["value"])),
    (r"not allowed with argument (?P<other>.+)",
     lambda found: message("does not go with {other}; leave one of them out", other=found["other"])),
)  # fmt: skip


def refusal(said: str) -> str:
    """A sentence of argparse in the language in use."""
    return _by_form(said, _FORMS)


def _of_argument(said: str) -> str:
    return _by_form(said, _FORMS_OF_ARGUMENTS)


def _by_form(said: str, forms: Iterable[tuple[str, Callable[[Mapping[str, str]], str]]]) -> str:
    for form, say in forms:
        if found := re.fullmatch(form, said, re.DOTALL):
            return say(found.groupdict())
    return said


def overview(parser: Arguments, families: Mapping[str, Sequence[str]], remarks: Sequence[str]) -> str:
    """All commands with a line each, by family: what a person reads who types the name of the program alone."""
    helps = {one.dest: one.help or "" for action in parser._actions if isinstance(action, argparse._SubParsersAction)
             for one in action._choices_actions}  # fmt: skip
    lines = [message("usage: ") + f"{parser.prog} COMMAND …", "", parser.description or ""]
    for title, names in families.items():
        lines += ["", title, *(f"  {name:<{NAME_WIDTH}}{helps[name]}" for name in names)]
    return "\n".join([*lines, "", *remarks, ""])
