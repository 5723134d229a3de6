import shutil
import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from former_registry import STORE, unpacked
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.engine import make_url

from lca_models.programme.registry import opening
from lca_models.programme.registry.errors import BusyError, ConflictError, UnknownError
from lca_models.programme.registry.log import events_after, head
from lca_models.programme.registry.migrations.running import versions
from lca_models.programme.registry.opening import migrate_registry, open_registry, served_alone
from lca_models.programme.registry.schema import METADATA, SCHEMA, organisations


def rows(registry):
    """Every row of every table of the newest schema."""
    with registry.reading() as connection:
        return {name: sorted(map(repr, connection.execute(select(table)))) for name, table in METADATA.tables.items()}


def shape(where):
    """Tables, columns, keys and indexes of a database."""
    url = make_url(where).set(drivername="postgresql+psycopg") if "://" in where else f"sqlite:///{where}"
    engine = create_engine(url)
    found = inspect(engine)
    shapes = {
        name: (
            {(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)},
            {(one["name"], *one["column_names"], one["unique"]) for one in found.get_indexes(name)},
            {one["name"] for one in found.get_foreign_keys(name) + found.get_unique_constraints(name)},
            {(one["name"], one["sqltext"]) for one in found.get_check_constraints(name)},
        )
        for name in found.get_table_names()
    }
    engine.dispose()
    return shapes


def test_the_newest_schema_is_the_last_step():
    assert versions()[0] == "1"
    assert versions()[-1] == SCHEMA


def test_the_steps_make_the_tables_that_are_asked(registry):
    with registry.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_on_sqlite_the_steps_make_them_word_for_word(tmp_path, registry, kind):
    """checks and partial indexes too, which reflection leaves out"""
    if kind != "sqlite":
        pytest.skip("reads its own tables of SQLite")
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    asked = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"

    def words(connection):
        return {
            name: "".join(sql.split()) for name, sql in connection.execute(text(asked)) if name != "alembic_version"
        }

    with engine.connect() as wanted, registry.reading() as found:
        assert words(found) == words(wanted)
    engine.dispose()


def test_down_and_up_again_changes_neither_rows_nor_head_nor_tables(place):
    registry = place.create()
    with registry.writing("host") as write:
        write.event("organisation.added", "organisation:o", {
            "kind": "maker", "name_en": "A", "name_zh": "甲", "credit_code": "1", "group_id": ""
        }, text="words")  # fmt: skip
    before, told = rows(registry), head(registry)
    registry.close()
    new = shape(place.where)

    down = migrate_registry(place.where, store=place.store, target="1")
    assert (down.before, down.after, down.head) == (SCHEMA, "1", told)
    assert shape(place.where) != new
    with pytest.raises(ConflictError, match="has schema 1"):
        place.open()
    up = migrate_registry(place.where, store=place.store)
    assert (up.before, up.after, up.head) == ("1", SCHEMA, told)

    again = place.open()
    assert rows(again) == before
    assert head(again) == told
    again.close()
    assert shape(place.where) == new


def test_a_registry_of_the_first_schema_opens_with_the_newest(tmp_path):
    where = unpacked(tmp_path)
    with pytest.raises(ConflictError, match="programme migrate"):
        open_registry(where)
    done = migrate_registry(where)

    registry = open_registry(where)
    assert (done.before, done.after) == ("1", SCHEMA)
    assert head(registry) == done.head
    assert [one.kind for one in events_after(registry, 4)] == [
        "submission.received", "submission.checked", "finding.opened"
    ]  # fmt: skip
    with registry.reading() as connection:
        assert connection.execute(select(organisations.c.name_zh)).scalar_one() == "合成企业 07"
    registry.close()


def test_the_file_as_it_was_is_kept(tmp_path):
    where = unpacked(tmp_path)
    before = [*sqlite3_dump(where)]
    kept = migrate_registry(where).kept

    assert kept == tmp_path / "pilot.db.schema-1.event-7"
    assert [*sqlite3_dump(kept)] == before
    assert [*sqlite3_dump(where)] != before
    shutil.copyfile(kept, where)
    assert migrate_registry(where).before == "1"


def sqlite3_dump(path):
    with closing(sqlite3.connect(path)) as connection:
        yield from connection.iterdump()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    where = unpacked(tmp_path)
    before = [*sqlite3_dump(where)]
    monkeypatch.setattr(opening, "_check_keys", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate_registry(where)

    assert [*sqlite3_dump(where)] == before


def test_nothing_is_migrated_while_a_service_runs(tmp_path):
    where = unpacked(tmp_path)
    with served_alone(tmp_path / STORE), pytest.raises(BusyError, match="a service runs"):
        migrate_registry(where)
    assert migrate_registry(where).after == SCHEMA


def test_a_registry_of_the_newest_schema_is_left_alone(place):
    place.create().close()
    done = migrate_registry(place.where, store=place.store)

    assert (done.before, done.after, done.kept) == (SCHEMA, SCHEMA, None)


def test_an_unknown_schema_is_refused_with_the_known_ones(place):
    place.create().close()
    with pytest.raises(UnknownError, match="no schema '99'; known: 1, 2"):
        migrate_registry(place.where, store=place.store, target="99")
