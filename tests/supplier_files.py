"""Footprint files of suppliers, made up for tests: every name and figure is invented."""

import copy
import json


def pact(changes=None, **pcf):
    """A footprint of PACT 3.0: 3.9 kg CO2e for a piece of 0.52 kg; `pcf`: fields in place of these, None to leave one out."""
    found = {
        "id": "11111111-2222-4333-8444-555555555555",
        "specVersion": "3.0.4",
        "created": "2026-02-01T00:00:00Z",
        "status": "Active",
        "companyName": "Made-up Cathodes",
        "companyIds": ["urn:pact:made-up.example:supplier-id:1"],
        "productDescription": "made up for a test",
        "productIds": ["urn:pact:made-up.example:product-id:7"],
        "productNameCompany": "Cathode M7",
        "pcf": {
            "declaredUnitOfMeasurement": "piece",
            "declaredUnitAmount": "1",
            "productMassPerDeclaredUnit": "0.52",
            "referencePeriodStart": "2025-01-01T00:00:00Z",
            "referencePeriodEnd": "2026-01-01T00:00:00Z",
            "geographyCountrySubdivision": "CN-HN",
            "pcfExcludingBiogenicUptake": "3.9",
            "pcfIncludingBiogenicUptake": "3.7",
            "fossilGhgEmissions": "3.6",
            "landUseChangeGhgEmissions": "0.1",
            "biogenicNonCO2Emissions": "0.2",
            "biogenicCO2Uptake": "-0.2",
            "fossilCarbonContent": "0",
            "packagingEmissionsIncluded": False,
            "ccsTechnologicalCO2CaptureIncluded": False,
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067", "PACT-3.0"],
            "exemptedEmissionsPercent": "1.5",
            "secondaryEmissionFactorSources": [{"name": "made-up database", "version": "1"}],
            "primaryDataShare": "62.5",
            "dqi": {"technologicalDQR": "1.4", "geographicalDQR": "2.6", "temporalDQR": "2"},
        },
    }
    found |= changes or {}
    found["pcf"] |= pcf
    found["pcf"] = {name: value for name, value in found["pcf"].items() if value is not None}
    return {name: value for name, value in copy.deepcopy(found).items() if value is not None}


def catenax(raw=20, production=5, distribution=0.5, end=0.5, total=26, unit="CO2KG/KG", **changes):
    """What a supplier states in Catena-X: 26 kg CO2e/kg in four stages."""
    stages = {
        "stage1RawMaterialAquisitionPreProcessing": {"stageValue": raw},
        "stage2MainProductProduction": {"stageValue": production},
        "stage3Distribution": {"stageValue": distribution},
        "stage4EndOfLifeRecycling": {"stageValue": end},
        "absPcfValue": {"stageValue": total},
        "declaredUnit": unit,
    }
    found = {
        "pcfValues": {"sharesPerStage": stages},
        "secondaryEmissionFactorSources": ["made-up database 1"],
        "primaryDataShare": 40,
        "customerPartId": "not-assigned",
        "technologicalRepresentativeness": 1,
        "geographicalRepresentativeness": 2,
        "timerelatedRepresentativeness": 3,
        "dataQualityRating": 2,
        "manufacturerPartId": "M7",
        "validityPeriod": {"validFrom": "2026-01-01T00:00:00Z", "validTo": "2026-12-31T00:00:00+08:00"},
        "siteIdentifier": "BPNS00000000MADE",
        "legalidentifier": "BPNL00000000MADE",
        "productQualityParameter": [],
        "contentC02Metals": [
            "Material: Nickel, Specific Content: 48 %, EV_Mat: 12 kg CO2e/kg, Erecycled_Mat: 3 kg CO2e/kg"
        ],
    }
    return copy.deepcopy(found | changes)


def text_of(tree):
    """The file of a tree."""
    return json.dumps(tree, ensure_ascii=False).encode()
