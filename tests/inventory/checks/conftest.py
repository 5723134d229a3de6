"""The shipped tables and their records."""

import pytest

from lca_models.inventory.tables.reading import Table, find_inventories, read_tables
from lca_models.inventory.tables.records import Inventories, records_of


@pytest.fixture(scope="package")
def tables() -> tuple[Table, ...]:
    return read_tables(find_inventories())


@pytest.fixture(scope="package")
def inventories(tables: tuple[Table, ...]) -> Inventories:
    return records_of(tables)
