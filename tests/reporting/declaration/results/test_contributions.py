"""The lines as a table."""

import pytest

from lca_models.reporting.declaration.results.contributions import contributions_table
from lca_models.reporting.declaration.results.totals import total_kg


def test_contributions_sum_to_the_stages_and_shares_to_one(every_declared):
    rows = list(contributions_table(every_declared).records())

    for stage, amount in every_declared.result.stages.items():
        found = sum(row["kg_co2e_per_pack"] for row in rows if row["stage"] == stage)
        assert found == pytest.approx(amount, rel=1e-9, abs=1e-9)
    assert sum(row["share"] for row in rows) == pytest.approx(1, rel=1e-9)
    assert sum(row["kg_co2e_per_pack"] for row in rows) == pytest.approx(total_kg(every_declared), rel=1e-9)


def test_a_row_says_unit_source_document_and_row_of_the_tables(lfp_declared):
    rows = {row["line"]: row for row in contributions_table(lfp_declared).records()}

    graphite = rows["cell_lfp > anode_graphite"]
    assert graphite["unit"] == "kilogram"
    assert graphite["evidence"] == "E3, Illustration - bill of materials, 2025"
    assert graphite["row"].startswith("manufacturing/cells.csv:")
    assert rows["pack_lfp > electricity_cell_plant"]["source"] == "BattSustModel2023"
