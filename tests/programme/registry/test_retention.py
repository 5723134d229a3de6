import io
from datetime import date

import pytest
from sqlalchemy import func, insert, select

from lca_models.programme.registry import retention
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import kept_paths, receive
from lca_models.programme.registry.errors import ConflictError, InvalidError, UnknownError
from lca_models.programme.registry.log import events_after
from lca_models.programme.registry.members import add_client, add_person
from lca_models.programme.registry.retention import Retention, delete_submission, due, erase_person, sweep_files
from lca_models.programme.registry.schema import members, people, results, submissions, texts


def submit(registry, maker, own, year=2025):
    blob = receive(registry, maker.org, io.BytesIO(own.encode()))
    with registry.writing(f"client:{maker.client}") as write:
        write.event("submission.received", f"submission:{own}", {
            "org": maker.org, "model": maker.model, "plant": maker.plant, "period_start": f"{year}-01-01",
            "period_end": f"{year}-12-31", "bundle": blob.sha256, "manifest": "0" * 64, "bytes": blob.bytes, "release": "1",
            "rules": "1",
        })  # fmt: skip
        write.run(
            insert(members).values({"submission": own, "path": "x", "sha256": "0" * 64, "bytes": 1, "class": "secret"})
        )
        write.event("submission.checked", f"submission:{own}", {"results": [{"stage": "a", "amount_kg": "1"}]})
        write.event(
            "finding.opened", f"finding:{own}/F-001", {"rule": "ELE-01", "severity": "major"}, text="April twice"
        )
    return blob


def end(registry, own, how, **data):
    with registry.writing("host") as write:
        write.event(f"submission.{how}", f"submission:{own}", data)


def words(registry):
    with registry.reading() as connection:
        return sorted(connection.execute(select(texts.c.body).where(texts.c.body.is_not(None))).scalars())


def test_a_deleted_submission_leaves_its_hash_its_dates_and_a_whole_chain(registry, maker):
    blob = submit(registry, maker, "s1")
    submit(registry, maker, "s2", 2024)
    end(registry, "s1", "withdrawn")
    n = delete_submission(registry, "s1", "two years have passed")

    assert events_after(registry, n - 1)[0].data["bundle"] == blob.sha256
    assert not blob.path.exists()
    assert words(registry) == ["April twice", "two years have passed"]
    with registry.reading() as connection:
        row = connection.execute(select(submissions).where(submissions.c.id == "s1")).one()
        assert (row.state, row.bundle, row.deleted_n) == ("withdrawn", blob.sha256, n)
        for table in (members, results):
            assert [*connection.execute(select(table.c.submission)).scalars()] == ["s2"]
    found = audit(registry)
    assert found.is_whole
    assert (found.submissions, found.files) == (2, 1)


def test_an_open_an_unknown_and_a_deleted_one_are_not_deleted(registry, maker):
    submit(registry, maker, "s1")
    with pytest.raises(ConflictError, match="'s1' is checked"):
        delete_submission(registry, "s1", "x")
    with pytest.raises(UnknownError):
        delete_submission(registry, "s9", "x")
    end(registry, "s1", "returned")
    with pytest.raises(InvalidError, match="reason"):
        delete_submission(registry, "s1", " ")
    delete_submission(registry, "s1", "x")
    with pytest.raises(UnknownError):
        delete_submission(registry, "s1", "x")


def test_each_is_kept_for_its_time(registry, maker):
    """the clock of the test stands in January 2026"""
    for own, year in (("valid", 2025), ("back", 2024), ("open", 2023)):
        submit(registry, maker, own, year)
    end(registry, "valid", "verified", valid_until="2028-02-29")
    end(registry, "back", "returned")

    assert due(registry, date(2028, 1, 1)) == []
    assert due(registry, date(2028, 1, 2)) == ["back"]
    assert due(registry, date(2038, 2, 28)) == ["back"]
    assert due(registry, date(2038, 3, 1)) == ["valid", "back"]
    assert due(registry, date(2030, 1, 1), Retention(after_validity=1, after_end=9)) == ["valid"]
    delete_submission(registry, "back", "x")
    assert due(registry, date(2038, 3, 1)) == ["valid"]


def test_a_person_is_erased_with_the_words_of_their_clients(registry, maker):
    person = add_person(registry, maker.org, name="Wang", email="w@example.org")
    client, _ = add_client(registry, maker.org, "maker", person)
    submit(registry, maker, "s1")
    for who in (client, maker.client):
        with registry.writing(f"client:{who}") as write:
            write.event("finding.answered", "finding:s1/F-001", {}, text=f"answer of {who}")
    erase_person(registry, person)

    assert words(registry) == ["April twice", f"answer of {maker.client}"]
    with registry.reading() as connection:
        assert connection.execute(select(people.c.name, people.c.email)).one() == (None, None)
        assert connection.execute(select(func.count()).select_from(texts)).scalar_one() == 3
    assert audit(registry).is_whole
    with pytest.raises(UnknownError):
        erase_person(registry, "nobody")


def test_files_that_nothing_names_are_swept_when_they_are_old(registry, maker):
    kept = submit(registry, maker, "s1")
    file = receive(registry, maker.org, io.BytesIO(b"findings of a verifier"))
    with registry.writing("host") as write:
        write.event("submission.findings", "submission:s1", {"file": file.sha256})
    orphan = receive(registry, maker.org, io.BytesIO(b"of one who was killed"))

    assert sweep_files(registry) == 0
    assert sweep_files(registry, older=0) == 1
    assert {*kept_paths(registry)} == {kept.path, file.path}
    assert not orphan.path.exists()


def test_files_of_a_deleted_submission_go_also_where_a_kill_left_them(registry, maker, monkeypatch):
    files = [submit(registry, maker, "s1"), receive(registry, maker.org, io.BytesIO(b"findings of a verifier"))]
    with registry.writing("host") as write:
        write.event("submission.findings", "submission:s1", {"file": files[1].sha256})
    end(registry, "s1", "withdrawn")
    with monkeypatch.context() as killed:
        killed.setattr(retention, "remove_file", lambda path: None)
        delete_submission(registry, "s1", "x")
    assert len([*kept_paths(registry)]) == 2

    assert sweep_files(registry, older=0) == 2
    assert [*kept_paths(registry)] == []
