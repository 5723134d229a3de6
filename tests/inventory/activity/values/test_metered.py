import pytest
from data_sheets import collected, on_archetype

from lca_models.inventory.activity.sheet.models import (
    Amounts,
    MaterialLine,
    MeterLine,
    OutputLine,
    PlantFields,
    ProductFields,
)
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.activity.values.metered import give_metered, plant_power
from tests.plants import example_sheet, line, months, texts, value


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def test_meters_stand_in_place_of_the_energy_of_the_archetype(archetype):
    """22 kWh and 105 MJ per good kWh; 636 000 kWh started for 600 000 good; nothing is divided by that again"""
    into = collected(example_sheet(), archetype)
    give_metered(into)
    give_short_energy(into)
    values = on_archetype(into).parameter_values()

    assert (values["cell_plant_electricity"], values["cell_plant_fuel"]) == (22, 105)
    assert values["cell_acceptance_rate"] == pytest.approx(600 / 636)
    assert into.blanks == ["includes pack assembly"]


def test_what_the_archetype_does_not_buy_is_bought_per_kwh_of_its_cells(archetype):
    """2 kg of nitrogen per kWh"""
    into = collected(example_sheet(), archetype)
    give_metered(into)
    system = on_archetype(into)
    amounts = {
        row.input[1]: amount
        for row, amount in zip(system.exchanges, system.stored_amounts, strict=True)
        if row.process[1] == "cell_lfp"
    }

    assert amounts["nitrogen"] == pytest.approx(2 * system.parameter_values()["lfp_cell_specific_energy"])


def test_a_value_says_which_part_of_which_meters_it_is(archetype):
    into = collected(example_sheet(), archetype)
    give_metered(into)
    origin = into.parameters["cell_plant_electricity"].origin

    assert origin.words == "13,200,000 of 24,000,000 kWh, over 600,000 kWh good"
    assert (origin.place, origin.source_kind) == ("meters M1; meters M1.1", "invoice")
    assert (origin.period, origin.note) == ("2025-01/2025-12", "not read: 2025-12")


def test_two_meters_err_apart_from_each_other(archetype):
    """3 % of 300 and 4 % of 300 of two bills are 5 of 200: sqrt(9^2 + 12^2) / 600"""
    half = {"source_kind": "invoice"}
    first, second = line("M1", "argon", "kg", 0), line("M2", "electricity_grid", "kWh", 300, **half)
    third = MeterLine(
        id="M3", item="electricity_grid", place="meters M3", year_total=value(300, "kWh", spread=0.04), **half
    )
    into = collected(example_sheet(meters=(first, second, third), allocation=()), archetype)
    give_metered(into)

    assert into.parameters["cell_plant_electricity"].origin.spread == pytest.approx(15 / 600)


def test_solvent_lost_is_bought_and_its_carbon_leaves(archetype):
    """3 t over 1 000 000 kWh"""
    rows = (line("M1", "nmp_bought", "kg", 60_000), line("M2", "nmp_returned", "kg", 57_000))
    into = collected(example_sheet(meters=rows, allocation=()), archetype)
    give_metered(into)
    system = on_archetype(into)
    values = system.parameter_values()
    amounts = {
        row.input[1]: amount
        for row, amount in zip(system.exchanges, system.stored_amounts, strict=True)
        if row.process[1] == "cell_lfp"
    }
    bought = 0.003 * values["lfp_cell_specific_energy"]

    assert amounts["nmp"] == pytest.approx(bought)
    assert amounts["co2_fossil"] == pytest.approx(bought * values["carbon_content_nmp"] * 44.009 / 12.011, rel=1e-4)


def test_solvent_that_stands_among_the_materials_counts_once(archetype):
    rows = (line("M1", "nmp_bought", "kg", 60_000),)
    lost = MaterialLine(key="nmp_lost", value=value(0.01, "kg"))
    into = collected(example_sheet(meters=rows, allocation=(), cell_materials=(lost,)), archetype)
    give_metered(into)

    assert into.purchases == []
    assert [text for _, text in texts(into.findings)] == ["nmp_lost stands among the cell materials; that row counts"]


def test_the_short_form_beside_meters_is_said_not_to_count(archetype):
    into = collected(example_sheet(plant=PlantFields(plant_electricity=value(20, "kWh/kWh"))), archetype)
    give_metered(into)
    give_short_energy(into)

    assert into.parameters["cell_plant_electricity"].value == 22
    assert ["stands beside meters" in text for _, text in texts(into.findings)][-1]


def test_a_piece_that_is_another_pack_is_said(archetype):
    """60 kWh in the row of output, 64 kWh on the sheet product"""
    product = ProductFields(model="EX-A-60", period_start="2025-01", chemistry="lfp", rated_energy=value(64, "kWh"))
    into = collected(example_sheet(product=product), archetype)
    give_metered(into)

    assert ("V24", "EX-A-60: 60 kWh a piece here, 64 kWh on the sheet product") in texts(into.findings)


def test_a_product_that_was_not_made_has_no_energy_per_kwh(archetype):
    idle = OutputLine(product_id="EX-A-60", unit="kwh", good=Amounts(year_total=value(0, "kWh")))
    into = collected(example_sheet(output=(idle,), allocation=()), archetype)

    assert give_metered(into) is None
    assert [code for code, _ in texts(into.findings, "error")] != []


def test_output_alone_is_that_of_the_year_and_an_acceptance(archetype):
    """600 000 kWh good of 636 000 kWh started"""
    into = collected(example_sheet(meters=(), allocation=()), archetype)
    give_metered(into)

    assert into.good_kwh == 600_000
    assert [*into.parameters] == ["cell_acceptance_rate"]


def test_a_sheet_without_meters_gives_nothing(archetype):
    into = collected(example_sheet(meters=(), output=(), allocation=()), archetype)

    assert give_metered(into) is None
    assert (into.parameters, texts(into.findings)) == ({}, [])


def test_power_of_a_plant_is_that_of_its_main_meters(archetype):
    """900 and, of it, 100 by a sub-meter; 100 of own generation; 600 of green trade; 60 : 40 by good kWh"""
    sheet = example_sheet(
        meters=(
            line("M1", "electricity_grid", "kWh", [75] * 12),
            line("M1.1", "electricity_grid", "kWh", 100, parent="M1"),
            line("M2", "electricity_green_trade", "kWh", 600),
            line("M3", "electricity_onsite", "kWh", 100, technology="solar-pv"),
        ),
        allocation=(),
    )
    into = collected(sheet, archetype)
    power = plant_power(into, give_metered(into))

    assert (power.grid, power.load, power.trade, dict(power.onsite)) == (900, 1000, 600, {"SOLAR-PV": 100})
    assert power.grid_by_month == dict.fromkeys(months([0] * 12).months, 75.0)
    assert sorted(power.product_shares.values()) == pytest.approx([0.4, 0.6])


def test_own_generation_says_of_what(archetype):
    into = collected(example_sheet(meters=(line("M3", "electricity_onsite", "kWh", 100),), allocation=()), archetype)
    plant_power(into, give_metered(into))

    assert [text for _, text in texts(into.findings, "error")] == [
        "M3 (own electricity used) needs its technology; give it"
    ]
