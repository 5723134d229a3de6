"""A desk of its own for every test, on the shipped study."""

from pathlib import Path

import pytest

from lca_models.panels.model.own.desk import Desk

SHEETS = Path(__file__).parents[4] / "notebooks" / "data_sheets"


@pytest.fixture
def desk(shipped_study):
    return Desk(shipped_study)


@pytest.fixture(scope="session")
def filled_sheet():
    """The bytes of a sheet that is filled in to the end."""
    return (SHEETS / "lfp_sichuan.yaml").read_bytes()
