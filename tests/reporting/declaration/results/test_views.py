"""The same result counted otherwise."""

import pytest

from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.results.views import electricity_table, end_of_life_table

KG = "total_kg_co2e_per_pack"


def test_all_four_views_of_electricity_stand_side_by_side_with_their_difference(every_declared):
    rows = {row["view"]: row for row in electricity_table(every_declared).records()}

    assert list(rows) == ["as_claimed", "location", "market", "national_factor"]
    for row in rows.values():
        assert row[KG] == pytest.approx(total_kg(every_declared) + row["difference_kg_co2e_per_pack"], rel=1e-12)
    assert rows["as_claimed"]["difference_kg_co2e_per_pack"] == 0
    assert (rows["market"]["residual_mix_counts"], rows["location"]["contracts_count"]) == (1, 0)
    assert rows["national_factor"]["rule"] == "OFFICIAL"


def test_they_are_the_views_of_the_footprint(lfp_declared):
    rows = {row["view"]: row for row in electricity_table(lfp_declared).records()}

    assert rows["location"][KG] == lfp_declared.result.electricity["location_based"]
    assert rows["market"][KG] == lfp_declared.result.electricity["market_based"]


def test_three_approaches_of_end_of_life_sum_to_their_totals_and_one_is_declared(every_declared):
    rows = {row["approach"]: row for row in end_of_life_table(every_declared).records()}
    stages = [f"{one.replace(' ', '_')}_kg_co2e_per_pack" for one in every_declared.result.stages]

    assert list(rows) == ["no-credit", "cut-off", "cff"]
    assert [name for name, row in rows.items() if row["declared"] == "yes"] == ["no-credit"]
    for row in rows.values():
        assert sum(row[one] for one in stages) == pytest.approx(row[KG], rel=1e-12)
    assert rows["no-credit"]["credit_kg_co2e_per_pack"] == 0 > rows["cff"]["credit_kg_co2e_per_pack"]
