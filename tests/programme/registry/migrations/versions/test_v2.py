from sqlalchemy import inspect

from lca_models.programme.registry.opening import migrate_registry


def test_the_columns_and_the_index_come_and_go(place):
    registry = place.create()

    def names():
        with registry.reading() as connection:
            found = inspect(connection)
            indexes = {one["name"] for one in found.get_indexes("events")}
            columns = {one["name"] for one in found.get_columns("clients")}
            return (indexes | columns) & {"ix_events_at", "callback_client", "callback_secret"}

    assert names() == {"ix_events_at", "callback_client", "callback_secret"}
    registry.close()
    migrate_registry(place.where, store=place.store, target="1")
    assert names() == set()
    registry.close()
