"""Kills at sampled steps of uploads, verifications and migrations: what was acknowledged is whole, nothing is half there."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
from counts import LONG
from former_registry import unpacked
from sqlalchemy import select

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import TEMPORARY, kept_paths, open_blob, sweep
from lca_models.programme.registry.log import Head, head
from lca_models.programme.registry.opening import migrate_registry, open_registry
from lca_models.programme.registry.retention import sweep_files
from lca_models.programme.registry.schema import SCHEMA, opinions, submissions
from tests.programme.killed import content

KILLS = 200 if LONG else 10
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kill():
    """Has a child do something up to a step, or be killed when it has acknowledged so many; what it acknowledged."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.programme.killed"]
    with subprocess.Popen(words, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:

        def told(call, step=0, after=0, **asked):
            server.stdin.write(json.dumps({"call": call, "step": step, "after": after, **asked}) + "\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        yield told
        server.stdin.close()


def acknowledged(answer):
    return [int(one) for one in answer["told"] if one.isdigit()]


def check_whole(place, numbers):
    """The registry is whole, and every acknowledged submission is in it with its bundle."""
    registry = place.open()
    found = audit(registry)
    assert found.problems == ()
    with registry.reading() as connection:
        rows = {row.id: row for row in connection.execute(select(submissions))}
        judged = {*connection.execute(select(opinions.c.submission)).scalars()}
    for number in numbers:
        row = rows[f"s{number}"]
        with open_blob(registry, row.org, row.bundle) as file:
            assert file.read() == content(number)
    verified = [row for row in rows.values() if row.state == "verified"]
    assert len(verified) <= 1
    assert judged == {row.id for row in rows.values() if row.state in ("verified", "superseded")}
    registry.close()
    return int(verified[0].id[1:]) if verified else None


def test_what_was_acknowledged_is_whole_wherever_a_kill_falls(place, kill):
    from tests.programme.conftest import made_maker

    registry = place.create()
    asked = {"where": place.where, "store": str(place.store), "maker": asdict(made_maker(registry)), "count": 2}
    registry.close()
    whole = kill("submit", first=1001, verified=None, **asked)
    assert acknowledged(whole) == [1001, 1002]
    assert not whole["killed"]
    steps = int(whole["told"][-1].split()[1])
    assert steps > 40

    known, first, killed, chance = [1001, 1002], 1003, 0, random.Random(16)
    for at in range(KILLS):
        verified = check_whole(place, known)
        how = {"after": chance.randint(1, 2)} if at % 4 == 3 else {"step": chance.randint(1, steps)}
        answer = kill("submit", first=first, verified=verified, **how, **asked)
        killed += answer["killed"]  # but one that came to fewer steps, or ended before the signal
        known += acknowledged(answer)
        first += 2
    check_whole(place, known)
    assert killed > KILLS / 2

    registry = place.open()
    sweep(registry, older=0)
    sweep_files(registry, older=0)
    with registry.reading() as connection:
        bundles = {*connection.execute(select(submissions.c.bundle)).scalars()}
    assert {path.name for path in kept_paths(registry)} == bundles
    assert [*(registry.store / TEMPORARY).iterdir()] == []
    registry.close()


def dump(path):
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump()]


def test_a_migration_is_done_or_not_begun_wherever_a_kill_falls(tmp_path, kill):
    first = unpacked(tmp_path / "first")
    before, told = dump(first), head_of(first)
    shutil.copytree(first.parent, tmp_path / "whole")
    whole = kill("migrate", where=str(tmp_path / "whole" / first.name), store="")
    steps = int(whole["told"][-1].split()[1])
    after = dump(tmp_path / "whole" / first.name)
    assert before != after

    chosen = range(1, steps + 1) if LONG else random.Random(5).sample(range(1, steps + 1), 6)
    for step in chosen:
        folder = tmp_path / str(step)
        shutil.copytree(first.parent, folder)
        where = folder / first.name
        answer = kill("migrate", step=step, where=str(where), store="")
        assert answer["killed"]
        assert dump(where) in (before, after)
        for kept in folder.glob("*.event-*"):
            assert dump(kept) == before
        assert migrate_registry(where).after == SCHEMA
        assert dump(where) == after
        registry = open_registry(where)
        assert head(registry) == told
        assert audit(registry).is_whole
        registry.close()


def head_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return Head(*connection.execute("SELECT n, hash FROM chain_head").fetchone())
