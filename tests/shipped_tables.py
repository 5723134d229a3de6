"""The shipped tables as they are read and checked, once for all tests that change nothing of them."""

from functools import cache
from pathlib import Path

from lca_models.inventory.brightway import in_memory
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.reading import Table, read_tables
from lca_models.inventory.tables.records import Inventories

INVENTORIES = Path(__file__).resolve().parents[1] / "inventories"


@cache
def shipped_tables() -> tuple[Table, ...]:
    """What is read."""
    return read_tables(INVENTORIES)


@cache
def shipped_inventories() -> Inventories:
    """What is checked."""
    return load_inventories(INVENTORIES).inventories


@cache
def shipped_system(product: str) -> ProductSystem:
    """The system of a product, from the tables alone."""
    return in_memory.product_system(shipped_inventories(), product)
