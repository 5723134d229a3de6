"""Declarations of the example sheets, calculated once; read them, never edit them."""

from datetime import UTC, datetime

import pytest

from lca_models.impact.study import Study
from lca_models.reporting.declaration.declared import Declared
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import INVENTORIES

SHEETS = INVENTORIES.parent / "notebooks" / "data_sheets"
ISSUED = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def declared_example(study: Study, name: str) -> Declared:
    return Declared(study, study.footprint(CalculationSetup(str(SHEETS / f"{name}.yaml"))), ISSUED, is_example=True)


@pytest.fixture(scope="session")
def lfp_declared(shipped_study: Study) -> Declared:
    """The pack from Sichuan, under notice 551."""
    return declared_example(shipped_study, "lfp_sichuan")
