"""Electricity: its place, edition and family, what counts of it, own generation; each with its control."""

from dataclasses import replace

import pytest
from judged_cases import GONE, LFP, NMC, bundle_of, seen

from lca_models.reporting.verification.finding import QUESTION, NotApplicableError
from lca_models.reporting.verification.rules.product.electricity import direct_factors

POWER = {"suppliers": [{"supplier_id": "P", "name": "Grid Co.", "replaces": "every > electricity_cell_plant",
                        "declared_unit": "kWh", "value": "0.62", "boundary": "cradle_to_gate", "gwp_set": "AR6",
                        "geography": "CN-SC", "evidence_id": "E5"}]}  # fmt: skip
VIEWS = "view,total_kg_co2e_per_pack\nas_claimed,1\nlocation,1\nmarket,1\nnational_factor,1\n"


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_electricity_of_the_examples_is_that_of_their_place_and_rules(cases, name):
    for number in (1, 2, 3, 4, 5, 7):
        assert seen(cases.base(name), f"ELE-0{number}") == []


def test_a_plant_that_the_setup_moves_is_told_with_the_difference_of_both_places(cases):
    """Inner Mongolia in the setup, Sichuan in the sheet"""
    moved = cases.base(settings={"cell_plant_province": "CN-NM"})

    (one,) = seen(moved, "ELE-01")

    assert (one.values["place"], one.values["region"]) == ("CN-SC", "CN-NM")
    assert one.values["a"] < one.values["b"]
    assert one.effect_kg == pytest.approx(cases.base().total_kg - moved.total_kg)


def test_the_factor_of_the_nation_is_told_where_the_rules_ask_for_the_province(cases):
    case = cases.base(settings={"electricity_rule": "NATIONAL"})

    (one,) = seen(case, "ELE-01")

    assert one.effect_kg == pytest.approx(cases.base().total_kg - case.total_kg)
    assert seen(cases.base(rules="eu-cfb-ev"), "ELE-01") == []  # the nation's, as its rules say


def test_packs_that_are_assembled_elsewhere_are_told(cases):
    (one,) = seen(cases.of({"product.pack_plant_province": "CN-NM"}), "ELE-01")

    assert one.effect_kg == pytest.approx(0.115 * 457 * (one.values["a"] - one.values["b"]))
    assert seen(cases.of({"product.pack_plant_province": "CN-SC"}), "ELE-01") == []


def test_a_factor_of_power_of_another_region_is_told_and_one_without_a_region_is_asked_about(cases):
    away = {**POWER, "suppliers.0.geography": "Guangdong"}

    (one,) = seen(cases.of(away), "ELE-01")

    assert one.effect_kg == pytest.approx(cases.base().total_kg - cases.of(away).total_kg)
    assert seen(cases.of(POWER), "ELE-01") == []
    (nowhere,) = seen(cases.of({**POWER, "suppliers.0.geography": ""}), "ELE-01")
    assert (nowhere.severity, nowhere.effect_kg) == (QUESTION, None)


def test_an_older_edition_is_told_with_what_the_newest_moves(cases):
    old = cases.base(settings={"grid_year": "2023"})

    (one,) = seen(old, "ELE-02")

    assert (one.values["a"], one.values["b"]) == (2023, 2024)
    assert one.effect_kg == pytest.approx(cases.base().total_kg - old.total_kg)
    assert seen(replace(old, again=replace(old.again, issued=old.again.issued.replace(year=2024))), "ELE-02") == []


def test_a_direct_co2_factor_in_a_footprint_is_told_by_value_and_by_words(cases):
    by_value, by_words = {**POWER, "suppliers.0.value": "0.5306"}, {**POWER, "suppliers.0.note": "电网排放因子"}

    for edits in (by_value, by_words):
        (one,) = seen(cases.of(edits), "ELE-03")
        assert one.effect_kg == pytest.approx(cases.base().total_kg - cases.of(edits).total_kg)
    assert seen(cases.of(POWER), "ELE-03") == []
    assert seen(cases.of({**POWER, "suppliers.0.note": "life-cycle emission factor"}), "ELE-03") == []
    assert {row["confidence"] for row in direct_factors()} == {"confirmed", "secondary", "recalled"}


def test_certificates_that_the_rules_do_not_count_are_told(cases):
    kind = {f"certificates.{at}.kind": "certificate_tradable" for at in range(12)}
    case = cases.of(kind, settings={"certificates_count": "1"})

    (one,) = seen(case, "ELE-04")

    assert one.values == {"kind": "certificate", "rules": "cn-551"}
    assert one.effect_kg == pytest.approx(cases.of(kind).total_kg - case.total_kg)
    assert one.effect_kg > 0
    assert seen(cases.of(kind), "ELE-04") == []
    assert seen(cases.base(settings={"certificates_count": "1"}), "ELE-04") == []  # none are claimed


def test_a_rest_on_the_average_is_told_where_the_rules_have_a_residual_mix(cases):
    rules = {"rules": "iso-14067-cut-off"}
    case = cases.base(**rules, settings={"residual_mix_counts": "0"})

    (one,) = seen(case, "ELE-05")

    assert one.values["a"] < one.values["b"]
    assert one.effect_kg == pytest.approx(cases.base(**rules).total_kg - case.total_kg)
    assert seen(cases.base(**rules), "ELE-05") == []


def test_views_that_are_not_printed_are_listed(cases):
    case = cases.base()

    with pytest.raises(NotApplicableError):
        seen(case, "ELE-06")
    assert seen(replace(case, bundle=bundle_of(case.sheet, "a", electricity=VIEWS)), "ELE-06") == []
    short = replace(case, bundle=bundle_of(case.sheet, "a", electricity=VIEWS.replace("market,1\n", "")))
    assert [one.values["list"] for one in seen(short, "ELE-06")] == [["market"]]


def test_own_generation_whose_certificates_are_claimed_again_is_told(cases):
    own = {"certificates.0.generation_plant": "Example plant Sichuan"}

    (one,) = seen(cases.of(own), "ELE-07")

    assert one.effect_kg == pytest.approx(cases.of({"certificates.0": GONE}).total_kg - cases.base().total_kg)
    assert seen(cases.of({"certificates.0.generation_plant": "Wind farm"}), "ELE-07") == []
    assert seen(cases.of({**own, "certificates.0.retired_for": "sold"}), "ELE-07") == []
