"""A product carbon footprint of Catena-X as the footprint of a supplier."""

import copy
from datetime import date

import pytest

from lca_models.inventory.activity.suppliers.payloads.catenax_pcf import (
    PRODUCTION,
    TIME,
    is_catenax_pcf,
    read_catenax_pcf,
)
from lca_models.inventory.activity.suppliers.payloads.reading import footprints_in, judge_footprint
from lca_models.inventory.activity.suppliers.payloads.structure import at

TEXT = "2026-06-01T00:00:00Z"


@pytest.fixture
def sent():
    """What a supplier of foil sends: 5 kg CO2e per kg, 0.5 of it biogenic, 0.2 for the way."""
    return copy.deepcopy(SENT)


SENT = {
    "scopeOfPcfForm": [{"specVersion": "urn:samm:io.catenax.pcf:9.0.0#Pcf", "partialFullPcf": "Cradle-to-gate"}],
    "companyAndProductInformation": [
        {
            "companyInformation": [{"companyName": "Foil Ltd", "companyIds": ["urn:BPNL00000000FOIL"]}],
            "productInformation": [
                {
                    "productNameCompany": "Foil",
                    "productIds": ["urn:x:foil"],
                    "declaredUnitOfMeasurement": "kilogram",
                    "declaredUnitAmount": 1.0,
                    "productMassPerDeclaredUnit": 1.0,
                }
            ],
        }
    ],
    "pcfAssessmentAndMethodology": [
        {
            "dataSourcesAndQuality": [
                {"primaryDataShare": 60, "technologicalDQR": 1.5, "temporalDQR": 2, "geographicalDQR": 3}
            ],
            "pcfAssessmentInformation": [
                {
                    "technology": [{"ccsTechnologicalCO2CaptureIncluded": False}],
                    "idAndVersion": [
                        {"id": "f4b1225a-bd44-4c8e-861d-079e4e1dfd69", "version": 0, "status": "Active",
                         "retroOrProspectivePcfType": "Retrospective PCF"}
                    ],
                    "boundarySpecifications": [{"exemptedEmissionsPercent": 2.0}],
                    "geography": [
                        {"geographyRegionOrSubregion": "Eastern Asia", "geographyCountry": "CN",
                         "geographyCountrySubdivision": "CN-GD"}
                    ],
                    "time": [
                        {"referencePeriodStart": "2025-01-01T00:00:00Z", "referencePeriodEnd": "2026-01-01T00:00:00Z",
                         "created": TEXT, "validityPeriodEnd": "2027-06-01T00:00:00Z"}
                    ],
                }
            ],
            "pcfMethodology": [
                {
                    "massBalancingInformation": [
                        {"massBalancingUsed": False, "freeAttributionInMassBalancing": "not applicable",
                         "massBalancingCertificateScheme": "not applicable"}
                    ],
                    "standards": [{"crossSectoralStandards": ["ISO 14067"], "productOrSectorSpecificRules": ["R"]}],
                    "gwpCharacterizationFactorDetails": [{"ipccCharacterizationFactors": "AR6"}],
                    "allocationInForeground": [{"allocationWasteIncineration": "cut-off"}],
                }
            ],
        }
    ],
    "general": [{}],
    "carbonContent": [{}],
    "productLifeCycleStagesAndEmissions": [
        {
            "productionStage": [
                {"pcfIncludingBiogenicUptake": 5.0, "pcfExcludingBiogenicUptake": 5.0, "fossilGhgEmissions": 4.5,
                 "biogenicNonCO2Emissions": 0.5}
            ],
            "distributionStage": [
                {"distributionStageIncluded": True, "distributionStagePcfExcludingBiogenicUptake": 0.2}
            ],
            "packagingStage": [{"packagingEmissionsIncluded": False}],
        }
    ],
}  # fmt: skip


def test_what_is_sent_is_read(sent):
    found = judge_footprint(sent)

    assert (found.errors, found.warnings) == ([], [])
    one = found.footprint
    assert (one.supplier, one.product, one.unit, one.value, one.outbound) == ("Foil Ltd", "Foil", "kg", 5.0, 0.2)
    assert one.gases == {"fossil": 4.5, "biogenic": 0.5}
    assert (one.period_start, one.period_end, one.valid_until) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
        date(2027, 6, 1),
    )
    assert (one.geography, one.gwp, one.primary_share, one.exempted_share) == ("CN-GD", ("AR6",), 0.6, 0.02)
    assert (one.technology, one.place_rating, one.time, one.boundary) == (1.5, 3.0, 2.0, "cradle to gate")
    assert footprints_in([sent], "a.json") == [sent]
    assert is_catenax_pcf(sent)


def test_every_fault_is_told_at_once(sent):
    at(sent, TIME)["referencePeriodEnd"] = "2024-01-01T00:00:00Z"
    at(sent, PRODUCTION)["pcfIncludingBiogenicUptake"] = 9.0
    at(sent, PRODUCTION)["fossilGhgEmission"] = 1.0
    found = read_catenax_pcf(sent)

    assert found.footprint is None
    assert [one.field.rpartition(".")[2] for one in found.errors] == [
        "fossilGhgEmission",
        "referencePeriodEnd",
        "pcfIncludingBiogenicUptake",
    ]


def test_nulls_are_not_stated_and_a_later_footprint_is_asked_for(sent):
    sent["general"][0]["comment"] = None
    at(sent, "pcfAssessmentAndMethodology[0].pcfAssessmentInformation[0].idAndVersion[0]")["status"] = "Deprecated"
    found = read_catenax_pcf(sent)

    assert [one.text.startswith("is Deprecated") for one in found.errors] == [True]
    assert "general[0].comment" in found.warnings[0].text
