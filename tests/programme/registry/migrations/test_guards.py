import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from lca_models.programme.registry.migrations.guards import guards
from lca_models.programme.registry.schema import checkpoints


@pytest.mark.parametrize(
    "verb",
    ["UPDATE events SET actor = 'x'", "DELETE FROM events", "UPDATE checkpoints SET n = 1", "DELETE FROM checkpoints"],
)
def test_the_database_refuses_to_change_what_is_only_appended(registry, verb):
    with registry.writing("host") as write:
        write.run(insert(checkpoints).values(id="c", n=0, hash="0" * 64, holder="x", at=1))
    with pytest.raises(DBAPIError, match="rows are only appended"), registry.writing("host") as write:
        write.run(text(verb))


def test_every_table_has_guards_of_its_own():
    for dialect in ("sqlite", "postgresql"):
        joined = "\n".join(guards(dialect, ("one", "other")))
        for table in ("one", "other"):
            assert f" ON {table} " in joined
