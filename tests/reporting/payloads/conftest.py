"""Results that are shown to buyers."""

import pytest

from lca_models.scope.calculation_setup import CalculationSetup


@pytest.fixture(scope="session")
def credited(shipped_study):
    """An NMC811 pack under rules that count credits of recycling."""
    return shipped_study.footprint(CalculationSetup("nmc811-80kwh", "eu-cfb-ev"))


@pytest.fixture(scope="session")
def burdened(shipped_study):
    """An LFP pack under rules without credits."""
    return shipped_study.footprint(CalculationSetup("lfp-60kwh"))
