"""A product of a data sheet is recalculated by bw2calc from what is written of it."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.reporting.verification.data_sheets import verify_data_sheet


def test_bw2calc_agrees_with_the_sheet_and_leaves_no_project(toy_study):
    """5 kWh in place of 2 at 0.5"""
    given = GivenParameter("toy_plant_electricity", 5.0, "kWh", Origin("meters!E5"))
    archetype = toy_study.product_system("toy").before_rules
    system = with_pack(archetype, Pack("mine", "Mine", "toy", (given,)))
    found = verify_data_sheet(system, toy_study.place, "gwp100-ar6")

    assert found.holds
    assert found.bw2calc.kit == pytest.approx(assess(archetype).score + 3 * 0.5)
    assert found.bw2calc.other == pytest.approx(found.bw2calc.kit, rel=1e-6)
    assert {one.key[0] for one in found.contributions} >= {"mine"}
