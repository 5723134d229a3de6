"""Laws of replacements: what is replaced moves, nothing else does."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.replaced.structure import (
    _replaced,
    parameter_names,
    read_pedigree_factors,
    with_replacements,
)
from lca_models.inventory.system.under_rules import under_rules
from lca_models.scope.replacement import read_replacements
from lca_models.scope.scenario import ScenarioError

ENTRY = {"buyer": "pack_toy", "input": "nickel_sulfate", "supplier": "supplier X", "value": 0.4, "unit": "kg CO2e/kg",
         "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "declaration"}  # fmt: skip
UNITS = {"kilogram": "kg", "kilowatt hour": "kWh", "unit": "unit"}
PURCHASES = [  # background, foreground, behind a credit (direct recycling avoids graphite), electricity, every buyer
    ("cell_lfp", "anode_graphite"),
    ("pack_lfp", "cell_lfp"),
    ("graphite_powder_crucible", "electricity_graphite_plant"),
    ("every", "electricity_cell_plant"),
    ("every", "aluminium_primary"),
]


def entry(**changed):
    return ENTRY | changed


def test_a_purchase_is_replaced_and_the_credit_is_not(toy_system):
    """10 kg of nickel sulfate at 0.4 in place of 0.6; 9 kg avoided at 0.6"""
    found = assess(with_replacements(toy_system, [entry()]))

    assert found.score == pytest.approx(4 + 5 + 1 - 5.4)
    assert found.stages()["raw material acquisition"] == pytest.approx(4)
    assert found.credits() == pytest.approx({"recycling": -5.4})


def test_the_stages_of_a_figure_split_the_purchase(toy_system):
    """1 of 4 kg CO2e to manufacturing, and 10 kg are bought as before"""
    split = {"raw material acquisition": 0.75, "manufacturing": 0.25}
    found = assess(with_replacements(toy_system, [entry(stages=split)]))
    bought = [
        row.input[1] == "supplied_nickel_sulfate" and row.type == "technosphere" for row in found.system.exchanges
    ]

    assert found.stages()["raw material acquisition"] == pytest.approx(3)
    assert found.stages()["manufacturing"] == pytest.approx(5 + 1)
    assert found.quantities[np.array(bought)].sum() == pytest.approx(10)


def test_what_the_foreground_makes_can_be_bought_by_stage(toy_system):
    """a pack at 7 in place of 11, half of it material"""
    said = {"input": "pack_toy", "buyer": "life_cycle_toy", "unit": "kg CO2e/unit", "value": 7}
    split = {"raw material acquisition": 0.5, "manufacturing": 0.5}
    found = assess(with_replacements(toy_system, [entry(**said, stages=split)]))

    assert found.stages() == pytest.approx(
        {"raw material acquisition": 3.5, "manufacturing": 3.5, "distribution": 0, "recycling": -4.4}
    )
    whole = assess(with_replacements(toy_system, [entry(**said)]))
    assert whole.stages()["manufacturing"] == pytest.approx(7)


def test_stages_of_a_purchase_of_the_background_are_refused(toy_system):
    said = {"input": "electricity_cn_gd", "buyer": "electricity_cell_plant", "unit": "kg CO2e/kWh"}

    with pytest.raises(ScenarioError, match="carries no stage"):
        with_replacements(toy_system, [entry(**said, stages={"manufacturing": 1})])


def test_a_category_without_a_figure_is_refused_or_counted_as_missing(toy_system):
    system = with_replacements(toy_system, [entry()])

    with pytest.raises(ScenarioError, match="is in GWP100 AR6 and has no figure for it"):
        assess(system, method="gwp100-ar5")
    assert assess(system, method="gwp100-ar5", allow_incomplete=True).stages()["raw material acquisition"] == 0


def test_potentials_that_the_project_lacks_are_refused(toy_system):
    with pytest.raises(ScenarioError, match="the project has no impact category for GWP20 AR6"):
        with_replacements(toy_system, [entry(gwp="GWP20 AR6")])


def test_the_compiled_system_sees_the_replacement(toy_system):
    system = with_replacements(toy_system, [entry(stages={"manufacturing": 1})])
    model = compile_system(system, [DEFAULT_METHOD])

    assert "supplied_nickel_sulfate" in model.parameters
    assert float(model({"supplied_nickel_sulfate": 1.0}).sum()) == pytest.approx(10 + 5 + 1 - 5.4)


def test_indicators_make_the_spread_and_unknown_quality_the_widest(toy_system):
    rows = [with_replacements(toy_system, [entry(**said)]).parameters["supplied_nickel_sulfate"].data["scale"]
            for said in ({"pedigree": "1-1-1-1-1"}, {"pedigree": "3-3-3-3-3"}, {})]  # fmt: skip

    assert rows == sorted(rows)
    assert rows[0] < rows[1] < rows[2]


def test_a_system_with_another_figure_has_another_hash(toy_system):
    one, same, other = (with_replacements(toy_system, [entry(value=value)]) for value in (0.4, 0.4, 0.5))

    assert one.rows_hash == same.rows_hash
    assert len({one.rows_hash, other.rows_hash, toy_system.rows_hash}) == 3
    assert (one.identity == same.identity, one.identity == other.identity) == (True, False)


def test_each_figure_is_a_parameter_of_its_own(toy_system):
    said = [entry(input=one, buyer=buyer) for one, buyer in (("a/x", "p"), ("b/x", "q"), ("c/x", "q"), ("y", "every"))]

    assert parameter_names(read_replacements(said)) == (
        "supplied_x_of_p",
        "supplied_x_of_q",
        "supplied_x_of_q_2",
        "supplied_y",
    )


def test_a_parameter_that_the_project_has_is_not_taken(toy_system):
    known = {**toy_system.parameters, "supplied_nickel_sulfate": toy_system.parameters["toy_pack_mass"]}

    with pytest.raises(ScenarioError, match="there is a parameter 'supplied_nickel_sulfate' already"):
        with_replacements(replace(toy_system, parameters=known), [entry()])


def test_rules_can_change_on_a_replaced_system(toy_study):
    replaced = with_replacements(toy_study.product_system("toy"), [entry()])
    other = under_rules(replaced, "eu-cfb-ev")
    same = with_replacements(toy_study.product_system("toy", "eu-cfb-ev"), [entry()])

    assert assess(other).stages() == pytest.approx(assess(same).stages())
    assert assess(under_rules(same, "cn-551")).stages() == pytest.approx(assess(replaced).stages())


@pytest.mark.parametrize("rules", ["cn-551", "eu-cfb-ev"])
@pytest.mark.parametrize(("buyer", "bought"), PURCHASES)
def test_an_equal_intensity_changes_nothing_and_another_moves_no_credit(shipped_study, rules, buyer, bought):
    system = shipped_study.product_system("lfp-60kwh", rules)
    before = assess(system)
    row = next(row for key, row in system.product_index.items() if key[1] == bought)
    unit = UNITS[system.processes[int(system.makers[row])].data["unit"]]

    def replaced(value):
        said = entry(buyer=buyer, input=bought, value=value, unit=f"kg CO2e/{unit}")
        return assess(with_replacements(system, [said]))

    same, half = replaced(before.intensities[row]), replaced(before.intensities[row] / 2)

    assert same.score == pytest.approx(before.score, rel=1e-9)
    assert half.score < before.score * (1 - 1e-4)
    assert half.credits() == pytest.approx(before.credits(), rel=1e-12)


@pytest.mark.parametrize(("buyer", "bought"), PURCHASES[:3])
def test_other_buyers_and_what_recycling_avoids_keep_what_they_buy(shipped_study, buyer, bought):
    """per kg, of every process but the buyer and those who buy from it"""
    system = shipped_study.product_system("lfp-60kwh", "eu-cfb-ev")
    before = assess(system)
    row = next(row for key, row in system.product_index.items() if key[1] == bought)
    unit = UNITS[system.processes[int(system.makers[row])].data["unit"]]
    said = entry(buyer=buyer, input=bought, value=1.0, unit=f"kg CO2e/{unit}")
    after = assess(with_replacements(system, [said]))

    touched = {row.process for row in after.system.exchanges if "in_place_of" in row.data}
    others = {
        exchange.process
        for exchange in system.exchanges
        if exchange.input[1] == bought and exchange.process not in touched
    }
    assert after.intensities[row] == pytest.approx(before.intensities[row], rel=1e-12)
    for place, exchange in enumerate(system.exchanges):
        if exchange.type == "substitution" and before.contributions[place]:
            assert after.unit_scores[place] == pytest.approx(before.unit_scores[place], rel=1e-12)
        elif exchange.input[1] == bought and exchange.process in others:
            assert after.per_run[place] == pytest.approx(before.per_run[place], rel=1e-12)


APPROACHES = {
    1: 1.0,
    2: 1.0,
    3: 0.0,
    4: 0.5,
    5: 0.2,
}  # share of recycled content that is counted with its own burden; A = 0.2


@pytest.mark.parametrize(("stated", "value"), [("inside", 26.0), ("not inside", 28.0)])
def test_each_approach_counts_its_part_of_a_suppliers_recycled_content(shipped_study, stated, value):
    """Virgin 28, R1 (Ev - Erecycled) 2: 28 - 2 times the share that comes with its own burden, whichever way it is stated"""
    said = {"buyer": "cell_lfp", "input": "aluminium_foil", "supplier": "supplier R", "value": value, "unit": "kg CO2e/kg",
            "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "declaration", "recycled_content": stated,
            "recycled_gain": 2.0}  # fmt: skip
    system = with_replacements(shipped_study.product_system("lfp-60kwh"), [said])

    for approach, share in APPROACHES.items():
        found = assess(system, {"end_of_life_approach": float(approach)})
        figure = found.intensities[system.product_index["replacements", "supplied_aluminium_foil"]]
        assert figure == pytest.approx(28 - 2 * share)


def test_a_gain_of_recycled_content_says_whether_it_is_inside(toy_system):
    with pytest.raises(ScenarioError, match="does not say whether it is in the value"):
        read_replacements([entry(recycled_gain=0.1)])
    with pytest.raises(ScenarioError, match="more than the value"):
        read_replacements([entry(recycled_gain=0.5, recycled_content="not inside")])
    (one,) = read_replacements([entry(recycled_gain=0.1, recycled_content="inside")])
    assert read_replacements([one.entry()]) == (one,)
    toy = assess(with_replacements(toy_system, [one]))  # a project without approaches: the stated figure
    assert toy.score == pytest.approx(4 + 5 + 1 - 5.4)


@pytest.mark.parametrize("rules", ["cn-551", "eu-cfb-ev"])
@pytest.mark.parametrize("gain", [{}, {"recycled_gain": 1.5}])
def test_a_system_under_rules_is_replaced_as_it_would_be_by_itself(shipped_study, rules, gain):
    """whether the rule set moves stages, and whether the figure rests on its numbers, or neither"""
    start = shipped_study.product_system("lfp-60kwh", rules)
    said = read_replacements([entry(buyer="cell_lfp", input="anode_graphite", recycled_content="inside", **gain)])
    found, alone = with_replacements(start, said), _replaced(start, said, read_pedigree_factors())

    assert [*found.parameters.items()] == [*alone.parameters.items()]
    assert (found.stages, found.formulas, found.rows_hash, found.rules) == (
        alone.stages, alone.formulas, alone.rows_hash, alone.rules
    )  # fmt: skip
    assert found.exchanges == alone.exchanges
    assert found.stored_amounts.tolist() == alone.stored_amounts.tolist()
    assert found.before_replacements is start
    assert found.before_rules.rules is None
