"""Builds in forks of one server that has loaded Brightway, in place of an interpreter each that loads it again.

As a program this is the server: a JSON document a line asks for a build, its lines answer, and an empty one ends them.
"""

import gc
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

REPOSITORY = Path(__file__).resolve().parents[1]
BUILD = "lca_models.inventory.brightway.build"


class Builders:
    """`started` does for the build what `processes.started` does."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._server: subprocess.Popen[str] | None = None

    @contextmanager
    def started(self, module: str, order: str) -> Iterator[SimpleNamespace]:
        assert module == BUILD
        if self._server is None:
            words = [sys.executable, "-P", "-W", "ignore", str(Path(__file__)), str(self._scratch)]
            self._server = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        self._server.stdin.write(json.dumps({"environment": {**os.environ}, "order": order}) + "\n")
        self._server.stdin.flush()
        lines = iter(self._server.stdout.readline, "\n")
        process = SimpleNamespace(stdout=lines, stderr=None, returncode=0)
        yield process
        process.returncode = json.loads(self._server.stdout.readline())

    def close(self) -> None:
        if self._server is not None:
            with self._server as process:
                process.stdin.close()


def serve(scratch: str) -> None:
    """Answer orders until the other end is closed."""
    sys.modules["rfc3987_syntax"] = None  # as the build itself does
    sys.modules["bw2parameters.pint"] = SimpleNamespace(PintWrapper=None)
    from lca_models.inventory.brightway.build import run
    from lca_models.inventory.brightway.database import import_brightway

    import_brightway(Path(scratch))
    gc.freeze()  # bw2data collects garbage at every change of project: what is loaded by now is none
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            status = 1
            try:
                os.environ.clear()
                os.environ.update(asked["environment"])
                status = run(asked["order"])
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"\n{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
