"""Ways, footprints of suppliers, evidence."""

from datetime import timedelta

from lca_models.programme.pilot.companies import draw_companies
from lca_models.programme.pilot.sheets.supply import days_of_test, evidence_rows, supplier_rows, transport_rows


def test_a_way_is_two_legs_that_join_and_ends_at_the_plant_or_begins_there():
    company = draw_companies(0, 1, alone=False)[0]
    plant = company.plants[0]
    first, second, third, fourth = transport_rows(company, plant)

    assert first["to"] == second["from"]
    assert third["to"] == fourth["from"]
    assert second["to"] == third["from"] == plant.id


def test_a_test_lasts_longer_than_its_cycles_take():
    company = draw_companies(0, 1, alone=False)[0]
    first, last = days_of_test(company, "pack 1", 1000, 1.0)  # 2000 hours and pauses of 5 to 20 %

    assert timedelta(hours=2100) <= last - first <= timedelta(hours=2400 + 48)
    assert evidence_rows(first, last)[3]["period"] == f"{first} to {last}"


def test_figures_of_suppliers_are_near_those_of_the_kit_per_kg(kits):
    found = [
        (row, kits[company.chemistry].figures[key])
        for company in draw_companies(0, 20, alone=False)
        for row in supplier_rows(company, kits[company.chemistry])
        for key in [{"S1": "cathode", "S2": "can", "S3": "copper_foil"}[row["supplier_id"]]]
    ]

    assert found
    for row, figure in found:
        mass = float(row["mass_per_piece"].split()[0]) if row["declared_unit"] == "piece" else 1.0
        assert 0.69 < row["value"] / mass / figure < 1.46
