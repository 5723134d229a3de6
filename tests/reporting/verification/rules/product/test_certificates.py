"""Green certificates: once, no more than was bought, of the period, with a path, retired; each with its control."""

from dataclasses import replace

import pytest
from judged_cases import GONE, LFP, NMC, bundle_of, seen

from lca_models.reporting.verification.finding import QUESTION
from lca_models.reporting.verification.rules.register import looks

FIRST = "certificates.0."


def beside(cases, case, edits, name="b.zip"):
    other = cases.sheet({"product.model": "OTHER", "product.name": "Other pack", **edits})
    return replace(case, folder={name: bundle_of(other, name)})


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_ledgers_of_the_examples_are_sound(cases, name):
    for number in range(1, 7):
        assert seen(cases.base(name), f"CER-0{number}") == []


def test_serials_of_another_bundle_are_told_with_what_they_move(cases):
    case = cases.base()
    others = {f"certificates.{at}": GONE for at in range(11, 0, -1)}

    (one,) = seen(beside(cases, case, {**others, FIRST + "retired_for": "OTHER"}), "CER-01")

    assert one.values["b"].startswith("b.zip")
    assert one.effect_kg == pytest.approx(cases.of({"certificates.0": GONE}).total_kg - case.total_kg)
    assert one.effect_kg > 0
    free = {**others, FIRST + "number_first": "OTHER-000001", FIRST + "number_last": "OTHER-005086"}
    assert seen(beside(cases, case, free), "CER-01") == []


def test_serials_of_an_earlier_year_are_told_and_those_of_an_earlier_edition_pass(cases):
    case = cases.base()
    same = bundle_of(case.sheet, "edition 1")
    product = case.sheet.product.model_copy(update={"period_start": "2024-01"})
    before = bundle_of(case.sheet.model_copy(update={"product": product}), "2024")

    assert seen(replace(case, earlier=same), "CER-01") == []
    assert next(looks()["CER-01"](replace(case, earlier=before))).values["b"].startswith("2024 ")


def test_one_row_of_a_plant_in_the_sheets_of_all_its_products_passes(cases):
    for_plant = {f"certificates.{at}.retired_for": "Example plant Sichuan" for at in range(12)}
    case = cases.of(for_plant)

    assert seen(beside(cases, case, for_plant), "CER-01") == []


def test_numbers_twice_in_one_ledger_refuse_it(cases):
    assert "V30" in cases.refused(
        {"certificates.1.number_first": "EXAMPLE-005086", "certificates.1.number_last": "EXAMPLE-009672"}
    )


def test_more_than_was_bought_over_all_sheets_is_told_by_its_excess(cases):
    """66 GWh here and 66 in the other bundle, of 110 that the plant bought"""
    case = cases.base()
    numbers = {f"certificates.{at}.{end}": f"OTHER-{line.number_first if end == 'number_first' else line.number_last}"
               for at, line in enumerate(case.sheet.certificates) for end in ("number_first", "number_last")}  # fmt: skip
    plant = {f"certificates.{at}.retired_for": "OTHER" for at in range(12)}

    (one,) = seen(beside(cases, case, {**numbers, **plant}), "CER-02")

    bought = sum(value.number for value in case.sheet.meters[0].months.values())
    assert (one.values["a"], one.values["b"]) == pytest.approx((2 * 66_009_000, bought))
    whole = cases.of({"certificates": []}).total_kg - case.total_kg
    assert one.effect_kg == pytest.approx(whole * (2 * 66_009_000 - bought) / 66_009_000, rel=1e-6)
    assert seen(beside(cases, case, {"certificates": []}), "CER-02") == []
    assert "V33" in cases.refused({"meters.0.months.2025-01": "5000000"})


@pytest.mark.parametrize("month", ["2024-12", "2026-01"])
def test_a_month_outside_the_period_is_told_and_does_not_count(cases, month):
    (one,) = seen(cases.of({FIRST + "generation_month": month, FIRST + "retired_on": "2026-02-20"}), "CER-03")

    assert (one.values["a"], one.values["b"]) == (month, "2025-01/2025-12")
    assert one.effect_kg == 0.0


def test_face_values_and_technologies_refuse_a_ledger(cases):
    assert cases.refused({FIRST + "kwh": "5087 MWh"}) == {""}
    assert "V29" in cases.refused({FIRST + "kwh": "5086.5 MWh"})
    assert cases.refused({FIRST + "technology": "nuclear"}) == {""}


def test_a_face_value_that_passed_is_told_with_its_difference(cases):
    case = cases.base()
    line = case.sheet.certificates[0]
    half = line.model_copy(update={"kwh": line.kwh.model_copy(update={"number": 2_543_000.0})})
    altered = replace(case, again=replace(case.again))
    altered.again.__dict__["sheet"] = case.sheet.model_copy(
        update={"certificates": (half, *case.sheet.certificates[1:])}
    )

    (one,) = seen(altered, "CER-04")

    assert (one.values["a"], one.values["b"], one.values["c"]) == (5086, 5_086_000, 2_543_000)


def test_power_of_another_grid_needs_a_path(cases):
    """traded from Inner Mongolia to Sichuan: with the contract of the register it passes, without it is told"""
    away = {FIRST + "generation_province": "CN-NM"}

    (one,) = seen(cases.of({**away, FIRST + "evidence_id": "E5"}), "CER-05")

    assert (one.values["a"], one.values["b"]) == ("CN-NM", "CN-SC")
    assert one.effect_kg > 0
    assert seen(cases.of(away), "CER-05") == []
    assert (
        seen(cases.of({FIRST + "generation_province": "CN-CQ", FIRST + "evidence_id": "E5"}), "CER-05") == []
    )  # one grid
    assert seen(cases.of({**away, FIRST + "evidence_id": "E5", FIRST + "kind": "certificate_tradable"}), "CER-05") == []
    (unknown,) = seen(cases.of({FIRST + "generation_province": GONE}), "CER-05")
    assert unknown.severity == QUESTION


@pytest.mark.parametrize(
    ("edit", "status"),
    [({FIRST + "retired_on": GONE}, "not retired"), ({FIRST + "retired_for": "Plant of others"}, "retired")],
)
def test_what_is_not_retired_for_this_plant_is_told_and_does_not_count(cases, edit, status):
    (one,) = seen(cases.of(edit), "CER-06")

    assert one.values["status"].english == status
    assert one.effect_kg == 0.0
