from dataclasses import replace

import pytest

from lca_models.inventory.activity.plant.kit_inputs import Details, kit_inputs
from lca_models.inventory.activity.plant.lines import Plant
from lca_models.inventory.activity.plant.splitting import split_plant
from tests.plants import meter, texts, year

UNITS = {"steam": "megajoule", "sulfuric_acid": "kilogram", "electricity_cn": "kilowatt hour", "nitrogen": "kg"}


def inputs(plant, findings, details=None):
    """Amounts per good kWh of A by target."""
    found = kit_inputs(split_plant(plant, findings), "A", details or {}, UNITS, findings)
    return {one.target: one.per_good_kwh for one in found}


def alone(two_products, *meters):
    """A plant that makes A alone, 600 000 kWh."""
    return Plant("2025-01", meters, two_products[:1])


def test_electricity_and_gas_are_energy_of_the_plant_and_nitrogen_is_bought(plant, findings):
    """22 kWh, 105 MJ, 2 kg per good kWh"""
    assert inputs(plant, findings) == {"power": 22, "fuel": 105, "nitrogen": 2}


def test_grid_direct_line_and_own_generation_are_one_load(two_products, findings):
    """600 + 1 200 + 1 800 MWh over 600 MWh"""
    found = inputs(
        alone(
            two_products,
            meter("M1", "electricity_grid", "kWh", year(600_000)),
            meter("M2", "electricity_direct_line", "kWh", year(1_200_000)),
            meter("M3", "electricity_onsite", "kWh", year(1_800_000)),
        ),
        findings,
    )

    assert found == {"power": 6}


def test_a_plant_heated_with_steam_burns_no_gas(two_products, findings):
    """3 000 GJ and 600 GJ over 600 MWh; hot water is said to be calculated as steam"""
    found = inputs(
        alone(
            two_products,
            meter("M1", "steam", "MJ", year(3_000_000)),
            meter("M2", "heat", "MJ", year(600_000)),
        ),
        findings,
    )

    assert found == {"steam": 6, "fuel": 0}
    assert texts(findings) == [("V13", "M2 has no process of its own: calculated as steam")]


def test_solvent_lost_is_what_was_bought_and_neither_returned_nor_put_in_stock(two_products, findings):
    """(60 - 30 - 12) t over 600 MWh"""
    found = inputs(
        alone(
            two_products,
            meter("M1", "nmp_bought", "kg", year(60_000)),
            meter("M2", "nmp_returned", "kg", year(30_000)),
            meter("M3", "stock_change", "kg", year(12_000)),
            meter("M4", "stock_change", "kg", year(-999_999)),
        ),
        findings,
        {"M3": Details("nmp_lost"), "M4": Details("cathode")},
    )

    assert {target: float(amount) for target, amount in found.items()} == {"nmp": 0.03}


def test_more_solvent_returned_than_bought_is_refused(two_products, findings):
    """9 t more over 600 MWh"""
    bought, returned = meter("M1", "nmp_bought", "kg", year(1_000)), meter("M2", "nmp_returned", "kg", year(10_000))

    assert inputs(alone(two_products, bought, returned), findings) == {}
    assert texts(findings, "error") == [
        ("V15", "NMP returned and left in stock exceed what was bought by 0.015 kg per kWh")
    ]


@pytest.mark.parametrize(
    ("item", "details", "target"),
    [
        ("sf6_topup", Details(), "sf6"),
        ("refrigerant_topup", Details(gas="R-134a"), "hfc134a"),
        ("refrigerant_topup", Details(gas="CO2e"), "ghg_co2e_ar6"),
        ("acids_bases", Details("sulfuric_acid"), "sulfuric_acid"),
        ("other_waste", Details(destination="landfill"), "landfill_residue"),
        ("water", Details(), "water"),
    ],
)
def test_an_item_is_a_process_or_a_flow_of_the_kit(two_products, findings, item, details, target):
    """6 t over 600 MWh"""
    found = inputs(alone(two_products, meter("M1", item, "kg", year(6_000))), findings, {"M1": details})

    assert {name: float(amount) for name, amount in found.items()} == {target: 0.01}
    assert texts(findings) == []


@pytest.mark.parametrize(
    ("item", "details", "words"),
    [
        ("argon", Details(), "No data for M1"),
        ("solvents", Details(), "No data for M1"),
        ("refrigerant_topup", Details(gas="R410A"), "No flow for the gas 'R410A'"),
        ("acids_bases", Details("electricity_cn"), "process 'electricity_cn' in kilowatt hour"),
        ("argon", Details("sulfuric_acids"), "did you mean 'sulfuric_acid'?"),
    ],
)
def test_an_item_without_a_process_is_refused_and_named(two_products, findings, item, details, words):
    assert inputs(alone(two_products, meter("M1", item, "kg", year(1))), findings, {"M1": details}) == {}
    assert [(code, words in text) for code, text in texts(findings, "error")] == [("V13", True)]


def test_none_of_an_item_without_a_process_is_nothing(two_products, findings):
    assert inputs(alone(two_products, meter("M1", "argon", "kg", year(0))), findings) == {}
    assert texts(findings) == []


@pytest.mark.parametrize(("destination", "warned"), [("recycler", False), ("incineration", True), ("", True)])
def test_waste_that_is_not_landfilled_is_left_out_and_said(two_products, findings, destination, warned):
    """a recycler bears what follows"""
    waste = meter("M1", "hazardous_waste", "kg", year(1))

    assert inputs(alone(two_products, waste), findings, {"M1": Details(destination=destination)}) == {}
    assert [code for code, _ in texts(findings)] == ["V13"] * warned


def test_completeness_is_that_of_the_worst_meter(plant, findings):
    """eleven months of the main meter, a total alone of its sub-meter"""
    found = kit_inputs(split_plant(plant, findings), "A", {}, UNITS, findings)

    assert {one.target: one.completeness for one in found}["power"] == 4


def test_a_product_that_uses_nothing_of_a_meter_has_none_of_it(plant, findings):
    """all nitrogen is of B"""
    changed = replace(
        plant,
        allocations=tuple(replace(one, products=("B",)) if one.id == "K4" else one for one in plant.allocations),
    )

    assert inputs(changed, findings)["nitrogen"] == 0
