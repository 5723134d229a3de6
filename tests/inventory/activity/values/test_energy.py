import pytest
from data_sheets import collected, given, on_archetype, sheet_of

from lca_models.inventory.activity.sheet.models import PlantFields
from lca_models.inventory.activity.values.energy import give_short_energy


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
