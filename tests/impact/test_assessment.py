"""Laws of a footprint, the worked example of the design, and small systems whose answer is arithmetic."""

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.assessment import assess, solve
from lca_models.impact.study import Study
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError
from lca_models.reporting.verification.contributions import verify
from lca_models.reporting.verification.witnesses import recompute_with_numpy
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import make_system

MANUFACTURING, RECYCLING = "manufacturing", "recycling"


def any_settings():
    return st.fixed_dictionaries(
        {
            "toy_plant_electricity": st.floats(0, 1000),
            "recovery_rate_nickel": st.floats(0, 1),
            "cell_plant_province": st.sampled_from(["CN-GD", "CN-SC"]),
        }
    )


def test_the_worked_example(toy_system):
    """10 NiSO4 at 0.6 for raw materials; 4 + 2 kWh at 0.5; 1 emitted and 9 NiSO4 avoided at end of life"""
    assert assess(toy_system).stages() == pytest.approx(
        {"raw material acquisition": 6, "manufacturing": 5, "distribution": 0, "recycling": 1 - 9 * 0.6}
    )


def test_credits_are_the_negative_lines_of_their_stage(toy_system):
    assert assess(toy_system).credits() == pytest.approx({"recycling": -9 * 0.6})


@settings(max_examples=examples(50))
@given(any_settings())
def test_stages_purchases_and_emissions_each_sum_to_the_score(toy_system, chosen):
    """10 x 0.6 + 4 + kWh x intensity + 1 - 10 x recovery x 0.6"""
    result = assess(toy_system, chosen)
    intensity = {"CN-GD": 0.5, "CN-SC": 0.1}[chosen["cell_plant_province"]]
    by_hand = 11 + chosen["toy_plant_electricity"] * intensity - 6 * chosen["recovery_rate_nickel"]

    assert result.score == pytest.approx(by_hand, rel=1e-9)
    assert sum(result.stages().values()) == pytest.approx(result.score, rel=1e-9)
    assert result.purchases.sum() == pytest.approx(result.score, rel=1e-9)
    assert result.emissions.sum() == pytest.approx(result.score, rel=1e-9)


def loop_with_a_credit(own_use, credit):
    """Steel uses some of itself and comes in lots of 4; recycling avoids some of it."""
    return make_system(
        "life",
        {},
        steel=[("production", "steel", 4.0), ("technosphere", "steel", own_use), ("technosphere", "power", 2.0),
               ("biosphere", "co2", 6.0)],
        power=[("technosphere", "steel", 0.01), ("biosphere", "co2", 0.5)],
        pack=(MANUFACTURING, [("technosphere", "steel", 3.0), ("biosphere", "co2", 1.0)]),
        life=(RECYCLING, [("technosphere", "pack", 1.0), ("substitution", "steel", credit)]),
    )  # fmt: skip


@settings(max_examples=examples(25))
@given(st.floats(0, 2), st.floats(0, 2.5))
def test_the_slope_of_an_exchange_is_what_the_score_does_when_its_amount_moves(own_use, credit):
    """Of every exchange, production and credits included, by central differences"""
    result = assess(loop_with_a_credit(own_use, credit))

    for position, slope in enumerate(result.slopes):
        step = np.zeros(len(result.amounts))
        step[position] = 1e-6
        up, down = (solve(result.system, {}, result.amounts + side * step).score for side in (1, -1))
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-6, abs=1e-7)


@settings(max_examples=examples(25))
@given(st.floats(0, 2), st.floats(0, 2.5))
def test_what_the_exchanges_of_a_process_add_is_what_its_product_is_worth(own_use, credit):
    """Per run: production times intensity; over the demand: supply times that"""
    result = assess(loop_with_a_credit(own_use, credit))
    system, makers = result.system, result.system.makers

    for product, maker in enumerate(makers):
        mine = system.matrix_columns == maker
        worth = result.production[product] * result.intensities[product]
        assert result.per_run[mine].sum() == pytest.approx(worth, rel=1e-9)
        assert result.contributions[mine].sum() == pytest.approx(result.supply[maker] * worth, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("demand", [-1.0, 0.0, 0.25, 1.0, 1000.0])
def test_the_score_is_linear_in_the_demand(toy_study, demand):
    system = build_product_system(toy_study.rows, ("recycling", "life_cycle_toy"), demand)
    result = assess(system)

    assert result.score == pytest.approx(6.6 * demand)
    assert sum(result.stages().values()) == pytest.approx(6.6 * demand, rel=1e-9)


def test_the_tables_of_a_result_sum_to_the_score(toy_system):
    result = assess(toy_system)

    for table in (result.by_stage(), result.by_process(), result.by_flow()):
        assert table["amount"].sum() == pytest.approx(6.6, rel=1e-9)
        assert set(table["unit"]) == {"kg CO2-eq per pack"}


def test_flows_are_counted_in_their_own_unit(toy_system):
    """CO2: 4 + 2 x 0.5 + 1; CO2e of an aggregated source: 10 - 9 NiSO4 at 0.6"""
    quantities = assess(toy_system).by_flow().set_index("flow")["quantity"]

    assert quantities.to_dict() == pytest.approx({"carbon dioxide, fossil": 6, "GHG, CO2e (AR6 GWP100)": 0.6})


def test_the_dense_solve_of_numpy_agrees(toy_system):
    assert recompute_with_numpy(assess(toy_system, province="CN-SC")).relative_difference < 1e-9


def test_bw2calc_on_the_project_agrees(toy_study, toy_system):
    witness = verify(assess(toy_system), toy_study.base, toy_study.current.project).bw2calc

    assert witness.other == pytest.approx(6.6, rel=1e-6)
    assert witness.relative_difference < 1e-6


def check(project, demand, expected, stages=None):
    """Ours, dense NumPy, bw2calc and bw2analyzer give the arithmetic."""
    system = project.system(("small", demand))
    result = assess(system)
    assert result.score == pytest.approx(expected, rel=1e-12)
    assert sum(result.stages().values()) == pytest.approx(expected, rel=1e-9)
    assert result.emissions.sum() == pytest.approx(expected, rel=1e-9)
    found = verify(result, project.base, "small")
    assert found.numpy.relative_difference < 1e-9
    assert found.holds
    if stages:
        assert {stage: amount for stage, amount in result.stages().items() if amount} == pytest.approx(stages)


def test_losses_are_supplied_on_top(small_project):
    """1 kWh at the user needs 1 / (1 - 0.2) of the mix, which emits 0.5: 0.625"""
    project = small_project(
        mix=[("biosphere", "co2", 0.5)],
        user=(MANUFACTURING, [("technosphere", "mix", 1 / (1 - 0.2))]),
    )
    check(project, "user", 0.625, {MANUFACTURING: 0.625})


def test_a_process_that_consumes_its_own_product(small_project):
    """0.2 of every kWh is used by the plant: 0.5 / (1 - 0.2)"""
    project = small_project(
        plant=[("technosphere", "plant", 0.2), ("biosphere", "co2", 0.5)],
        user=(MANUFACTURING, [("technosphere", "plant", 1.0)]),
    )
    check(project, "user", 0.5 / 0.8)


def test_a_foreground_process_that_consumes_its_own_product(small_project):
    """scrap returned: 10 % of the packs go back in; 5 / 0.9 emitted and 2 x 0.6 / 0.9 bought"""
    project = small_project(
        nickel=[("biosphere", "co2", 0.6)],
        pack=(
            MANUFACTURING,
            [("technosphere", "pack", 0.1), ("technosphere", "nickel", 2.0), ("biosphere", "co2", 5.0)],
        ),
    )
    check(project, "pack", (5 + 1.2) / 0.9)


def test_production_other_than_one(small_project):
    """A batch of 4 packs emits 10 and buys 8 nickel at 0.6; nickel comes in lots of 2 that emit 1.2"""
    project = small_project(
        nickel=[("production", "nickel", 2.0), ("biosphere", "co2", 1.2)],
        pack=(
            MANUFACTURING,
            [("production", "pack", 4.0), ("technosphere", "nickel", 8.0), ("biosphere", "co2", 10.0)],
        ),
    )
    check(project, "pack", (10 + 8 * 0.6) / 4)


def test_treatment_of_waste_has_production_minus_one(small_project):
    """A pack gives 3 kg of waste (bought as -3); treating 1 kg emits 0.2"""
    project = small_project(
        treatment=[("production", "treatment", -1.0), ("biosphere", "co2", 0.2)],
        pack=(MANUFACTURING, [("technosphere", "treatment", -3.0), ("biosphere", "co2", 1.0)]),
    )
    check(project, "pack", 1 + 3 * 0.2)


def test_two_exchanges_between_the_same_pair_are_summed_and_keep_their_stages(small_project):
    """2 + 3 nickel at 0.6, emissions 1 + 1"""
    project = small_project(
        nickel=[("biosphere", "co2", 0.6)],
        pack=(MANUFACTURING, [("technosphere", "nickel", 2.0), ("technosphere", "nickel", 3.0),
                              ("biosphere", "co2", 1.0), ("biosphere", "co2", 1.0)]),
    )  # fmt: skip
    exchange = next(
        one for one in project.brightway.get_activity(("small", "pack")).technosphere() if one["amount"] == 3
    )
    exchange["stage"] = RECYCLING
    exchange.save()

    check(project, "pack", 5 * 0.6 + 2, {MANUFACTURING: 2 * 0.6 + 2, RECYCLING: 3 * 0.6})


def test_a_credit_within_the_foreground_stays_in_its_stage(small_project):
    """Recycling avoids 9 of the 10 nickel the pack buys: tagging by process alone would net them first"""
    project = small_project(
        nickel=[("biosphere", "co2", 0.6)],
        pack=(MANUFACTURING, [("technosphere", "nickel", 10.0)]),
        life=(RECYCLING, [("technosphere", "pack", 1.0), ("substitution", "nickel", 9.0)]),
    )
    check(project, "life", 0.6, {MANUFACTURING: 6, RECYCLING: -5.4})


def test_background_processes_may_need_each_other(small_project):
    """steel = 1 + 0.1 power, power = 0.5 + 0.2 steel: steel (1 + 0.05) / (1 - 0.02)"""
    project = small_project(
        steel=[("technosphere", "power", 0.1), ("biosphere", "co2", 1.0)],
        power=[("technosphere", "steel", 0.2), ("biosphere", "co2", 0.5)],
        pack=(MANUFACTURING, [("technosphere", "steel", 1.0)]),
    )
    check(project, "pack", 1.05 / 0.98)


def test_a_process_that_supplies_nothing_after_its_own_use_is_refused(small_project):
    project = small_project(plant=(MANUFACTURING, [("technosphere", "plant", 1.0), ("biosphere", "co2", 0.5)]))

    with pytest.raises(ProjectError, match="singular"):
        assess(project.system(("small", "plant")))


def test_another_maker_of_the_product_is_named(small_project):
    project = small_project(
        pack=(MANUFACTURING, [("biosphere", "co2", 1.0)]),
        other=(MANUFACTURING, [("production", "pack", 1.0), ("biosphere", "co2", 1.0)]),
    )
    system = project.system(("small", "pack"))

    assert assess(system).score == pytest.approx(1.0)
    assert any("1 (the first: 'small/pack', by 'small/other')" in one for one in system.warnings)


def test_an_unknown_process_is_refused_with_the_nearest(toy_study):
    with pytest.raises(ProjectError, match="did you mean 'life_cycle_toy'"):
        build_product_system(toy_study.rows, ("recycling", "life_cycle_toi"))


def test_a_stage_map_replaces_stages(toy_study):
    """Nickel goes to manufacturing: 5 + 6"""
    pair = (("manufacturing", "pack_toy"), ("raw_materials", "nickel_sulfate"))
    system = build_product_system(toy_study.rows, ("recycling", "life_cycle_toy"), stage_map={pair: MANUFACTURING})

    assert assess(system).stages()[MANUFACTURING] == pytest.approx(11)
    assert assess(system).score == pytest.approx(6.6)


def test_a_province_needs_a_shipped_product(toy_study):
    system = build_product_system(toy_study.rows, ("recycling", "life_cycle_toy"))

    with pytest.raises(ScenarioError, match="only a shipped product"):
        assess(system, province="CN-SC")


def test_assessing_leaves_the_system_as_it_was(toy_system):
    stored = toy_system.stored_amounts.copy()
    assess(toy_system, {"toy_plant_electricity": 50}, province="CN-SC")

    assert np.array_equal(toy_system.stored_amounts, stored)
    assert assess(toy_system).score == pytest.approx(6.6)


def test_solving_for_given_amounts_needs_no_parameters(toy_system):
    assert solve(toy_system, {}, assess(toy_system).amounts).score == pytest.approx(6.6)


def test_the_study_finds_products_by_id(toy_study):
    assert isinstance(toy_study, Study)
    with pytest.raises(ScenarioError, match="there is no product 'toi'; did you mean 'toy'"):
        toy_study.product_system("toi")
