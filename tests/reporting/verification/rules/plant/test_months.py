"""Twelve months of meters: gaps, periods, consumption per output, digits, season; each with a control that looks alike."""

import pytest
from judged_cases import GONE, LFP, NMC, seen

from lca_models.reporting.verification.finding import MAJOR, MINOR
from lca_models.reporting.verification.rules.said import months_of
from lca_models.reporting.verification.rules.table import limit

GAS = "meters.3.months."
FLAT = {f"{GAS}2025-{month:02d}": "773261" for month in range(1, 13)}
LINE = {f"{GAS}2025-{month:02d}": f"{700000 + 7001 * month}" for month in range(1, 13)}
TENS = (
    711870,
    644900,
    778840,
    773260,
    773250,
    784420,
    795580,
    795590,
    790000,
    784423,
    823489,
    845812,
)  # nine end with 0
ROUND = {f"{GAS}2025-{month:02d}": f"{amount}" for month, amount in enumerate(TENS, start=1)}


def places(found):
    return [one.pointer for one in found]


def test_a_month_that_nobody_read_is_told_with_what_the_mean_of_the_others_would_make_of_it(cases):
    """eleven months of gas; the kit estimates the twelfth by output"""
    case = cases.of({GAS + "2025-12": GONE})
    amounts = months_of(case.sheet.meters[3])
    right = cases.of({GAS + "2025-12": f"{sum(amounts.values()) / 11:.12g}"})

    (one,) = seen(case, "MON-01")

    assert (one.values["n"], one.values["list"], one.severity) == (11, ["2025-12"], MINOR)
    assert one.effect_kg == pytest.approx(right.total_kg - case.total_kg, rel=1e-6)


def test_a_month_that_the_bill_of_the_year_tells_moves_nothing(cases):
    (one,) = seen(cases.of({GAS + "2025-12": GONE, "meters.3.year_total": "9396600"}), "MON-01")

    assert one.effect_kg == 0.0


def test_more_gaps_refuse_a_sheet(cases):
    assert "V19" in cases.refused({GAS + f"2025-{month:02d}": GONE for month in range(1, 8)})
    assert "V18" in cases.refused({GAS + "2026-01": "700000"})


def test_documents_of_another_year_are_told_at_each_meter_that_rests_on_them(cases):
    found = seen(cases.of({"evidence.4.period": "2023"}), "MON-02")

    assert [(one.values["meter"], one.values["a"]) for one in found] == [("M1", "2023"), ("M3", "2023"), ("M4", "2023")]
    assert {one.values["b"] for one in found} == {"2025-01/2025-12"}


@pytest.mark.parametrize(
    "period", ["2025", "2025-01/2025-12", "2024-12 to 2026-01", "2025年1月至12月", "see the folder", ""]
)
def test_documents_of_the_year_pass(cases, period):
    assert seen(cases.of({"evidence.4.period": period}), "MON-02") == []


def test_a_difference_of_periods_that_is_explained_passes(cases):
    note = {f"meters.{at}.note": "the bills of 2025 carry the number of the contract of 2023" for at in (0, 2, 3)}

    assert seen(cases.of({"evidence.4.period": "2023", **note}), "MON-02") == []


def test_a_month_far_from_its_output_is_told_with_what_it_moves(cases):
    """gas of June half as high again: the right month is that of the example"""
    case = cases.of({GAS + "2025-06": f"{784423 * 1.5:.0f}"})

    (one,) = seen(case, "MON-03")

    assert (one.values["meter"], one.values["month"]) == ("M4", "2025-06")
    assert one.values["x"] > 1.4 * one.values["m"]
    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg, rel=1e-3)
    assert one.severity == (MAJOR if abs(one.effect_kg) > 0.05 * case.threshold_kg else MINOR)


def test_a_month_that_falls_with_its_output_and_one_with_a_comment_pass(cases):
    """half of the packs in June, with the gas of base load and half of the rest: 784 423 - 4 250 x 55.81"""
    halved = {
        "output.0.started.months.2025-06": "4250",
        "output.0.good.months.2025-06": "4037",
        GAS + "2025-06": "547237",
    }

    assert "M4" not in [one.values["meter"] for one in seen(cases.of(halved), "MON-03")]
    assert seen(cases.of({GAS + "2025-06": "1176634", "meters.3.note": "boiler tests in June"}), "MON-03") == []
    assert seen(cases.of({GAS + "2025-06": "900000"}), "MON-03") == []  # 15 % off


@pytest.mark.parametrize(("edits", "words"), [(FLAT, "equal"), (LINE, "straight line"), (ROUND, "9 of 12")])
def test_values_that_no_log_of_a_meter_has_are_asked_about(cases, edits, words):
    (one,) = seen(cases.of(edits), "MON-04")

    assert words in one.values["pattern"].english
    assert one.effect_kg is None


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {**FLAT, "meters.3.note": "a lump sum by contract"},
        {"meters.3.months": GONE, "meters.3.every_month": "780000"},
        {path: amount for path, amount in ROUND.items() if not path.endswith("-01")},
    ],
    ids=["the example", "a lump sum that is said", "one amount for every month", "eight months of one digit"],
)
def test_values_of_a_log_and_a_lump_sum_that_is_stated_pass(cases, edits):
    assert seen(cases.of(edits), "MON-04") == []


def test_heat_without_a_winter_is_asked_about_where_buildings_are_heated(cases):
    cold = {"product.plant_province": "CN-NM", GAS + "2025-01": "500000"}

    assert places(seen(cases.of(cold), "MON-05")) == ["/meters/3"]
    assert seen(cases.of({**cold, "meters.3.note": "process heat only"}), "MON-05") == []
    assert seen(cases.of({GAS + "2025-01": "500000"}), "MON-05") == []  # Sichuan
    assert seen(cases.base(NMC), "MON-05") == []


def test_the_examples_have_twelve_sound_months(cases):
    for name in (LFP, NMC):
        for rule in ("MON-01", "MON-02", "MON-03", "MON-04"):
            assert seen(cases.base(name), rule) == [], (name, rule)
    assert limit(cases.base(), "MON-03", "distance") == 5
