"""From the toy's gate value, (10 kg x 0.6 + 4 + 2 kWh x 0.5) / 60 kWh, to a paper that publishes its inputs."""

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from lca_models.interpretation.comparison.reconciliation import reconcile
from lca_models.interpretation.contribution.published_inputs import read_references
from lca_models.interpretation.contribution.rows import bought_of
from lca_models.inventory.tables.reading import find_inventories, read_table
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

REFERENCES = "id,chemistry,name,measure,kg_co2e_per_kwh,low,high,source,locator,comment"
INPUTS = "reference,chemistry,bar,kind,target,amount,unit,source,locator,comment"
MATERIALS = "chemistry,input,kg_per_kwh,kg_co2e_per_kg,kit_inputs,bar,source,locator,comment"
GRID = "paper,,grid,factor,electricity_cell_plant,0.2,kg CO2e/kWh,Example,table 1,"
ENERGY = "paper,,plant energy,setting,toy_plant_electricity,1,kWh,Example,table 2,"
NICKEL = "toy,nickel sulfate,0.1,0.5,nickel_sulfate,nickel,Example,table 3,"  # 6 of 10 kg, at 0.5 in place of 0.6
UPSTREAM = "paper,,grid,upstream,electricity_cn_gd,0.2,kg CO2e/kWh,Example,table 5,"  # what the pack's power is made of
STAGE = "paper,,manufacturing,stage,manufacturing,0.05,kg CO2e/kWh,Example,table 6,"  # 3 of 5 kg
NOT_OF_THE_GATE = (
    "paper,,own gas,setting,recovery_rate_nickel,0.5,1,Example,table 4,",
    "paper,,more,setting,toy_cycle_life,0.5,1,Example,table 4,",
)
SETUP = CalculationSetup("toy")


@pytest.fixture
def reconciled(toy_study, tmp_path):
    """The toy beside a paper with some rows of inputs and materials."""
    root = tmp_path / "inventories"
    shutil.copytree(toy_study.root, root)

    def make(inputs=(), materials=(), measure="gate", value=0.1, setup=SETUP, reference="paper"):
        chemistry = toy_study.products["toy"].chemistry
        line = f"paper,{chemistry},A paper,{measure},{value},0.05,0.15,Example,abstract,"
        materials = [chemistry + row.removeprefix("toy") for row in materials]
        tables = {"references.csv": [REFERENCES, line], "reference_inputs.csv": [INPUTS, *inputs],
                  "manufacturing/published_materials.csv": [MATERIALS, *materials]}  # fmt: skip
        for name, lines in tables.items():
            (Path(root) / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return reconcile(replace(toy_study, root=root), setup, reference)

    return make


def amounts(found):
    return {bar.name: bar.amount * 60 for bar in found.bars}


def test_bars_are_means_over_all_orders_and_close_with_the_rest(reconciled):
    """nickel 10 x 0.6 -> 6 x 0.5; power 2 x 0.5 -> 1 x 0.2: 7.2 / 60 with all inputs of the paper"""
    found = reconciled([GRID, ENERGY], [NICKEL])

    assert found.kit * 60 == pytest.approx(11)
    assert amounts(found) == pytest.approx({"design": -2.2, "nickel": -0.8, "grid": -0.45, "plant energy": -0.35})
    assert found.not_explained == pytest.approx(0.1 - 7.2 / 60)
    assert [row["end"] for row in found.rows()][-2:] == pytest.approx([0.1, 0.1])
    assert found.explained_share == pytest.approx(1 - (0.02 / (11 / 60 - 0.1)))


def test_each_bar_cites_the_figure_of_the_reference(reconciled):
    cited = {bar.name: bar.cited for bar in reconciled([GRID, ENERGY], [NICKEL]).bars}

    assert cited["nickel"] == ("nickel_sulfate: 0.5 kg CO2e per unit in place of 0.6", "Example, table 3")
    assert cited["design"] == ("nickel_sulfate: 0.1 per kWh in place of 0.1667", "Example, table 3")
    assert cited["plant energy"] == ("toy_plant_electricity: 1 kWh in place of 2", "Example, table 2")


@pytest.mark.parametrize(("without", "bars"), [(NICKEL, ["design", "nickel"]), (GRID, ["grid"])])
def test_an_explained_bar_that_is_removed_restores_its_kg(reconciled, without, bars):
    """what shares no purchase with other bars"""
    inputs, materials = [GRID, *NOT_OF_THE_GATE], [NICKEL]
    whole = reconciled(inputs, materials)
    less = reconciled([row for row in inputs if row != without], [row for row in materials if row != without])

    kg = sum(bar.amount for bar in whole.bars if bar.name in bars)
    assert kg < 0
    assert less.not_explained == pytest.approx(whole.not_explained + kg)


@pytest.mark.parametrize(
    ("row", "name", "kg", "cited"),
    [(UPSTREAM, "grid", -0.6, "electricity_cn_gd: 0.2 kg CO2e per unit in place of 0.5"),
     (STAGE, "manufacturing", -2, "manufacturing: 0.05 kg CO2e per kWh in place of 0.08333")],
    ids=["supply chain", "stage"],
)  # fmt: skip
def test_a_figure_of_the_supply_chain_or_of_a_stage_is_a_bar_that_can_be_removed(reconciled, row, name, kg, cited):
    """2 kWh at 0.5 -> 0.2, which the pack buys from a mix and not itself; 4 kg and 2 x 0.5 of making -> 60 x 0.05"""
    whole = reconciled([row, *NOT_OF_THE_GATE], [NICKEL])
    less = reconciled(NOT_OF_THE_GATE, [NICKEL])

    assert amounts(whole)[name] == pytest.approx(kg)
    assert {bar.name: bar.cited[0] for bar in whole.bars}[name] == cited
    assert less.not_explained == pytest.approx(whole.not_explained + kg / 60)


def test_a_factor_is_of_what_the_pack_buys_itself(reconciled):
    """the mix behind its power is none of it"""
    found = reconciled([UPSTREAM.replace("upstream", "factor"), *NOT_OF_THE_GATE], [NICKEL])

    assert "grid" not in amounts(found)


def test_what_lies_outside_the_reference_is_a_bar(reconciled):
    """5 of 11 kg are of the making of the pack"""
    found = reconciled([GRID, ENERGY], [NICKEL], measure="materials")

    assert found.bars[0].name == "boundary"
    assert found.bars[0].amount * 60 == pytest.approx(-5)
    assert found.kit + sum(bar.amount for bar in found.bars) + found.not_explained == pytest.approx(0.1)


def test_materials_lie_outside_a_reference_of_the_making_alone(reconciled):
    """6 of 11 kg are materials; 4 kg and 2 kWh x 0.5 -> 4 kg and 1 kWh x 0.2, and nickel at its own figure moves nothing"""
    found = reconciled([GRID, ENERGY], [NICKEL], measure="making")

    assert found.bars[0].name == "boundary"
    assert amounts(found) == pytest.approx({"boundary": -6, "grid": -0.45, "plant energy": -0.35})
    assert found.not_explained == pytest.approx(0.1 - 4.2 / 60)
    assert found.explained_share == pytest.approx(1 - abs((0.1 - 4.2 / 60) / (0.1 - 5 / 60)))


def test_fewer_than_three_inputs_are_a_range_only(reconciled):
    found = reconciled([GRID], [NICKEL])

    assert (found.is_range_only, found.bars, found.inputs) == (True, (), 2)
    assert [row["kind"] for row in found.rows()] == ["total", "total"]
    assert found.document()["not_explained"] is None


def test_an_unknown_reference_and_another_category_are_refused(reconciled):
    with pytest.raises(ScenarioError, match="there is no reference 'papr'; did you mean 'paper'"):
        reconciled(reference="papr")
    with pytest.raises(ScenarioError, match="gwp100-ar6"):
        reconciled(setup=CalculationSetup("toy", method="gwp100-ar5", allow_incomplete=True))


@pytest.fixture(scope="module")
def shipped(shipped_study):
    """Ways from a shipped product to a reference, each walked once."""
    return cache(lambda product, reference: reconcile(shipped_study, CalculationSetup(product), reference))


@pytest.mark.parametrize("reference", sorted({one.id for one in read_references(find_inventories())}))
def test_the_shipped_kit_reaches_every_reference_or_names_its_range_only(shipped, reference):
    """bars and rest sum to the difference; without three inputs there are none"""
    found = shipped("lfp-60kwh", reference)

    total = found.kit + sum(bar.amount for bar in found.bars) + found.not_explained
    assert total == pytest.approx(found.reference.value)
    assert found.rows()[-1]["end"] == found.reference.value
    assert found.is_range_only == (found.inputs < 3) == (not found.bars)
    assert all(bar.cited for bar in found.bars)
    assert json.loads(json.dumps(found.document()))["reference"] == reference


def test_the_shipped_kit_reaches_everbatt_by_its_own_inputs(shipped):
    """no input is left out that both sides have"""
    found = shipped("lfp-60kwh", "everbatt-2023")

    assert {"design", "graphite", "cathode", "aluminium", "boundary"} <= {bar.name for bar in found.bars}
    assert abs(found.not_explained) < 0.1 * abs(found.reference.value - found.kit)
    assert found.explained_share > 0.9


@pytest.mark.parametrize(("product", "cathode"), [("lfp-60kwh", 2.93), ("nmc811-80kwh", 17.4)], ids=["LFP", "NMC811"])
def test_the_chinese_database_is_reached_by_its_own_factors(shipped, product, cathode):
    """each bar is what the pack buys at the factor of the list in place of the kit's"""
    found = shipped(product, "cpcd-2021")
    bars = {bar.name: bar for bar in found.bars}
    code = f"cathode_{found.reference.chemistry}"
    assessment = found.footprint.assessment
    bought = bought_of(assessment, frozenset([code]))
    kit = assessment.intensities[found.footprint.system.matrix_rows[bought]]
    per_kwh = assessment.quantities[bought] / found.footprint.functional_unit.rated_energy_kwh

    assert set(bars) == {"cathode", "graphite", "copper", "aluminium", "other materials"}
    assert bars["cathode"].amount == pytest.approx(float(((cathode - kit) * per_kwh).sum()), rel=1e-3)
    assert bars["cathode"].cited[0].startswith(f"{code}: {cathode:g} kg CO2e per unit in place of")


def test_the_plants_of_a_cell_maker_are_reached_by_their_own_energy(shipped):
    """what its report states of energy, fuel and power, over the output that it states too"""
    found = shipped("lfp-60kwh", "calb-2023")
    output = 959271.21 / 23.11  # t over kg per kWh: MWh of cells
    gas = 307488.75 / 0.0561 / 3.6  # MWh, all of scope 1 as natural gas
    said = {row["target"]: float(row["amount"]) for row in read_table(find_inventories(), "reference_inputs.csv").rows
            if row["reference"] == "calb-2023"}  # fmt: skip

    assert {bar.name for bar in found.bars} == {"boundary", "plant energy", "fuel", "grid"}
    assert said == pytest.approx(
        {"cell_plant_energy": 2765280 / output, "cell_plant_electricity_share": 1 - gas / 2765280,
         "heat_natural_gas": 0.0561, "electricity_cell_plant": 651782.46 / (2765280 - gas)}, rel=1e-3
    )  # fmt: skip


@pytest.mark.parametrize("product", ["lfp-60kwh", "nmc811-80kwh"])
def test_greet_states_a_specific_energy_lithium_and_the_whole_of_making(shipped, product):
    """the setting of the cell gives the pack what GREET prints; making comes to GREET's figure whatever else is in"""
    found = shipped(product, "greet-2024")
    system, chemistry = found.footprint.system, found.reference.chemistry
    printed = {"lfp": 0.1429, "nmc811": 0.1977}[chemistry]
    rows = read_table(find_inventories(), "reference_inputs.csv").rows
    setting = {row["target"]: float(row["amount"]) for row in rows
               if row["kind"] == "setting" and (row["reference"], row["chemistry"]) == ("greet-2024", chemistry)}  # fmt: skip
    values = system.parameter_values({**found.footprint.resolved.numbers, **setting})

    assert values[f"{chemistry}_pack_specific_energy"] == pytest.approx(printed, rel=1e-5)
    assert {bar.name for bar in found.bars} == {"specific energy", "lithium", "manufacturing"}
    assert next(bar.cited[0] for bar in found.bars if bar.name == "manufacturing").startswith(
        "manufacturing: 12.95 kg CO2e per kWh in place of"
    )
