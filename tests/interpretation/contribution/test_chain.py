"""The rows of a process make the score of a unit of its product."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.chain import SupplyTree, row_keys, rows_behind
from lca_models.inventory.system.rows import ProjectError
from tests.impact.conftest import MANUFACTURING, make_system


@pytest.fixture(scope="module")
def result():
    """Steel in lots of 4: 6 kg emitted, 10 ore at 0.5, and 8 slag avoided at 0.25: (6 + 5 - 2) / 4 = 2.25 per unit"""
    system = make_system(
        "pack",
        {},
        pack=(MANUFACTURING, [("technosphere", "steel", 3.0)]),
        steel=[("production", "steel", 4.0), ("biosphere", "co2", 6.0), ("technosphere", "ore", 10.0),
               ("substitution", "slag", 8.0)],
        ore=[("biosphere", "co2", 0.5)],
        slag=[("biosphere", "co2", 0.25)],
    )  # fmt: skip
    return assess(system)


def test_the_rows_of_a_process_sum_to_the_score_of_a_unit_of_its_product(result):
    table = rows_behind(result, "steel").set_index("input")

    assert result.score == pytest.approx(3 * 2.25)
    assert table["contribution"].to_dict() == pytest.approx({"co2": 6 / 4, "ore": 5 / 4, "slag": -2 / 4})
    assert table["share"].sum() == pytest.approx(1)
    assert table["amount"].to_dict() == {"co2": 6.0, "ore": 10.0, "slag": 8.0}


def test_a_process_that_is_no_part_is_refused_with_the_nearest(result):
    with pytest.raises(ProjectError, match="'steal' is not part of this product system; did you mean 'steel'"):
        rows_behind(result, "steal")


def test_a_purchase_is_what_stands_behind_it(toy):
    """every level of the tree sums to the row above, and the stages to the score"""
    tree = SupplyTree(toy)
    first = [part for stage in toy.stages() for part in tree.first(stage)]

    assert sum(amount for _, amount in first) == pytest.approx(toy.score)
    opened = [(amount, tree.behind(place, amount)) for place, amount in first]
    assert any(parts for _, parts in opened)
    for amount, parts in opened:
        assert not parts or sum(part for _, part in parts) == pytest.approx(amount)


def test_the_same_row_twice_has_two_keys(toy):
    """a process that buys the same input twice counts its rows; no line number is in a key"""
    once = row_keys(toy.system)
    doubled = replace(toy.system, exchanges=(*toy.system.exchanges, toy.system.exchanges[0]))

    assert len(set(once)) == len(once)
    assert once[0].count(":") == 2
    assert row_keys(doubled)[-1] == f"{once[0]}:2"
