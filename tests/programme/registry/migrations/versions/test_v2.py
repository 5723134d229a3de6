from sqlalchemy import inspect

from lca_models.programme.registry.opening import migrate_registry


def test_the_times_of_events_are_indexed_and_are_not_on_the_way_back(place):
    registry = place.create()

    def indexes():
        with registry.reading() as connection:
            return {one["name"] for one in inspect(connection).get_indexes("events")}

    assert "ix_events_at" in indexes()
    registry.close()
    migrate_registry(place.where, store=place.store, target="1")
    assert "ix_events_at" not in indexes()
    registry.close()
