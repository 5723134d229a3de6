from sqlalchemy import inspect

from lca_models.programme.registry.members import add_client, add_organisation, set_callback
from lca_models.programme.registry.migrations.versions.v3 import COLUMNS
from lca_models.programme.registry.opening import migrate_registry


def test_a_client_has_what_it_is_called_back_with_and_has_not_on_the_way_back(place):
    registry = place.create()
    org = add_organisation(registry, kind="maker", name_en="Maker", name_zh="企业", credit_code="SYN-1")
    client, _ = add_client(registry, org, "maker")
    set_callback(registry, client, url="https://maker.example", callback_client="us", callback_secret="s")

    def columns():
        with registry.reading() as connection:
            return {one["name"] for one in inspect(connection).get_columns("clients")}

    assert columns() >= {*COLUMNS}
    registry.close()
    migrate_registry(place.where, store=place.store, target="2")
    assert not columns() & {*COLUMNS}
    registry.close()
