"""Derivatives and elasticities are those of arithmetic, by parameters, shares and exchanges."""

import numpy as np
import pytest

from lca_models.impact.assessment import assess, solve
from lca_models.impact.compiled.model import compile_system
from lca_models.interpretation.uncertainty.local_sensitivity import exchange_sensitivity, local_sensitivity, tornado
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_system

BUY, EMIT = "technosphere", "biosphere"
DATA = {
    "energy_need": {"kind": "number", "unit": "kWh", "uncertainty type": 4, "loc": 3.0, "minimum": 1.0, "maximum": 5.0},
    "coal_share": {"kind": "share", "group": "mix", "uncertainty type": 4, "loc": 0.5, "minimum": 0.4, "maximum": 0.6},
    "gas_share": {"kind": "share", "group": "mix"},
    "wind_share": {"kind": "share", "group": "mix"},
    "plant_choice": {"kind": "choice"},
}


@pytest.fixture(scope="module")
def system():
    """3 x (0.5 x 1 + 0.3 x 0.4) + 0.14 = 2 kg"""
    return make_system(
        "pack",
        {"energy_need": 3.0, "coal_share": 0.5, "gas_share": 0.3, "wind_share": 0.2, "plant_choice": 1.0},
        data=DATA,
        pack=(MANUFACTURING, [(BUY, "power", "energy_need"), (EMIT, "co2", "0.14 * plant_choice")]),
        power=[(BUY, "coal", "coal_share"), (BUY, "gas", "gas_share"), (BUY, "wind", "wind_share")],
        coal=[(EMIT, "co2", 1.0)], gas=[(EMIT, "co2", 0.4)], wind=[(EMIT, "co2", 0.0)],
    )  # fmt: skip


@pytest.fixture(scope="module")
def parted():
    """3 kWh, of coal and gas alone"""
    return make_system(
        "pack", {"coal_share": 0.15, "gas_share": 0.85}, data={name: DATA[name] for name in ("coal_share", "gas_share")},
        pack=(MANUFACTURING, [(BUY, "power", 3.0)]), power=[(BUY, "coal", "coal_share"), (BUY, "gas", "gas_share")],
        coal=[(EMIT, "co2", 1.0)], gas=[(EMIT, "co2", 0.4)],
    )  # fmt: skip


def test_elasticities_of_parameters(system):
    table = local_sensitivity(compile_system(system)).set_index("parameter")

    assert set(table.index) == {"energy_need", "coal_share", "gas_share", "wind_share"}
    assert table.loc["energy_need", "derivative"] == pytest.approx(0.62)
    assert table.loc["energy_need", "elasticity"] == pytest.approx(3 * 0.62 / 2)
    assert table.loc["energy_need", ["unit", "result_unit"]].tolist() == ["kWh", "kg CO2-eq"]


def test_a_share_grows_at_the_expense_of_its_mix(system):
    """coal against (0.3 gas + 0.2 wind) / 0.5: 3 x (1 - 0.24)"""
    model = compile_system(system)
    table = local_sensitivity(model).set_index("parameter")

    assert table.loc["coal_share", "derivative"] == pytest.approx(3 * (1 - 0.24))
    ends = tornado(model, ["coal_share"], coverage=0.5)
    assert ends.loc[0, ["low", "high"]].tolist() == pytest.approx([0.45, 0.55])
    assert ends.loc[0, "result_high"] - ends.loc[0, "result_low"] == pytest.approx(0.1 * 3 * (1 - 0.24))


def test_a_tornado_moves_each_through_its_own_range_widest_first(system):
    """1.1 to 4.9 kWh at 0.62"""
    table = tornado(compile_system(system))

    assert table["parameter"].tolist() == ["energy_need", "coal_share"]
    assert table.loc[0, ["result_low", "result", "result_high"]].tolist() == pytest.approx(
        [1.1 * 0.62 + 0.14, 2, 4.9 * 0.62 + 0.14]
    )


@pytest.mark.parametrize("low", [0.1, 0.123, 0.137, 0.143])
@pytest.mark.parametrize("names", [["coal_share", "gas_share"], ["gas_share", "coal_share"]])
def test_shares_that_make_room_for_each_other_swing_alike_in_the_order_asked_for(parted, low, names):
    """coal from low to 0.2 is gas from 1 - low to 0.8: the totals differ in their last digits at most"""
    ranges = {"coal_share": (low, 0.2), "gas_share": (0.8, 1 - low)}

    assert tornado(compile_system(parted), names, ranges=ranges)["parameter"].tolist() == names


def test_a_tornado_starts_where_it_is_told_and_takes_ranges_and_a_factor(system):
    """at 4 kWh in place of 3, from 2 to 6 kWh, per two packs: (4 x 0.62 + 0.14) / 2 in the middle"""
    table = tornado(compile_system(system), ["energy_need"], values={"energy_need": 4.0}, ranges={"energy_need": (2.0, 6.0)},
                    factors=lambda values: np.full(len(values), 0.5))  # fmt: skip

    assert table.loc[0, ["low", "high"]].tolist() == [2, 6]
    assert table.loc[0, ["result_low", "result", "result_high"]].tolist() == pytest.approx(
        [(amount * 0.62 + 0.14) / 2 for amount in (2, 4, 6)]
    )


def test_a_parameter_without_a_range_is_refused_by_name(system):
    with pytest.raises(ScenarioError, match=r"'energy_ned' has no distribution .* did you mean 'energy_need'"):
        tornado(compile_system(system), ["energy_ned"])


def test_every_exchange_has_the_slope_of_finite_differences(toy_system):
    result = assess(toy_system)
    table = exchange_sensitivity(result).set_index(["process", "input", "type"])
    for position, exchange in enumerate(toy_system.exchanges):
        step = 1e-6 * max(abs(result.amounts[position]), 1e-3)
        scores = []
        for sign in (1, -1):
            amounts = result.amounts.copy()
            amounts[position] += sign * step
            scores.append(solve(toy_system, result.parameters, amounts, result.method).score)
        slope = np.atleast_1d(
            table.loc[("/".join(exchange.process), "/".join(exchange.input), exchange.type), "derivative"]
        )
        assert np.abs(slope - (scores[0] - scores[1]) / (2 * step)).min() < 1e-5


def test_the_elasticities_of_a_process_sum_to_zero(toy_system):
    """All a process buys, emits and makes, scaled together, changes nothing."""
    table = exchange_sensitivity(assess(toy_system))
    assert table.groupby("process")["elasticity"].sum().abs().max() < 1e-12
