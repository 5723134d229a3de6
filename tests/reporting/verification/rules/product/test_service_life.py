"""The energy that a pack delivers: what moves no kg of the pack moves what they are divided by."""

from dataclasses import replace

import pytest
from judged_cases import LFP, NMC, bundle_of, seen

from lca_models.reporting.verification.finding import CRITICAL, INFO, MAJOR, MINOR

EU = {"rules": "eu-cfb-ev"}
TEST = "cycle_test."
ENERGY = "kind,term,value\nterm,cycles_declared,2000\nterm,mean_retention,0.9\nterm,total_energy,{}\n"


def test_the_example_that_claims_twice_its_cycles_is_told_and_the_others_are_clean(cases):
    """a right finding: the LFP example says itself that 2 000 cycles are an extrapolation of 1 000"""
    for name in (LFP, NMC):
        for rule in ("FUN-01", "FUN-02", "FUN-03", "FUN-04", "FUN-07"):
            assert seen(cases.base(name), rule) == [], (name, rule)
        grave = [one for rule in ("FUN-05", "FUN-06") for one in seen(cases.base(name), rule) if one.severity != MINOR]
        assert [one.severity for one in grave] == ([MAJOR] if name == LFP else [])


def test_a_pack_outside_the_programme_is_told(cases):
    abroad = cases.of({"transport.1.to": "Germany"})

    (one,) = seen(abroad, "FUN-01")

    assert "Germany" in one.values["reason"].chinese
    assert seen(cases.of({"transport.1.to": "Guangdong"}), "FUN-01") == []
    assert seen(cases.base(**EU), "FUN-01") == []


def test_usable_energy_below_what_packs_have_is_told_by_its_energy(cases):
    """40 of 64 kWh usable, 0.625; at 0.7 the warranty delivers 44.8"""
    case = cases.of({"product.usable_energy": "40 kWh"}, **EU)

    (one,) = seen(case, "FUN-02")

    assert one.effect_kg == pytest.approx(case.total_kg * (40 / 44.8 - 1))
    assert seen(cases.of({"product.usable_energy": "58 kWh"}, **EU), "FUN-02") == []
    report = {"product.usable_energy": {"yours": "40", "unit": "kWh", "evidence_id": "E4", "source_kind": "calculated"}}
    assert seen(cases.of(report, **EU), "FUN-02") == []
    assert "V36" in cases.refused({"product.usable_energy": "65 kWh"})


def test_a_warranty_by_distance_that_the_setup_leaves_out_is_told(cases):
    """8 years or 60 000 km, which are 4 years at 15 000 km a year; the setup counts 30 000 km a year: 2 years"""
    sheet = {"product.warranty_years": "8 a", "product.warranty_km": "60000 km"}
    case = cases.of(sheet, **EU, settings={"distance_per_year_km": "30000"})

    (one,) = seen(case, "FUN-03")

    assert (one.values["a"], one.values["b"]) == (4, 2)
    assert one.effect_kg == pytest.approx(case.total_kg * (2 / 4 - 1))
    assert seen(cases.of(sheet, **EU), "FUN-03") == []


def test_cycles_of_another_category_are_told(cases):
    """20 cycles a year of category L in place of the 60 of cars"""
    case = cases.base(**EU, settings={"vehicle_category": "L"})

    (one,) = seen(case, "FUN-04")

    assert (one.values["a"], one.values["b"]) == (60, 20)
    assert one.effect_kg == pytest.approx(case.total_kg * (20 / 60 - 1))
    assert seen(cases.base(**EU), "FUN-04") == []


def test_a_category_that_no_such_pack_is_in_is_told(cases):
    """a pack of 64 kWh on two wheels: as a car it would do 60 cycles a year, not 20"""
    case = cases.of({"product.vehicle_category": "L"}, **EU)

    (one,) = seen(case, "FUN-04")

    assert one.effect_kg == pytest.approx(case.total_kg * (20 / 60 - 1))
    document = {"evidence.0.note": "registered in category L"}
    assert seen(cases.of({"product.vehicle_category": "L", **document}, **EU), "FUN-04") == []


def test_cycles_claimed_as_tested_beyond_the_test_are_told_and_a_full_test_of_the_pack_passes(cases):
    """2 000 claimed as calculated, 1 000 measured: twice the kg per kWh"""
    case = cases.of({TEST + "cycles.source_kind": "calculated"})

    (one,) = seen(case, "FUN-05")

    assert one.effect_kg == pytest.approx(case.total_kg)
    assert seen(case, "FUN-06") == []  # told once
    assert seen(cases.of({TEST + "cycles.yours": "1000", TEST + "tested_object": "pack"}), "FUN-05") == []


def test_a_test_of_cells_needs_its_transfer_to_the_pack(cases):
    (one,) = seen(cases.base(NMC), "FUN-05")

    assert (one.severity, one.effect_kg) == (MINOR, 0.0)
    assert seen(cases.of({TEST + "cycles.note": "transferred to the pack by the spread of cells"}, NMC), "FUN-05") == []


@pytest.mark.parametrize(("cycles", "severity"), [("2000", MAJOR), ("3500", CRITICAL)])
def test_an_extrapolation_is_told_by_how_far_it_goes(cases, cycles, severity):
    (one,) = seen(cases.of({TEST + "cycles.yours": cycles}), "FUN-06")

    assert one.severity == severity
    assert one.effect_kg == pytest.approx(cases.base().total_kg * (float(cycles) / 1000 - 1))


def test_an_extrapolation_within_half_and_one_up_to_the_legal_floor_pass(cases):
    assert seen(cases.of({TEST + "cycles.yours": "1500"}), "FUN-06") == []
    assert seen(cases.of({TEST + "cycles.yours": "1000", TEST + "cycles_measured.yours": "500"}), "FUN-06") == []


def test_an_energy_that_the_formula_does_not_give_is_told(cases):
    """64 kWh x 2 000 x 0.9 = 115 200; the bundle states 120 000, or the setup counts 3 000 cycles"""
    case = cases.base()
    stated = replace(case, bundle=bundle_of(case.sheet, "a", units=ENERGY.format("120000.0")))
    by_setup = cases.base(settings={"lfp_cycle_life": "3000"})

    (one,) = seen(stated, "FUN-07")
    (other,) = seen(by_setup, "FUN-07")

    assert (one.values["a"], one.values["b"]) == (120_000, pytest.approx(115_200))
    assert one.effect_kg == pytest.approx(case.total_kg * (120_000 / 115_200 - 1))
    assert other.effect_kg == pytest.approx(by_setup.total_kg * (3000 / 2000 - 1))
    assert seen(replace(case, bundle=bundle_of(case.sheet, "a", units=ENERGY.format("115200.0"))), "FUN-07") == []


def test_terms_of_the_energy_that_are_not_printed_are_listed(cases):
    case = cases.base()
    whole, short = (replace(case, bundle=bundle_of(case.sheet, "a", units=text)) for text in
                    (ENERGY.format("1"), ENERGY.format("1").replace("term,mean_retention,0.9\n", "")))  # fmt: skip

    assert seen(whole, "FUN-08") == []
    assert [one.values["list"] for one in seen(short, "FUN-08")] == [["mean_retention"]]


def test_energy_for_a_distance_that_no_car_drives_is_said(cases):
    """115 200 kWh at 0.151 kWh/km are 762 914 km; half of it is within 500 000"""
    (one,) = seen(cases.base(), "FUN-09")

    assert (one.severity, one.values["km"]) == (INFO, round(115_200 / 0.151))
    assert seen(cases.of({TEST + "cycles.yours": "1000"}), "FUN-09") == []
    assert seen(cases.of({"product.vehicle_category": "M3"}), "FUN-09") == []
