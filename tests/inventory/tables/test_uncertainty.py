"""The published method of pedigree scores, on an example worked by hand."""

import csv
import math
from pathlib import Path

import pytest

from lca_models.inventory.tables.uncertainty import (
    CERTAIN,
    LOGNORMAL,
    NORMAL,
    TRIANGULAR,
    UNIFORM,
    lognormal,
    pedigree_sigma,
    spread_of,
)

with (Path(__file__).parents[2] / "tiny_inventory/pedigree_factors.csv").open(encoding="utf-8", newline="") as file:
    FACTORS = {(row["set"], row["indicator"], row["score"]): float(row["factor"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("factor_set", "factors", "squared"),
    [
        ("expert 2007", (1.05, 1.05, 1.05, 1.03, 1.10, 1.0), 1.14),
        ("empirical 2016", (1.05, 1.54, 1.04, 1.03, 1.11, 1.0), 1.57),
    ],
)
def test_the_spread_of_scores_2_3_2_5_1(factor_set, factors, squared):
    """GSD^2 = exp(sqrt(sum of ln(U)^2)): 1.14 by expert judgement, 1.57 by the empirical factors"""
    sigma = pedigree_sigma("2-3-2-5-1", "technosphere", FACTORS, factor_set)

    assert sigma == pytest.approx(0.5 * math.sqrt(sum(math.log(factor) ** 2 for factor in factors)))
    assert math.exp(2 * sigma) == pytest.approx(squared, abs=0.005)


def test_best_scores_leave_the_basic_uncertainty():
    assert pedigree_sigma("1-1-1-1-1", "technosphere", FACTORS) == pytest.approx(0.5 * math.log(1.05))


@pytest.mark.parametrize("place", range(5))
def test_a_worse_score_never_narrows_the_spread(place):
    scores = ["1"] * 5
    spreads = []
    for score in "12345":
        scores[place] = score
        spreads.append(pedigree_sigma("-".join(scores), "technosphere", FACTORS))

    assert spreads == sorted(spreads)


def test_the_median_of_a_lognormal_is_the_amount():
    assert lognormal(3.0, 0.1).fields() == {
        "uncertainty type": LOGNORMAL, "loc": pytest.approx(math.log(3)), "scale": 0.1, "negative": False
    }  # fmt: skip
    assert lognormal(-3.0, 0.1).fields()["negative"] is True


@pytest.mark.parametrize(("amount", "sigma"), [(0.0, 0.1), (3.0, 0.0)])
def test_nothing_to_spread_is_certain(amount, sigma):
    assert lognormal(amount, sigma).type == CERTAIN


@pytest.mark.parametrize(
    ("distribution", "kind"),
    [
        ("normal", NORMAL),
        ("uniform", UNIFORM),
        ("triangular", TRIANGULAR),
        ("lognormal", LOGNORMAL),
        ("determined", CERTAIN),
    ],
)
def test_each_distribution_has_the_number_stats_arrays_gives_it(distribution, kind):
    import stats_arrays

    names = {CERTAIN: "UndefinedUncertainty", NORMAL: "NormalUncertainty", UNIFORM: "UniformUncertainty",
             TRIANGULAR: "TriangularUncertainty", LOGNORMAL: "LognormalUncertainty"}  # fmt: skip

    assert spread_of(2.0, distribution, 0.1, 1.0, 3.0).type == kind == getattr(stats_arrays, names[kind]).id


def test_a_triangle_without_width_is_certain():
    assert spread_of(2.0, "triangular", None, 2.0, 2.0).type == CERTAIN
