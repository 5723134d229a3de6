"""Whatever is raised is one line a fault, of a documented kind; a traceback never."""

import errno
import sqlite3

import numpy as np
import pytest

from lca_models.commands.terminal.faults import FILE, INPUT, INTERNAL, MEMORY, STOPPED, Fault, fault_of
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.scenario import ScenarioError


class OperationalError(Exception):
    """As peewee names its own, which SQLite's words are in."""


OperationalError.__module__ = "peewee"


def because(error, cause):
    error.__context__ = cause
    return error


def memory_of_numpy():
    try:
        np.empty((2**40, 2**10))
    except MemoryError as error:
        return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (ScenarioError("there is no product 'x'"), INPUT, "there is no product 'x'"),
        (MemoryError(), MEMORY, "not enough memory"),
        (memory_of_numpy(), MEMORY, "fewer samples"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), MEMORY, "not enough memory"),
        (ImportError("libx.so: failed to map segment from shared object"), MEMORY, "not enough memory"),
        (because(OSError("no llvmlite.so"), OSError("libx.so: failed to map segment")), MEMORY, "not enough memory"),
        (SystemError("error return without exception set"), MEMORY, "not enough memory"),
        (RuntimeError("can't start new thread"), MEMORY, "not enough memory"),
        (RecursionError("maximum recursion depth exceeded"), INPUT, "nested too deeply"),
        (OSError(errno.ENOSPC, "No space left on device"), FILE, "stdout: the disk is full"),
        (OSError(errno.ENOSPC, "No space left on device", "a.csv"), FILE, "a.csv: the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", b"a.csv"), FILE, "a.csv: access is denied"),
        (OSError(errno.EXDEV, "Invalid link", "a", None, "b"), FILE, "a -> b: Invalid link"),
        (OSError(), FILE, "a file: OSError"),
        (sqlite3.OperationalError("database or disk is full"), FILE, "the disk is full"),
        (OperationalError("attempt to write a readonly database"), FILE, "access is denied"),
        (sqlite3.OperationalError("database is locked"), FILE, "another program holds it"),
        (sqlite3.DatabaseError("database disk image is malformed"), FILE, "is damaged"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), FILE, "is not UTF-8 text (byte 0)"),
        (UnicodeEncodeError("utf-8", "a\udcff", 1, 2, "surrogates not allowed"), INPUT, "is no text in UTF-8"),
        (ModuleNotFoundError("No module named 'bw2data'"), INTERNAL, "install the kit again"),
        (KeyError("x"), INTERNAL, "KeyError: 'x'"),
        (ValueError("first\nsecond"), INTERNAL, "ValueError: first second"),
        (AssertionError(), INTERNAL, "AssertionError"),
        (KeyboardInterrupt(), STOPPED, "stopped"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_an_exception_is_one_line_of_its_kind(error, kind, words):
    fault = fault_of(error)

    assert fault.kind == kind
    assert len(fault.messages) == 1
    assert len(fault.messages[0].splitlines()) == 1
    assert words in fault.messages[0]


def test_several_problems_are_a_line_each():
    assert fault_of(InventoryError("a.csv:3  is empty\nb.csv:4  is empty")).messages == (
        "a.csv:3  is empty",
        "b.csv:4  is empty",
    )


@pytest.mark.parametrize(("error", "status"), [(ScenarioError("x"), 1), (MemoryError(), 1), (KeyError("x"), 1),
                                               (KeyboardInterrupt(), 130), (KeyboardInterrupt(15), 143)])  # fmt: skip
def test_the_exit_status_tells_a_failure_from_a_stop(error, status):
    assert fault_of(error).exit_status == status


def test_what_nobody_foresaw_says_where_and_how_to_report_it():
    from lca_models.scope.wording.messages import message

    try:
        message("{a}", b=1)
    except KeyError as error:
        said = fault_of(error).messages[0]

    assert "lca_models/scope/wording/messages.py:" in said
    assert "--debug" in said


def test_a_fault_is_a_document_for_programs():
    assert Fault("file", ("a: is a folder", "b: is a folder")).document() == {
        "error": {"kind": "file", "messages": ["a: is a folder", "b: is a folder"], "exit_code": 1}
    }
