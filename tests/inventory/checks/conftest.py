"""The shipped tables and their records."""

import pytest

from lca_models.inventory.tables.reading import Table
from lca_models.inventory.tables.records import Inventories, records_of
from tests.shipped_tables import shipped_tables


@pytest.fixture(scope="package")
def tables() -> tuple[Table, ...]:
    return shipped_tables()


@pytest.fixture(scope="package")
def inventories(tables: tuple[Table, ...]) -> Inventories:
    return records_of(tables)
