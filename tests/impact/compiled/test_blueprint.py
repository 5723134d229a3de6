"""What a compiled system is made from: open processes with formulas, and the score per unit of everything behind them."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.blueprint import BACKGROUND, NO_STAGE, draw_blueprint
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.stages import STAGES
from tests.impact.conftest import MANUFACTURING, METHOD, RECYCLING, make_system

BUY, EMIT, AVOID, MAKE = "technosphere", "biosphere", "substitution", "production"


@pytest.fixture
def chain():
    """The pack buys 2 kWh of power and avoids steel; power burns coal at a rate that may change, steel stands still."""
    return make_system(
        "life", {"coal_need": 0.4, "doubled_need": "2 * coal_need", "unused_share": 0.1, "unused_twice": "2 * unused_share"},
        life=(RECYCLING, [(BUY, "pack", 1.0), (AVOID, "steel", 3.0)]),
        pack=(MANUFACTURING, [(BUY, "power", 2.0), (BUY, "steel", 5.0), (EMIT, "co2", 1.0)]),
        power=[(BUY, "coal", "doubled_need")], coal=[(EMIT, "co2", 2.5)], steel=[(BUY, "ore", 1.0)], ore=[(EMIT, "co2", 2.0)],
    )  # fmt: skip


def test_only_what_can_change_is_open(chain):
    found = draw_blueprint(chain, [METHOD])

    assert set(found.processes) == {"small/life", "small/pack", "small/power"}
    assert [name for name, one in zip(found.processes, found.foreground, strict=True) if one] == [
        "small/life",
        "small/pack",
    ]
    assert found.processes[found.demand] == "small/life"


def test_the_unchanging_background_is_bought_at_its_score(chain):
    """Coal 2.5, steel 2 from its ore, less where it is avoided, co2 1"""
    found = draw_blueprint(chain, [METHOD])
    closed = {
        (chain_exchange.process[1], chain_exchange.input[1]): found.intensities[position, 0]
        for position, chain_exchange in enumerate(
            exchange for exchange in chain.exchanges if f"small/{exchange.process[1]}" in found.processes
        )
        if found.suppliers[position] == BACKGROUND
    }

    assert closed == pytest.approx(
        {("pack", "co2"): 1, ("pack", "steel"): 2, ("life", "steel"): -2, ("power", "coal"): 2.5}
    )


def test_purchases_of_the_foreground_have_their_stage_and_avoided_products_are_credits(chain):
    found = draw_blueprint(chain, [METHOD])
    staged = {STAGES[stage] for stage in found.stages if stage != NO_STAGE}

    assert staged <= {MANUFACTURING, RECYCLING}
    assert found.credits.sum() == 1
    assert found.stages[found.credits].tolist() == [STAGES.index(RECYCLING)]


def test_parameters_know_what_rests_on_them(chain):
    found = draw_blueprint(chain, [METHOD])

    assert found.plain_parameters == ("coal_need", "unused_share")
    assert [name for name, _, _ in found.derived_behind_exchanges] == ["doubled_need"]
    assert [name for name, _, _ in found.derived_behind(["unused_twice"])] == ["unused_twice"]
    assert found.derived_behind(["coal_need"]) == ()


def test_open_processes_with_their_intensities_are_the_whole_system(chain):
    """Solved by hand from the blueprint alone"""
    found = draw_blueprint(chain, [METHOD])
    size = len(found.processes)
    matrix, direct = np.zeros((size, size)), np.zeros(size)
    inside = found.suppliers != BACKGROUND
    np.add.at(matrix, (found.suppliers[inside], found.columns[inside]), (found.signs * found.amounts)[inside])
    np.add.at(direct, found.columns[~inside], (found.amounts[:, None] * found.intensities)[~inside, 0])
    supply = np.linalg.solve(matrix, np.eye(size)[found.demand])

    assert direct @ supply == pytest.approx(assess(chain).score)


def test_a_background_without_a_solution_is_refused(chain):
    """Ore that is made in amounts of 0"""
    made = [exchange.input[1] == "ore" and exchange.type == MAKE for exchange in chain.exchanges]
    amounts = np.where(made, 0.0, chain.stored_amounts)

    with pytest.raises(ProjectError, match="the background is singular"):
        draw_blueprint(replace(chain, stored_amounts=amounts), [METHOD])
