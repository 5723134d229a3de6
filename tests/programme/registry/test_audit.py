import hashlib
import io
import json
import os

import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, delete, insert, text

from lca_models.programme.registry.audit import (
    MOST,
    Checkpoint,
    audit,
    read_checkpoint,
    take_checkpoint,
)
from lca_models.programme.registry.blobs import blob_path, receive
from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.registry.log import chained, events_after, head
from lca_models.programme.registry.schema import chain_head, events, organisations

BUNDLE = b"bundle" * 1000


@pytest.fixture
def filled(registry, maker):
    """A registry with two submissions, a finding, words, and 30 events."""
    for own, year in (("s1", 2024), ("s2", 2025)):
        blob = receive(registry, maker.org, io.BytesIO(BUNDLE + own.encode()))
        with registry.writing(f"client:{maker.client}") as write:
            write.event("submission.received", f"submission:{own}", {
                "org": maker.org, "model": maker.model, "plant": maker.plant, "period_start": f"{year}-01-01",
                "period_end": f"{year}-12-31", "bundle": blob.sha256, "manifest": "0" * 64, "bytes": blob.bytes,
                "release": "1", "rules": "1",
                "certificate_ranges": [{"first": "001", "last": "100", "month": f"{year}-04"}],
            })  # fmt: skip
    with registry.writing("worker") as write:
        write.event(
            "submission.checked", "submission:s1", {"results": [{"stage": "distribution", "amount_kg": "60.7"}]}
        )
        write.event("finding.opened", "finding:s1/F-001", {"rule": "ELE-01", "severity": "major"}, text="April twice")
        for _ in range(22):
            write.event("finding.answered", "finding:s1/F-001", {}, text="no")
    return registry


def tampered(registry, *lines, guards=True):
    """What somebody with the database does to it, past the kit."""
    sqlite = registry.engine.dialect.name == "sqlite"
    with registry.engine.connect().execution_options(writes=True) as connection, connection.begin():
        if guards and sqlite:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER events_refuse_{verb}"))
        elif guards:
            connection.execute(text("DROP TRIGGER events_refuse ON events"))
        for line in lines:
            connection.execute(text(line) if isinstance(line, str) else line)


def places(found):
    return [one.where for one in found.problems]


def test_what_was_written_is_whole(filled):
    found = audit(filled)

    assert found.is_whole
    assert found.head == head(filled)
    assert (found.head.n, found.submissions, found.files, found.texts) == (30, 2, 2, 23)
    assert (
        found.rows == 1 + 1 + 1 + 1 + 2 + 1 + 1 + 2
    )  # maker, client, plant, model, submissions, result, finding, ranges


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("UPDATE events SET actor = 'client:else' WHERE n = 3", ["event 3"]),
        ("UPDATE events SET at = at + 1 WHERE n = 3", ["event 3"]),
        ("UPDATE events SET body = REPLACE(body, 'CN-FJ', 'CN-GD') WHERE n = 3", ["event 3"]),
        ("UPDATE events SET body = body || ' ' WHERE n = 7", ["event 7", "event 7"]),
        ("UPDATE events SET body = REPLACE(body, '\"CN-FJ\"', '0.5') WHERE n = 3", ["event 3"]),
        ("UPDATE events SET body = '[7]' WHERE n = 7", ["event 7"]),
        ("UPDATE events SET at = 900000000000000000 WHERE n = 7", ["event 7"]),
        ("UPDATE events SET hash = REPLACE(hash, SUBSTR(hash, 1, 1), '-') WHERE n = 5", ["event 5", "event 6"]),
        ("UPDATE events SET kind = 'letter.sent' WHERE n = 3", ["event 3"]),
        ("DELETE FROM events WHERE n = 8", ["event 9", "event 9"]),
        ("UPDATE submissions SET state = 'verified' WHERE id = 's2'", ["submissions s2"]),
        ("UPDATE submissions SET published_n = 3 WHERE id = 's2'", ["submissions s2"]),
        ("UPDATE findings SET state = 'closed'", ["findings s1/F-001"]),
        ("UPDATE results SET amount_kg = '6.7'", ["results s1/distribution"]),
        ("DELETE FROM results", ["results s1/distribution"]),
        ("DELETE FROM certificate_ranges WHERE submission = 's1'", ["certificate_ranges s1/001/2024-04"]),
        ("UPDATE organisations SET name_en = 'Other'", ["organisations"]),
        ("UPDATE texts SET body = 'April once' WHERE body = 'April twice'", ["text"]),
        ("UPDATE chain_head SET n = 29", ["chain_head"]),
    ],
)
def test_what_was_altered_is_found_where_it_is(filled, line, where):
    tampered(filled, line)
    found = places(audit(filled))

    assert [one[: len(expected)] for one, expected in zip(found, where, strict=False)] == where
    assert found


def test_a_row_that_no_event_made_is_found(filled):
    tampered(filled, insert(organisations).values(
        id="x", kind="maker", name_en="X", name_zh="X", credit_code="X", group_id="", added_n=1
    ))  # fmt: skip

    assert places(audit(filled)) == ["organisations x"]


def rehashed(registry, first):
    """Statements that make a chain whole again after somebody altered it from an event on."""
    told = events_after(registry, first - 2)
    previous = bytes.fromhex(told[0].hash)
    for one in told[1:]:
        previous = chained(previous, one.body.encode())
        yield events.update().where(events.c.n == one.n).values(hash=previous.hex())
    yield chain_head.update().values(hash=previous.hex())


def test_ten_events_cut_from_the_end_are_found_by_a_checkpoint_alone(filled):
    outside = take_checkpoint(filled, "Verifier B")
    cut = [delete(events).where(events.c.n > 20)]
    last = events_after(filled, 19, 1)[0]
    tampered(filled, *cut, chain_head.update().values(n=20, hash=last.hash),
             "DROP TRIGGER checkpoints_refuse_delete" if filled.engine.dialect.name == "sqlite"
             else "DROP TRIGGER checkpoints_refuse ON checkpoints", "DELETE FROM checkpoints")  # fmt: skip

    assert audit(filled).is_whole
    [one] = audit(filled, outside).problems
    assert (one.where, one.en) == ("checkpoint 30", "event 30 is not there: events were cut from the end")


def test_a_log_written_anew_is_found_by_a_checkpoint_alone(filled):
    outside = take_checkpoint(filled, "Verifier B")
    tampered(filled, "UPDATE events SET body = REPLACE(body, 'CN-FJ', 'CN-GD') WHERE n = 3",
             "UPDATE plants SET province = 'CN-GD'")  # fmt: skip
    tampered(filled, *rehashed(filled, 3), guards=False)
    found = audit(filled)

    assert places(found) == ["checkpoint 30"]  # the registry's own note
    assert places(audit(filled, outside)) == ["checkpoint 30"]
    assert "written anew" in found.problems[0].en


def test_a_missing_and_an_altered_bundle_are_found(filled, maker):
    missing, altered = (
        blob_path(filled, maker.org, hashlib.sha256(BUNDLE + own).hexdigest()) for own in (b"s1", b"s2")
    )
    missing.unlink()
    os.chmod(altered, 0o600)
    altered.write_bytes(b"x")

    assert {one.where: one.en for one in audit(filled).problems} == {
        "bundle of s1": "is missing; bring it back from a backup",
        f"file {altered.name}": "was altered: its hash is another",
    }


def test_of_many_problems_the_first_are_told_and_the_others_counted(registry, maker):
    rows = [{"id": str(n), "org": maker.org, "name": str(n), "province": "x", "added_n": 1} for n in range(MOST + 7)]
    meta = MetaData()
    meta.reflect(registry.engine, only=["plants"])
    tampered(registry, insert(meta.tables["plants"]).values(rows))
    found = audit(registry)

    assert len(found.problems) == MOST + 1
    assert found.problems[-1].en == "and 7 more"


def test_a_checkpoint_goes_to_a_party_as_a_file_and_comes_back(filled):
    outside = take_checkpoint(filled, "Verifier B")
    again = read_checkpoint(json.dumps(outside.document()).encode())
    found = audit(filled, again)

    assert again == outside == Checkpoint(filled.id, 30, head(filled).hash)
    assert found.is_whole
    assert found.checkpoints == (outside,)
    assert head(filled).n == 30  # a checkpoint is no event
    with pytest.raises(InvalidError, match="holder"):
        take_checkpoint(filled, " ")


def test_a_checkpoint_of_another_registry_is_told(filled):
    found = audit(filled, Checkpoint("another", 3, "0" * 64))

    assert [one.en for one in found.problems] == ["is of another registry (another)"]


@settings(max_examples=examples(20))
@given(st.binary(max_size=40) | st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(
    lambda value: json.dumps(value).encode()
))  # fmt: skip
def test_what_is_no_checkpoint_is_refused(content):
    with pytest.raises(InvalidError, match="is no file of programme checkpoint"):
        read_checkpoint(content)
