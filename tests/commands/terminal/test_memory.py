import os
import subprocess
import sys

import pytest

from lca_models.commands.terminal import memory
from lca_models.commands.terminal.memory import AMPLE, LEAST, THREADS, fit_memory


@pytest.mark.parametrize(("limit", "threads"), [(float("inf"), None), (AMPLE, None), (AMPLE - 1, "1"), (LEAST, "1")])
def test_little_memory_spares_threads(monkeypatch, limit, threads):
    monkeypatch.setattr(memory, "_limit", lambda: limit)
    monkeypatch.setenv(THREADS, "")
    monkeypatch.delenv(THREADS)
    monkeypatch.setattr(memory, "_take_workspaces", lambda: None)
    fit_memory()

    assert os.environ.get(THREADS) == threads


def test_what_a_person_chose_stays(monkeypatch):
    monkeypatch.setattr(memory, "_limit", lambda: LEAST)
    monkeypatch.setenv(THREADS, "2")
    fit_memory()

    assert os.environ[THREADS] == "2"


def test_too_little_to_load_anything_is_refused_before_it_hangs(monkeypatch):
    monkeypatch.setattr(memory, "_limit", lambda: LEAST - 1)
    monkeypatch.setenv(THREADS, "1")

    with pytest.raises(MemoryError):
        fit_memory()


def test_no_limit_is_infinite():
    assert memory._limit() > 0


NEARLY_FULL = """
import resource
from lca_models.commands.terminal.memory import fit_memory

held = int(next(line for line in open("/proc/self/status") if line.startswith("VmSize")).split()[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (held + (400 << 20),) * 2)
fit_memory()

import mmap
import numpy as np
from scipy.linalg.blas import dgemm

full, blocks = False, []
while not full:
    try:
        blocks.append(mmap.mmap(-1, 1 << 23))
    except OSError:
        full = True
square = np.ones((200, 200))
print(np.dot(square, square)[0, 0], dgemm(1.0, square, square)[0, 0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system says there what a process holds")
def test_linear_algebra_does_not_wait_for_memory_that_never_comes():
    done = subprocess.run(
        [sys.executable, "-P", "-c", NEARLY_FULL], capture_output=True, text=True, timeout=120, check=False
    )

    assert done.stdout.split() == ["200.0", "200.0"], done.stderr
