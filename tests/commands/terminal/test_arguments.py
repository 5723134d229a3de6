"""What argparse refuses is said in both languages, with the nearest name; the sentences are those of this Python."""

import re

import pytest

from lca_models.commands.main import build_parser
from lca_models.commands.terminal.arguments import Arguments, WrongUsage, overview, refusal
from lca_models.scope.wording.messages import speaking
from tests.chinese_marks import english_marks

CHINESE = re.compile("[\u4e00-\u9fff]")


def parser():
    found = Arguments(prog="kit", description="A kit.")
    commands = found.add_subparsers(dest="command", metavar="COMMAND", parser_class=Arguments)
    made = commands.add_parser("make", help="make it")
    made.add_argument("what")
    made.add_argument("--number", type=int)
    made.add_argument("--share", type=float)
    made.add_argument("--kind", choices=("alpha", "beta"))
    made.add_argument("--ends", nargs=2)
    made.add_argument("--names", nargs="+")
    made.add_argument("--flag", action="store_true")
    either = made.add_mutually_exclusive_group(required=False)
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    other = commands.add_parser("other", help="another")
    other.add_argument("--elsewhere")
    one = other.add_mutually_exclusive_group(required=True)
    one.add_argument("--this", action="store_true")
    one.add_argument("--that", action="store_true")
    return found


REFUSED = {
    "mkae it": "there is no command 'mkae'; did you mean 'make'?",
    "make": "this is missing: what",
    "make it --number x": "argument --number: 'x' is no whole number",
    "make it --share x": "argument --share: 'x' is no number",
    "make it --kind alpa": "argument --kind: there is no 'alpa'; did you mean 'alpha'?",
    "make it --number": "argument --number: needs a value",
    "make it --ends 1": "argument --ends: needs 2 values",
    "make it --names": "argument --names: needs a value",
    "make it --flag=1": "argument --flag: takes no value ('1')",
    "make it --left --right": "argument --right: does not go with argument --left; leave one of them out",
    "make it --n 1": "'--n' may be --number, --names; write more of it",
    "make it --numbr 1": "there is no option '--numbr'; did you mean '--number'?",
    "make it --numbr=1": "there is no option '--numbr'; did you mean '--number'?",
    "make it --elsewhere 1": "'--elsewhere' is an option of other, not of make",
    "make it now": "there is no place for 'now'; quote words that belong together",
    "--flag make it": "'--flag' stands behind the command and what it names",
    "other": "one of these is needed: --this --that",
    "--vresion": "there is no option '--vresion'; known: --help",
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_refusal_names_what_is_meant(words, capsys):
    with pytest.raises(WrongUsage) as raised:
        parser().parse_args(words.split())
    told = capsys.readouterr().err

    assert raised.value.code == 2
    assert len(told.splitlines()) == 1
    assert REFUSED[words].replace("argument --left;", "--left;") in told.replace("argument --left;", "--left;")
    assert "--help" in told


@pytest.mark.parametrize("words", REFUSED)
def test_a_refusal_is_said_in_chinese_too(words, capsys):
    with speaking("zh"), pytest.raises(WrongUsage) as raised:
        parser().parse_args(words.split())

    assert all(CHINESE.search(line) for line in raised.value.fault.messages)
    english = r"argument |expected|required|invalid|not allowed|unrecognized|did you mean|known:"
    assert re.search(english, capsys.readouterr().err) is None


def test_every_unknown_word_is_a_line():
    with pytest.raises(WrongUsage) as raised:
        parser().parse_args(["make", "it", "--numbr", "1", "--shar", "2", "again"])

    assert [line.partition(":")[0] for line in raised.value.fault.messages] == ["kit make"] * 2
    assert len(raised.value.fault.messages) == 2  # which of `2 again` --shar would have taken nobody knows


def test_words_of_a_newer_python_are_said_as_they_stand():
    assert refusal("something else") == "something else"


def test_the_help_has_its_headings_in_the_language_in_use():
    with speaking("zh"):
        said = parser().subcommands()["make"].format_help()

    assert said.startswith("用法：")
    assert "options:" not in said
    assert "show this help" not in said


def test_the_list_of_commands_is_by_family():
    lines = overview(parser(), {"first": ["make"], "second": ["other"]}, ["said last"]).splitlines()

    assert lines == ["usage: kit COMMAND …", "", "A kit.", "", "first", "  make           make it", "", "second",
                     "  other          another", "", "said last"]  # fmt: skip


def test_the_help_of_every_command_is_chinese_and_set_as_chinese():
    """codes and what is typed stand in Latin; the colon behind a heading is not that of English"""
    with speaking("zh"):
        parsers = [build_parser(), *(build_parser(name) for name in build_parser().subcommands())]
        lines = [
            " ".join(line.split())
            for one in parsers
            for line in re.sub(r"\n {2,}", " ", one.format_help()).splitlines()
        ]
    plain = [re.sub(r"[\[({][^\s]*[\])}]", " ", line) for line in lines]

    assert len(parsers) > 25
    assert [line for line in plain if english_marks(line)] == []
