"""What suppliers of battery components state in Catena-X: read, or refused for what is really wrong."""

from datetime import date

import pytest
from supplier_files import catenax, text_of

from lca_models.inventory.activity.suppliers.footprint import GRAVE, Metal
from lca_models.inventory.activity.suppliers.payloads.catenax import field_places, read_catenax
from lca_models.inventory.activity.suppliers.payloads.json_text import read_json
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING


def judged(**changes):
    return read_catenax(read_json(text_of(catenax(**changes)), "a.json"))


def faults(**changes):
    return {one.field: one.text for one in judged(**changes).errors}


def test_a_document_is_read_with_everything_it_says():
    found = judged().footprint

    assert (found.supplier, found.product, found.kind) == ("BPNL00000000MADE", "M7", "Catena-X")
    assert (found.unit, found.amount, found.mass_kg, found.value) == ("kg", 1, 1, 26)
    assert found.stages == {RAW_MATERIAL_ACQUISITION: 20, MANUFACTURING: 5, DISTRIBUTION: 0.5, RECYCLING: 0.5}
    assert (found.valid_from, found.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (found.technology, found.place_rating, found.time) == (1, 2, 3)
    assert (found.primary_share, found.boundary, found.inbound_transport) == (0.4, GRAVE, True)
    assert found.metals == (Metal("Ni", 0.48, 12, 3),)
    assert found.cut().value == 25


@pytest.mark.parametrize("unit", ["CO2KG/KG", "C02KG/KG", "CO2KG/kg", "co2kg/kg"])
def test_the_unit_is_written_with_a_letter_or_a_zero(unit):
    assert judged(unit=unit).footprint.unit == "kg"
    assert judged(unit=unit.lower().replace("/kg", "/piece")).footprint.unit == "piece"


def test_stages_may_be_percent():
    """80 % of 26 kg"""
    found = judged(raw=80, production=15, distribution=3, end=2).footprint

    assert found.stages[RAW_MATERIAL_ACQUISITION] == pytest.approx(20.8)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"raw": 3.14, "production": 3.14, "distribution": 3.14, "end": 3.14, "total": 3.14}, "pcfValues.sharesPerStage",
         "Stages sum to 12.56, the footprint is 3.14. They must sum to absPcfValue, or to 100"),
        ({"end": -1}, "pcfValues.sharesPerStage.stage4EndOfLifeRecycling.stageValue", "a stage holds burdens only"),
        ({"raw": "20"}, "pcfValues.sharesPerStage.stage1RawMaterialAquisitionPreProcessing.stageValue", "without quotes"),
        ({"unit": "CO2G/KG"}, "pcfValues.sharesPerStage.declaredUnit", "it is CO2KG/KG or CO2KG/piece"),
        ({"primaryDataShare": 250}, "primaryDataShare", "250 is outside 0 to 100"),
        ({"dataQualityRating": 0}, "dataQualityRating", "0 is outside 1 to 5"),
        ({"siteIdentifier": "BPNL00000000MADE"}, "siteIdentifier", "it is BPNS and twelve signs"),
        ({"contentCO2Metals": []}, "contentCO2Metals", "is written contentC02Metals, with a zero"),
        ({"stageValue": 3}, "stageValue", "does not stand here; it belongs into pcfValues"),
        ({"validityPeriod": {"validFrom": "2026-01-01T00:00:00Z", "validTo": "2025-01-01T00:00:00Z"}}, "validityPeriod.validTo",
         "the period begins on 2026-01-01"),
        ({"validityPeriod": {"validTo": "next year"}}, "validityPeriod.validTo", "is no time"),
        ({"contentC02Metals": "Nickel"}, "contentC02Metals", "give a list"),
    ],
)  # fmt: skip
def test_a_document_is_refused_for_what_is_wrong_with_it(changed, field, said):
    assert said in faults(**changed)[field]


def test_null_is_what_nobody_states():
    found = judged(primaryDataShare=None)

    assert found.footprint.primary_share is None
    assert [one.text for one in found.warnings] == ["primaryDataShare: null is taken as not stated"]


def test_the_refusal_of_stages_has_its_number():
    assert [one.code for one in judged(raw=1).errors] == ["V40"]


def test_a_unit_of_a_metal_that_is_none_is_named_and_its_figure_not_used():
    entry = "Material: Nickel, Specific Content: 48%, EV_Mat: 12 kg CO₂e/kg ,Erecycled_Mat: 3 kg CO₂eCOkg"
    found = judged(contentC02Metals=[entry], dataQualityRating=3.79)

    assert found.footprint.metals == (Metal("Ni", 0.48, 12, None),)
    assert {one.field: one.text for one in found.warnings} == {
        "dataQualityRating": "is 3.79, and the mean of its three ratings is 2.00",
        "contentC02Metals": "Ni, Erecycled: '3 kg CO2eCOkg' cannot be read, so it is not used; write percent, or kg CO2e/kg",
    }


def test_the_mass_of_a_piece_stands_among_the_parameters_of_quality():
    found = judged(unit="CO2KG/piece", productQualityParameter=["mass per piece: 0.52 kg"]).footprint

    assert found.mass_kg == 0.52
    assert judged(unit="CO2KG/piece").footprint.mass_kg is None


def test_every_field_knows_its_place():
    assert field_places()["stage3Distribution"] == "pcfValues.sharesPerStage"
    assert field_places()["validTo"] == "validityPeriod"
