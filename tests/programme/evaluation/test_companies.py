"""Companies by name: readiness in parts, and results to ask about."""

import numpy as np
import pytest
from evaluated_pilots import BACK, declaration, pilot_of_counts

from lca_models.programme.evaluation.companies import companies_table, questions_table
from lca_models.programme.evaluation.indicators.weights import ResultLine


def test_each_company_has_its_parts_and_an_interval_of_ranks():
    extra = [declaration("b", "c000", steps=BACK), declaration("again", "c000", answers="b", chemistry="nmc")]
    pilot = pilot_of_counts({("lfp", "CN-SC"): 3}, extra=extra)
    lines = [
        ResultLine("manufacturing", 100, 2.0, is_primary=True, has_evidence=True),
        ResultLine("recycling", 100, None),
    ]
    table = companies_table(pilot, {"s000": lines, "again": lines}).set_index("company")
    assert table.loc["c000", "coverage"] == 2 / 5
    assert table.loc["c000", "chemistries"] == 1
    assert table.loc["c000", "quality"] == 1 - (2 - 1) / 4  # by its lines
    assert table.loc["c001", "quality"] == pytest.approx(1 - (5 / 3 - 1) / 4)  # by its stages
    assert table.loc["c000", "first_passes"] == (1 + 0.5) / 3  # of two first submissions one came back
    assert table.loc["c000", "evidence"] == 0.5
    assert table.loc["c001", "first_passes"] == (1 + 0.5) / 2
    assert (table["rank_low"] <= table["rank_high"]).all()


def test_a_pilot_without_companies_has_an_empty_table():
    assert companies_table(pilot_of_counts({})).empty


def test_a_result_far_from_its_peers_is_a_question():
    generator = np.random.default_rng(0)
    ones = [
        declaration(f"s{number}", f"c{number}", kg=6000 * float(np.exp(generator.normal(0, 0.05))))
        for number in range(8)
    ]
    far = declaration("far", "c8", kg=12000.0)
    odd = declaration("odd", "c9", kg=99999.0, province="CN-XX")
    table = questions_table(pilot_of_counts({}, extra=[*ones, far, odd]), {("lfp", "CN-SC"): 100.0})
    assert [*table["submission"]] == ["far"]
    assert table.loc[0, "ratio"] == pytest.approx(2)
    assert table.loc[0, "unit"] == "kg CO2-eq per kWh of capacity"
