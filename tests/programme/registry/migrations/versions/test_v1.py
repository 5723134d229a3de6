from sqlalchemy import inspect

from lca_models.programme.registry.migrations.running import move
from lca_models.programme.registry.opening import VERSIONS, migrate_registry
from lca_models.programme.registry.schema import METADATA


def test_the_first_step_makes_every_table(place):
    """none was added or dropped since"""
    registry = place.create()
    registry.close()
    migrate_registry(place.where, store=place.store, target="1")
    with registry.reading() as connection:
        assert {*inspect(connection).get_table_names()} == {*METADATA.tables, VERSIONS}
    registry.close()


def test_a_step_that_was_taken_is_not_taken_again(place):
    registry = place.create()
    with registry.engine.connect().execution_options(writes=True) as connection, connection.begin():
        move(connection, "1")
        move(connection, "1")
        assert "ix_events_at" not in {one["name"] for one in inspect(connection).get_indexes("events")}
    registry.close()
