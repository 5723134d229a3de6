from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.assumptions import assumed_parameters, assumed_rows
from lca_models.inventory.system.product_system import ProductSystem


def assume(system: ProductSystem, flow: str, *parameters: str) -> ProductSystem:
    """The system with every row that buys or emits `flow`, and some parameters, marked as assumed."""
    exchanges = tuple(
        replace(one, data={**one.data, "evidence": "assumed"}) if one.input[1] == flow else one
        for one in system.exchanges
    )
    marked = {
        name: replace(row, data={**row.data, "evidence": "assumed"}) if name in parameters else row
        for name, row in system.parameters.items()
    }
    return replace(system, exchanges=exchanges, parameters=marked)


def test_a_result_without_assumed_rows_lists_none(toy_system: ProductSystem):
    assert assumed_rows(assess(toy_system)) == []
    assert assumed_parameters(assess(toy_system)) == []


def test_the_share_of_an_assumed_row_is_what_passes_through_it(toy_system: ProductSystem):
    """1 kg of nickel sulfate, net of the credit, at 0.6, of 6.6"""
    (row,) = assumed_rows(assess(assume(toy_system, "ghg_co2e_ar6")))

    assert row["process"] == "nickel_sulfate"
    assert row["share"] == pytest.approx(0.6 / 6.6)


def test_the_leverage_of_an_assumed_parameter_is_its_slope(toy_system: ProductSystem):
    """total 12 - 6 r: at r = 0.9 the elasticity is -5.4 / 6.6, and from r = 0 to 1 the result moves by 6 / 6.6"""
    (row,) = assumed_parameters(assess(assume(toy_system, "", "recovery_rate_nickel")))

    assert row["elasticity"] == pytest.approx(-5.4 / 6.6)
    assert row["reach"] == pytest.approx(6 / 6.6)
