"""A product for the battery passport."""

import pytest

from lca_models.reporting.payloads.gate import Shown
from lca_models.reporting.payloads.idta_document import idta_document


def test_four_stages_and_their_total_are_stated_per_kwh_delivered(credited):
    """with the credit of recycling in its stage, so that they sum to what is declared"""
    total, *parts = idta_document(Shown(credited, status="Draft; 2024; not in force"))["ProductCarbonFootprints"]
    energy = credited.functional_unit.energy_delivered_kwh

    assert total["PcfCo2eq"] == pytest.approx(credited.declared.amount, rel=1e-5)
    assert [one["PcfCo2eq"] for one in parts] == pytest.approx(
        [one / energy for one in credited.stages.values()], rel=1e-5
    )
    assert sorted(total["LifeCyclePhases"]) == sorted(one for part in parts for one in part["LifeCyclePhases"])
    assert total["PcfCalculationMethods"] == ["Draft; 2024; not in force"]
    assert (total["ReferenceImpactUnitForCalculation"], total["PerformanceClass"]) == ("kwH", "not-defined")


def test_transport_to_the_recycler_is_named_where_it_is_inside(burdened, credited):
    """under notice 551 the pack is driven to the recycler; the European rule set has no kilometres for it"""

    def last(result):
        return idta_document(Shown(result))["ProductCarbonFootprints"][4]["LifeCyclePhases"]

    assert last(burdened) == ["C2 - transport to recycler", "C3 - recycling, waste treatment"]
    assert last(credited) == ["C3 - recycling, waste treatment"]
