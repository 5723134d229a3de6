import pytest
from data_sheets import collected, sheet_of

from lca_models.inventory.activity.sheet.models import CertificateLine, PlantFields
from lca_models.inventory.activity.values.green import give_green_supply
from lca_models.inventory.activity.values.metered import give_metered
from tests.plants import example_sheet, line, texts, value


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


CERTIFICATE = CertificateLine(
    number_first="A1", number_last="A6", kind="green_trade", kwh=value(6000, "kWh"), generation_month="2025-03",
    technology="wind", retired_on="2025-06-01", place="certificates 1",
)  # fmt: skip
PRODUCT = {"model": "EX-A-60", "plant": "Plant 1", "period_start": "2025-01"}


def shares(into):
    return {name: one.value for name, one in into.parameters.items() if name.endswith("share")}


def test_certificates_are_a_share_of_what_meters_say(archetype):
    """6 000 of 10 000 kWh of the plant"""
    meters = (
        line("M1", "electricity_grid", "kWh", 9_000),
        line("M2", "electricity_onsite", "kWh", 1_000, technology="hydro"),
    )
    into = collected(example_sheet(meters=meters, allocation=(), certificates=(CERTIFICATE,)), archetype)
    give_green_supply(into, give_metered(into))

    assert shares(into) == pytest.approx({"green_power_share": 0.6, "cell_plant_onsite_share": 0.1})
    assert {name: code for name, (code, _) in into.choices.items()} == {
        "green_power_technology": "WIND",
        "onsite_technology": "HYDRO",
    }


@pytest.mark.parametrize(
    ("electricity", "output"), [(value(12_000, "kWh"), None), (value(20, "kWh/kWh"), value(600, "kWh"))]
)
def test_certificates_are_a_share_of_the_short_form_too(archetype, electricity, output):
    """6 000 of 12 000 kWh"""
    plant = PlantFields(plant_electricity=electricity, good_output=output)
    into = collected(sheet_of(plant=plant, product=PRODUCT, certificates=(CERTIFICATE,)), archetype)
    give_green_supply(into, None)

    assert shares(into) == {"green_power_share": 0.5}


def test_certificates_without_a_plant_to_cover_are_said_not_to_count(archetype):
    into = collected(sheet_of(product=PRODUCT, certificates=(CERTIFICATE,)), archetype)
    give_green_supply(into, None)

    assert into.parameters == {}
    assert ["give meters" in text for _, text in texts(into.findings)] == [True]


def test_a_certificate_that_stands_twice_is_refused(archetype):
    plant = PlantFields(plant_electricity=value(60_000, "kWh"))
    into = collected(sheet_of(plant=plant, product=PRODUCT, certificates=(CERTIFICATE, CERTIFICATE)), archetype)
    give_green_supply(into, None)

    assert "V30" in [code for code, _ in texts(into.findings, "error")]
