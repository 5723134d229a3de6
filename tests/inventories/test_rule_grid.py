"""Brightway as witness of the rules: every rule set, approach to the end of life and source of a plant's electricity.

The parameters of a copy of the shipped project are changed in Brightway, its own recalculation sets the amounts, and
bw2calc calculates. One copy serves all cases, in order, and each case changes only what differs from the last one.
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import product as combinations

import pytest
from counts import LONG

from lca_models.impact.assessment import Assessment, assess
from lca_models.reporting.verification.contributions import verify
from tests.brightway_copy import BrightwayCopy, open_copy

PRODUCT = "nmc811-80kwh"  # its chain has all six plants
RULES = ("cn-551", "eu-cfb-ev", "iso-14067-cut-off")
APPROACHES = ("no-credit", "cut-off", "avoided-burden", "fifty-fifty", "cff")
INSTRUMENTS = ("onsite", "direct_line", "green_trade", "certificate")
PLANTS = ("aluminium", "cathode", "cell_plant", "graphite", "precursor", "recycling")
SUPPLIES = {
    "location": {},
    **{
        instrument: {
            f"{plant}_{instrument}_share".replace("cell_plant_green_trade", "green_power"): share
            for plant, share in zip(PLANTS, (0.2, 0.4, 0.5, 1.0, 0.3, 0.6), strict=True)
        }
        for instrument in INSTRUMENTS
    },
    "mixed, residual": {
        "cell_plant_onsite_share": 0.1, "green_power_share": 0.4, "cell_plant_certificate_share": 0.3,
        "certificates_count": "YES", "residual_mix_counts": "YES",
    },
    "regional grid": {"electricity_rule": "REGIONAL"},
    "official factor": {"electricity_rule": "OFFICIAL"},
}  # fmt: skip
# Every rule set, approach and supply at least once.
FEW = (
    ("cn-551", "no-credit", "green_trade"),
    ("cn-551", "fifty-fifty", "mixed, residual"),
    ("cn-551", "cff", "official factor"),
    ("eu-cfb-ev", "cff", "direct_line"),
    ("eu-cfb-ev", "avoided-burden", "onsite"),
    ("iso-14067-cut-off", "cut-off", "certificate"),
    ("iso-14067-cut-off", "cut-off", "location"),
    ("iso-14067-cut-off", "avoided-burden", "regional grid"),
)
ALL = tuple(combinations(RULES, APPROACHES, SUPPLIES))


@pytest.fixture(scope="module")
def brightway(shipped_study, tmp_path_factory) -> Iterator[BrightwayCopy]:
    yield from open_copy(shipped_study, tmp_path_factory.mktemp("grid"))


@pytest.fixture(scope="module")
def systems(shipped_study):
    return {rules: shipped_study.product_system(PRODUCT, rules) for rules in RULES}


def plain_parameters(assessment: Assessment) -> dict[str, float]:
    derived = {name for name, _, _ in assessment.system.derived}
    return {name: value for name, value in assessment.parameters.items() if name not in derived}


def test_the_few_cases_name_every_rule_set_approach_and_supply():
    assert [set(column) for column in zip(*FEW, strict=True)] == [set(RULES), set(APPROACHES), set(SUPPLIES)]


@pytest.mark.parametrize(
    ("rules", "approach", "supply"), [pytest.param(*case, marks=pytest.mark.long) for case in ALL] if LONG else FEW
)
def test_bw2calc_agrees_after_brightways_own_recalculation(brightway, systems, rules, approach, supply):
    """To 1e-6: the processed arrays of Brightway are float32."""
    expected = assess(systems[rules], SUPPLIES[supply] | {"end_of_life_approach": approach})

    brightway.set_parameters(plain_parameters(expected))
    assert verify(expected, brightway.copy.base, brightway.copy.project).holds


def test_bw2calc_agrees_with_the_recycled_content_of_a_scenario(brightway, systems, shipped_study):
    """eu-2031 under the circular footprint formula, where recycled and primary salts are both bought"""
    settings = {**shipped_study.scenarios["eu-2031"].settings, "end_of_life_approach": "cff"}
    expected = assess(systems["cn-551"], settings)

    assert expected.score < assess(systems["cn-551"], {"end_of_life_approach": "cff"}).score
    brightway.set_parameters(plain_parameters(expected))
    assert verify(expected, brightway.copy.base, brightway.copy.project).holds


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="Brightway takes 20 s for all groups")
def test_recalculating_every_group_changes_nothing(brightway):
    """After all cases: no group was passed over that had to be recalculated."""
    from bw2data.backends import sqlite3_lci_db
    from bw2data.backends.schema import ExchangeDataset

    tables = import_module("bw2data.parameters")

    def amounts():
        return {one.id: one.data["amount"] for one in ExchangeDataset.select() if "formula" in one.data}

    before = amounts()
    with sqlite3_lci_db.db.atomic(), tables.parameters.db.atomic():
        tables.Group.get(name="project").expire()
        brightway.copy.brightway.parameters.recalculate()
    assert amounts() == before


@pytest.mark.parametrize(("rules", "instrument"), list(combinations(RULES, INSTRUMENTS)))
def test_every_instrument_that_counts_moves_the_result(systems, rules, instrument):
    """So that agreement is about something: contracts count for nothing in Europe, certificates only under ISO 14067."""
    uncounted = {("eu-cfb-ev", "green_trade"), ("eu-cfb-ev", "certificate"), ("cn-551", "certificate")}
    with_it, without = (assess(systems[rules], SUPPLIES[supply]).score for supply in (instrument, "location"))

    assert (with_it == pytest.approx(without, rel=1e-12)) == ((rules, instrument) in uncounted)
