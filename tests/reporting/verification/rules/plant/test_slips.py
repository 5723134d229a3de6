"""Values in another unit than they say: powers of ten and known ratios, on months, meters of a year, output and materials.

The right value is that of the example, so that a slip moves what the example comes to, less what the slip made of it.
"""

from dataclasses import replace

import pytest
from judged_cases import GONE, LFP, NMC, SHEETS, seen

from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.reporting.verification.finding import QUESTION

MONTH = "2025-05"
GAS_M3 = {"2025-01": 711872, "2025-02": 644901, "2025-03": 778842, "2025-04": 773261, "2025-05": 773261, "2025-06": 784423,
          "2025-07": 795585, "2025-08": 795585, "2025-09": 790004, "2025-10": 784423, "2025-11": 823489,
          "2025-12": 845812}  # fmt: skip


def months_of(meter, factor, months=None):
    """Edits of all months of a meter; of the gas of the LFP plant where no others are given."""
    return {f"meters.{meter}.months.{month}": f"{amount * factor:.12g}" for month, amount in (months or GAS_M3).items()}


def months_of_gas_in_mj():
    """The gas of the plant in MJ, in a column that says kWh."""
    return {**months_of(3, 38.931), "meters.3.unit": "kWh", "meters.3.heating_value": GONE}


POWERS = {
    "a month of the grid in GWh": (NMC, {f"meters.0.months.{MONTH}": "5.790518"}, -6),
    "a month of solar power in 万kWh": (LFP, {f"meters.2.months.{MONTH}": "32.6674"}, -4),
    "a month of gas in thousands": (LFP, {f"meters.3.months.{MONTH}": "773.261"}, -3),
    "a month of gas in litres": (NMC, {f"meters.1.months.{MONTH}": "671665000"}, 3),
    "a month of the grid in 万kWh": (LFP, {f"meters.0.months.{MONTH}": "91030140000"}, 4),
    "a month of the grid in mWh": (LFP, {f"meters.0.months.{MONTH}": "9103014000000"}, 6),
    "a month of started packs": (LFP, {f"output.0.started.months.{MONTH}": "8300000"}, 3),
    "a year of gas under 万m3": (LFP, {"meters.3.unit": "万m3"}, 4),
    "solvent of the year in g": (LFP, {"cell_materials.nmp_lost.yours": "48602000"}, 3),
}


@pytest.mark.parametrize("name", POWERS)
def test_a_power_of_ten_is_named_with_what_it_moves(cases, name):
    example, edits, power = POWERS[name]
    case = cases.of(edits, example)

    (one,) = seen(case, "UNI-02")

    assert one.values["k"] == power
    assert one.effect_kg == pytest.approx(cases.base(example).total_kg - case.total_kg, rel=1e-6)
    assert one.place == one.values["cell"] != ""
    assert seen(case, "UNI-03") == []
    assert seen(case, "MON-03") == []  # told once


def all_in_pounds():
    """Every mass of the sheet in pounds, those of the year's solvent and of the output too."""
    sheet = read_data_sheet(SHEETS / f"{LFP}.yaml")
    rows = {f"{table}.{line.key}.yours": line.value for table in ("cell_materials", "pack_parts")
            for line in getattr(sheet, table) if line.value is not None}  # fmt: skip
    rows |= {f"product.{name}.yours": getattr(sheet.product, name) for name in ("cells_mass", "pack_mass")}
    return {path: f"{value.number / 0.45359237:.9g}" for path, value in rows.items()}


KNOWN = {
    "a month of the grid in MJ": (LFP, {f"meters.0.months.{MONTH}": f"{9103014 * 3.6:.0f}"}, "MJ"),
    "a month of the grid in GJ": (NMC, {f"meters.0.months.{MONTH}": f"{5790518 * 0.0036:.3f}"}, "GJ"),
    "a month of gas in kg": (LFP, {f"meters.3.months.{MONTH}": f"{773261 * 0.7174:.0f}"}, "kg"),
    "a month of gas in MJ": (LFP, {f"meters.3.months.{MONTH}": f"{773261 * 38.931:.0f}"}, "MJ"),
    "a year of gas in MJ under kWh": (LFP, months_of_gas_in_mj(), "MJ"),
    "a binder in pounds": (LFP, {"cell_materials.pvdf.yours": f"{5.60 / 0.45359237:.4f}"}, "lb"),
    "every mass in pounds": (LFP, all_in_pounds(), "lb"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_ratio_names_the_other_unit_with_what_it_moves(cases, name):
    example, edits, unit = KNOWN[name]
    case = cases.of(edits, example)

    (one,) = seen(case, "UNI-03")

    assert one.values["unit2"] == unit
    assert one.effect_kg == pytest.approx(cases.base(example).total_kg - case.total_kg, rel=1e-3)
    assert seen(case, "UNI-02") == []


CONTROLS = {
    "the examples": (LFP, {}),
    "another example": (NMC, {}),
    "a plant with twice the gas": (LFP, months_of(3, 2)),
    "a month with a fifth more": (LFP, {f"meters.3.months.{MONTH}": "927913"}),
    "a month without production": (LFP, {f"meters.2.months.{MONTH}": "0"}),
    "gas of all months in MWh that says so": (LFP, {**months_of(3, 38.931 / 3600), "meters.3.unit": "MWh",
                                                    "meters.3.heating_value": GONE}),
    "a binder of twice the mass in cells that weigh so": (LFP, {"cell_materials.pvdf.yours": "8.4"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTROLS)
def test_what_only_looks_like_a_slip_passes(cases, name):
    example, edits = CONTROLS[name]
    case = cases.of(edits, example)

    assert [*seen(case, "UNI-02"), *seen(case, "UNI-03")] == []


def test_a_mass_in_pounds_is_a_question_where_another_row_closes_the_balance_as_well(cases):
    """at one percent, the can of 11.45 kg closes it as well as the binder does"""
    case = cases.of(KNOWN["a binder in pounds"][1])
    wide = replace(case, engagement=replace(case.engagement, limits={"UNI-03/closed": 0.01}))

    assert [(one.severity, one.effect_kg) for one in seen(wide, "UNI-03")] == [(QUESTION, None)]


def test_a_long_number_that_is_round_in_another_unit_is_asked_about(cases):
    """804.7 km are 500 miles; 805 km are no longer than people write them"""
    found = seen(cases.of({"transport.0.distance": "804.7 km"}), "UNI-03")

    assert [(one.severity, one.values["unit2"], one.pointer) for one in found] == [
        (QUESTION, "mile", "/transport/0/distance")
    ]
    assert seen(cases.of({"transport.0.distance": "805 km"}), "UNI-03") == []


def test_readings_that_are_equally_near_make_questions(cases):
    """thirty times the gas: in MJ it would be half of the archetype's heat, in kWh twice as much"""
    case = cases.of(months_of(3, 30))

    found = seen(case, "UNI-03")

    assert {one.values["unit2"] for one in found} == {"MJ", "kWh"}
    assert {(one.severity, one.effect_kg) for one in found} == {(QUESTION, None)}


def test_a_plant_whose_output_is_in_another_unit_is_told_at_its_output(cases):
    """good and started packs by the thousand: every energy per kWh is a thousand times as high"""
    text = {}
    for name in ("good", "started"):
        rows = cases.base().sheet.output[0]
        for month, value in getattr(rows, name).months.items():
            text[f"output.0.{name}.months.{month}"] = f"{value.number / 1000:.6g}"
    case = cases.of({**text, "cell_materials.nmp_lost.yours": "48.602", "meters.4.year_total": "2943.3",
                     "meters.5.year_total": "1828.65"})  # fmt: skip

    found = seen(case, "UNI-02")

    assert [(one.pointer, one.values["k"]) for one in found] == [("/output/0", -3)]
    assert found[0].effect_kg == pytest.approx(cases.base().total_kg - case.total_kg, rel=1e-2)
