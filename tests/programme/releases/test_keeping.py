from lca_models.inventory.tables.reading import tables_hash
from lca_models.programme.releases.keeping import tables_of_release, unpacked
from lca_models.programme.releases.listing import release_row_of
from tests.conftest import TINY_INVENTORY


def test_kept_tables_come_back_as_they_were(registry, released, tmp_path):
    with registry.reading() as connection:
        row = release_row_of(connection, released)
        found = unpacked(tables_of_release(registry, connection, row), tmp_path / "again")
    assert tables_hash(found) == row.hash == tables_hash(TINY_INVENTORY)
