"""Footprints of PACT 3.0: read, or refused for what is really wrong, with its field.

The kinds of fault are those of published examples: a name at the wrong place, a name of an earlier edition, a total including
uptake that is not total plus uptake, a validity longer than three years, packaging that is not said to be inside.
"""

from datetime import date

import pytest
from supplier_files import pact

from lca_models.inventory.activity.suppliers.footprint import GATE, GRAVE
from lca_models.inventory.activity.suppliers.payloads.json_text import read_json
from lca_models.inventory.activity.suppliers.payloads.pact import read_pact

OTHER = {"operator": "Other", "ruleNames": ["made-up rules"]}


def faults(tree):
    return {one.field: one.text for one in read_pact(tree).errors}


def warnings(tree):
    judged = read_pact(tree)
    assert judged.errors == []
    return {one.field: one.text for one in judged.warnings}


def test_a_footprint_is_read_with_everything_it_says():
    """the last day of a period that ends before 2026-01-01 is 2025-12-31; without an end it is valid for three years"""
    judged = read_pact(pact(productOrSectorSpecificRules=[OTHER | {"otherOperatorName": "made-up operator"}],
                            verification={"providerName": "Checker", "completedAt": "2026-01-15T00:00:00Z"}))  # fmt: skip
    found = judged.footprint

    assert judged.errors == judged.warnings == []
    assert (found.supplier, found.product, found.kind) == ("Made-up Cathodes", "Cathode M7", "PACT 3.0.4")
    assert (found.unit, found.amount, found.mass_kg, found.value) == ("piece", 1, 0.52, 3.9)
    assert found.gases == pytest.approx({"fossil": 3.6, "biogenic": 0.2, "land use change": 0.1})
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (found.valid_from, found.valid_until) == (date(2025, 12, 31), date(2028, 12, 31))
    assert (found.boundary, found.geography, found.gwp) == (GATE, "CN-HN", ("AR6",))
    assert (found.primary_share, found.exempted_share) == (0.625, 0.015)
    assert (found.technology, found.place_rating, found.time) == (1.4, 2.6, 2)
    assert found.verification.by == "Checker"
    assert found.standards == ("ISO14067", "PACT-3.0", "made-up rules")


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        (
            {"otherOperatorName": "X", "productOrSectorSpecificRules": [OTHER]},
            "pcf.otherOperatorName",
            "it belongs into pcf.prod",
        ),
        (
            {"productOrSectorSpecificRules": [OTHER]},
            "pcf.productOrSectorSpecificRules[0]",
            "Other without otherOperatorName",
        ),
        ({"biogenicCO2Withdrawal": "-0.2"}, "pcf.biogenicCO2Withdrawal", "PACT 3.0 writes biogenicCO2Uptake"),
        ({"fosilGhgEmissions": "1"}, "pcf.fosilGhgEmissions", "did you mean 'fossilGhgEmissions'"),
        (
            {"pcfIncludingBiogenicUptake": "1.63"},
            "pcf.pcfIncludingBiogenicUptake",
            "3.9 with the uptake of -0.2 is 3.7",
        ),
        (
            {"pcfIncludingBiogenicUptake": "4.1"},
            "pcf.pcfIncludingBiogenicUptake",
            "is 4.1, above the 3.9 without uptake",
        ),
        ({"fossilGhgEmissions": "4.6"}, "pcf.pcfExcludingBiogenicUptake", "its parts sum to 4.9"),
        ({"fossilGhgEmissions": "2.6"}, "pcf.pcfExcludingBiogenicUptake", "its parts sum to 2.9"),
        ({"pcfExcludingBiogenicUptake": 3.9}, "pcf.pcfExcludingBiogenicUptake", 'write it as a text in quotes: "3.9"'),
        ({"packagingGhgEmissions": "0.5"}, "pcf.packagingGhgEmissions", "packagingEmissionsIncluded is false"),
        (
            {"packagingGhgEmissions": "0.5", "packagingEmissionsIncluded": None},
            "pcf.packagingGhgEmissions",
            "is not stated",
        ),
        ({"aircraftGhgEmissions": "5"}, "pcf.aircraftGhgEmissions", "a part is not larger"),
        (
            {"ccsTechnologicalCO2Capture": "-1"},
            "pcf.ccsTechnologicalCO2CaptureIncluded",
            "an amount captured is stated",
        ),
        (
            {"declaredUnitOfMeasurement": "kilogram"},
            "pcf.productMassPerDeclaredUnit",
            "is 0.52 kg, and the declared unit is 1 kg",
        ),
        (
            {"declaredUnitOfMeasurement": "kg"},
            "pcf.declaredUnitOfMeasurement",
            "is kg; known: cubic meter, hour, kilogram",
        ),
        ({"referencePeriodEnd": "2024-01-01T00:00:00Z"}, "pcf.referencePeriodEnd", "the period begins on 2025-01-01"),
        ({"referencePeriodEnd": "2026-01-01"}, "pcf.referencePeriodEnd", "is no time with a zone"),
        ({"geographyCountry": "CN"}, "pcf.geographyCountrySubdivision", "stands beside pcf.geographyCountry"),
        ({"geographyCountrySubdivision": "Hunan"}, "pcf.geographyCountrySubdivision", "is no code of ISO 3166"),
        ({"exemptedEmissionsPercent": None}, "pcf.exemptedEmissionsPercent", "is missing"),
        ({"secondaryEmissionFactorSources": []}, "pcf.secondaryEmissionFactorSources", "is an empty list"),
    ],
)
def test_a_figure_is_refused_for_what_is_wrong_with_it(changed, field, said):
    assert said in faults(pact(**changed))[field]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"status": "Deprecated"}, "status", "a later footprint takes its place"),
        ({"specVersion": "2.3.0"}, "specVersion", "is '2.3.0', and version 3 of PACT is read here"),
        ({"specVersion": None}, "specVersion", "is '', and version 3"),
        ({"precedingPfIds": ["11111111-2222-4333-8444-555555555555"]}, "precedingPfIds", "names this footprint itself"),
        ({"companyIds": ["Made-up Cathodes"]}, "companyIds[0]", "is no URN"),
        ({"id": "1"}, "id", "is no UUID"),
        ({"validityPeriodStart": "2027-01-01T00:00:00Z", "validityPeriodEnd": "2026-06-01T00:00:00Z"}, "validityPeriodEnd",
         "the period begins on 2027-01-01"),
        ({"pcf": None}, "pcf", "is missing"),
    ],
)  # fmt: skip
def test_a_footprint_is_refused_for_what_is_wrong_with_it(changed, field, said):
    tree = pact(changed) if changed.get("pcf", ...) else {name: one for name, one in pact().items() if name != "pcf"}

    assert said in faults(tree)[field]


def test_every_fault_is_said_at_once_beside_a_name_that_is_none():
    tree = pact(biogenicCO2Withdrawal="-0.2", pcfIncludingBiogenicUptake="1.63", packagingGhgEmissions="2.1")

    assert set(faults(tree)) == {
        "pcf.biogenicCO2Withdrawal",
        "pcf.pcfIncludingBiogenicUptake",
        "pcf.packagingGhgEmissions",
    }


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"biogenicAccountingMethodology": "made up"}, "pcf.biogenicAccountingMethodology", "has no more"),
        ({"ipccCharacterizationFactors": ["AR5", "AR6"]}, "pcf.ipccCharacterizationFactors", "names AR5, AR6"),
        ({"geographyCountrySubdivision": None}, "pcf", "a global average"),
        ({"productMassPerDeclaredUnit": "0"}, "pcf.productMassPerDeclaredUnit", "the mass of a piece is not stated"),
        ({"dqi": None, "primaryDataShare": None}, "pcf", "does not state primaryDataShare, dqi"),
        ({"referencePeriodEnd": "2027-01-01T00:00:00Z"}, "pcf.referencePeriodEnd", "its data are a forecast"),
        ({"secondaryEmissionFactorSources": None}, "pcf.secondaryEmissionFactorSources", "no secondary data"),
        ({"boundaryProcessesDescription": "End-of-life included"}, "pcf.boundaryProcessesDescription", "ends at the gate"),
        ({"productOrSectorSpecificRules": [{"operator": "PEF", "ruleNames": ["x"], "otherOperatorName": "y"}]},
         "pcf.productOrSectorSpecificRules[0]", "operator PEF and otherOperatorName"),
    ],
)  # fmt: skip
def test_a_doubt_stands_beside_the_figure(changed, field, said):
    assert said in warnings(pact(**changed))[field]


def test_a_validity_of_more_than_three_years_is_shortened():
    tree = pact({"validityPeriodEnd": "2030-01-01T00:00:00Z"})

    assert "2028-12-31 is taken" in warnings(tree)["validityPeriodEnd"]
    assert read_pact(tree).footprint.valid_until == date(2028, 12, 31)


def test_null_is_what_nobody_states():
    tree = pact() | {"comment": None}
    tree["pcf"]["packagingGhgEmissions"] = None

    assert "comment, pcf.packagingGhgEmissions: null is taken as not stated" in warnings(tree)[""]


def test_a_later_edition_may_have_fields_that_are_not_known_here():
    tree = pact({"specVersion": "3.2.0"}, somethingNew="1")

    assert "is no field" in warnings(tree)["pcf.somethingNew"]
    assert read_pact(tree).footprint.value == 3.9


def test_printed_parts_may_be_off_by_half_of_their_last_digit():
    """3.64 + 0.14 + 0.14 = 3.92 is printed as 3.6 + 0.1 + 0.1 = 3.8 of 3.9"""
    assert faults(pact(fossilGhgEmissions="3.6", biogenicNonCO2Emissions="0.1", landUseChangeGhgEmissions="0.1")) == {}


def test_biogenic_gases_may_stand_beside_the_sum_as_published_examples_have_it():
    """4.78 + 0.36 = 5.14 without the 0.024 of methane"""
    tree = pact(pcfExcludingBiogenicUptake="5.14", fossilGhgEmissions="4.78", landManagementFossilGhgEmissions="0.36",
                biogenicNonCO2Emissions="0.024", landUseChangeGhgEmissions="0", biogenicCO2Uptake="-19.36",
                pcfIncludingBiogenicUptake="-14.22")  # fmt: skip

    assert faults(tree) == {}


def test_a_split_that_is_not_whole_is_no_split():
    """3.9 with 3.0 of fossil gases, and nobody says what the rest is"""
    found = read_pact(pact(fossilGhgEmissions="3.0", landUseChangeGhgEmissions=None)).footprint

    assert (found.value, found.gases) == (3.9, {})


def test_cradle_to_grave_is_no_boundary_of_pact():
    tree = pact(boundaryProcessesDescription="Cradle-to-grave of the cell")

    assert read_pact(tree).footprint.boundary == GRAVE


def test_a_mutated_tree_of_json_ends_in_words():
    assert (
        faults(read_json(b'{"specVersion": "3.0.0", "pcf": []}', "a.json"))["pcf"] == "is […]; give an object in braces"
    )
