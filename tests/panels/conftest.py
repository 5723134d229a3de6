"""The shipped study, built once for all tests of panels."""

import pytest

from lca_models.impact.study import Study, load_study
from lca_models.panels.model.selection import PanelModel


@pytest.fixture(scope="session")
def shipped_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Read it, never edit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LCA_MODELS_DIR", str(tmp_path_factory.mktemp("shipped") / "brightway"))
        return load_study()


@pytest.fixture(scope="session")
def model(shipped_study: Study) -> PanelModel:
    return PanelModel(shipped_study)
