import pytest
from releases_of_tables import KEY, NICKEL, TABLE

from lca_models.inventory.tables.reading import tables_hash
from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.releases.listing import last_released, list_releases, named_by, release_of
from lca_models.programme.releases.proposing import propose_release
from lca_models.programme.releases.reviewing import comment_release
from tests.conftest import TINY_INVENTORY


def test_a_declaration_names_its_release_by_the_hash_of_its_tables(registry, released, experts, edition):
    new = edition(NICKEL)
    propose_release(registry, experts[0], new)
    with registry.reading() as connection:
        assert named_by(connection, tables_hash(TINY_INVENTORY)) == "1.4.0"
        assert named_by(connection, tables_hash(new)) == ""  # not released
        assert named_by(connection, "ab" * 32) == ""
        assert last_released(connection).version == "1.4.0"


def test_everybody_reads_what_was_said_of_a_row(registry, released, experts, edition):
    propose_release(registry, experts[0], edition(NICKEL))
    comment_release(registry, experts[1], "1.5.0", TABLE, KEY, "return", "来源?")
    _, (row,) = release_of(registry, "1.5.0")
    assert [(one.org, one.verdict, one.text) for one in row.said] == [("university 1", "return", "来源?")]
    assert (row.accepts, row.returns) == (0, 1)
    assert [(one.version, one.rows) for one in list_releases(registry)] == [("1.4.0", 0), ("1.5.0", 1)]


def test_a_release_that_is_not_there_is_answered_with_the_nearest(registry, released):
    with pytest.raises(UnknownError, match=r"1\.4\.0"):
        release_of(registry, "1.4.1")
