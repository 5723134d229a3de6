"""Calls that are killed, or for which the disk fails, at the n-th step that writes: a server that forks for each of them.

A step is the opening of a file for writing, a write, a sync, a rename, a removal or a folder made below the folders of
interest, in the process of the call or in the build that it starts. Syncs are counted and left out: a kill of a process loses
nothing that the system holds. As a program this is the server: a JSON document a line asks for a
call, one answers. `Interrupter` is the other end.
"""

import gc
import importlib
import json
import mmap
import os
import random
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counts import LONG

REPOSITORY = Path(__file__).resolve().parents[1]
DONE, KILLED, FAILED = "done", "killed", "failed"
KILL, FAIL, FULL = "kill", "fail", "full"  # a kill; one refusal; a disk that is full from there on
WRITES = {"open", "write", "sync", "mkdir", "rename", "exchange"}  # steps that a full disk can refuse
COUNT, FIRED = 0, 8  # where the counter and what it did lie in the shared memory


@dataclass(frozen=True)
class Outcome:
    """How a call ended, how many steps it came to, and what it said."""

    ended: str
    steps: int
    status: int
    said: str


def steps_to_try(steps: int, usual: int, seed: int) -> list[int]:
    """Steps from 1: all in the long run, else some, the same for a seed."""
    every = range(1, steps + 1)
    return [*every] if LONG or steps <= usual else sorted(random.Random(seed).sample(every, usual))


class Interrupter:
    """Forks a call for each interruption; modules named at the start are loaded once."""

    def __init__(self, *modules: str, scratch: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(Path(__file__)), str(scratch), *modules], cwd=REPOSITORY,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"},
        )  # fmt: skip

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def call(self, name: str, *arguments, within, at: int = 0, how: str = KILL, environment=None) -> Outcome:
        """Call `module:function`, interrupted at a step (from 1) that writes below one of the folders `within`."""
        order = {"call": name, "arguments": arguments, "within": [str(one) for one in within], "at": at, "how": how,
                 "environment": environment or {}}  # fmt: skip
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))


class _Steps:
    """Counts the steps of this process and its forks, and interrupts one."""

    def __init__(self, shared: mmap.mmap, order) -> None:
        self._shared, self._at, self._how = shared, order["at"], order["how"]
        self._within = tuple(os.path.realpath(one) + os.sep for one in order["within"])

    def __call__(self, kind: str, path) -> None:
        if isinstance(path, int) or path is None:
            return
        name = os.path.abspath(os.fsdecode(path))
        if not (name + os.sep).startswith(self._within):
            return
        count = int.from_bytes(self._shared[COUNT:FIRED], "little") + 1
        self._shared[COUNT:FIRED] = count.to_bytes(8, "little")
        here, after = count == self._at, bool(self._at) and count >= self._at
        if here and self._how == KILL:
            os.killpg(0, signal.SIGKILL)
        if kind in WRITES and ((here and self._how == FAIL) or (after and self._how == FULL and kind != "rename")):
            raise OSError(28, "No space left on device", name)

    def watch(self) -> None:
        def hook(event: str, values) -> None:
            if event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self("open", values[0])
            elif event in NAMES:
                self(NAMES[event], values[0])

        sys.addaudithook(hook)
        for name, kind in (("fsync", "sync"), ("write", "write")):
            setattr(os, name, self._counted(getattr(os, name), kind))
        commit = importlib.import_module("lca_models.inventory.files.commit")
        exchange = commit._exchange
        commit._exchange = lambda one, other: (self("exchange", other), exchange(one, other))[1]

    def _counted(self, function, kind):
        def counted(descriptor, *more):
            self(kind, os.readlink(f"/proc/self/fd/{descriptor}"))
            return None if kind == "sync" else function(descriptor, *more)

        return counted


NAMES = {"os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.rmdir": "rmdir"}


@contextmanager
def _forked(module: str, order: str):
    """What `processes.started` does, with a fork in place of a new interpreter."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.dup2(writing, 1)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        status = importlib.import_module(module).run(order)
        sys.stdout.flush()
        _tell_modules()
        os._exit(status)
    os.close(writing)

    class Process:
        stdout = os.fdopen(reading, encoding="utf-8")
        stderr = None
        returncode = 0

    process = Process()
    yield process
    process.returncode = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    process.stdout.close()


def _tell_modules() -> None:
    """Add the modules that this process has loaded to those that the server loads before it forks again."""
    with open(os.environ["LOADED_MODULES"], "a", encoding="utf-8") as file:
        file.write("\n".join([*sys.modules, ""]))


def _load_modules(path: Path) -> None:
    for name in dict.fromkeys(path.read_text(encoding="utf-8").split()):
        if name not in sys.modules and not name.startswith(("__", "tests")):
            with suppress(Exception):
                importlib.import_module(name)
    path.write_text("", encoding="utf-8")


def _carry_out(order, steps: _Steps) -> int:
    os.environ.update(order["environment"])
    module, _, function = order["call"].partition(":")
    project = importlib.import_module("lca_models.inventory.brightway.project")
    project.started = _forked
    if not LONG:  # what pictures hold is not asked, and drawing them takes longer than everything that is
        canvas = importlib.import_module("lca_models.reporting.figures.canvas")
        canvas.encode = lambda figure, kind, **way: b"<svg/>"
    called = getattr(importlib.import_module(module), function)
    steps.watch()
    return int(called(*order["arguments"]) or 0)


def _answer(order) -> Outcome:
    shared = mmap.mmap(-1, 16)
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            os.setsid()
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            status = 70
            try:
                status = _carry_out(order, _Steps(shared, order))
                if not order["at"]:
                    _tell_modules()
            except OSError as error:
                sys.stderr.write(f"{error}\n")
                status = 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        words = said.read().decode(errors="replace")
    ended = KILLED if status == -signal.SIGKILL else FAILED if status else DONE
    return Outcome(ended, int.from_bytes(shared[COUNT:FIRED], "little"), status, words[-2000:])


def serve(scratch: str, *modules: str) -> None:
    """Answer calls until the other end is closed."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries greet while they are loaded
    if "bw2io" in modules:
        importlib.import_module("lca_models.inventory.brightway.database").import_brightway(Path(scratch))
    for name in modules:
        module, _, function = name.partition(":")
        loaded = importlib.import_module(module)
        if function:
            getattr(loaded, function)()
    loaded = Path(scratch) / "modules.txt"
    loaded.touch()
    os.environ["LOADED_MODULES"] = str(loaded)
    for line in sys.stdin:
        _load_modules(loaded)
        gc.freeze()  # bw2data collects garbage at every change of project: what is loaded by now is none
        answers.write(json.dumps(vars(_answer(json.loads(line)))) + "\n")
        answers.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))  # tests are imported as `tests`, and what they share by its name
    serve(*sys.argv[1:])
