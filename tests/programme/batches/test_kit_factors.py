"""Factors of a batch are the kit's own: what they count is what its stages count."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from lca_models.programme.batches.kit_factors import exact, factors_of, pack_mass_kg
from lca_models.programme.batches.ledger import BatchError
from lca_models.scope.calculation_setup import CalculationSetup

SETUP = CalculationSetup("lfp-60kwh")
WAY = {"truck": 800.0, "rail": 1500.0, "sea": 40.0}


@pytest.fixture(scope="module")
def factors(shipped_study):
    return factors_of(shipped_study, SETUP)


def test_a_way_by_several_modes_counts_what_the_kit_counts_for_it(shipped_study, factors):
    model = shipped_study.model(SETUP)
    kit = model({f"distribution_{mode}_km": km for mode, km in WAY.items()})[0, 2, 0]
    tonnes = float(pack_mass_kg(shipped_study, SETUP)) / 1000
    assert tonnes * sum(km * float(factors.transport[mode]) for mode, km in WAY.items()) == pytest.approx(
        kit, rel=1e-12
    )


def test_the_declared_stages_are_those_of_the_footprint(shipped_study, factors):
    stages = shipped_study.footprint(SETUP).assessment.stages()
    assert float(factors.distribution_kg) == pytest.approx(stages["distribution"], rel=1e-12)
    assert float(factors.recycling_kg) == pytest.approx(stages["recycling"], rel=1e-12)


def test_the_route_of_the_setup_counts_its_recycling_stage(shipped_study, factors):
    mass_kg = pack_mass_kg(shipped_study, SETUP)
    assert float(factors.routes["hydrometallurgy"] * mass_kg) == pytest.approx(float(factors.recycling_kg), rel=1e-12)
    assert set(factors.routes) == {"landfill", "pyrometallurgy", "hydrometallurgy", "direct"}


def test_packs_treated_count_whole_though_not_all_packs_are_collected(shipped_study, factors):
    few = factors_of(shipped_study, CalculationSetup("lfp-60kwh", settings={"collection_rate": 0.4}))
    assert few.recycling_kg < factors.recycling_kg
    assert few.routes == factors.routes


def test_a_double_is_the_decimal_that_reads_back_as_it():
    assert exact(0.1) == Decimal("0.1")
    assert float(exact(5387.45073994)) == 5387.45073994


def test_what_is_no_pack_has_no_life_of_packs():
    foreign = SimpleNamespace(resolve=lambda setup: SimpleNamespace(system=SimpleNamespace(product=None)))
    with pytest.raises(BatchError, match="mine:db/code is no battery pack of the kit; name one"):
        factors_of(foreign, CalculationSetup("mine:db/code"))
