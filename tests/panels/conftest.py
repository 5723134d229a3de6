"""What panels ask of the shipped study, opened once for all their tests."""

import pytest

from lca_models.impact.study import Study
from lca_models.panels.model.answers import PanelModel


@pytest.fixture(scope="session")
def model(shipped_study: Study) -> PanelModel:
    return PanelModel(shipped_study)
