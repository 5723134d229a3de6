"""A service that is killed at a step of what it takes and verifies: what it acknowledged is whole afterwards."""

import itertools
import random
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from counts import LONG
from sqlalchemy import select
from submitted_bundles import bundle_bytes, check_all

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.registry.schema import submissions, uploads
from lca_models.programme.service.once import forget_unanswered
from lca_models.programme.service.tokens import issue
from lca_models.programme.service.uploads import FOLDER, OPEN, end, upload_of
from tests.programme.conftest import Parties, made_maker

REPOSITORY = Path(__file__).resolve().parents[3]
KILLS, LATEST = (200, 300) if LONG else (2, 300)  # steps of the service: a bundle handed in and verified takes about 90
CHILD = """
import itertools
import sys
from pathlib import Path
from tests.programme.killed import Steps
from lca_models.programme.registry.opening import open_registry
from lca_models.programme.service.app import Settings
from lca_models.programme.service.limits import DEFAULT_RATES, Limits
from lca_models.programme.service.serving import Address, Workers, serve
clock = itertools.count(int(sys.argv[3]), 1_000)
registry = open_registry(sys.argv[1], store=Path(sys.argv[2]), clock=lambda: next(clock))
steps = Steps(int(sys.argv[4]))
steps.watch(registry.engine)
limits = Limits(rates=dict.fromkeys(DEFAULT_RATES, "1000000/minute"), bytes_a_day=2**40, open_uploads=10_000)
serve(registry, Address(port=0), Settings(limits), Workers(0), lambda url: print(url, flush=True))
"""
PART = {"Content-Type": "application/offset+octet-stream"}


@dataclass
class Said:
    """What the service has acknowledged."""

    parts: dict = field(default_factory=dict)  # upload -> bytes that are on disk
    whole: dict = field(default_factory=dict)  # submission -> its bundle
    assigned: set = field(default_factory=set)
    verified: set = field(default_factory=set)


def hand_in(client, own, number, said):
    """One bundle sent in two parts and handed in; its submission."""
    content = bundle_bytes(mark=str(number), month=f"{1900 + number % 100}-{1 + number // 100 % 12:02}")
    half = len(content) // 2
    place = client.post("/uploads", headers={"Upload-Length": str(len(content))}).raise_for_status().headers["Location"]
    upload = place.rpartition("/")[2]
    for start, part in ((0, content[:half]), (half, content[half:])):
        client.patch(place, headers=PART | {"Upload-Offset": str(start)}, content=part).raise_for_status()
        said.parts[upload] = content[: start + len(part)]
    body = {"upload": upload, "sha256": sha256(content).hexdigest(), "model": own.model, "plant": own.plant}
    answered = client.post("/submissions", json=body, headers={"Idempotency-Key": f"k{number}"}).raise_for_status()
    own_id = answered.json()["id"]
    said.whole[own_id] = content
    del said.parts[upload]
    return own_id


def verify(at, parties, own_id, said):
    """A checked submission given to its verifier, who concludes."""
    whom = {"org": parties.verifier.org, "lead": "Li", "reviewer": "Wang"}
    at["authority"].post(f"/submissions/{own_id}/assignment", json=whom).raise_for_status()
    said.assigned.add(own_id)
    opinion = {"kind": "unmodified", "signed_by": "Li", "reviewer": "Wang"}
    at["verifier"].post(f"/submissions/{own_id}/opinion", json=opinion).raise_for_status()
    said.verified.add(own_id)


@contextmanager
def served_until(step, place, registry, parties):
    """Clients of a service by role, which is killed at a step of it: a statement, a commit, a write, a sync, a rename."""
    command = [sys.executable, "-c", CHILD, place.where, str(place.store), str(registry.clock()), str(step)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as child:
        try:
            url = child.stdout.readline().strip()
            with ExitStack() as opened:
                yield {
                    role: opened.enter_context(httpx.Client(
                        base_url=url, timeout=60, headers={"Authorization": f"Bearer {tokens_of(registry, parties)[role]}"}
                    ))
                    for role in ("maker", "authority", "verifier")
                } if url else {}  # fmt: skip
        finally:
            child.kill()


def tokens_of(registry, parties):
    actors = {role: getattr(parties, role) for role in ("maker", "authority", "verifier")}
    return {role: issue(registry, one.client, parties.secrets[one.client]) for role, one in actors.items()}


def test_what_was_acknowledged_before_a_kill_is_whole(place, parties_at_place):
    parties, chance, numbers = parties_at_place, random.Random(1), itertools.count()
    registry, said = parties.registry, Said()
    for _ in range(KILLS):
        with (
            served_until(chance.randint(1, LATEST), place, registry, parties) as at,
            suppress(httpx.TransportError),
        ):
            while at:
                own_id = hand_in(at["maker"], parties.own, next(numbers), said)
                check_all(registry)
                verify(at, parties, own_id, said)
        check_parts(registry, parties, said)
    assert said.whole
    with registry.reading() as connection:
        kept = {row.id: row for row in connection.execute(select(submissions))}
    for own_id, content in said.whole.items():
        with open_blob(registry, parties.own.org, kept[own_id].bundle) as stream:
            assert stream.read() == content
    assert {kept[own_id].state for own_id in said.verified} <= {"verified", "superseded"}
    assert {kept[own_id].state for own_id in said.assigned} <= {"under_verification", "verified", "superseded"}
    assert audit(registry).problems == ()


def check_parts(registry, parties, said):
    """Every part that was acknowledged is on disk, and the upload can be ended."""
    forget_unanswered(registry)
    for upload, content in said.parts.items():
        with suppress(UnknownError):  # handed in, and the answer was lost
            assert upload_of(registry, parties.maker, upload).offset >= len(content)
            assert (registry.store / FOLDER / upload).read_bytes().startswith(content)
            end(registry, upload)
    said.parts.clear()
    with registry.reading() as connection:
        begun = connection.execute(select(uploads.c.id).where(uploads.c.state == OPEN)).scalars().all()
    for upload in begun:  # of which no part was acknowledged; a client has four at a time
        end(registry, upload)


@pytest.fixture
def parties_at_place(place):
    registry = place.create()
    yield Parties(registry, made_maker(registry))
    registry.close()
