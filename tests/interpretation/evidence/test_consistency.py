"""Findings on the toy: 6 nickel sulfate, 4 and 1 kg of direct CO2, 1 of electricity, 5.4 avoided."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.consistency import IN_ORDER, TO_DISCUSS, review_table
from lca_models.scope.rules import RuleSet
from lca_models.scope.stages import STAGES


@pytest.fixture(scope="module")
def table(toy):
    return review_table({"toy": toy}).set_index("check")


def with_rows(assessment, change):
    """The assessment with the further fields of its exchanges changed; no number moves."""
    exchanges = tuple(replace(one, data={**one.data, **change(one)}) for one in assessment.system.exchanges)
    return replace(assessment, system=replace(assessment.system, exchanges=exchanges))


def test_every_stage_has_a_line_with_its_share(table):
    shares = [table.loc[f"stage {stage} has data", "share"] for stage in STAGES]

    assert sum(shares) == pytest.approx(1)
    assert table.loc["stage distribution has data", "verdict"] == TO_DISCUSS
    assert table.loc["stage manufacturing has data", "verdict"] == IN_ORDER


def test_rows_without_a_source_are_found(toy, table):
    """the pack emits 4 of 4 + 1 + 1 + 0.6 kg; nickel sulfate counts net of what is avoided"""
    bare = review_table({"toy": with_rows(toy, lambda one: {"source": ""} if one.process[1] == "pack_toy" else {})})
    line = bare.set_index("check").loc["every row names its source"]

    assert table.loc["every row names its source", "finding"] == "0 rows without a source"
    assert line["verdict"] == TO_DISCUSS
    assert line["share"] == pytest.approx(4 / 6.6)


def test_old_data_are_found_by_their_pedigree(toy):
    old = with_rows(toy, lambda one: {"pedigree_scores": "1-1-5-1-1"})
    young = with_rows(toy, lambda one: {"pedigree_scores": "1-1-1-1-1"})
    lines = {name: review_table({"toy": one}).set_index("check") for name, one in (("old", old), ("young", young))}

    assert lines["old"].loc["data of the right time", "share"] == pytest.approx(1)
    assert lines["old"].loc["data of the right time", "verdict"] == TO_DISCUSS
    assert lines["young"].loc["data of the right time", "share"] == 0
    assert lines["old"].loc["data of the right technology", "verdict"] == IN_ORDER


def test_two_allocation_rules_are_to_be_discussed(toy):
    processes = tuple(
        replace(node, data={**node.data, "allocation": "mass" if "nickel" in node.name else "economic"})
        for node in toy.system.processes
    )
    mixed = replace(toy, system=replace(toy.system, processes=processes))
    line = review_table({"toy": mixed}).set_index("check").loc["one allocation rule throughout"]

    assert line["verdict"] == TO_DISCUSS
    assert "economic" in line["finding"]
    assert "mass" in line["finding"]


def test_processes_abroad_are_found(toy):
    processes = tuple(
        replace(node, data={**node.data, "location": "ID"}) if "nickel" in node.name else node
        for node in toy.system.processes
    )
    line = review_table({"toy": replace(toy, system=replace(toy.system, processes=processes))}).set_index("check")
    nickel = 10 * 0.6 - 9 * 0.6

    found = line.loc["data of the country of the product (CN)"]
    assert found["share"] == pytest.approx(nickel / (nickel + 4 + 1 + 1))
    assert found["verdict"] == TO_DISCUSS


def test_a_process_with_nothing_in_it_is_named(small_project):
    system = small_project(
        pack=("manufacturing", [("technosphere", "free", 2.0), ("biosphere", "co2", 1.0)]), free=[]
    ).system(("small", "pack"))
    line = review_table({"pack": assess(system)}).set_index("check").loc["every process buys or emits something"]

    assert line["finding"] == "1 process without any input or emission: free"
    assert line["verdict"] == TO_DISCUSS


def test_compared_products_are_held_against_each_other(toy):
    ruled = replace(toy, system=replace(toy.system, rules=RuleSet("other-rules", "Other rules")))
    same, changed = review_table({"a": toy, "b": toy}), review_table({"a": toy, "b": ruled})
    line = changed[changed["product"] == "all compared"].set_index("check").loc["the same rule set"]

    assert set(same[same["product"] == "all compared"]["verdict"]) == {IN_ORDER}
    assert line["verdict"] == TO_DISCUSS
    assert "b: other-rules" in line["finding"]


def test_one_product_is_compared_with_nothing(toy):
    assert set(review_table({"toy": toy})["product"]) == {"toy"}


def test_what_is_yours_is_found_where_there_is_any(toy, table, toy_system):
    """the electricity of the plant, 1 of 12 without the credit, three times as much: 3 of 14"""
    amount = 3 * toy.parameters["toy_plant_electricity"]
    lines = review_table({"toy": assess(toy_system, {"toy_plant_electricity": amount})}).set_index("check")

    assert lines.loc["how much rests on inputs of your own", "share"] == pytest.approx(3 / 14)
    assert "how much rests on inputs of your own" not in table.index
