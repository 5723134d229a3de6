"""Data quality ratings and assumed shares, on the shipped study."""

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.data_quality import (
    Rating,
    assumed_leverage,
    assumed_parameters,
    assumed_share_with_parameters,
    evidence_shares,
    process_ratings,
    purchases_rating,
    result_rating,
)


@pytest.fixture(scope="module")
def result(shipped_study):
    return assess(shipped_study.product_system("lfp-60kwh"))


def test_the_rating_is_the_mean_of_four():
    assert Rating(technology=1, geography=2, time=3, precision=4).overall == (1 + 2 + 3 + 4) / 4


@pytest.mark.parametrize("rating", [result_rating, purchases_rating])
def test_ratings_of_a_result_lie_between_best_and_worst(result, rating):
    found = rating(result)
    assert all(1 <= score <= 5 for score in vars(found).values())


def test_direct_emissions_of_all_processes_sum_to_the_score(result):
    assert process_ratings(result)["direct"].sum() == pytest.approx(result.score)


def test_the_rating_of_a_process_lies_within_its_rows(result):
    table = process_ratings(result).set_index("code")
    system = result.system
    rows = [
        e.data["pedigree_scores"] for e in system.exchanges if e.process[1] == "heat_coal" and e.type != "production"
    ]
    geography = np.array([int(text.split("-")[3]) for text in rows if text])

    assert geography.min() <= table.loc["heat_coal", "geography"] <= geography.max()


def test_following_parameters_never_lowers_the_assumed_share(result):
    assert assumed_share_with_parameters(result) >= evidence_shares(result)["assumed"]


def test_a_derived_parameter_of_an_assumed_one_counts_as_assumed(result):
    found = assumed_parameters(result.system)
    assert "lfp_process_loss" in found
    assert "iron_phosphate_per_cathode" in found  # derived from it
    assert "molar_mass_li" not in found


def test_the_leverage_of_assumed_parameters_is_finite_and_small(result):
    assert 0 < assumed_leverage(result) < 1
