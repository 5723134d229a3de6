from sqlalchemy import inspect

from lca_models.programme.registry.members import set_callback
from lca_models.programme.registry.migrations.versions.v3 import COLUMNS
from lca_models.programme.registry.opening import migrate_registry


def test_a_client_has_what_it_is_called_back_with_and_has_not_on_the_way_back(place, registry, maker):
    set_callback(registry, maker.client, url="https://maker.example", callback_client="us", callback_secret="s")

    def columns():
        with registry.reading() as connection:
            return {one["name"] for one in inspect(connection).get_columns("clients")}

    assert columns() >= {*COLUMNS}
    registry.close()
    migrate_registry(place.where, store=place.store, target="2")
    assert not columns() & {*COLUMNS}
    registry.close()
