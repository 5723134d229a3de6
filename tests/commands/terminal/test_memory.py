import os

import pytest

from lca_models.commands.terminal import memory
from lca_models.commands.terminal.memory import AMPLE, LEAST, THREADS, fit_memory


@pytest.mark.parametrize(("limit", "threads"), [(float("inf"), None), (AMPLE, None), (AMPLE - 1, "1"), (LEAST, "1")])
def test_little_memory_spares_threads(monkeypatch, limit, threads):
    monkeypatch.setattr(memory, "_limit", lambda: limit)
    monkeypatch.setenv(THREADS, "")
    monkeypatch.delenv(THREADS)
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
