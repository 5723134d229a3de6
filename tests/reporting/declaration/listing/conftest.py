"""What of the inventory stands in the bundle of an example sheet, written once."""

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.members import members


@pytest.fixture(scope="session")
def nmc_listed(nmc_declared: Declared) -> dict[str, bytes]:
    """By member; read it, never edit it."""
    return members(nmc_declared)
