from sqlalchemy import inspect

from lca_models.programme.registry.schema import METADATA
from lca_models.programme.registry.tables import VERSION, guards, newest, version_of


def test_a_registry_holds_the_tables_of_its_schema_and_says_which(registry):
    with registry.reading() as connection:
        assert {*inspect(connection).get_table_names()} == {*METADATA.tables, VERSION}
        assert version_of(connection) == newest()


def test_both_databases_guard_the_log_and_its_checkpoints():
    for dialect in ("sqlite", "postgresql"):
        joined = "\n".join(guards(dialect))
        for table in ("events", "checkpoints"):
            assert f" ON {table} " in joined
