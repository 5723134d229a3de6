"""A bundle of an example sheet, made once; read it, never edit it."""

from datetime import UTC, datetime

import pytest

from lca_models.impact.study import Study
from lca_models.reporting.declaration.declaring import declare
from lca_models.reporting.declaration.listing import members as listing
from lca_models.reporting.declaration.manifest import with_manifest
from lca_models.reporting.declaration.results import members as results
from lca_models.reporting.declaration.statement import members as statement
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import INVENTORIES

SHEET = INVENTORIES.parent / "notebooks" / "data_sheets" / "nmc811_guangdong.yaml"
ISSUED = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture(scope="session")
def nmc_bundle(shipped_study: Study) -> dict[str, bytes]:
    """The members of a bundle, without workbook and documents, which take longest."""
    declared = declare(shipped_study, CalculationSetup(str(SHEET)), ISSUED, as_example=True)
    rooms = (listing, results, statement)
    return with_manifest({name: content for room in rooms for name, content in room.members(declared).items()})
