"""The report of the toy product, results and declarations of the example sheets: made once; read them, never edit them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint, footprint
from lca_models.impact.study import Study
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.members import members
from lca_models.reporting.report.folder import write_report
from lca_models.scope.calculation_setup import CalculationSetup

DATA_SHEETS = Path(__file__).parents[2] / "notebooks" / "data_sheets"
DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ISSUED = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def toy_footprint(toy_system: ProductSystem) -> Footprint:
    return footprint(toy_system)


@pytest.fixture(scope="session")
def toy_report(toy_study: Study, toy_footprint: Footprint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report; read it, never edit it."""
    folder = tmp_path_factory.mktemp("report") / "toy"
    write_report(toy_study, toy_footprint, folder, DATE)
    return folder


@pytest.fixture(scope="session")
def lfp_result(shipped_study: Study) -> Footprint:
    """The footprint of the example sheet of iron phosphate cells."""
    return shipped_study.footprint(CalculationSetup(str(DATA_SHEETS / "lfp_sichuan.yaml")))


@pytest.fixture(scope="session")
def nmc_result(shipped_study: Study) -> Footprint:
    """The footprint of the example sheet with a supplier's footprint in it."""
    return shipped_study.footprint(CalculationSetup(str(DATA_SHEETS / "nmc811_guangdong.yaml")))


@pytest.fixture(scope="session")
def lfp_declared(shipped_study: Study, lfp_result: Footprint) -> Declared:
    """The pack from Sichuan, under notice 551."""
    return Declared(shipped_study, lfp_result, ISSUED, is_example=True)


@pytest.fixture(scope="session")
def nmc_declared(shipped_study: Study, nmc_result: Footprint) -> Declared:
    """The pack from Guangdong, with the footprint of a supplier."""
    return Declared(shipped_study, nmc_result, ISSUED, is_example=True)


@pytest.fixture(scope="session")
def nmc_listed(nmc_declared: Declared) -> dict[str, bytes]:
    """What of the inventory stands in its bundle, by member."""
    return members(nmc_declared)
