"""Processes that this kit starts: they import nothing from the folder that a person happens to be in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

SAFE_PATH = "PYTHONSAFEPATH"  # what -P says, for processes of processes


def python_command(module: str, *arguments: str) -> list[str]:
    """The words that run a module of this environment without the current folder on its path."""
    return [sys.executable, "-P", "-m", module, *arguments]


def neutral_folder() -> Path:
    """A folder that always exists and in which nobody keeps modules: the root of the disk."""
    return Path(Path(sys.executable).anchor or os.sep)


def safe_environment() -> dict[str, str]:
    """The environment for a process, and for those that it will start itself."""
    return {**os.environ, SAFE_PATH: "1"}


@contextmanager
def safe_workers() -> Iterator[None]:
    """Workers that a library starts meanwhile do not begin by importing from the current folder."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(SAFE_PATH, None)
        else:
            os.environ[SAFE_PATH] = before


def end_with_parent() -> None:
    """End this process, whatever it is at, when the one that holds the other end of its input is gone."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def started(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A module of this environment as a process of its own, in a neutral folder; its output is read as text.

    A module that calls `end_with_parent` does not outlive this process.
    """
    with subprocess.Popen(
        python_command(module, *arguments), cwd=neutral_folder(), env=safe_environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        yield process
