"""Several at once: writes follow each other without a gap, whether threads or processes make them."""

import subprocess
import sys
import threading

import pytest
from counts import examples

from lca_models.programme.registry import opening
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import BusyError
from lca_models.programme.registry.log import events_after, head

APPENDS = examples(30)  # by each of two
PROGRAM = """
import sys
from pathlib import Path
from lca_models.programme.registry.opening import open_registry

where, store, org, count = sys.argv[1:]
registry = open_registry(where, store=Path(store))
for number in range(int(count)):
    with registry.writing("host") as write:
        write.event("plant.added", f"plant:{sys.argv[0]}{write.head.n}", {"org": org, "name": f"{write.now}-{write.head.n}",
                                                                          "province": "CN-FJ"})
registry.close()
"""


def place_of(registry):
    url = registry.engine.url
    where = url.database if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql").render_as_string()
    return where, str(registry.store)


def check_gapless(registry, before, count):
    told = [one.n for one in events_after(registry, before)]
    assert told == [*range(before + 1, before + 1 + count)]
    assert audit(registry).is_whole


def test_two_threads_append_without_a_gap_while_a_third_reads(registry, maker):
    before, failed, done = head(registry).n, [], threading.Event()

    def append(who):
        try:
            for number in range(APPENDS):
                with registry.writing("host") as write:
                    write.event("plant.added", f"plant:{who}{number}", {"org": maker.org, "name": f"{who}{number}",
                                                                        "province": "CN-FJ"})  # fmt: skip
        except BaseException as error:
            failed.append(error)

    def read():
        try:
            while not done.is_set():
                told = [one.n for one in events_after(registry, -1)]
                assert told == [*range(len(told))]
        except BaseException as error:
            failed.append(error)

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=append, args=(who,)) for who in "ab"]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()

    assert failed == []
    check_gapless(registry, before, 2 * APPENDS)


def test_two_processes_append_without_a_gap(registry, maker):
    before = head(registry).n
    words = [sys.executable, "-c", PROGRAM, *place_of(registry), maker.org, str(APPENDS)]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[1] for one in both]

    assert said == ["", ""]
    check_gapless(registry, before, 2 * APPENDS)


def test_a_write_that_waits_too_long_is_told_so(registry, maker, kind, monkeypatch):
    if kind != "sqlite":
        pytest.skip("a server has it wait until its turn")
    monkeypatch.setattr(opening, "PATIENCE", 0)
    other = opening.open_registry(registry.engine.url.database, store=registry.store)
    with (
        registry.writing("host"),
        pytest.raises(BusyError, match="has not ended yet"),
        other.writing("host"),
    ):
        pass
    other.close()


def test_a_thread_that_waits_too_long_is_told_so(registry, maker, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0)
    with registry.writing("host"), pytest.raises(BusyError, match="has not ended yet"), registry.writing("host"):
        pass
    with registry.writing("host") as write:
        write.event("client.disabled", f"client:{maker.client}", {})
    check_gapless(registry, head(registry).n - 1, 1)
