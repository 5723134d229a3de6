"""A grid holds every combination, each with the result of its own settings."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.interpretation.comparison.scenario_grids import product_grid, scenario_grid
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_system


def test_every_row_is_the_result_of_its_settings(toy_system):
    model = compile_system(toy_system)
    axes = {"cell_plant_province": [51, 44], "recovery_rate_nickel": [0.0, 0.5, 1.0]}
    table = scenario_grid({"toy": model}, axes, names={"cell_plant_province": {44.0: "CN-GD", 51.0: "CN-SC"}})

    assert len(table) == 6
    assert table["cell_plant_province"].tolist() == ["CN-SC"] * 3 + ["CN-GD"] * 3
    for row in table.to_dict("records"):
        settings = {name: row[name] for name in axes}
        result = assess(toy_system, settings)
        assert row["total"] == pytest.approx(result.score, rel=1e-12)
        assert [row[stage] for stage in model.stages] == pytest.approx(list(result.stages().values()))
        assert row["unit"] == "kg CO2-eq"


def test_a_grid_takes_codes_and_counts_per_kwh(toy_system):
    """a pack of 60 kWh; 2 kWh of electricity at 0.5 in Guangdong and 0.1 in Sichuan"""
    axes = {"cell_plant_province": ["CN-SC", "CN-GD"], "recovery_rate_nickel": [0.9]}
    table = product_grid({"toy": toy_system}, axes, per="kwh-capacity")

    assert table["cell_plant_province"].tolist() == ["CN-SC", "CN-GD"]
    assert table["total"].tolist() == pytest.approx([(6.6 - 2 * 0.4) / 60, 6.6 / 60])
    assert set(table["unit"]) == {"kg CO2-eq per kWh of capacity"}
    with pytest.raises(ScenarioError, match="cell_plant_province=CN-XX: is no province"):
        product_grid({"toy": toy_system}, {"cell_plant_province": ["CN-XX"]})


def test_bad_axes_are_refused(toy_system):
    model = compile_system(toy_system)
    with pytest.raises(ScenarioError, match="recovery_rate_nickel: no values to combine"):
        scenario_grid({"toy": model}, {"recovery_rate_nickel": []})
    with pytest.raises(ScenarioError, match="there is no parameter 'recovery_rate'"):
        scenario_grid({"toy": model}, {"recovery_rate": [0.5]})
    with pytest.raises(ScenarioError, match="cell_plant_province is 45, which no process supplies"):
        scenario_grid({"toy": model}, {"cell_plant_province": [45]})


def test_the_shares_beside_a_share_make_room_for_it():
    """1 kg of coal or 0.2 of gas a unit: at a share of 0.6 of coal it is 0.6 + 0.4 x 0.2, not 0.6 + 0.5 x 0.2"""
    data = {name: {"kind": "share", "group": "fuel", "unit": "1"} for name in ("coal_share", "gas_share")}
    system = make_system("pack", {"coal_share": 0.5, "gas_share": 0.5}, data=data,
                         pack=(MANUFACTURING, [("biosphere", "co2", "coal_share + 0.2 * gas_share")]))  # fmt: skip

    table = scenario_grid({"pack": compile_system(system)}, {"coal_share": [0.5, 0.6, 1.0]})

    assert table["total"].tolist() == pytest.approx([0.6, 0.68, 1.0])
    with pytest.raises(ScenarioError, match=r"coal_share=1\.2 in sample 1: is not a share"):
        scenario_grid({"pack": compile_system(system)}, {"coal_share": [0.5, 1.2]})


def test_what_lies_outside_its_limits_is_said_beside_the_table(toy_system):
    table = scenario_grid({"toy": compile_system(toy_system)}, {"toy_plant_electricity": [2.0, 2000.0]})

    (warning,) = table.attrs["warnings"]
    assert warning.startswith("toy_plant_electricity = 2000 kWh is outside 1 to 4 kWh (half to double of its amount")


def test_an_axis_that_moves_nothing_is_said_beside_the_table(toy_system):
    """The cycles count per kWh delivered alone"""
    axes = {"recovery_rate_nickel": [0.5, 0.9], "toy_cycle_life": [1500, 2500]}
    models = {"toy": compile_system(toy_system)}

    assert scenario_grid(models, axes).attrs["warnings"] == ["toy_cycle_life changes no result of toy in this grid"]
    assert product_grid({"toy": toy_system}, axes, per="kwh-delivered").attrs["warnings"] == []
