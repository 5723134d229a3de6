"""Further declarations, calculated once; read them, never edit them."""

import pytest

from lca_models.impact.study import Study
from lca_models.reporting.declaration.declared import Declared
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import INVENTORIES
from tests.reporting.conftest import ISSUED as ISSUED

SHEETS = INVENTORIES.parent / "notebooks" / "data_sheets"


def declared_example(study: Study, name: str) -> Declared:
    return Declared(study, study.footprint(CalculationSetup(str(SHEETS / f"{name}.yaml"))), ISSUED, is_example=True)


@pytest.fixture(scope="session")
def everbatt_declared(shipped_study: Study) -> Declared:
    """A pack whose every purchase a supplier states."""
    return declared_example(shipped_study, "everbatt_2023_lfp")


SHORT = """data_sheet: "1"
language: zh
product: {name: 短表, model: S-1, company: 某公司, plant: 某厂, chemistry: lfp, plant_province: CN-JS, period_start: 2025-01,
  rated_energy: {yours: 50, unit: kWh}}
plant: {plant_electricity: {yours: 30, unit: kWh/kWh}}
"""


@pytest.fixture(scope="session")
def short_declared(shipped_study: Study, tmp_path_factory: pytest.TempPathFactory) -> Declared:
    """A sheet in short form: no meters, no masses, no documents."""
    file = tmp_path_factory.mktemp("short") / "short.yaml"
    file.write_text(SHORT, encoding="utf-8")
    return Declared(shipped_study, shipped_study.footprint(CalculationSetup(str(file))), ISSUED)


@pytest.fixture(scope="session", params=["lfp", "nmc", "everbatt", "short"])
def every_declared(request: pytest.FixtureRequest) -> Declared:
    """Each of them in turn."""
    found: Declared = request.getfixturevalue(f"{request.param}_declared")
    return found
