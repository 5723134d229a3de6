"""What of the toy rests on assumptions: 12 kg without the credit (6 nickel sulfate, 5 direct, 1 electricity), 6.6 with it.

Drawn are the recovery rate, uniform from 0 to 1 with 6 kg avoided, and the electricity, uniform from 0 to 4 kWh at 0.5 kg:
variances 6²/12 = 3 and 2²/12 = 1/3, so 0.9 and 0.1 of the whole.
"""

from dataclasses import replace

import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.evidence.consistency import review_table
from lca_models.interpretation.evidence.resting import assumed_inputs, resting_in, resting_on_assumptions
from lca_models.interpretation.uncertainty.everything import everything_monte_carlo
from lca_models.scope.declared_unit import CODES, PACK

ELECTRICITY, CYCLES, RECOVERY = "toy_plant_electricity", "toy_cycle_life", "recovery_rate_nickel"
UNIFORM = 4


def toy(system, *assumed, unreachable="", drawn=(ELECTRICITY,)):
    """The footprint with parameters and the rows of one flow marked, and uniform ranges from 0 to double of some."""
    parameters = dict(system.parameters)
    for name in drawn:
        row = parameters[name]
        spread = {"uncertainty type": UNIFORM, "minimum": 0.5 * row.amount if name == CYCLES else 0.0,
                  "maximum": (1.5 if name == CYCLES else 2) * row.amount}  # fmt: skip
        limits = [spread["minimum"], spread["maximum"]]
        parameters[name] = replace(row, data={**row.data, **spread, "limits": limits})
    for name in assumed:
        row = parameters[name]
        parameters[name] = replace(row, data={**row.data, "evidence": "assumed"})
    exchanges = tuple(
        replace(one, data={**one.data, "verified": "unreachable"}) if one.input[1] == unreachable else one
        for one in system.exchanges
    )
    return footprint(replace(system, parameters=parameters, exchanges=exchanges))


def by_unit(result):
    return {one.per: one for one in resting_on_assumptions(result)}


def test_without_assumptions_both_figures_are_0_in_every_unit(toy_system):
    found = by_unit(toy(toy_system))

    assert list(found) == list(CODES)
    assert {(one.through, one.variance, one.counted_by) for one in found.values()} == {(0.0, 0.0, ())}


def test_flipping_a_parameter_moves_both_figures_by_what_stands_behind_it(toy_system):
    """1 of 12 kg passes through the electricity, and it makes a tenth of the variance"""
    one = by_unit(toy(toy_system, ELECTRICITY))["pack"]

    assert one.through == pytest.approx(1 / 12)
    assert one.variance == pytest.approx(0.1, abs=0.03)
    assert abs(one.variance - 0.1) <= one.interval + 0.01


def test_flipping_a_row_to_unreachable_moves_the_first_figure_by_what_passes_through_it(toy_system):
    """6 of 12 kg are the emissions of nickel sulfate; with the electricity 7"""
    assert by_unit(toy(toy_system, unreachable="ghg_co2e_ar6"))["kg"].through == pytest.approx(6 / 12)
    assert by_unit(toy(toy_system, ELECTRICITY, unreachable="ghg_co2e_ar6"))["kg"].through == pytest.approx(7 / 12)


def test_flipping_a_row_moves_the_variance_by_its_share_where_rows_are_drawn(toy_system):
    plain, marked = toy(toy_system), toy(toy_system, unreachable="ghg_co2e_ar6")
    sample = everything_monte_carlo(marked.assessment, 512)
    shares = sample.drivers().set_index("members")["share"]
    (row,) = [name for name in shares.index if "ghg_co2e_ar6" in name]
    before, after = (
        resting_in(one, PACK, sample, assumed_inputs(one.system, rows=True)).variance for one in (plain, marked)
    )

    assert before == 0
    assert after == pytest.approx(shares[row])


def test_per_kwh_delivered_the_cycles_are_an_input_and_the_whole_result_is_counted_by_them(toy_system):
    found = by_unit(toy(toy_system, CYCLES, drawn=(ELECTRICITY, CYCLES)))

    assert (found["kwh-delivered"].through, found["kwh-delivered"].counted_by) == (1.0, (CYCLES,))
    assert found["kwh-delivered"].variance > 0.1
    assert {(found[per].through, found[per].variance) for per in ("pack", "kwh-capacity", "kg")} == {(0.0, 0.0)}


def test_a_choice_is_no_assumption(toy_system):
    assert by_unit(toy(toy_system, "cell_plant_province"))["pack"].through == 0


def test_a_review_says_both_figures_in_every_unit(toy_system):
    result = toy(toy_system, ELECTRICITY, CYCLES)
    table = review_table({"toy": result.assessment}, {"toy": resting_on_assumptions(result)}).set_index("check")

    assert table.loc["passes through assumptions, per pack", "share"] == pytest.approx(1 / 12)
    assert table.loc["passes through assumptions, per pack", "verdict"] == "to discuss"
    assert (
        table.loc["passes through assumptions, per kWh delivered", "finding"]
        == f"the unit itself is counted by {CYCLES}"
    )
    assert table.loc["varies by assumptions, per kWh delivered", "share"] == pytest.approx(0.1, abs=0.03)


def test_commands_print_both_figures(document, run):
    found = document("montecarlo", "toy", "-n", "64", "--per", "kwh-delivered")["assumptions"]
    reviewed = document("contribution", "toy", "--review")["assumptions"]

    assert (found["per"], found["through_assumptions"], found["variance_from_assumptions"]) == ("kwh-delivered", 0, 0)
    assert [one["per"] for one in reviewed] == list(CODES)
    said = "assumed inputs make 0% ± 0% of the variance; 0% of the result passes through one"
    assert said in run("montecarlo", "toy", "-n", "64")[1]
