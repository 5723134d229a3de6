from pathlib import Path

import pytest

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plausibility import (
    bands,
    check_curve,
    check_cycles,
    check_heating_values,
    check_plausibility,
    check_retention,
)
from lca_models.inventory.activity.sheet.entries import SHEETS
from lca_models.inventory.activity.sheet.fields import keys_of, materials
from lca_models.inventory.activity.sheet.models import (
    CurvePoint,
    CycleTest,
    DataSheet,
    MaterialLine,
    MeterLine,
    PlantFields,
    ProductFields,
    Value,
)
from lca_models.inventory.tables.formulas import names_in

NAMES = {name for one in materials() for name in names_in(one.mass_of("lfp") or "0")}
# 170 Wh/kg, 136 Wh/kg of pack, 23 kWh and 86.4 MJ per kWh of cells: 47 kWh
ARCHETYPE = dict.fromkeys(NAMES, 1.0) | {
    "lfp_cathode_mass": 2.0, "lfp_graphite_mass": 1.0, "lfp_cell_specific_energy": 0.17, "lfp_pack_energy": 60.0,
    "lfp_pack_mass": 441.0, "lfp_cell_pack_share": 0.8, "cell_plant_electricity": 23.0, "cell_plant_fuel": 86.4,
    "cell_acceptance_rate": 0.95, "lfp_cycle_life": 2000.0, "material_inbound_truck_km": 1000.0,
}  # fmt: skip


def number(amount: float, place: str = "cell", unit: str = "kg", **further) -> Value:
    return Value(number=amount, unit=unit, place=place, written=f"{amount:g}", unit_written=unit, **further)


def said(sheet: DataSheet, effect=None, **values: float) -> list[tuple[str, str]]:
    findings = Findings()
    check_plausibility(sheet, "lfp", ARCHETYPE | values, ARCHETYPE, findings, effect)
    assert {one.severity for one in findings.found} <= {"warning"}
    return [(one.code, one.text) for one in findings.found]


def sheet_with(**parts) -> DataSheet:
    return DataSheet(file=Path("a.yaml"), **parts)


PLANT = PlantFields(plant_electricity=number(92, "plant.plant_electricity", "kWh/kWh"))


def test_an_archetype_is_plausible():
    assert said(sheet_with()) == []
    assert said(sheet_with(plant=PLANT)) == []


def test_a_value_outside_its_band_is_compared_with_the_archetype_and_its_source():
    """164 + 86.4 / 3.6 = 188 kWh per kWh of cells, four times 47"""
    found = [text for _, text in said(sheet_with(plant=PLANT), cell_plant_electricity=164)]

    assert found[0].startswith(
        "energy of the plant per kWh of good cells 188 kWh/kWh is 4 times the archetype (20.3-75"
    )
    assert found[1].startswith(
        "electricity over energy of the plant 0.8723 is 1.78 times the archetype (range of this kit"
    )


def test_the_effect_stands_beside_it_where_it_is_known():
    asked = []

    def effect(place: str) -> float:
        asked.append(place)
        return 1234.5

    mass = number(1.7, "cell_materials.cathode")
    found = said(sheet_with(cell_materials=(MaterialLine(key="cathode", value=mass),)), effect, lfp_cathode_mass=1.7)

    assert found[0][1].endswith("1.85 to 2.3); +1,234.5 kg CO2e per pack")
    assert asked == ["cell_materials.cathode"]


def test_a_plant_that_uses_nothing_has_no_share_of_electricity():
    found = said(sheet_with(plant=PLANT), cell_plant_electricity=0.0, cell_plant_fuel=0.0)

    assert [text.startswith("energy of the plant") for code, text in found if code == "V09"] == [True]


def test_what_nobody_gave_is_not_judged():
    assert said(sheet_with(), cell_plant_electricity=164) == []


@pytest.mark.parametrize(
    ("mass", "unit", "guess"),
    [
        (2000, "kg", "was g meant"),
        (0.002, "kg", "was t meant"),
        (2100, "kg/kWh", "was g/kWh meant"),
        (20000, "kg", "check its unit"),
    ],
)
def test_a_thousand_times_what_is_usual_is_another_unit(mass, unit, guess):
    row = MaterialLine(key="cathode", value=number(mass, unit=unit))
    found = dict(said(sheet_with(cell_materials=(row,)), lfp_cathode_mass=mass))

    assert guess in found["V27"]


def test_a_hundred_times_is_no_matter_of_units():
    row = MaterialLine(key="cathode", value=number(200))

    assert [code for code, _ in said(sheet_with(cell_materials=(row,)), lfp_cathode_mass=200)] == ["V09"]


def test_a_month_in_another_unit_than_the_others_is_named():
    months = {f"2025-{month:02d}": number(2_000_000, f"meters!{month}", "kWh") for month in range(1, 12)}
    months["2025-12"] = number(2050, "meters!12", "kWh")
    (found,) = said(sheet_with(meters=(MeterLine(id="M1", item="electricity_grid", unit="kWh", months=months),)))

    assert found == ("V27", "M1 2025-12: 2050 kWh is 0.00103 times what is usual; was MWh meant?")


@pytest.mark.parametrize(
    ("value", "unit", "warned"), [(38.931, "MJ/m3", False), (39.5, "MJ/m3", True), (50, "MJ/kg", False)]
)
def test_a_gross_heating_value_is_told(value, unit, warned):
    findings = Findings()
    line = MeterLine(id="M2", item="natural_gas", heating_value=number(value, unit=unit))
    check_heating_values(sheet_with(meters=(line,)), findings)

    assert [one.code for one in findings.found] == (["V26"] if warned else [])


def cycles(**values: float) -> list[str]:
    findings = Findings()
    check_cycles(sheet_with(cycle_test=CycleTest(**{name: number(one) for name, one in values.items()})), findings)
    return [one.text for one in findings.found]


def test_cycles_that_nobody_ran_are_called_extrapolated():
    """2000 to 0.80 deliver 1800 times the energy, 1000 to 0.91 deliver 955 times: 1.88"""
    assert cycles(cycles_measured=1000, retention_measured=0.91, cycles=2000, end_retention=0.8) == [
        "1000 cycles tested, 2000 claimed: extrapolated; with the cycles tested the result per kWh delivered is "
        "1.88 times as high."
    ]
    assert cycles(cycles_measured=1500, cycles=1500) == []
    assert cycles(cycles=1500) == []
    assert cycles(cycles_measured=1000, cycles=1500) == ["1000 cycles tested, 1500 claimed: extrapolated."]


@pytest.mark.parametrize(
    ("measured", "retention", "points", "warned"),
    [(1500, 0.5, (), True), (1500, 0.8, (), False), (1501, 0.5, (), False), (None, None, (1000, 0.7), True)],
)
def test_a_retention_below_the_end_within_the_cycles_claimed_is_told(measured, retention, points, warned):
    """1500 cycles to 0.8"""
    findings = Findings()
    test = CycleTest(
        cycles_measured=measured and number(measured),
        retention_measured=retention and number(retention),
        curve=(CurvePoint(cycles=number(points[0]), retention=number(points[1])),) if points else (),
    )
    check_retention(sheet_with(cycle_test=test), 1500, 0.8, findings)

    assert [one.code for one in findings.found] == (["V35"] if warned else [])


def test_a_curve_that_ends_before_the_cycles_is_refused_with_its_cell():
    points = (CurvePoint(cycles=number(1000, "cycle_test!C9"), retention=number(0.9)),)
    for cycles, errors in ((1000, []), (1500, ["cycle_test!C9"])):
        findings = Findings()
        check_curve(sheet_with(cycle_test=CycleTest(curve=points)), cycles, findings)

        assert [one.place for one in findings.of("error")] == errors


def test_every_band_follows_something_that_the_sheet_asks_for():
    for band in bands():
        assert band.low < band.high
        assert all((band.source, band.source_zh, band.english, band.chinese))
        for name in band.fields:
            table, _, key = name.partition(".")
            assert table in SHEETS
            assert key in ("", "in", *keys_of(table)), name


def test_a_pack_as_it_is_in_the_catalogue_is_plausible():
    heavy = ProductFields(pack_mass=number(441, "product.pack_mass"))

    assert said(sheet_with(product=heavy)) == []
    assert [code for code, _ in said(sheet_with(product=heavy), lfp_pack_mass=600.0)] == ["V09"]
