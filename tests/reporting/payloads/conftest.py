"""Results that are shown to buyers."""

from datetime import UTC, datetime

import pytest

from lca_models.reporting.payloads.writing import FORMS, material_of
from lca_models.scope.calculation_setup import CalculationSetup


@pytest.fixture(scope="session")
def credited(shipped_study):
    """An NMC811 pack under rules that count credits of recycling."""
    return shipped_study.footprint(CalculationSetup("nmc811-80kwh", "eu-cfb-ev"))


@pytest.fixture(scope="session")
def burdened(shipped_study):
    """An LFP pack under rules without credits."""
    return shipped_study.footprint(CalculationSetup("lfp-60kwh"))


ISSUED = datetime(2026, 11, 28, tzinfo=UTC)
IDS = ("company-id=urn:x:company:1", "product-id=urn:x:product:1", "bpnl=BPNL00000000MADE", "bpns=BPNS00000000MADE")


@pytest.fixture(scope="session")
def materials(lfp_result, nmc_result):
    """What the documents of the two example sheets are made of, by sheet."""
    results = {"lfp_sichuan": lfp_result, "nmc811_guangdong": nmc_result}
    return {name: material_of(result, ISSUED, ids=IDS) for name, result in results.items()}


@pytest.fixture(scope="session")
def documents(materials):
    """The documents of the LFP example, by form; read them, never edit them."""
    return {form: materials["lfp_sichuan"].document(form) for form in FORMS}
