"""Cases of verifications, whose unchanged examples are calculated once."""

import pytest
from judged_cases import Cases

from lca_models.impact.study import Study


@pytest.fixture(scope="session")
def cases(shipped_study: Study, tmp_path_factory: pytest.TempPathFactory) -> Cases:
    return Cases(shipped_study, tmp_path_factory.mktemp("screened"))
