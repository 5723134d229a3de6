from sqlalchemy import inspect

from lca_models.programme.registry.opening import migrate_registry

ORDERS = {"ix_submissions_received_n_id", "ix_submissions_org_received_n_id"}


def test_the_order_of_lists_is_indexed_and_is_not_on_the_way_back(place):
    registry = place.create()

    def indexes():
        with registry.reading() as connection:
            return {one["name"] for one in inspect(connection).get_indexes("submissions")}

    assert indexes() >= ORDERS
    registry.close()
    migrate_registry(place.where, store=place.store, target="3")
    assert not indexes() & ORDERS
    registry.close()
