"""Scores by line, whose data it is, what was checked."""

import pytest

from lca_models.interpretation.evidence.data_quality import result_rating
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.quality import (
    FROM_KIND,
    FROM_SCORES,
    FROM_TABLES,
    completeness_table,
    own_data_table,
    quality_table,
)


def test_a_mean_is_that_of_its_lines_weighted_by_kilograms(lfp_declared):
    rows = list(quality_table(lfp_declared).records())
    lines = [row for row in rows if row["kind"] == "line"]
    means = {row["name"]: row for row in rows if row["kind"] == "stage"}

    for stage, mean in means.items():
        graded = [row for row in lines if stage in ("total", row["stage"]) and row["grade"] is not None]
        weight = sum(abs(row["kg_co2e_per_pack"]) for row in graded)
        expected = sum(abs(row["kg_co2e_per_pack"]) * row["grade"] for row in graded) / weight
        assert mean["grade"] == pytest.approx(expected, rel=1e-12)
    assert len(lines) == len(lines_of_result(lfp_declared))


def test_every_grade_says_where_it_is_from(lfp_declared):
    found = {row["name"]: row for row in quality_table(lfp_declared).records() if row["kind"] == "line"}

    assert {row["grade_from"] for row in found.values()} <= {FROM_SCORES, FROM_KIND, FROM_TABLES, ""}
    tables = found["pack_lfp > electricity_cell_plant"]
    assert (tables["grade_from"], tables["grade"]) == (FROM_TABLES, pytest.approx((2 + 4 + 2 + 4) / 4))  # 3-5-2-4-2
    rating = {row["name"]: row for row in quality_table(lfp_declared).records() if row["kind"] == "rating"}
    assert rating["processes"]["factor_rating"] == result_rating(lfp_declared.result.assessment).overall


def test_parts_of_a_stage_sum_to_it_and_their_shares_to_one(every_declared):
    rows = [row for row in own_data_table(every_declared).records() if row["kind"] == "part"]

    for stage, amount in every_declared.result.stages.items():
        parts = [row for row in rows if row["stage"] == stage]
        assert sum(row["kg_co2e_per_pack"] for row in parts) == pytest.approx(amount, rel=1e-9)
        assert sum(row["share"] for row in parts if row["share"] is not None) == pytest.approx(1, rel=1e-9)


def test_the_shares_over_the_life_cycle_are_those_of_the_footprint(lfp_declared):
    rows = {row["whose"]: row["share"] for row in own_data_table(lfp_declared).records() if row["kind"] == "figure"}

    assert rows["primary_share"] == lfp_declared.report.own_data.primary_share
    assert sum(rows[f"{one}_share"] for one in ("measured", "stated", "supplier", "archetype")) == pytest.approx(1)


def test_every_check_of_the_standard_has_a_result_and_a_share_that_is_a_number(lfp_declared, everbatt_declared):
    rows = list(completeness_table(lfp_declared).records())

    assert {row["result"] for row in rows} == {"in order", "to discuss"}
    assert {row["clause"] for row in rows} == {"ISO 14044 4.5.3.2, completeness", "ISO 14044 4.5.3.4, consistency"}
    assert all(row["share"] is None or row["share"] == row["share"] for row in rows)
    assert completeness_table(everbatt_declared).rows
