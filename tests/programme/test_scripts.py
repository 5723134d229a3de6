"""Random scripts of events: folding them gives the tables, replaying them too, and both databases end alike."""

import random

import pytest
from counts import examples
from sqlalchemy import select

from lca_models.programme.registry import opening
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.folding import folded, kind_of, statements, told_columns
from lca_models.programme.registry.log import events_after, head
from lca_models.programme.registry.schema import METADATA
from tests.programme.conftest import Clock, Place

HASH = "0" * 64
UNTOLD = {"client.added": {"salt": "00", "secret_hash": HASH}}
NEXT = {  # state -> kinds that may follow, as a programme has them
    "received": ("checked", "returned", "withdrawn"),
    "checked": ("under_verification", "withdrawn", "checked"),
    "under_verification": ("verified", "returned", "checked", "withdrawn"),
    "verified": ("published", "unpublished", "superseded", "reopened", "withdrawn"),
    "returned": ("deleted",),
    "withdrawn": ("deleted",),
    "superseded": (),
}


def script(seed, length=40):
    """Events of one maker's submissions: kind, subject, data, words."""
    chance = random.Random(seed)
    yield "organisation.added", "organisation:o", {"kind": "maker", "name_en": "A", "name_zh": "甲", "credit_code": "1",
                                                   "group_id": ""}, ""  # fmt: skip
    yield "client.added", "client:c", {"org": "o", "role": "maker"}, ""
    yield "plant.added", "plant:p", {"org": "o", "name": "P", "province": "CN-FJ"}, ""
    yield "model.added", "model:m", {"org": "o", "code": "A60", "chemistry": "LFP", "rated_kwh": "60"}, ""
    states = {}
    for at in range(length):
        own = chance.choice([f"s{len(states)}", *states])
        if own not in states:
            states[own] = "received"
            ranges = [{"first": str(one), "last": str(one + 9), "month": "2025-01"} for one in range(0, 20, 10)]
            yield "submission.received", f"submission:{own}", {
                "org": "o", "model": "m", "plant": "p", "period_start": "2025-01-01", "period_end": f"{own}",
                "bundle": f"{at:064d}", "manifest": HASH, "bytes": at, "release": "1", "rules": "1",
                "certificate_ranges": ranges[: chance.randint(0, 2)],
            }, ""  # fmt: skip
            continue
        if not NEXT[states[own]]:
            continue
        word = chance.choice(NEXT[states[own]])
        data = {"valid_until": "2028-12-31"} if word == "verified" else {}
        if word == "checked":
            stages = chance.sample(["a", "b", "c"], chance.randint(0, 3))
            data["results"] = [{"stage": one, "amount_kg": str(at)} for one in stages]
        if word == "deleted":
            data |= {"results": [], "certificate_ranges": []}
        yield f"submission.{word}", f"submission:{own}", data, chance.choice(["", f"words {at}"])
        if word == "deleted":
            states[own] = "superseded"  # nothing follows
        elif word not in ("published", "unpublished"):
            states[own] = "under_verification" if word == "reopened" else word
        if word == "checked" and chance.random() < 0.5:
            yield (
                "finding.opened",
                f"finding:{own}/F-{at}",
                {"rule": "ELE-01", "severity": "major", "effect_kg": "1.5"},
                "",
            )


def run(registry, seed):
    for kind, subject, data, words in script(seed):
        with registry.writing("host") as write:
            write.event(kind, subject, data, text=words, untold=UNTOLD.get(kind))


def told(connection):
    """The columns that events tell, by table and key."""
    found = {}
    for name, columns in told_columns().items():
        table = METADATA.tables[name]
        keys = [*table.primary_key]
        rows = connection.execute(select(*keys, *(table.c[one] for one in columns))).all()
        found[name] = {tuple(row[: len(keys)]): dict(zip(columns, row[len(keys) :], strict=True)) for row in rows}
    return found


@pytest.mark.parametrize("seed", range(examples(2)))
def test_what_events_fold_to_is_what_they_wrote_and_what_a_replay_writes(registry, seed):
    run(registry, seed)
    events = events_after(registry, -1)
    with registry.reading() as connection:
        kept = told(connection)
    refolded = folded(events)

    assert {name: {key: {**dict.fromkeys(told_columns()[name]), **row} for key, row in rows.items()}
            for name, rows in refolded.items()} == kept  # fmt: skip
    assert {one.where for one in audit(registry).problems} <= {f"bundle of s{n}" for n in range(len(events))}
    with registry.engine.connect().execution_options(writes=True) as connection, connection.begin() as replay:
        for table in reversed(METADATA.sorted_tables):
            if table.name in told_columns():
                connection.execute(table.delete())
        for one in events:
            kind = kind_of(one.kind, one.subject)
            for statement, rows in statements(kind, one.n, one.subject, one.data, UNTOLD.get(one.kind, {})):
                connection.execute(statement, rows)
        assert told(connection) == kept
        replay.rollback()


@pytest.mark.long
def test_both_databases_end_alike_after_the_same_script(postgresql, tmp_path, monkeypatch):
    """rows, events and the hash of all of them; salts and ids are drawn anew elsewhere"""
    ends = []
    for name, where in (("sqlite", str(tmp_path / "a.db")), ("postgresql", postgresql())):
        monkeypatch.setattr(opening, "new_id", lambda now: "registry-of-the-test")
        monkeypatch.setattr("lca_models.programme.registry.log.secrets.token_bytes", bytes)
        registry = Place(where, tmp_path / name, Clock()).create()
        run(registry, 7)
        with registry.reading() as connection:
            rows = {table: sorted(map(repr, connection.execute(select(one)).all()))
                    for table, one in METADATA.tables.items()}  # fmt: skip
        ends.append((head(registry), rows))
        registry.close()

    assert ends[0] == ends[1]
