"""Stopped at any time, the program says so and nothing else: each case stops it at the import of one module."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
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
    "lca_models.commands.data",
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


def test_hardly_anything_is_loaded_before_the_program_listens():
    """what Python loads before cannot be guarded; signal brings enum and what that needs"""
    program = "import sys; before = {*sys.modules}; import lca_models.commands.entry; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {program}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    loaded = {*done.stdout.split()}

    assert {name for name in loaded if name.startswith("lca_models")} == {
        "lca_models",
        "lca_models.commands",
        "lca_models.commands.entry",
    }
    assert not loaded & {"typing", "re", "importlib", "dataclasses", "pathlib", "argparse", "json"}
    assert len(loaded) < 25


def test_a_signal_that_falls_into_the_end_of_an_object_is_not_lost():
    program = """
import os, signal, sys, time
from lca_models.commands import entry, main
class Ending:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
def run():
    ending = Ending()
    del ending
    while True:
        time.sleep(0.01)
main.main = run
sys.exit(entry.main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)

    assert (done.returncode, done.stderr) == (130, "")


def test_it_is_said_as_asked():
    assert stopped(signal.SIGINT, "lca_models.commands.main", "list", "--language", "zh").stderr == "已停止\n"


def test_a_signal_that_the_shell_ignores_stays_ignored():
    program = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{STOPPED}"
    done = subprocess.run([sys.executable, "-c", program, "2", "lca_models.commands.main", "--version"], capture_output=True,
                          text=True, encoding="utf-8")  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lca-models ")
