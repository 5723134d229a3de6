"""Closed, ASCII or broken streams, each in a process of its own."""

import io
import json
import os
import subprocess
import sys

import pytest

from lca_models.commands.terminal.streams import fitting_json, flush_streams, give_up

pytestmark = pytest.mark.skipif(os.name != "posix", reason="redirections of a shell")
PRINTING = "from lca_models.commands.terminal.streams import *; mend_streams(); "


def shell(program: str, redirected: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A Python program behind a redirection."""
    return subprocess.run(["sh", "-c", f'exec "$0" -c "$1" {redirected}', sys.executable, program], capture_output=True,
                          env={**os.environ, **environment})  # fmt: skip


def test_a_closed_stdout_gives_its_descriptor_to_no_file(tmp_path):
    """what is printed would stand in the first file that is opened"""
    path = tmp_path / "first.txt"
    done = shell(
        PRINTING + f"file = open({str(path)!r}, 'w'); print('result'); print(file.fileno(), file=sys.stderr); "
        "flush_streams()", ">&-",
    )  # fmt: skip

    assert path.read_text(encoding="utf-8") == ""
    assert int(done.stderr.split()[0]) > 2
    assert b"Bad file descriptor" in done.stderr


def test_what_is_told_to_a_closed_stderr_is_not_printed_among_results():
    done = shell(PRINTING + "print('told', file=sys.stderr); print('result'); flush_streams()", "2>&-")

    assert (done.stdout, done.returncode) == (b"result\n", 0)


def test_all_streams_may_be_closed():
    assert shell(PRINTING + "sys.stdin.read(); print('x', file=sys.stderr)", "<&- >&- 2>&-").returncode == 0


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_an_encoding_without_a_character_gets_its_number(environment):
    done = shell(
        PRINTING + "print('\\u78f7 \\u00b7 \\udcff'); print('\\u78f7', file=sys.stderr); flush_streams()",
        "",
        **environment,
    )

    assert done.returncode == 0
    assert done.stdout.strip()


def test_json_keeps_its_characters_where_the_encoding_has_them(monkeypatch):
    text = json.dumps({"name": "磷·😀"}, ensure_ascii=False)
    for encoding, kept in (("utf-8", True), ("ascii", False), ("latin-1", False)):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
        said = fitting_json(text)
        assert json.loads(said) == {"name": "磷·😀"}
        assert (said == text) is kept


def test_a_stream_without_a_descriptor_is_left_alone(monkeypatch):
    give_up(None)
    give_up(io.StringIO())
    monkeypatch.setattr(sys, "stdout", io.StringIO("kept"))
    flush_streams()
    assert sys.stdout.getvalue() == "kept"
