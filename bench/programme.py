"""A registry and its service beside the bare work that they cannot do without: a write and sync, a first page, a hash."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx
import numpy as np

from bench.measure import Row, alternate, medians, ratio, span, timed
from bench.registries import Place, bundle_of_size, fill_log, fill_submissions, new_place
from bench.sheets import ROOT, write_sheets
from lca_models.inventory.system.pack import Pack
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import kept_paths
from lca_models.programme.registry.log import BEFORE_ALL, chained
from lca_models.programme.roles.access import Actor
from lca_models.programme.submissions.listing import LARGEST_PAGE, list_submissions
from lca_models.programme.submissions.receiving import submit

SIZE, SMALL = 100_000, 32  # bytes of a bundle, and of one that is next to nothing
UPLOADS, CLIENTS = 20, 4  # of each way in a turn, and at once
SUBMISSIONS, DEPTH, PAGE = 100_000, 0.9, 50
EVENTS = 100_000
DECLARATIONS, SHEETS = 10_000, 50
PART = "application/offset+octet-stream"


def rows(study: object, folder: Path, quick: bool) -> Iterator[Row]:
    """Every ratio to the bare work; quick: a tenth of everything."""
    share, turns = (10, 3) if quick else (1, 15)
    yield from upload_rows(new_place(folder / "uploads"), turns)
    yield from page_rows(new_place(folder / "pages"), SUBMISSIONS // share, turns)
    yield from audit_rows(new_place(folder / "log"), EVENTS // share, SMALL)
    yield from audit_rows(new_place(folder / "audits"), EVENTS // share, SIZE)
    yield from change_rows(study, folder / "sheets", DECLARATIONS // share)


def upload_rows(place: Place, turns: int) -> list[Row]:
    """Durable uploads, in parts and in one piece, beside files of the same size written and synced one after another."""
    numbers = itertools.count()
    bare = place.file.parent / "bare"
    bare.mkdir()

    def each(way: object) -> float:
        bundles = [bundle_of_size(next(numbers), SIZE) for _ in range(UPLOADS)]
        return timed(lambda: [way(one) for one in bundles]) / UPLOADS  # type: ignore[operator]

    with served(place, place.maker) as client:
        sides = {
            "bare": lambda: each(partial(_write_and_sync, bare)),
            "registry": lambda: each(partial(_submit, place)),
            "whole": lambda: each(partial(_post, client, place)),
            "parts": lambda: each(partial(_parts, client, place)),
            "together": lambda: _together(client, place, numbers),
        }
        for side in sides.values():
            side()
        found = alternate(sides, turns)
    place.registry.close()
    median = medians(found)
    shares = {name: ratio(found, "bare", name) for name in ("registry", "whole", "parts", "together")}
    names = {
        "together": f"bundles of 100 kB handed in over HTTP by {CLIENTS} at once, each durable when answered",
        "whole": "... by one, in one piece",
        "parts": "... by one, in parts (tus): three requests",
        "registry": "... without HTTP: received, its row and event",
    }
    return [
        Row(words, span(median[name]), (f"bare write and fsync {span(median['bare'])}, {shares[name]:.2f} of its speed",),
            "", "a third of its speed")
        for name, words in names.items()
    ]  # fmt: skip


def _together(client: httpx.Client, place: Place, numbers: Iterator[int]) -> float:
    """Seconds a bundle where several are handed in at once."""
    bundles = [bundle_of_size(next(numbers), SIZE) for _ in range(UPLOADS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        return timed(lambda: [*clients.map(partial(_post, client, place), bundles)]) / UPLOADS


def page_rows(place: Place, count: int, turns: int) -> list[Row]:
    """A page far down the list of submissions, beside its first."""
    fill_submissions(place, count)
    registry, actor = place.registry, place.authority
    deep = _cursor_at(place, int(count * DEPTH))
    with served(place, actor) as client:
        sides = {
            "first": lambda: _mean(lambda: list_submissions(registry, actor, limit=PAGE)),
            "deep": lambda: _mean(lambda: list_submissions(registry, actor, limit=PAGE, cursor=deep)),
            "first route": lambda: _mean(lambda: _get(client)),
            "deep route": lambda: _mean(lambda: _get(client, deep)),
        }
        for side in sides.values():
            side()
        found = alternate(sides, turns)
    registry.close()
    median = medians(found)
    return [
        Row(words, span(median[f"deep{kind}"]),
            (f"first page {span(median[f'first{kind}'])}, {ratio(found, f'deep{kind}', f'first{kind}'):.2f} of it",), "",
            "3x its time")
        for words, kind in (
            (f"a page of {PAGE} behind {count * DEPTH:,.0f} of {count:,} submissions", ""), ("... over HTTP", " route"),
        )
    ]  # fmt: skip


def audit_rows(place: Place, count: int, size: int) -> list[Row]:
    """An audit, beside reading the log and the bundles that it hashes and SHA-256 over them."""
    fill_log(place, count, size)
    registry = place.registry
    checked = audit(registry)
    assert checked.is_whole, checked.problems
    sides = {"bare": lambda: timed(lambda: _bare(place)), "ours": lambda: timed(lambda: audit(registry))}
    found = alternate(sides, 3)
    registry.close()
    median = medians(found)
    words = f"{checked.files:,} bundles of {size // 1000} kB" if size > SMALL else "next to no bundles"
    return [
        Row(f"audit of {count:,} events and {words}", span(median["ours"]),
            (f"reading and SHA-256 {span(median['bare'])}, {ratio(found, 'bare'):.2f} of its speed",), "",
            "half of its speed")
    ]  # fmt: skip


def change_rows(study: object, folder: Path, count: int) -> list[Row]:
    """Declarations calculated before and after a change of a rule, beside the compiled system solved as often."""
    from lca_models.impact.compiled.model import compile_system
    from lca_models.programme.evaluation.rule_change import Change, Sheet, totals_under
    from lca_models.scope.calculation_setup import CalculationSetup

    write_sheets(folder, SHEETS)
    files = sorted(folder.glob("*.yaml"))
    packs = [study.pack(str(file)) for file in files]  # type: ignore[attr-defined]
    mass = study.product_system(str(files[0])).shipped_product.pack_mass  # type: ignore[attr-defined]
    sheets = {
        f"{number:05}": Sheet(_heavier(packs[number % SHEETS], mass, number // SHEETS), CalculationSetup())
        for number in range(count)
    }
    system = study.product_system(str(files[0]))  # type: ignore[attr-defined]
    model = compile_system(system, [*system.factors][:1], allow_incomplete=True)
    columns = np.array([[system.parameters[name].amount] * count for name in model.parameters])
    changes = (Change(), Change({"end_of_life_approach": "avoided-burden"}))
    sides = {
        "bare": lambda: timed(lambda: [model.lines(columns) for _ in range(2)]),
        "ours": lambda: timed(lambda: totals_under(sheets, study, changes)),  # type: ignore[arg-type]
    }
    sides["bare"]()
    sides["ours"]()
    found = alternate(sides, 3)
    median = medians(found)
    return [
        Row(f"{count:,} declarations before and after a changed rule, sheets read", span(median["ours"]),
            (f"solves of the compiled system alone {span(median['bare'])}, {1 / ratio(found, 'bare'):,.1f} of it",), "",
            "1.5x its time")
    ]  # fmt: skip


def _heavier(pack: Pack, mass: str, grams: int) -> Pack:
    """A pack whose mass is other than that of every other one."""
    given = tuple(replace(one, value=one.value + grams / 1000) if one.name == mass else one for one in pack.parameters)
    return replace(pack, parameters=given)


def _bare(place: Place) -> None:
    """Read the log and the files and hash them, and nothing else."""
    connection = sqlite3.connect(place.file)
    previous = BEFORE_ALL
    for _, body in connection.execute("SELECT n, body FROM events ORDER BY n"):
        previous = chained(previous, body.encode())
    connection.close()
    for path in kept_paths(place.registry):
        hashlib.sha256(path.read_bytes()).digest()


@contextmanager
def served(place: Place, actor: Actor) -> Iterator[httpx.Client]:
    """A client of a registry that another process serves on loopback."""
    program = [sys.executable, "-m", "bench.served", str(place.file)]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        said = httpx.post(f"{url}/auth/token", data={"grant_type": "client_credentials"},
                          auth=(actor.client, place.secrets[actor.client]))  # fmt: skip
        head = {"Authorization": f"Bearer {said.json()['access_token']}"}
        with httpx.Client(base_url=url, headers=head, timeout=60) as client:
            yield client
        process.stdin.close()


def _write_and_sync(folder: Path, content: bytes) -> None:
    with (folder / hashlib.sha256(content).hexdigest()).open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _submit(place: Place, content: bytes) -> None:
    submit(place.registry, place.maker, io.BytesIO(content), model=place.model, plant=place.plant)


def _post(client: httpx.Client, place: Place, content: bytes) -> None:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    head = {"Content-Type": "application/zip", "Content-Digest": f"sha-256=:{digest}:"}
    whose = {"model": place.model, "plant": place.plant}
    client.post("/submissions/whole", params=whose, content=content, headers=head).raise_for_status()


def _parts(client: httpx.Client, place: Place, content: bytes) -> None:
    begun = client.post("/uploads", headers={"Upload-Length": str(len(content))}).raise_for_status()
    where = begun.headers["Location"]
    client.patch(where, content=content, headers={"Content-Type": PART, "Upload-Offset": "0"}).raise_for_status()
    client.post("/submissions", json={
        "upload": where.rpartition("/")[2], "sha256": hashlib.sha256(content).hexdigest(), "model": place.model,
        "plant": place.plant,
    }).raise_for_status()  # fmt: skip


def _get(client: httpx.Client, cursor: str = "") -> None:
    client.get("/submissions", params={"limit": PAGE, "cursor": cursor}).raise_for_status()


def _cursor_at(place: Place, depth: int) -> str:
    """The cursor behind so many submissions, reached page by page."""
    cursor = ""
    for _ in range(depth // LARGEST_PAGE):
        cursor = list_submissions(place.registry, place.authority, cursor=cursor, limit=LARGEST_PAGE).next
    return cursor


def _mean(action: object, times: int = 5) -> float:
    return timed(lambda: [action() for _ in range(times)]) / times  # type: ignore[operator]
