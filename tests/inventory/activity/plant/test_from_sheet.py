from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.from_sheet import own_product, plant_of
from lca_models.inventory.activity.plant.splitting import split_plant
from lca_models.inventory.activity.sheet.models import Amounts, MeterLine, ProductFields
from tests.plants import example_sheet, line, output, texts, value


def meters(sheet, findings):
    return {one.id: one for one in plant_of(sheet, findings).meters}


def test_the_sheet_of_two_products_is_shared_to_the_last_digit(findings):
    """22 kWh, 105 MJ, 2 kg per good kWh of A; 27, 67.5 and 1.5 of B"""
    split = split_plant(plant_of(example_sheet(), findings), findings)
    results = {
        product: [split.per_good_kwh(product, item) for item in split.items] for product in ("EX-A-60", "EX-B-80")
    }

    assert results == {"EX-A-60": [22, 105, 2], "EX-B-80": [27, Fraction(135, 2), Fraction(3, 2)]}
    assert [code for code, _ in texts(findings)] == ["V19"]


def test_a_sub_meter_has_the_heating_value_of_its_main_meter(findings):
    """1 000 m3 at 36 MJ"""
    gas = line("M2", "natural_gas", "m3", 3_000, heating_value=value(36, "MJ/m3"))
    boiler = line("M2.1", "natural_gas", "m3", 1_000, parent="M2")

    assert meters(example_sheet(meters=(gas, boiler)), findings)["M2.1"].readings.year_total == 36_000


@pytest.mark.parametrize(
    ("item", "unit", "code"),
    [("steam", "kg", "V25"), ("diesel", "m3", "V06"), ("natural_gas", "kg", "V06"), ("nmp_bought", "m3", "V06")],
)
def test_an_amount_without_its_heat_or_mass_is_refused(item, unit, code, findings):
    assert plant_of(example_sheet(meters=(line("M9", item, unit, 1),)), findings) is None
    assert [one for one, _ in texts(findings, "error")] == [code]


def test_rejected_cells_in_pieces_refuse_no_sheet(findings):
    """their mass is not said"""
    rows = (line("M1", "rejected_cells", "piece", 5), line("M2", "electrode_scrap", "kg", 5))

    assert [*meters(example_sheet(meters=rows), findings)] == ["M2"]
    assert ["counted in pieces" in text for _, text in texts(findings, "warning")] == [True]


def test_what_does_not_exist_is_nothing_and_what_is_blank_is_not_there(findings):
    """n/a is 0; a row without amounts is none"""
    none = MeterLine(id="M1", item="natural_gas", not_applicable=True)
    blank = MeterLine(id="M2", item="steam")

    assert {
        id: one.readings.year_total for id, one in meters(example_sheet(meters=(none, blank)), findings).items()
    } == {"M1": 0}


def test_green_trade_is_a_part_of_grid_power_and_no_meter_of_its_own(findings):
    trade = line("M2", "electricity_green_trade", "kWh", 1, parent="M1")
    grid = line("M1", "electricity_grid", "kWh", 2)

    assert [*meters(example_sheet(meters=(grid, trade)), findings)] == ["M1"]


def test_a_sheet_without_meters_and_output_has_no_plant(findings):
    assert plant_of(example_sheet(meters=(), output=(), allocation=()), findings) is None
    assert texts(findings) == []


def test_meters_need_the_first_month(findings):
    assert plant_of(example_sheet(product=ProductFields(name="A")), findings) is None
    assert [code for code, _ in texts(findings, "error")] == ["V02"]


@pytest.mark.parametrize(
    ("name", "model", "found"),
    [("A", "EX-B-80", "EX-B-80"), ("EX-A-60", None, "EX-A-60"), ("A", "EX-C", None)],
)
def test_the_product_of_a_sheet_is_the_row_of_its_model_or_its_name(name, model, found, findings):
    sheet = example_sheet(product=ProductFields(name=name, model=model, period_start="2025-01"))

    assert own_product(sheet, findings) == found
    assert [code for code, _ in texts(findings)] == ["V23"] * (found is None)


def test_the_only_product_of_a_plant_is_that_of_the_sheet(findings):
    sheet = example_sheet(product=ProductFields(name="A"), output=(output("X", 1, 1, 1, 1),))

    assert own_product(sheet, findings) == "X"


def test_cells_that_were_started_for_packs_are_packs(findings):
    """1 200 cells of 100 a pack are 12 packs of 60 kWh"""
    row = output("EX-A-60", 10, 60, 350, 0, cells_per_piece=value(100, "cells")).model_copy(
        update={"started": Amounts(unit="cells", year_total=value(1_200, "cells"))}
    )
    split = split_plant(
        plant_of(example_sheet(output=(row,), allocation=(), meters=(line("M1", "argon", "kg", 1),)), findings),
        findings,
    )

    assert split.products["EX-A-60"].started_kwh == 720
