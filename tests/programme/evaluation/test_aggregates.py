"""Tables E1 to E6, and what of them is never said."""

import math
from dataclasses import replace

import pytest
from evaluated_pilots import BACK, COUNTS, declaration, pilot_of_counts

from lca_models.programme.evaluation.aggregates import (
    COLUMNS,
    by_kg,
    coverage_table,
    hidden_table,
    process_table,
    quality_table,
    results_table,
    rules_table,
)
from lca_models.programme.evaluation.declarations import Finding, StageResult
from lca_models.programme.evaluation.portfolio import portfolio_of

BEHIND = [
    declaration(f"b{number}", f"c{number:03}", steps=BACK, findings=(Finding("F-1", rule, "major"),))
    for number, rule in enumerate(["ELE-01"] * 6 + ["ALL-01"] * 3)
]


@pytest.fixture(scope="module")
def pilot():
    return pilot_of_counts(COUNTS, extra=BEHIND)


@pytest.fixture(scope="module")
def portfolio(pilot):
    return portfolio_of(pilot)


def value(table, indicator, chemistry="total", province="total", part="total", column="value"):
    (found,) = table[
        (table["indicator"] == indicator) & (table["chemistry"] == chemistry) & (table["province"] == province)
        & (table["part"] == part)
    ][column]  # fmt: skip
    return found


def test_every_table_is_tidy_with_a_unit(pilot, portfolio):
    for table in (coverage_table(pilot, portfolio), results_table(pilot, portfolio), quality_table(pilot, portfolio)):
        assert [*table] == [*COLUMNS]
        assert table["unit"].all()


def test_coverage_counts_who_is_there_and_who_is_missing(pilot, portfolio):
    table = coverage_table(pilot, portfolio)
    assert value(table, "declarations", "lfp", "CN-FJ") == 12
    assert value(table, "companies verified") == 1
    assert value(table, "companies verified", column="companies") == 57


def test_no_table_names_a_hidden_cell(pilot, portfolio):
    assert ("lmfp", "CN-GD") in portfolio.hidden
    tables = [coverage_table(pilot, portfolio), results_table(pilot, portfolio), quality_table(pilot, portfolio)]
    for table in tables:
        told = set(zip(table["chemistry"], table["province"], strict=True))
        assert told <= {*portfolio.shown}
        assert (table["companies"] >= 5).all()


def test_results_are_means_of_company_means_per_kwh_with_quartiles_of_many(pilot, portfolio):
    table = results_table(pilot, portfolio)
    # The twenty-five LFP packs are of 6000 to 6024 kg on 60 kWh.
    assert value(table, "mean", "lfp") == pytest.approx(6012 / 60)
    assert value(table, "mean", "lfp", part="manufacturing") == pytest.approx(6012 / 180)
    assert value(table, "mean", "lfp", column="low") < 6012 / 60 < value(table, "mean", "lfp", column="high")
    assert value(table, "median", "lfp") == pytest.approx(6012 / 60)
    assert not ((table["indicator"] == "median") & (table["companies"] < 10)).any()
    assert not table["indicator"].str.contains("min|max").any()


def test_many_declarations_are_no_surer_than_one_of_what_they_share():
    stages = {"manufacturing": StageResult(600.0, low=540.0, high=720.0)}
    ones = [replace(declaration(f"s{number}", f"c{number}"), stages=stages) for number in range(40)]
    pilot = pilot_of_counts({}, extra=ones)
    table = results_table(pilot, portfolio_of(pilot))
    ends = [
        value(table, "mean, draws shared", part="manufacturing", column=column) for column in ("value", "low", "high")
    ]
    assert ends == pytest.approx([10, 9, 12])


def test_shares_of_variance_add_up(pilot, portfolio):
    table = results_table(pilot, portfolio)
    shares = table[table["indicator"] == "share of variance"]["value"]
    assert len(shares) == 4
    assert all(math.isnan(one) for one in shares) or shares.sum() == pytest.approx(1)


def test_quality_weighs_stages_by_kg(pilot, portfolio):
    table = quality_table(pilot, portfolio)
    assert value(table, "rating", "lfp") == pytest.approx((2 * 2 + 1) / 3)
    assert value(table, "primary share", "lfp", part="manufacturing") == 0.5


def test_a_stage_that_says_nothing_weighs_nothing():
    one = declaration("s", "c")
    assert by_kg(one, "rating", "recycling") is None
    assert by_kg(one, "rating", "manufacturing") == 1
    silent = replace(one, stages={"manufacturing": StageResult(5.0)})
    assert by_kg(silent, "rating") is None


def test_process_is_of_all_submissions_with_reasons_of_enough_companies(pilot):
    table = process_table(pilot)
    assert value(table, "median days to verified") == 10
    assert value(table, "mean days", part="verifier") == 7
    assert value(table, "returned") == pytest.approx(9 / 66)
    assert value(table, "returned with a finding", part="ELE-01") == 6
    assert "ALL-01" not in set(table["part"])  # of three companies
    assert process_table(pilot_of_counts({("lfp", "CN-SC"): 4})).empty


def test_a_change_is_told_by_cell_and_far_quantiles_of_many_companies_only(pilot, portfolio):
    before = {one.id: one.total_kg for one in pilot.verified}
    after = {own: kg * (0.9 if own < "s010" else 1.0) for own, kg in before.items()}
    table = rules_table(pilot, portfolio, before, after)
    assert value(table, "beyond 5 %") == pytest.approx(10 / 57)
    assert value(table, "relative change", "lfp", part="5%") == pytest.approx(-0.1)
    assert value(table, "Kendall tau-b", "nmc") == pytest.approx(1)
    assert not ((table["part"] == "5%") & (table["companies"] < 10)).any()


def test_a_cell_in_which_few_could_not_be_calculated_is_not_told(pilot, portfolio):
    before = {one.id: one.total_kg for one in pilot.verified[1:]}
    table = rules_table(pilot, portfolio, before, before)
    assert "lfp" not in set(table["chemistry"])
    assert "nmc" in set(table["chemistry"])
    assert rules_table(pilot, portfolio, {}, {}).empty


def test_why_cells_are_hidden_is_for_the_authority_and_how_many_for_all(portfolio):
    open_ = hidden_table(portfolio)
    assert [*open_] == ["why", "cells"]
    assert open_["cells"].sum() == len(portfolio.hidden)
    named = hidden_table(portfolio, is_named=True)
    assert set(zip(named["chemistry"], named["province"], strict=True)) == {*portfolio.hidden}
