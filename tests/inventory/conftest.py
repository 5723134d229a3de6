"""Tables to edit."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import TINY_INVENTORY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the tables of the toy."""
    return Path(shutil.copytree(TINY_INVENTORY, tmp_path / "tables"))
