"""A page of its own for tests that fill in sheets: the packs of the shared model, a desk that nobody else uses."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.panels.model.choosing import start_setup
from lca_models.panels.state import PageState

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"


@pytest.fixture
def own_model(model):
    return replace(model)


@pytest.fixture
def start(model):
    setup = start_setup(model.offer)
    return PageState(setup, setup)


@pytest.fixture(scope="session")
def sheet_message():
    """What the page sends when a person opens a sheet, with some bytes in it replaced."""

    def message(name="lfp_sichuan.yaml", **replaced):
        content = (SHEETS / name).read_bytes()
        for old, new in replaced.items():
            content = content.replace(old.encode(), new.encode())
        return {"files": [{"name": name, "data": base64.b64encode(content).decode()}]}

    return message
