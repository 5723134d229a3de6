"""The reference of the command line, written from its own parser: every command with what it takes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from lca_models.commands.main import build_parser

_MARKUP = re.compile(r"([\\*_\[\]<>|`])")


def commands_page() -> str:
    """Every command of `lca-models`, in the order of its help."""
    parser = build_parser()
    parts = [
        "# Commands\n",
        "Written from the parser of this version; `lca-models COMMAND --help` says the same in a terminal, with "
        "`--language zh` in Chinese. What statuses and failures mean: [the command line](../command_line.md).\n",
    ]
    for name, help_text, command in subcommands(parser):
        parts += [f"## {name}\n", f"{plain(help_text)}\n" if help_text else "", *command_parts(command)]
    return "\n".join(part for part in parts if part)


def subcommands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Names of the commands below a parser, with their help and parsers."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield name, said.get(name, ""), command


def command_parts(command: argparse.ArgumentParser) -> Iterator[str]:
    """Usage and options of a command, and the commands below it."""
    usage = " ".join(command.format_usage().split()).removeprefix("usage: ")
    yield f"```text\n{usage}\n```\n"
    if command.description:
        yield f"{plain(command.description)}\n"
    lines = [option(action) for action in command._actions if action.help != argparse.SUPPRESS]
    lines = [line for line in lines if line]
    if lines:
        yield "| option | what it does |\n| --- | --- |\n" + "\n".join(lines) + "\n"
    for name, help_text, inner in subcommands(command):
        yield f"### {command.prog.split(' ', 1)[1]} {name}\n"
        yield f"{plain(help_text)}\n" if help_text else ""
        yield from command_parts(inner)


def option(action: argparse.Action) -> str:
    """A line of the table of options; empty for help and for commands below."""
    if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
        return ""
    value = action.metavar or (None if action.nargs == 0 else action.dest.upper())
    shown = " ".join(value) if isinstance(value, tuple) else value
    names = ", ".join(action.option_strings) or str(shown or action.dest)
    head = f"{names} {shown}" if action.option_strings and shown else names
    chosen = f" One of {', '.join(f'`{one}`' for one in action.choices)}." if action.choices else ""
    text = (
        (action.help or "") % {**vars(action), "prog": "lca-models"}
        if "%(" in (action.help or "")
        else action.help or ""
    )
    return f"| `{head}` | {plain(text.replace('%%', '%'))}{chosen} |"


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
