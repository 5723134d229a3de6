"""A service that is killed while it takes uploads and submissions: what it acknowledged is whole afterwards."""

import hashlib
import itertools
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from types import SimpleNamespace

import httpx
from counts import LONG
from sqlalchemy import select
from submitted_bundles import bundle_bytes

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.registry.schema import submissions
from lca_models.programme.service.once import forget_unanswered
from lca_models.programme.service.tokens import issue
from lca_models.programme.service.uploads import FOLDER, end, upload_of

CHILD = """
import itertools
import sys
from pathlib import Path
from lca_models.programme.registry.opening import open_registry
from lca_models.programme.service.app import Settings
from lca_models.programme.service.serving import Address, Workers, serve
clock = itertools.count(int(sys.argv[3]), 1_000)
registry = open_registry(sys.argv[1], store=Path(sys.argv[2]), clock=lambda: next(clock))
serve(registry, Address(port=0), Settings(), Workers(0), lambda url: print(url, flush=True))
"""
PART = {"Content-Type": "application/offset+octet-stream"}


def sent(client, own, number, said):
    """One bundle sent in two parts and handed in; what was acknowledged goes into `said`."""
    content = bundle_bytes(mark=str(number), month=f"{1900 + number % 100}-{1 + number // 100 % 12:02}")
    half = len(content) // 2
    place = client.post("/uploads", headers={"Upload-Length": str(len(content))}).headers["Location"]
    for start, part in ((0, content[:half]), (half, content[half:])):
        client.patch(place, headers=PART | {"Upload-Offset": str(start)}, content=part).raise_for_status()
        said.parts[place.rpartition("/")[2]] = content[: start + len(part)]
    body = {
        "upload": place.rpartition("/")[2],
        "sha256": hashlib.sha256(content).hexdigest(),
        "model": own.model,
        "plant": own.plant,
    }
    answered = client.post("/submissions", json=body, headers={"Idempotency-Key": f"k{number}"}).raise_for_status()
    said.whole[answered.json()["id"]] = content
    del said.parts[body["upload"]]


def served_until(child, answers):
    """Kills the service after so many answers."""

    def count(_):
        answers.append(1)
        if len(answers) == answers.most:
            os.kill(child.pid, signal.SIGKILL)

    return count


class Answers(list):
    """Answers so far, of which the last is that after which the service is killed."""

    def __init__(self, most):
        super().__init__()
        self.most = most


def test_what_was_acknowledged_before_a_kill_is_whole(parties):
    registry, own = parties.registry, parties.own
    said, chance = SimpleNamespace(parts={}, whole={}), random.Random(1)
    numbers = itertools.count()
    for _ in range(200 if LONG else 1):
        token = issue(registry, parties.maker.client, parties.secrets[parties.maker.client])
        command = [
            sys.executable,
            "-c",
            CHILD,
            str(registry.engine.url.database),
            str(registry.store),
            str(registry.clock()),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            count = served_until(child, Answers(chance.randrange(5, 14)))
            headers = {"Authorization": f"Bearer {token}"}
            url = child.stdout.readline().strip()
            hooks = {"response": [count]}
            with (
                httpx.Client(base_url=url, headers=headers, timeout=60, event_hooks=hooks) as client,
                suppress(httpx.TransportError),
            ):
                while True:
                    sent(client, own, next(numbers), said)
            child.kill()
        forget_unanswered(registry)
        for name, content in said.parts.items():
            with suppress(UnknownError):  # handed in, and the answer was lost
                assert upload_of(registry, parties.maker, name).offset >= len(content)
                assert (registry.store / FOLDER / name).read_bytes().startswith(content)
                end(registry, name)
        said.parts.clear()
    assert said.whole
    with registry.reading() as connection:
        kept = {row.id: row for row in connection.execute(select(submissions))}
    for name, content in said.whole.items():
        with open_blob(registry, own.org, kept[name].bundle) as stream:
            assert stream.read() == content
    assert audit(registry).problems == ()
