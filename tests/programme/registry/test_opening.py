import json
import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from lca_models.programme.registry.errors import BusyError, ConflictError, DamagedError, InvalidError, UnknownError
from lca_models.programme.registry.log import events_after, head
from lca_models.programme.registry.opening import STORE, create_registry, now_us, open_registry, served_alone


def test_a_registry_begins_with_one_event_that_says_what_it_is(registry):
    [first] = events_after(registry, -1)

    assert (first.n, first.kind, first.actor) == (0, "registry.created", None)
    assert first.subject == f"registry:{registry.id}"
    assert first.data["programme"] == "synthetic"
    assert first.data["synthetic"] is True


@pytest.fixture
def registry(place):
    """Made in its place, not copied there."""
    created = place.create()
    yield created
    created.close()


def test_what_was_made_opens_again_as_it_was(place, registry):
    again = place.open()

    assert (again.id, again.name, again.is_synthetic, again.key) == (registry.id, "synthetic", True, registry.key)
    assert head(again) == head(registry)
    again.close()


def test_two_registries_are_not_made_in_one_place(place, registry):
    with pytest.raises(ConflictError, match="is a registry already"):
        place.create()


def test_a_folder_of_files_of_another_registry_is_refused(place, registry):
    other = place.store.with_name("other")
    other.mkdir()
    (other / STORE).write_text(json.dumps({"registry": "another", "key": "00"}), encoding="utf-8")
    with pytest.raises(DamagedError, match="another registry"):
        open_registry(place.where, store=other)
    with pytest.raises(DamagedError, match="bring it back from a backup"):
        open_registry(place.where, store=place.store.with_name("nowhere"))


def test_a_registry_of_another_schema_is_refused_with_what_to_do(place, registry):
    with registry.writing("host") as write:
        write.run(text("UPDATE alembic_version SET version_num = '999'"))
    with pytest.raises(ConflictError, match=r"has schema 999, .*programme migrate"):
        place.open()


def test_a_place_without_a_registry_is_refused(tmp_path):
    (tmp_path / "letter.db").write_text("dear " * 1000, encoding="utf-8")
    with pytest.raises(UnknownError, match="is no file"):
        open_registry(tmp_path / "none.db")
    with pytest.raises(InvalidError, match=r"letter.db: cannot be opened as a registry"):
        open_registry(tmp_path / "letter.db")
    with pytest.raises(InvalidError, match=r"letter.db: cannot be opened as a registry"):
        create_registry(tmp_path / "letter.db", programme="x", synthetic=True)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("where", ["mysql://a@b/c", "http://[", "postgresql+psycopg2://a:b/c/d:x"])
def test_an_address_of_something_else_is_refused(where):
    with pytest.raises(InvalidError):
        open_registry(where)


def test_postgresql_needs_a_folder_and_its_password_is_not_said(tmp_path):
    with pytest.raises(InvalidError, match="store: is missing"):
        open_registry("postgresql://a@127.0.0.1/x")
    with pytest.raises(InvalidError) as refused:
        open_registry("postgresql://a:hidden@127.0.0.1:1/x?connect_timeout=1", store=tmp_path)
    assert "hidden" not in str(refused.value)


def test_a_programme_has_a_name(place):
    with pytest.raises(InvalidError, match="programme: has no name"):
        place.create(programme=" ")


def test_a_refused_beginning_leaves_no_registry(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / STORE).write_text("{}", encoding="utf-8")
    with pytest.raises(ConflictError, match="files of another registry"):
        create_registry(tmp_path / "p.db", programme="x", synthetic=False, store=tmp_path / "store")
    os.remove(tmp_path / "store" / STORE)

    made = create_registry(tmp_path / "p.db", programme="x", synthetic=False, store=tmp_path / "store")
    assert made.is_synthetic is False
    made.close()


def test_one_service_at_a_time_has_a_registry_and_the_next_may_when_it_ends(registry):
    with served_alone(registry.store):
        with pytest.raises(BusyError, match="a service runs"), served_alone(registry.store):
            pass
        program = (
            "import sys; from pathlib import Path; from lca_models.programme.registry.opening import served_alone\n"
        )
        program += "with served_alone(Path(sys.argv[1])): pass"
        done = subprocess.run([sys.executable, "-c", program, registry.store], capture_output=True, text=True)
        assert "a service runs" in done.stderr
    with served_alone(registry.store):
        pass


def test_the_clock_tells_microseconds_of_this_century():
    assert 1_700_000_000_000_000 < now_us() < 4_100_000_000_000_000
