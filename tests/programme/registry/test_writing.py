import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from lca_models.programme.registry.errors import InvalidError, UnknownError
from lca_models.programme.registry.log import events_after, head
from lca_models.programme.registry.schema import clients, events, jobs, plants, tokens


def counted(registry, table):
    with registry.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_an_event_makes_the_row_that_its_kind_says(registry, maker):
    with registry.writing("host") as write:
        n = write.event("plant.added", "plant:p2", {"org": maker.org, "name": "e\u0301", "province": "CN-GD"})

    with registry.reading() as connection:
        row = connection.execute(select(plants).where(plants.c.id == "p2")).one()
    assert row == ("p2", maker.org, "é", "CN-GD", n)
    assert events_after(registry, n - 1)[0].actor == "host"


def test_an_exception_leaves_rows_events_and_head_as_they_were(registry, maker):
    before = head(registry)
    with pytest.raises(UnknownError), registry.writing("host") as write:
        write_and_fail(write, maker)

    assert head(registry) == before
    assert (counted(registry, plants), counted(registry, tokens), counted(registry, events)) == (1, 0, before.n + 1)


def write_and_fail(write, maker):
    write.event("plant.added", "plant:p2", {"org": maker.org, "name": "x", "province": "CN-GD"})
    write.run(insert(tokens).values(hash="0" * 64, client=maker.client, scope="", expires_at=1))
    write.event("client.disabled", "client:nobody", {})


def test_events_of_one_write_follow_each_other(registry, maker):
    with registry.writing("host") as write:
        first = write.event("client.disabled", f"client:{maker.client}", {})
        second = write.event("person.added", "person:one", {"org": maker.org})
        assert write.head.n == second

    assert (first, second) == (5, 6)
    assert head(registry).n == 6


def test_a_column_that_the_log_does_not_tell_is_written_and_not_told(registry, maker):
    with registry.reading() as connection:
        row = connection.execute(select(clients)).one()

    assert row.secret_hash
    assert "secret" not in events_after(registry, 1, 1)[0].body


def test_a_kind_that_there_is_none_of_is_refused_with_the_nearest_one(registry):
    with pytest.raises(InvalidError, match=r"plant.add: .*'plant.added'"), registry.writing("host") as write:
        write.event("plant.add", "plant:p", {})
    with pytest.raises(InvalidError, match="is about plant:…, not about 'model:p'"), registry.writing("host") as write:
        write.event("plant.added", "model:p", {})


def test_a_change_of_what_is_not_there_is_refused(registry):
    with pytest.raises(UnknownError, match="client:nobody"), registry.writing("host") as write:
        write.event("client.disabled", "client:nobody", {})
    assert head(registry).n == 0


def test_nothing_is_written_while_reading(registry):
    job = insert(jobs).values(id="j", kind="check", subject="s", key="0" * 64, state="ready", run_after=0, tries=0)
    with pytest.raises(DBAPIError), registry.reading() as connection:
        connection.execute(job)
    assert counted(registry, jobs) == 0


def test_a_reader_sees_one_state_while_others_write(registry, maker):
    with registry.reading() as connection:
        before = connection.execute(select(func.count()).select_from(events)).scalar_one()
        with registry.writing("host") as write:
            write.event("client.disabled", f"client:{maker.client}", {})
        assert connection.execute(select(func.count()).select_from(events)).scalar_one() == before
    assert counted(registry, events) == before + 1
