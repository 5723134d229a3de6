"""A registry that starts with release 1.4.0 of the toy's tables, four organisations of experts, and editions of the tables."""

import pytest
from releases_of_tables import actor, edited

from lca_models.programme.releases.proposing import begin_releases
from tests.conftest import TINY_INVENTORY


@pytest.fixture
def edition(tmp_path):
    """Makes a folder of the toy's tables with texts replaced, each (file, old, new) once."""
    made = []

    def make(*edits):
        folder = tmp_path / f"tables{len(made)}"
        made.append(folder)
        return edited(TINY_INVENTORY, folder, edits)

    return make


@pytest.fixture
def released(registry):
    return begin_releases(registry, TINY_INVENTORY, "1.4.0", "2026-01-01")


@pytest.fixture
def authority(registry):
    return actor(registry, "authority", "authority")


@pytest.fixture
def experts(registry):
    return [actor(registry, "university", "expert", number) for number in range(4)]
