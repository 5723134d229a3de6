"""Stopped at any time, the program says so and nothing else: each case stops it at the import of one module."""

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

# Sends the signal while the module of a name is looked for, as a person might who changes their mind at once.
STOPPED = """
import os, sys
from importlib.abc import MetaPathFinder
number, name = int(sys.argv.pop(1)), sys.argv.pop(1)
class Stopping(MetaPathFinder):
    def find_spec(self, found, path=None, target=None):
        if found == name:
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Stopping())
from lca_models.commands.entry import main
sys.exit(main())
"""
MODULES = (
    "lca_models.commands.terminal.asked",
    "lca_models.commands.main",
    "lca_models.commands.verification",
    "numpy",
)


def stopped(number: int, name: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", STOPPED, str(int(number)), name, *words], capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, **environment})  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", MODULES)
def test_a_signal_ends_the_program_with_a_word(module, number):
    done = stopped(number, module, "list", "products")

    assert done.returncode == 128 + number
    assert done.stdout == ""
    assert done.stderr in ("", "stopped\n")  # "": before there are words for it


def test_it_is_said_as_asked():
    assert stopped(signal.SIGINT, "lca_models.commands.main", "list", "--language", "zh").stderr == "已停止\n"


def test_a_signal_that_the_shell_ignores_stays_ignored():
    program = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{STOPPED}"
    done = subprocess.run([sys.executable, "-c", program, "2", "lca_models.commands.main", "--version"], capture_output=True,
                          text=True, encoding="utf-8")  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lca-models ")
