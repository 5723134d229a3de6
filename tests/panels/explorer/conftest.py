"""The explorer, opened once for all its tests; each begins with a reset."""

import pytest

from lca_models.panels.explorer.panel import ScenarioPanel
from lca_models.panels.model.answers import PanelModel


@pytest.fixture(scope="package")
def panel(model: PanelModel) -> ScenarioPanel:
    return ScenarioPanel(model)
