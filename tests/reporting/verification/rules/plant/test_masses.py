"""Masses that must agree: what does not sum is told at the mean factor of what is there."""

import pytest
from judged_cases import LFP, NMC, seen

from lca_models.reporting.verification.rules.plant.masses import balances_of, kg_of_materials


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_masses_of_the_examples_sum(cases, name):
    case = cases.base(name)

    assert [one.total / one.entered for one in balances_of(case)] == pytest.approx([1, 1], rel=0.01)
    assert [*seen(case, "BAL-01"), *seen(case, "BAL-02"), *seen(case, "BAL-06")] == []


def test_parts_that_are_lighter_than_their_pack_are_told_at_their_mean_factor(cases):
    """10 kg of aluminium left out: 447 kg of parts in a pack of 457"""
    (one,) = seen(cases.of({"pack_parts.aluminium.yours": "50.33"}), "BAL-01")

    assert (one.values["a"], one.values["b"], one.values["d"]) == pytest.approx((447, 457, 10))
    assert one.effect_kg > 0
    assert one.pointer == "/product/pack_mass"


def test_cells_that_are_heavier_than_entered_are_told(cases):
    (one,) = seen(cases.of({"cell_materials.graphite.yours": "71.21"}), "BAL-01")

    assert one.values["d"] == pytest.approx(6)
    assert one.effect_kg < 0


def test_a_difference_within_one_percent_passes_and_one_above_five_refuses(cases):
    assert seen(cases.of({"pack_parts.aluminium.yours": "57.33"}), "BAL-01") == []
    assert "V11" in cases.refused({"pack_parts.aluminium.yours": "30"})


def test_materials_that_are_not_found_again_are_told_at_their_mean_factor(cases):
    """1 200 t of scrap missing of 39 516 t bought: 3 %"""
    case = cases.of({"meters.4.year_total": "1743300"})

    (one,) = seen(case, "BAL-02")

    assert one.values["a"] - one.values["b"] == pytest.approx(1_200_000, rel=1e-3)
    assert one.effect_kg == pytest.approx(kg_of_materials(case) * (one.values["b"] / one.values["a"] - 1))
    assert seen(cases.of({"meters.4.year_total": "2643300"}), "BAL-02") == []  # 0.8 %


def test_pieces_of_another_energy_than_the_pack_are_told(cases):
    """60 kWh a piece in the output, 64 rated: every meter over too few kWh"""
    case = cases.of({"output.0.energy_per_piece": "60 kWh"})

    (one,) = seen(case, "BAL-06")

    assert (one.values["n"], one.values["a"], one.values["b"]) == (1, 60, 64)
    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg, rel=1e-6)
    assert seen(cases.of({"output.0.energy_per_piece": "63.5 kWh"}), "BAL-06") == []
