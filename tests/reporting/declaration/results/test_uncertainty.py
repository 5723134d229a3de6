"""What moves the result, and how far."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.results.uncertainty import (
    NOT_DRAWN,
    denominators,
    drivers_table,
    intervals_table,
    largest_denominator_effect,
    sensitivity_table,
)
from lca_models.reporting.report.content import Report
from lca_models.scope.errors import LcaModelsError


def test_ten_per_cent_of_the_ten_largest_lines_moves_the_total_by_a_tenth_of_each(every_declared):
    rows = [row for row in sensitivity_table(every_declared).records() if row["kind"] == "input"]
    lines = {one.name: one.kg for one in lines_of_result(every_declared)}

    assert len(rows) == 10
    assert {row["name"] for row in rows} == set(sorted(lines, key=lambda name: (-abs(lines[name]), name))[:10])
    for row in rows:
        assert row["high"] - row["low"] == pytest.approx(0.2 * lines[row["name"]], rel=1e-9)
        assert row["declared"] == total_kg(every_declared)


def test_the_ways_to_count_the_energy_delivered_are_those_that_are_possible(lfp_declared, short_declared):
    found = {name: unit.energy_delivered_kwh for name, unit in denominators(lfp_declared).items()}

    assert found == {
        "rated energy x cycles": pytest.approx(64 * 2000),
        "with mean retention": pytest.approx(64 * 2000 * 0.9),
        "cycles that were measured": pytest.approx(64 * 1000 * (1 + 0.91) / 2),
        "usable energy x full cycles per year x warranty": pytest.approx(54.4 * 60 * 8),
    }
    assert "cycles that were measured" not in denominators(short_declared)
    rows = {row["name"]: row for row in sensitivity_table(lfp_declared).records() if row["kind"] == "denominator"}
    assert rows["rated energy x cycles"]["low"] == pytest.approx(total_kg(lfp_declared) / 128_000)
    assert rows["legal floor of packs"]["high"] == pytest.approx(total_kg(lfp_declared) / (64 * 1000 * 0.9))


def test_less_energy_delivered_weighs_as_more_kilograms(lfp_declared):
    name, effect = largest_denominator_effect(lfp_declared, ["rated energy x cycles", "cycles that were measured"])

    assert name == "cycles that were measured"
    assert effect == pytest.approx(total_kg(lfp_declared) * (115_200 / 61_120 - 1))
    assert largest_denominator_effect(lfp_declared, ["none"]) == ("", 0.0)


def test_percentiles_of_stages_and_total_stand_in_every_unit_with_seed_and_number(lfp_declared):
    rows = list(intervals_table(lfp_declared).records())

    assert len(rows) == 4 * 5
    for row in rows:
        assert row["p5"] < row["p50"] < row["p95"]
        assert (row["n"], row["seed"]) == (2048, 0)
    central = {row["per"]: row["central"] for row in rows if row["result"] == "total"}
    assert central["pack"] == pytest.approx(total_kg(lfp_declared), rel=1e-9)
    assert central["kwh-delivered"] == pytest.approx(total_kg(lfp_declared) / 115_200, rel=1e-9)
    shares = [row["share_of_variance"] for row in drivers_table(lfp_declared).records() if row["per"] == "pack"]
    assert sum(shares) == pytest.approx(1, abs=0.02)


def test_masses_that_are_drawn_one_by_one_leave_no_scrap_below_0(everbatt_declared):
    """its yields are 1, so that every second draw of masses and specific energy would buy less than the cells hold"""
    rows = [row for row in intervals_table(everbatt_declared).records() if row["result"] == "total"]

    assert len(rows) == 4
    assert all(row["p5"] < row["p50"] < row["p95"] for row in rows)
    assert rows[0]["central"] == total_kg(everbatt_declared)


def test_a_product_whose_spreads_exclude_each_other_has_no_interval_and_says_so(nmc_declared, monkeypatch):
    def refuse(report):
        raise LcaModelsError("an amount is below 0")

    monkeypatch.setattr(Report, "samples", property(refuse))
    declared = replace(nmc_declared)  # nothing is kept of it yet
    rows = list(intervals_table(declared).records())

    assert [(row["p50"], row["n"], row["note"]) for row in rows] == [(None, 0, NOT_DRAWN)] * 4
    assert rows[0]["central"] == total_kg(declared)
    assert drivers_table(declared).rows == ()
