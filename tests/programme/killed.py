"""A server that forks a child for each line, which writes to a registry until it is killed at a step of it.

A step is a write, a sync, a rename or a folder made by what keeps files, a statement and a commit. A write that is killed
leaves half of its bytes. What a child has acknowledged goes through a pipe, so that nothing of it is lost with the child.
"""

import io
import json
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from lca_models.inventory.files.commit import remove_file
from lca_models.inventory.files.streamed import receiving
from lca_models.inventory.files.streamed.growing import begin_file, growing, on_disk
from lca_models.programme.registry.blobs import Blob, adopt, receive
from lca_models.programme.registry.migrations import running  # noqa: F401 - loaded once, before the forks
from lca_models.programme.registry.opening import migrate_registry, open_registry

FILE_STEPS = ("write", "fsync", "replace", "mkdir", "link")
WRITE = os.write  # acknowledgements are none of the steps
BYTES = 150_000  # of a bundle: three writes


class Steps:
    """Counts, and ends this process at the step that was asked for."""

    def __init__(self, last: int) -> None:
        self.taken, self.last = 0, last
        for name in FILE_STEPS:
            setattr(receiving.os, name, self._counted(name, getattr(os, name)))

    def __call__(self, *given: object) -> None:
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def _counted(self, name, real):
        def step(*given, **how):
            if name == "write" and self.taken + 1 == self.last:
                real(given[0], bytes(given[1])[: len(given[1]) // 2])
            self()
            return real(*given, **how)

        return step

    def watch(self, engine) -> None:
        event.listen(engine, "before_cursor_execute", self)
        event.listen(engine, "commit", self)


def content(number: int) -> bytes:
    """The bundle of a number."""
    return number.to_bytes(4, "big") * (BYTES // 4)


def kept(registry, org, number) -> Blob:
    """The bundle of a number kept: received, or for even ones taken over from what has arrived in the registry's folder."""
    if number % 2:
        return receive(registry, org, io.BytesIO(content(number)))
    path = registry.store / "uploads" / f"{number}"
    begin_file(path)
    with growing(path, 0) as file:
        file.write(content(number))
        on_disk(file)
    blob = adopt(registry, org, path)
    remove_file(path)
    return blob


def submitting(asked, steps, acknowledge) -> None:
    """Hand in bundles, the numbers of which are acknowledged; each supersedes the one before it, in one transaction."""
    registry = open_registry(asked["where"], store=Path(asked["store"]))
    steps.watch(registry.engine)
    maker = asked["maker"]
    for number in range(asked["first"], asked["first"] + asked["count"]):
        blob = kept(registry, maker["org"], number)
        with registry.writing(f"client:{maker['client']}") as write:
            write.event("submission.received", f"submission:s{number}", {
                "org": maker["org"], "model": maker["model"], "plant": maker["plant"], "period_start": f"{number}-01",
                "period_end": f"{number}-12", "bundle": blob.sha256, "manifest": "0" * 64, "bytes": blob.bytes,
                "release": "1", "rules": "1", "certificate_ranges": [{"first": "1", "last": "2", "month": "2025-01"}],
            })  # fmt: skip
        acknowledge(number)
        with registry.writing("worker") as write:
            write.event("submission.checked", f"submission:s{number}", {"results": [{"stage": "a", "amount_kg": "1"}]})
        with registry.writing("host") as write:
            write.event("opinion.given", f"opinion:o{number}", {
                "submission": f"s{number}", "kind": "unmodified", "assurance": "limited", "findings_sha": "0" * 64
            }, text="no finding is open")  # fmt: skip
            write.event("submission.verified", f"submission:s{number}", {"valid_until": "2029-12-31"})
            if (before := asked["verified"]) is not None:
                write.event("submission.superseded", f"submission:s{before}", {"by": f"s{number}"})
        asked["verified"] = number
    registry.close()


def migrating(asked, steps, acknowledge) -> None:
    """Bring a registry to the newest schema, every statement a step."""
    from sqlalchemy.engine import Engine

    steps.watch(Engine)
    migrate_registry(asked["where"], store=Path(asked["store"]) if asked["store"] else None)
    acknowledge(0)


def run(asked, pipe: int) -> None:
    """What a child does; its process ends with it."""
    steps = Steps(asked["step"])
    call = {"submit": submitting, "migrate": migrating}[asked["call"]]
    call(asked, steps, lambda number: WRITE(pipe, f"{number}\n".encode()))
    WRITE(pipe, f"steps {steps.taken}\n".encode())
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            run(asked, writing)
        os.close(writing)
        told = []
        with os.fdopen(reading) as acknowledged:
            for said in acknowledged:
                told.append(said.strip())
                if asked["after"] and len(told) == asked["after"]:
                    os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"told": told, "killed": os.WIFSIGNALED(status)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
