"""The rows of a process make the score of a unit of its product."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.chain import rows_behind
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
