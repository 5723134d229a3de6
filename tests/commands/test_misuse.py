"""Laws of misuse, over every command and option of the parser: status 1 or 2, a line a fault, JSON when asked, no traceback."""

import argparse
import json
import random
from collections.abc import Iterator

import pytest
from counts import LONG

from lca_models.commands.main import build_parser, main

COMMANDS = build_parser().subcommands()
# What a command needs to be complete, where its options are to be tried one by one.
NAMED = {
    "list": ["products"],
    "changes": ["nowhere", "nowhere"],
    "export": ["out"],
    "import": ["none.xlsx"],
    "check": ["nowhere"],
    "reconcile": ["toy", "--with", "x"],
    "structure": ["x"],
    "completion": ["bash"],
    "new": ["own.xlsx", "--like", "toy"],
    "template": ["own.yaml", "--like", "toy"],
    "range": ["nowhere"],
}
NAMELESS = ("build", "completion", "reset", "status")  # nothing to name; and no test resets what others read
SLOW = ("import",)  # bw2io is loaded before anything is looked at
SERVING = ("app",)  # with what it can use it becomes another program, until somebody stops that
WRONG = (
    "",
    " ",
    "x",
    "nan",
    "-1",
    "1e999",
    "\udcff",
    "磷酸铁锂",
    "a" * 3000,
    "{x}",
    "%s",
    "NAME=VALUE=",
    "../..",
)


def options_of(command: str) -> Iterator[argparse.Action]:
    for action in COMMANDS[command]._actions:
        if action.option_strings and action.dest not in ("help", "debug", "language"):
            yield action


def named(command: str) -> list[str]:
    """Words that make a command complete."""
    takes = any(not action.option_strings for action in COMMANDS[command]._actions)
    return NAMED.get(command, ["toy"]) if takes else []


def misspelt(word: str, seed: int) -> str:
    """A word with two of its letters changed about."""
    generator = random.Random(f"{word}{seed}")
    place = generator.randrange(min(2, len(word) - 2), len(word) - 1)
    return (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if word[place] != word[place + 1]
        else f"{word}x"
    )


def tried(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Status, stdout and stderr of a command line."""
    capsys.readouterr()
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    return status, *capsys.readouterr()


def check_refused(words: list[str], capsys: pytest.CaptureFixture[str], lines: int | None = None) -> str:
    """A command line is refused as the law says, alike with --json; what was said."""
    status, out, err = tried(words, capsys)
    told = [line for line in err.splitlines() if not line.startswith("warning: ")]
    assert status in (1, 2), (words, status)
    assert out == ""
    assert told
    assert "Traceback" not in err
    assert lines is None or len(told) == lines, (words, err)
    return err


def check_document(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = tried([*words, "--json"], capsys)
    error = json.loads(out)["error"]
    assert error["exit_code"] == status
    assert error["kind"] in ("input", "usage", "file", "memory", "internal")
    assert error["messages"]
    assert all("\n" not in line for line in error["messages"])


@pytest.fixture
def toy(toy_study, monkeypatch, tmp_path):
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(toy_study.root))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_misspelt_command_gets_its_nearest(command, capsys):
    assert f"'{command}'" in check_refused([misspelt(command, 0)], capsys, lines=1)
    check_document([misspelt(command, 0)], capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_misspelt_option_gets_its_nearest(command, capsys):
    for action in options_of(command):
        option = max(action.option_strings, key=len)
        if option.startswith("--"):
            said = check_refused([command, *named(command), misspelt(option, 1)], capsys, lines=1)
            assert f"'{option}'" in said
    check_document([command, *named(command), "--jsonn"], capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_without_its_value_is_refused(command, capsys):
    for action in options_of(command):
        if action.nargs != 0:
            words = [command, *named(command), action.option_strings[0]]
            assert action.option_strings[0] in check_refused(words, capsys, lines=1)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in (*NAMELESS, *SLOW, *SERVING)])
def test_a_wrong_value_of_any_option_is_refused_or_used(command, capsys, toy):
    """values drawn by seed; one that an option can use gives a result"""
    generator = random.Random(command)
    for action in options_of(command):
        if action.nargs == 0 or action.dest in ("out", "keep", "n"):
            continue
        count = action.nargs if isinstance(action.nargs, int) else 1
        for value in generator.sample(WRONG, 12 if LONG else 3):
            words = [command, *named(command), *(["-n", "2"] if hasattr_n(command) else []),
                     f"{action.option_strings[-1]}", *[value] * count]  # fmt: skip
            status, out, err = tried(words, capsys)
            assert status in (0, 1, 2), words
            assert "Traceback" not in err
            assert "inside the kit" not in err, (words, err)
            assert bool(out) is (status == 0), (words, err)


def hasattr_n(command: str) -> bool:
    return any(action.dest == "n" for action in COMMANDS[command]._actions)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in (*NAMELESS, *SLOW, "export", "list")])
@pytest.mark.parametrize("seed", range(2))
def test_a_wrong_name_is_refused(command, seed, capsys, toy):
    name = random.Random(f"{command}{seed}").choice(WRONG)
    words = [command, "--", *[name] * max(1, len(NAMED.get(command, [])))]
    check_refused(words, capsys)
    if any(action.dest == "json" for action in options_of(command)):
        check_document([words[0], *words[2:]] if not name.startswith("-") else [command, "toi"], capsys)


@pytest.mark.parametrize(
    "words", [["-n"], ["--debug", "--jsn"], ["--set", "footprint"], ["--", "footprint"], ["footprint", "-"]]
)
def test_odd_words_are_refused(words, capsys, toy):
    check_refused(words, capsys)
