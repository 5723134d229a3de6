"""The toy chain: a pack buys 10 nickel sulfate at 0.6 and 2 kWh at 0.5 and emits 4; its end of life emits 1 and avoids 9."""

import pandas as pd
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.supply_chain import BELOW, DIRECT, UPSTREAM, supply_chain
from lca_models.scope.scenario import ScenarioError
from tests.shipped_tables import shipped_system


@pytest.fixture(scope="module")
def chain(toy_system):
    return supply_chain(assess(toy_system), 0.001)


@pytest.fixture(scope="module")
def pack():
    return assess(shipped_system("nmc811-80kwh"))


def balance(edges: pd.DataFrame) -> pd.Series:
    """In minus out of every place in between; the product itself and what has no inputs are left out."""
    into = edges.groupby(["target", "target_level"])["amount"].sum()
    out = edges.groupby(["source", "source_level"])["amount"].sum()
    out.index = out.index.set_names(into.index.names)
    return (into - out).dropna()


def test_the_tree_holds_every_purchase_with_its_score(chain):
    tree = chain.tree().set_index(["process", "depth"])["score"]

    assert tree["pack over its life, worked example", 0] == pytest.approx(6.6)
    assert tree["pack, worked example", 1] == pytest.approx(6 + 4 + 1)
    assert tree["recycling of a pack, worked example", 1] == pytest.approx(1 - 5.4)
    assert sorted(tree.loc[["nickel sulfate production"]]) == pytest.approx([-5.4, 6])


def test_a_purchase_gives_its_stage_to_everything_upstream(chain):
    edges = chain.edges()
    nickel = edges[edges["target"] == "nickel sulfate production"].set_index("stage")["amount"]

    assert nickel.to_dict() == pytest.approx({"raw material acquisition": 6, "recycling": -5.4})


def test_edges_without_a_buyer_sum_to_the_stages(chain, toy_system):
    """what is emitted, by the stage it belongs to, is the result by stage"""
    edges = chain.edges()
    emitted = edges[edges["source"] == DIRECT].groupby("stage")["amount"].sum()
    stages = {stage: amount for stage, amount in assess(toy_system).stages().items() if amount}

    assert emitted.to_dict() == pytest.approx(stages)


def test_a_larger_cut_off_shows_less_and_says_how_much(toy_system):
    """electricity is 1 of 6.6; below 20 % it is no branch of its own"""
    edges = supply_chain(assess(toy_system), 0.2).edges()

    below = edges[(edges["source"] == BELOW) & (edges["target"] == "pack, worked example")]
    assert below["amount"].item() == pytest.approx(1)
    assert not edges["source"].str.contains("electricity").any()


@pytest.mark.parametrize("cutoff", [0.05, 0.005])
@pytest.mark.parametrize("depth", [None, 3])
def test_what_goes_into_a_place_comes_out_of_it(pack, cutoff, depth):
    edges = supply_chain(pack, cutoff).edges(depth)

    assert balance(edges).abs().max() < 1e-9 * pack.score
    ends = edges[edges["source"].isin([DIRECT, BELOW, UPSTREAM])]
    assert ends["amount"].sum() == pytest.approx(pack.score, rel=1e-12)


def test_a_limited_walk_has_the_upper_part_of_the_tree(pack):
    whole, upper = supply_chain(pack, 0.02).tree(), supply_chain(pack, 0.02, depth=2).tree()

    assert upper["depth"].max() == 2
    assert len(upper) == (whole["depth"] <= 2).sum()
    assert upper["score"].to_list() == pytest.approx(whole["score"][whole["depth"] <= 2].to_list())


def test_any_scenario_and_category_can_be_walked(toy_system):
    """an electricity of 0.1 per kWh in Sichuan: 2 * 0.1"""
    tree = supply_chain(assess(toy_system, province="CN-SC"), 0.001).tree()

    assert tree[tree["location"] == "CN-SC"]["score"].to_list() == pytest.approx([0.2])


def test_the_text_indents_what_a_process_buys(chain):
    lines = chain.text().splitlines()

    assert lines[0] == " 100.0%  pack over its life, worked example (CN)"
    assert lines[2] == "  90.9%      nickel sulfate production (CN)"


@pytest.mark.parametrize(
    ("options", "message"),
    [({"cutoff": 0}, "the cut-off is 0; give a share"), ({"cutoff": 5}, "cut-off is 5"), ({"depth": 0}, "depth is 0")],
)
def test_what_makes_no_walk_is_refused(toy_system, options, message):
    with pytest.raises(ScenarioError, match=message):
        supply_chain(assess(toy_system), **options)
