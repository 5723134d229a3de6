import pytest
from data_sheets import collected, given, sheet_of

from lca_models.inventory.activity.sheet.models import MaterialLine, SupplierLine, TransportLine
from lca_models.inventory.activity.values.suppliers import give_suppliers
from lca_models.inventory.activity.values.transport import give_transport


def line(**more):
    said = {"supplier_id": "S1", "name": "Maker of cathodes", "declared_unit": "kg", "boundary": "cradle_to_gate",
            "value": given(10, "kgCO2e"), "place": "suppliers!5", **more}  # fmt: skip
    return SupplierLine(**said)


def replacements(study, sheet):
    into = collected(sheet, study.product_system("lfp-60kwh").before_rules)
    found = give_suppliers(into, study.surroundings())
    return found, [one.code for one in into.findings.of("error")]


def test_a_footprint_stands_in_place_of_what_a_row_buys(shipped_study):
    """10 kg CO2e per kg of cathode, whoever buys it otherwise"""
    row = MaterialLine(key="cathode", value=given(2), basis="per_kwh", supplier_id="S1")
    (found,), errors = replacements(shipped_study, sheet_of(cell_materials=(row,), suppliers=(line(),)))

    assert errors == []
    assert (found.buyer, found.input, found.value, found.per) == ("cell_lfp", "cathode_lfp", 10, "kg")


def test_the_period_of_a_sheet_is_twelve_months(shipped_study):
    """a footprint that ended before today is refused; the sheet's period stands in the reason"""
    sheet = sheet_of({"period_start": "2025-03"}, suppliers=(line(replaces="cathode", valid_until="2020-01-01"),))
    into = collected(sheet, shipped_study.product_system("lfp-60kwh").before_rules)

    assert give_suppliers(into, shipped_study.surroundings()) == ()
    assert ["2025-03-01/2026-02-28" in one.text for one in into.findings.of("error")] == [True]


def test_a_sheet_without_suppliers_replaces_nothing(shipped_study):
    assert replacements(shipped_study, sheet_of()) == ((), [])


def test_the_figures_of_the_kit_are_those_of_its_result(shipped_study):
    """what the cathode of the archetype adds is its amount times its intensity"""
    system = shipped_study.product_system("lfp-60kwh")
    one = shipped_study.surroundings().figures(system)["cell_lfp", "cathode_lfp"]
    values = system.parameter_values()

    bought = 60 * values["lfp_cathode_mass"] / values["electrode_material_yield"] / values["cell_acceptance_rate"]
    assert one.amount == pytest.approx(bought)
    assert 5 < one.value < 30


def test_transport_inside_a_figure_is_not_counted_again(shipped_study):
    """everything that is bought per kg of cells, less the cathode: 2.02 kg per kWh over yield and acceptance"""
    sheet = sheet_of(suppliers=(line(replaces="cathode", includes_inbound_transport=True),))
    into = collected(sheet, shipped_study.product_system("lfp-60kwh").before_rules)
    give_suppliers(into, shipped_study.surroundings())
    (carried,) = [one for one in into.purchases if one.input == "inbound_transport"]
    values = into.archetype
    bought = (values["lfp_cathode_mass"] * values["lfp_cell_specific_energy"]
              / values["electrode_material_yield"] / values["cell_acceptance_rate"])  # fmt: skip

    assert carried.buyer == "cell_lfp"
    assert into.evaluated(carried.formula) == pytest.approx(values["lfp_cell_purchased_mass"] - bought)


def test_legs_of_a_material_go_where_its_supplier_counts_them(shipped_study):
    leg = TransportLine(direction="in", what="cathode", mode="truck", distance=given(800, "km"))
    sheet = sheet_of(transport=(leg,), suppliers=(line(replaces="cathode", includes_inbound_transport=True),))
    into = collected(sheet, shipped_study.product_system("lfp-60kwh").before_rules)
    give_transport(into)
    legs = len(into.purchases)
    give_suppliers(into, shipped_study.surroundings())

    assert legs == 2
    assert [one.input for one in into.purchases] == ["inbound_transport"]
