"""The command that serves the page."""

import os
import sys

import pytest

from lca_models.commands.main import main


def test_the_page_is_served_by_a_program_that_takes_modules_of_no_chance_folder(monkeypatch, tmp_path):
    started = []

    class Started(BaseException):
        """In place of the program, which would not come back."""

    def served(program, words, environment):
        started.append((words[1:], environment["LCA_MODELS_LANGUAGE"]))
        raise Started

    monkeypatch.setattr(os, "execve", served)
    monkeypatch.setattr("lca_models.commands.main._failed", lambda error, words: 7 if isinstance(error, Started) else 1)
    sheet = tmp_path / "my_pack.yaml"
    sheet.touch()

    assert main(["app", "--no-browser", "--port", "9000", "--sheet", str(sheet), "--language", "zh"]) == 7
    assert started == [
        (["-P", "-m", "lca_models.panels.app", "--port", "9000", "--no-browser", "--sheet", str(sheet)], "zh")
    ]


@pytest.mark.skipif(os.name != "posix", reason="a system without exec starts a second process")
def test_the_program_is_this_python(monkeypatch):
    monkeypatch.setattr(
        os, "execve", lambda program, words, environment: (_ for _ in ()).throw(SystemExit(program == sys.executable))
    )

    with pytest.raises(SystemExit) as left:
        main(["app"])
    assert left.value.code


@pytest.mark.parametrize("port", ["0", "-1", "65536", "8866.5", "x", ""])
def test_what_is_no_port_is_refused_before_anything_starts(port, monkeypatch, capsys):
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("it was started"))

    with pytest.raises(SystemExit) as left:
        main(["app", f"--port={port}"])
    assert left.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_what_is_not_there_is_refused_all_at_once_and_nothing_starts(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("it was started"))
    monkeypatch.chdir(tmp_path)

    assert main(["app", "none.ipynb", "--sheet", "a.xlsx", "--sheet", "b.xlsx", "--language", "zh"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [name in line for name, line in zip(("none.ipynb", "a.xlsx", "b.xlsx"), told, strict=True)] == [True] * 3
