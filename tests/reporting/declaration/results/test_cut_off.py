"""The ledger of what is left out, by three rules on one inventory."""

import csv
from dataclasses import replace
from types import SimpleNamespace

import pytest

from lca_models.reporting.declaration.results import cut_off
from lca_models.reporting.declaration.results.cut_off import (
    MASS_GAP,
    SUMMED,
    LeftOut,
    boundary_exclusions,
    concerns,
    cutoff_table,
    exclusions_of,
    left_out,
)
from lca_models.reporting.declaration.results.totals import total_kg
from tests.conftest import INVENTORIES


def ledger(declared, monkeypatch, *inputs):
    """The ledger of inputs of our own, by name."""
    monkeypatch.setattr(cut_off, "left_out", lambda _: inputs)
    return {row["input"]: row for row in cutoff_table(declared).records()}


def missing(name, mass_kg, low, high, **more):
    return LeftOut(name, "manufacturing", more.pop("kind", "cut-off"), mass_kg, low, high, "LcaModels", "", **more)


def test_what_is_left_out_sums_to_the_last_row_without_what_the_boundary_leaves_out(every_declared):
    rows = {row["input"]: row for row in cutoff_table(every_declared).records()}
    last = rows.pop(SUMMED)

    counted = [row for row in rows.values() if row["kind"] == "cut-off"]
    assert last["upper_kg_co2e_per_pack"] == pytest.approx(sum(row["upper_kg_co2e_per_pack"] or 0 for row in counted))
    assert last["mass_kg_per_pack"] == pytest.approx(sum(row["mass_kg_per_pack"] or 0 for row in counted))
    upper, total = last["upper_kg_co2e_per_pack"], total_kg(every_declared)
    assert last["upper_share_of_emissions"] == pytest.approx(upper / (total + upper))
    assert any(row["kind"] == "boundary" for row in rows.values())


def test_three_rules_judge_one_inventory(lfp_declared, monkeypatch):
    """457 kg: 1 % is 4.57 kg, 0.1 % is 0.457 kg, 5 % is 22.85 kg; 3 % of emissions is 198.8 of 6,427.7 kg"""
    rows = ledger(lfp_declared, monkeypatch, missing("small", 4.5, 0.0, 10.0), missing("large", 4.6, 0.0, 10.0),
                  missing("scarce", 0.46, 0.0, 300.0, holds_scarce_metal=True),
                  missing("power", None, 250.0, 300.0), missing("unknown", None, None, None))  # fmt: skip

    verdicts = {name: (row["rule_1_01_5"], row["rule_1"], row["rule_3"]) for name, row in rows.items()}
    assert verdicts == {
        "small": ("pass", "pass", "pass"),
        "large": ("fail", "fail", "pass"),
        "scarce": ("fail", "pass", "open"),
        "power": ("not applicable", "not applicable", "fail"),
        "unknown": ("not applicable", "not applicable", "open"),
        SUMMED: ("fail", "fail", "fail"),
    }


def test_many_small_inputs_fail_together(lfp_declared, monkeypatch):
    """six times 0.9 % is 5.4 % of the mass"""
    rows = ledger(lfp_declared, monkeypatch, *(missing(f"{one}", 0.009 * 457, 0.0, 1.0) for one in range(6)))

    assert rows["0"]["rule_1_01_5"] == "pass"
    assert rows[SUMMED]["rule_1_01_5"] == rows[SUMMED]["rule_1"] == "fail"
    assert rows[SUMMED]["rule_3"] == "pass"


def test_what_the_boundary_leaves_out_is_listed_and_not_judged(lfp_declared, monkeypatch):
    rows = ledger(lfp_declared, monkeypatch, missing("buildings", None, 50.0, 1000.0, kind="boundary"))

    assert rows["buildings"]["rule_3"] == "not applicable"
    assert (rows[SUMMED]["upper_kg_co2e_per_pack"], rows[SUMMED]["rule_3"]) == (0, "pass")


def test_mass_that_no_row_explains_is_left_out_at_the_highest_factor(lfp_declared, monkeypatch):
    monkeypatch.setattr(cut_off, "_assembled_kg", lambda *_: 450.0)
    [found] = cut_off._unexplained_mass(lfp_declared)

    assert (found.name, found.mass_kg) == (MASS_GAP, pytest.approx(7.0))
    assert found.high_kg > 7.0 * total_kg(lfp_declared) / 457


def test_the_examples_explain_their_whole_mass(every_declared):
    assert MASS_GAP not in {one.name for one in left_out(every_declared)}


def test_an_exclusion_concerns_the_products_that_its_share_names_or_all():
    products = ("lfp-60kwh", "nmc811-80kwh")

    assert concerns("lfp-60kwh, cradle to gate", "lfp-60kwh", products)
    assert concerns("any product", "lfp-60kwh", products)
    assert concerns("", "lfp-60kwh", products)
    assert not concerns("nmc811-80kwh, cradle to gate", "lfp-60kwh", products)


def test_a_product_that_nothing_was_sized_for_has_the_largest_sum_of_another(short_declared):
    """the ledger of a sodium-ion pack is that of the nickel one, never empty"""
    pack = replace(short_declared.pack, archetype="naion-45kwh")
    sodium = SimpleNamespace(report=short_declared.report, study=short_declared.study, pack=pack)
    found = {row["share_of"] for row in exclusions_of(sodium)}

    assert any("nmc811-80kwh" in one for one in found)


def test_what_a_boundary_leaves_out_is_an_item_of_the_exclusions():
    with (INVENTORIES / "exclusions.csv").open(encoding="utf-8", newline="") as file:
        known = {row["item"] for row in csv.DictReader(file)}

    assert set(boundary_exclusions()) <= known
