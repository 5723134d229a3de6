from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.rows import (
    LEVELS,
    VIEWS,
    contribution_by,
    contribution_tree,
    input_contribution,
    largest_contributions,
    trace,
)
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_of_a_full_trace_is_the_whole_result(toy, level):
    found = trace(toy, top=1000)

    assert sum(row["share"] for row in found.rows if row["level"] == level) == pytest.approx(1)
    assert found.covered == pytest.approx(1)


def test_rows_of_a_trace_name_their_table_and_source(toy):
    """10 NiSO4 at 0.6 of 6.6 is the largest; the credit of 9 follows with its sign"""
    first, second = trace(toy, top=2).rows[:2]

    assert (first["table"], first["row"], first["source"]) == ("manufacturing/exchanges.csv", 2, "Example")
    assert first["share"] == pytest.approx(6 / 6.6)
    assert (second["table"], second["row"], second["process"]) == ("recycling/exchanges.csv", 5, "recycling_toy")
    assert second["share"] == pytest.approx(-5.4 / 6.6)


def test_the_row_of_a_trace_is_the_line_of_the_file(toy, toy_study):
    for row in trace(toy, top=1000).rows:
        line = (toy_study.root / row["table"]).read_text(encoding="utf-8").splitlines()[row["row"] - 1]
        assert line.startswith(f"{row['process']},")
        assert row["input"] in line


def test_a_trace_covers_what_was_asked(toy):
    assert trace(toy).covered >= 0.95
    assert trace(toy, cover=0.999999).covered == pytest.approx(1)


def test_top_limits_each_level(toy):
    assert len(trace(toy, top=1).rows) == 2


def test_the_largest_contributions_and_the_rest_sum_to_the_score(toy):
    table = largest_contributions(toy, count=2)

    assert table["input"].iloc[-1] == "all other"
    assert table["amount"].sum() == pytest.approx(6.6)
    assert table["share"].sum() == pytest.approx(1)
    assert len(table) == 3


def test_one_input_bought_by_two_stages_stays_two_lines(toy):
    table = largest_contributions(toy, count=10).set_index(["bought", "stage"])["amount"]

    assert table["nickel sulfate", "raw material acquisition"] == pytest.approx(6)
    assert table["nickel sulfate", "recycling"] == pytest.approx(-5.4)


def test_the_contribution_of_an_input_counts_its_chain_once(toy):
    """Electricity of the plant is 2 kWh at 0.5; its province is inside it"""
    assert input_contribution(toy, frozenset({"electricity_cell_plant"}))[1] == pytest.approx(1)
    assert input_contribution(toy, frozenset({"electricity_cell_plant", "electricity_cn_gd"}))[1] == pytest.approx(1)
    assert input_contribution(toy, frozenset({"nickel_sulfate"}))[1] == pytest.approx(0.6)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_the_whole_result(toy, view):
    table = contribution_by(toy, view)

    assert table["amount"].sum() == pytest.approx(6.6)
    assert table["share"].sum() == pytest.approx(1)
    assert set(table["unit"]) == {"kg CO2-eq per pack"}


def test_the_views_split_the_toy_as_a_reader_would(toy):
    """6 bought and 5.4 avoided nickel sulfate, 4 and 1 kg of direct CO2, 1 of electricity in Guangdong"""
    stage, location, bought = (
        contribution_by(toy, view).set_index(view)["amount"] for view in ("stage", "location", "input")
    )

    assert stage.to_dict() == pytest.approx(toy.stages())
    assert location.to_dict() == pytest.approx({"CN": 4 + 1 + 6 - 5.4, "CN-GD": 1})
    assert bought["nickel sulfate"] == pytest.approx(6 - 5.4)


def test_an_emission_belongs_to_the_nearest_buyer_in_a_province(small_project):
    """plant in Guangdong: 2 kWh from Sichuan, 1 coal of 3 each, so 6 for Sichuan; its own 5 and 1 coal, 3; the rest emits 1"""
    copy = small_project(
        pack=("manufacturing", [("technosphere", "plant", 1.0), ("biosphere", "co2", 1.0)]),
        plant=(
            "manufacturing",
            [("technosphere", "power", 2.0), ("technosphere", "coal", 1.0), ("biosphere", "co2", 5.0)],
        ),
        power=[("technosphere", "coal", 1.0)],
        coal=[("biosphere", "co2", 3.0)],
    )
    places = {"plant": "CN-GD", "power": "CN-SC", "coal": "CN", "pack": "CN"}
    system = copy.system(("small", "pack"))
    processes = tuple(replace(node, data={**node.data, "location": places[node.key[1]]}) for node in system.processes)
    table = contribution_by(assess(replace(system, processes=processes)), "province").set_index("province")["amount"]

    assert table.to_dict() == pytest.approx({"CN-GD": 5 + 3, "CN-SC": 2 * 3, "no province": 1})


def test_rows_point_to_their_line(toy):
    rows = contribution_by(toy, "row").set_index("row")["amount"]

    assert rows["manufacturing/exchanges.csv:2"] == pytest.approx(6)
    assert rows["recycling/exchanges.csv:5"] == pytest.approx(-5.4)


def test_an_unknown_view_is_named(toy):
    with pytest.raises(ScenarioError, match="no contribution by 'stages'; did you mean 'stage'"):
        contribution_by(toy, "stages")


def test_branches_sum_to_the_purchase_they_stand_behind(shipped_study):
    """with nothing left out, down to three levels: a purchase is what its supplier buys and emits"""
    assessment = shipped_study.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment
    tree = contribution_tree(assessment, smallest_share=0, deepest=3)
    branches = [one for some in tree.values() for one in some]

    assert sum(one.contribution for one in branches) == pytest.approx(assessment.score)
    for one in (child for branch in branches for child in (branch, *branch.branches) if child.branches):
        assert sum(part.contribution for part in one.branches) == pytest.approx(one.contribution, rel=1e-9, abs=1e-9)


def test_small_branches_are_left_out(shipped_study):
    tree = contribution_tree(
        shipped_study.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment, smallest_share=0.05
    )
    shares = [abs(one.share) for some in tree.values() for branch in some for one in (branch, *branch.branches)]

    assert shares
    assert min(shares) >= 0.05
