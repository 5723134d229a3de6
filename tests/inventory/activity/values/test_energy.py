import pytest
from data_sheets import collected, given, on_archetype, sheet_of

from lca_models.inventory.activity.sheet.models import PlantFields
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.system.pack import Origin


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def test_energy_per_kwh_and_of_a_year_are_the_same(archetype):
    """20 kWh per kWh, and 2,000,000 kWh for 100,000 kWh; never divided by the acceptance"""
    direct = collected(sheet_of(plant=PlantFields(plant_electricity=given(20, "kWh/kWh"))), archetype)
    year = collected(
        sheet_of(plant=PlantFields(plant_electricity=given(2e6, "kWh"), good_output=given(1e5, "kWh"))), archetype
    )
    for into in (direct, year):
        give_short_energy(into)

        assert on_archetype(into).parameter_values()["cell_plant_electricity"] == 20


def test_a_total_without_output_is_refused(archetype):
    into = collected(sheet_of(plant=PlantFields(plant_heat=given(2e6, "MJ"))), archetype)
    give_short_energy(into)

    assert ["good_output" in one.text for one in into.findings.of("error")] == [True]


def test_pack_assembly_inside_the_meter_is_not_counted_again(archetype):
    into = collected(sheet_of(plant=PlantFields(includes_pack_assembly=True, acceptance=given(0.9, "1"))), archetype)
    give_short_energy(into)
    values = on_archetype(into).parameter_values()

    assert (values["pack_assembly_electricity"], values["cell_acceptance_rate"]) == (0, 0.9)


def test_output_stands_above_the_short_form_which_is_told(archetype):
    """1,000,000 kWh at 0.9 of output beside 500,000 kWh at 0.99: 2,000,000 kWh are 2 kWh per kWh"""
    fields = {"good_output": given(5e5, "kWh"), "acceptance": given(0.99, "1")}
    into = collected(sheet_of(plant=PlantFields(plant_electricity=given(2e6, "kWh"), **fields)), archetype)
    into.metered_kwh = 1e6
    into.give("cell_acceptance_rate", 0.9, "1", Origin("output!E5"))
    give_short_energy(into)

    assert into.parameters["cell_plant_electricity"].value == 2
    assert [one.text for one in into.findings.of("warning")] == [
        "good output of the year 500000 kWh stands beside output, which gives 1000000 kWh and counts",
        "acceptance of cells 0.99 stands beside output, which gives 0.9 and counts",
    ]


def test_a_short_form_that_agrees_with_output_is_not_told(archetype):
    into = collected(sheet_of(plant=PlantFields(good_output=given(1e6, "kWh"))), archetype)
    into.metered_kwh = 1e6
    give_short_energy(into)

    assert into.findings.of("warning") == ()
