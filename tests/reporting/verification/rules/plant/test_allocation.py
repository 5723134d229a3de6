"""How the meters of a plant are shared: all of them, by one key, over all sheets of the folder."""

from dataclasses import replace

import pytest
from judged_cases import LFP, NMC, bundle_of, seen

from lca_models.reporting.verification.finding import MAJOR

SMALL = {"product_id": "SMALL", "unit": "packs", "energy_per_piece": "30 kWh", "cell_mass_per_piece": "180 kg",
         "good": {"year_total": "50000"}, "started": {"year_total": "52000"}}  # fmt: skip
TWO = {"output.+": SMALL}
BY_PIECE = {**TWO, "allocation.0.key": "packs"}


def beside(cases, case, edits, name="b.zip"):
    """A case with another bundle in its folder: the sheet of the second product of the plant."""
    other = cases.sheet({"product.model": "SMALL", "product.name": "Small pack", **edits})
    return replace(case, folder={name: bundle_of(other, name)})


@pytest.mark.parametrize("name", [LFP, NMC])
def test_a_plant_with_one_product_has_nothing_to_share(cases, name):
    for number in range(1, 7):
        assert seen(cases.base(name), f"ALL-0{number}") == []


def test_shares_that_do_not_sum_refuse_a_sheet_and_thirds_pass(cases):
    shares = {**TWO, "allocation.0.key": "share", "allocation.0.reason": "contract"}

    assert "V22" in cases.refused({**shares, "allocation.0.shares": "0.7; 0.2"})
    assert seen(cases.of({**shares, "allocation.0.shares": "0.7; 0.2995"}), "ALL-01") == []


def test_a_share_that_is_left_is_told_at_a_finer_limit(cases):
    case = cases.of(
        {**TWO, "allocation.0.key": "share", "allocation.0.reason": "contract", "allocation.0.shares": "0.7; 0.2995"}
    )
    finer = replace(case, engagement=replace(case.engagement, limits={"ALL-01/relative": 1e-4}))

    (one,) = seen(finer, "ALL-01")

    assert one.values["c"] == pytest.approx(0.0005)
    assert one.effect_kg > 0


def test_a_meter_that_another_sheet_shares_by_another_key_is_told_with_the_difference(cases):
    case = cases.of(TWO)

    found = seen(beside(cases, case, BY_PIECE), "ALL-02")

    assert {(one.values["meter"], one.values["a"], one.values["b"]) for one in found} >= {("M4", "kwh_good", "packs")}
    assert sum(one.effect_kg for one in found) == pytest.approx(cases.of(BY_PIECE).total_kg - case.total_kg, rel=0.02)
    assert seen(beside(cases, case, TWO), "ALL-02") == []
    assert seen(beside(cases, case, {**BY_PIECE, "product.plant": "Another plant"}), "ALL-02") == []


def test_sheets_that_take_more_of_a_meter_than_there_is_are_told(cases):
    """by energy in one sheet and by pieces in the other: 80 % and 34 % of the gas"""
    case = cases.of(TWO)

    found = seen(beside(cases, case, BY_PIECE), "ALL-03")

    gas = next(one for one in found if one.values["meter"] == "M4")
    assert gas.values["a"] > gas.values["b"]
    assert gas.effect_kg < 0
    assert seen(beside(cases, case, TWO), "ALL-03") == []
    assert seen(case, "ALL-03") == []


def test_scrap_that_takes_a_burden_and_is_recycled_is_told_with_its_share(cases):
    row = {"allocation.0.by_product": "electrode scrap", "allocation.0.by_product_rule": "mass",
           "allocation.0.by_product_amount": "2943300 kg"}  # fmt: skip
    case = cases.of(row)

    (one,) = seen(case, "ALL-04")

    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg, rel=1e-6)
    assert one.effect_kg > 0
    assert seen(cases.of({**row, "allocation.0.by_product": "cells of the pilot line"}), "ALL-04") == []


def test_a_rule_against_the_prices_is_told(cases):
    row = {"allocation.0.by_product": "black mass", "allocation.0.by_product_rule": "mass",
           "allocation.0.by_product_amount": "2943300 kg", "allocation.0.price_ratio": "0.1"}  # fmt: skip

    (one,) = seen(cases.of(row), "ALL-04")

    assert "economic" in one.values["problem"].english
    assert seen(cases.of({**row, "allocation.0.price_ratio": "0.5"}), "ALL-04") == []


def test_keys_that_would_move_more_than_is_material_ask_for_a_reason(cases):
    """a pack of a third of the energy: by pieces it takes as much as ours"""
    case = cases.of({**TWO, "output.1.energy_per_piece": "6 kWh", "output.1.cell_mass_per_piece": "300 kg"})
    strict = replace(case, engagement=replace(case.engagement, threshold_share=0.001))

    (one,) = seen(strict, "ALL-05")

    assert one.severity == MAJOR
    assert one.effect_kg == pytest.approx(one.values["b"] - one.values["a"])
    reason = cases.of({**TWO, "allocation.0.reason": "meters stand behind energy"})
    assert seen(replace(reason, engagement=strict.engagement), "ALL-05") == []
    assert seen(replace(cases.base(), engagement=strict.engagement), "ALL-05") == []


def test_meters_shared_by_unlike_pieces_are_told_with_what_energy_would_give(cases):
    """packs of 64 and 30 kWh: 2.13 to 1"""
    case = cases.of(BY_PIECE)

    found = seen(case, "ALL-06")

    assert {one.values["r"] for one in found} == {64 / 30}
    assert sum(one.effect_kg for one in found) == pytest.approx(cases.of(TWO).total_kg - case.total_kg, rel=0.02)
    assert seen(cases.of({**BY_PIECE, "allocation.0.reason": "the line works per pack"}), "ALL-06") == []
    assert seen(cases.of({**BY_PIECE, "output.1.energy_per_piece": "50 kWh"}), "ALL-06") == []
