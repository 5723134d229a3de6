"""Changes of our own payloads that each published schema accepts, with the rule of ours that refuses them."""

import copy
import re
from typing import Any


class Gone:
    """In place of a value: the field is taken out. Its words are the same in every process, as tests are named by them."""

    def __repr__(self) -> str:
        return "gone"


GONE = Gone()
LIST = "ProductCarbonFootprints"
STAGES = "pcfValues.sharesPerStage"
METHOD = "pcfAssessmentAndMethodology[0]"
INFORMATION = f"{METHOD}.pcfAssessmentInformation[0]"
TIME, PLACE = f"{INFORMATION}.time[0]", f"{INFORMATION}.geography[0]"
LIFE = "productLifeCycleStagesAndEmissions[0]"
MASS_BALANCE = f"{METHOD}.pcfMethodology[0].massBalancingInformation[0]"
VERIFIED = {
    "coverage": "product level",
    "providerName": "V",
    "completedAt": "2026-09-01T00:00:00Z",
    "standardName": "S",
}
ATTESTED = [{"attestationType": "PCF 3rd party verification", "standardName": "S", "attestationStandard": "T",
             "attestationOfConformanceId": "1", "providerName": "V"}]  # fmt: skip

# Form, what is changed (path and value), rule, what of the rule.
MUTANTS: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("pact", {"pcf.exemptedEmissionsPercent": "99"}, "PAY-02", "range"),
    ("pact", {"pcf.exemptedEmissionsPercent": "-1"}, "PAY-02", "range"),
    ("pact", {"pcf.primaryDataShare": "250"}, "PAY-02", "range"),
    ("pact", {"pcf.dqi.temporalDQR": "9"}, "PAY-02", "range"),
    ("pact", {"pcf.dqi.technologicalDQR": "0.5"}, "PAY-02", "range"),
    ("pact", {"pcf.declaredUnitAmount": "0"}, "PAY-02", "range"),
    ("pact", {"pcf.fossilCarbonContent": "-1"}, "PAY-02", "range"),
    ("pact", {"pcf.outboundLogisticsGhgEmissions": "-3"}, "PAY-02", "range"),
    ("pact", {"pcf.biogenicCO2Uptake": "12"}, "PAY-02", "range"),
    ("pact", {"pcf.referencePeriodEnd": "2024-01-01T00:00:00Z"}, "PAY-02", "period"),
    ("pact", {"pcf.referencePeriodEnd": "2025-01-01T00:00:00Z"}, "PAY-02", "period"),
    ("pact", {"validityPeriodStart": "2026-06-01T00:00:00Z", "validityPeriodEnd": "2026-05-01T00:00:00Z"}, "PAY-02",
     "validity"),
    ("pact", {"validityPeriodEnd": "2031-01-01T00:00:00Z"}, "PAY-02", "validity"),
    ("pact", {"created": "2024-06-01T00:00:00Z"}, "PAY-02", "created"),
    ("pact", {"pcf.geographyCountrySubdivision": GONE}, "PAY-02", "geography"),
    ("pact", {"pcf.geographyCountrySubdivision": "CN-ZZ"}, "PAY-02", "geography"),
    ("pact", {"pcf.geographyCountrySubdivision": GONE, "pcf.geographyCountry": "XX"}, "PAY-02", "geography"),
    ("pact", {"pcf.fossilGhgEmissions": "5000"}, "PAY-02", "sum of parts"),
    ("pact", {"pcf.landUseChangeGhgEmissions": "120"}, "PAY-02", "sum of parts"),
    ("pact", {"pcf.pcfIncludingBiogenicUptake": "9000"}, "PAY-02", "uptake"),
    ("pact", {"pcf.pcfIncludingBiogenicUptake": "5000"}, "PAY-02", "uptake"),
    ("pact", {"pcf.aircraftGhgEmissions": "9000"}, "PAY-02", "part above whole"),
    ("pact", {"pcf.fossilCarbonContent": "600"}, "PAY-02", "carbon content"),
    ("pact", {"pcf.productMassPerDeclaredUnit": "0"}, "PAY-02", "declared unit"),
    ("pact", {"pcf.declaredUnitOfMeasurement": "kilogram"}, "PAY-02", "declared unit"),
    ("pact", {"pcf.packagingGhgEmissions": "12"}, "PAY-02", "packaging"),
    ("pact", {"pcf.ccsTechnologicalCO2Capture": "-1"}, "PAY-02", "capture"),
    ("pact", {"pcf.primaryDataShare": GONE}, "PAY-02", "missing"),
    ("pact", {"pcf.packagingEmissionsIncluded": GONE}, "PAY-02", "missing"),
    ("pact", {"pcf.dqi": GONE}, "PAY-02", "missing"),
    ("pact", {"pcf.secondaryEmissionFactorSources": GONE}, "PAY-02", "sources"),
    ("pact", {"pcf.exemptedEmissionsDescription": ""}, "PAY-02", "exemptions"),
    ("pact", {"pcf.pcfExcludingBiogenicUptak": "1"}, "PAY-02", "unknown key"),
    ("pact", {"pcf.pcfExcludingBiogenicUptake": "5.9e3"}, "PAY-02", "digits"),
    ("pact", {"pcf.fossilGhgEmissions": "5,979.96"}, "PAY-02", "digits"),
    ("pact", {"pcf.fossilGhgEmissions": "about 6000"}, "PAY-02", "digits"),
    ("pact", {"specVersion": "2.3.0"}, "PAY-02", "version"),
    ("pact", {"status": "Deprecated"}, "PAY-02", "status"),
    ("pact", {"companyIds": ["urn:"]}, "PAY-03", "urn"),
    ("pact", {"productIds": ["urn:pact:placeholder.example:product-id:0"]}, "PAY-03", "placeholder id"),
    ("pact", {"companyName": "n/a"}, "PAY-04", "sentinel"),
    ("pact", {"productDescription": ""}, "PAY-04", "empty"),
    ("pact", {"comment": "cells by Example Cathode Co."}, "PAY-05", "private"),
    ("pact", {"pcf.verification": VERIFIED}, "PAY-06", "attestation"),
    ("pact", {"pcf.verification": {}}, "PAY-02", "verification"),
    ("pact", {"pcf.productOrSectorSpecificRules": [{"operator": "Other", "ruleNames": ["R"]}]}, "PAY-02", "operator"),
    ("idta", {f"{LIST}[0].PcfCo2eq": 1.0}, "PAY-02", "sum of parts"),
    ("idta", {f"{LIST}[1].PcfCo2eq": -0.001}, "PAY-02", "range"),
    ("idta", {f"{LIST}[0].QuantityOfMeasureForCalculation": 5.0}, "PAY-02", "range"),
    ("idta", {f"{LIST}[0].ReferenceImpactUnitForCalculation": "piece"}, "PAY-02", "entries differ"),
    ("idta", {f"{LIST}[2].ReferenceImpactUnitForCalculation": "ml"}, "PAY-02", "declared unit"),
    ("idta", {f"{LIST}[0].PcfCalculationMethods": []}, "PAY-02", "entries"),
    ("idta", {f"{LIST}[3].LifeCyclePhases": []}, "PAY-02", "entries"),
    ("idta", {f"{LIST}[0].PerformanceClass": "B+"}, "PAY-04", "sentinel"),
    ("idta", {f"{LIST}[0].PerformanceClass": ""}, "PAY-04", "empty"),
    ("idta", {f"{LIST}[0].WebLinkToPublicCarbonFootprintStudy": ["n/a"]}, "PAY-04", "sentinel"),
    ("idta", {f"{LIST}[0].Bom": "graphite 66 kg"}, "PAY-02", "unknown key"),
    ("idta", {LIST: []}, "PAY-02", "entries"),
    ("idta", {f"{LIST}[4]": GONE}, "PAY-02", "phases"),
    ("idta", {f"{LIST}[0].LifeCyclePhases": ["A1-A3", "A3 - production"]}, "PAY-02", "phases"),
    ("catenax-supplier", {f"{STAGES}.absPcfValue.stageValue": 9000}, "PAY-02", "sum of parts"),
    ("catenax-supplier", {f"{STAGES}.stage3Distribution.stageValue": 4620}, "PAY-02", "sum of parts"),
    ("catenax-supplier", {"validityPeriod.validTo": "2020-01-01T00:00:00Z"}, "PAY-02", "validity"),
    ("catenax-supplier", {"validityPeriod.validTo": "2040-01-01T00:00:00Z"}, "PAY-02", "validity"),
    ("catenax-supplier", {"validityPeriod.validTo": GONE}, "PAY-02", "missing"),
    ("catenax-supplier", {"validityPeriod.validTo": "2027-02-30T00:00:00Z"}, "PAY-02", "time"),
    ("catenax-supplier", {"validityPeriod.validTo": "about 2027-02-01T00:00:00Z"}, "PAY-02", "time"),
    ("catenax-supplier", {"validityPeriod.validTo": "2027-02-01T00:00:00"}, "PAY-02", "time"),
    ("catenax-supplier", {"dataQualityRating": 4.9}, "PAY-02", "rating"),
    ("catenax-supplier", {"secondaryEmissionFactorSources": []}, "PAY-02", "sources"),
    ("catenax-supplier", {"contentC02Metals": ["Nickel 150 %"]}, "PAY-02", "metals"),
    ("catenax-supplier", {"contentC02Metals": ["metal=Ni;mass_kg=900"]}, "PAY-02", "metals"),
    ("catenax-supplier", {"customerPartId": "unknown"}, "PAY-04", "sentinel"),
    ("catenax-supplier", {"manufacturerPartId": ""}, "PAY-04", "empty"),
    ("catenax-supplier", {"pcfValues.pcfPerformanceClass": "A"}, "PAY-04", "sentinel"),
    ("catenax-supplier", {"pcfValues.webLinkToCarbonFootPrintStudy": "urn:study"}, "PAY-03", "url"),
    ("catenax-supplier", {"recipe": ["graphite"]}, "PAY-02", "unknown key"),
    ("catenax-supplier", {"siteIdentifier": "BPNS000000000000"}, "PAY-03", "placeholder id"),
    ("catenax", {f"{LIFE}.productionStage[0].pcfExcludingBiogenicUptake": 1.0}, "PAY-02", "sum of parts"),
    ("catenax", {f"{LIFE}.productionStage[0].pcfIncludingBiogenicUptake": 99999.0}, "PAY-02", "uptake"),
    ("catenax", {f"{LIFE}.distributionStage[0].distributionStageFossilGhgEmissions": 900.0}, "PAY-02", "sum of parts"),
    ("catenax", {f"{LIFE}.distributionStage[0].distributionStageIncluded": False}, "PAY-02", "included"),
    ("catenax", {f"{LIFE}.packagingStage[0].packagingEmissionsIncluded": True}, "PAY-02", "included"),
    ("catenax", {f"{LIFE}.distributionStage[0].distributionStageBiogenicCO2Uptake": 4.0}, "PAY-02", "range"),
    ("catenax", {f"{LIFE}.productionStage": []}, "PAY-02", "entries"),
    ("catenax", {"general": []}, "PAY-02", "entries"),
    ("catenax", {f"{TIME}.referencePeriodEnd": "2024-01-01T00:00:00Z"}, "PAY-02", "period"),
    ("catenax", {f"{TIME}.validityPeriodEnd": "2031-01-01T00:00:00Z"}, "PAY-02", "validity"),
    ("catenax", {f"{TIME}.created": "2025-06-01T00:00:00Z"}, "PAY-02", "created"),
    ("catenax", {f"{PLACE}.geographyRegionOrSubregion": "Western Europe"}, "PAY-02", "geography"),
    ("catenax", {f"{PLACE}.geographyCountry": "CHINA"}, "PAY-02", "geography"),
    ("catenax", {f"{PLACE}.geographyCountrySubdivision": "DE-BY"}, "PAY-02", "geography"),
    ("catenax", {"scopeOfPcfForm[0].partialFullPcf": "Cradle-to-grave"}, "PAY-02", "boundary"),
    ("catenax", {"scopeOfPcfForm[0].specVersion": "PCF 7.0.0"}, "PAY-02", "version"),
    ("catenax", {f"{INFORMATION}.idAndVersion[0].id": "f4b1225a-bd44-1c8e-861d-079e4e1dfd69"}, "PAY-03", "uuid"),
    ("catenax", {f"{INFORMATION}.boundarySpecifications[0].exemptedEmissionsDescription": GONE}, "PAY-02", "exemptions"),
    ("catenax", {f"{METHOD}.dataSourcesAndQuality[0].primaryDataShare": GONE}, "PAY-02", "missing"),
    ("catenax", {f"{METHOD}.pcfMethodology": GONE}, "PAY-02", "missing"),
    ("catenax", {f"{MASS_BALANCE}.massBalancingUsed": True}, "PAY-02", "mass balance"),
    ("catenax", {f"{METHOD}.pcfMethodology[0].gwpCharacterizationFactorDetails[0].ipccCharacterizationFactors": "unspecified"},
     "PAY-02", "potentials"),
    ("catenax", {"carbonContent[0].fossilCarbonContent": 9999.0}, "PAY-02", "carbon content"),
    ("catenax", {"carbonContent[0].carbonContentTotal": 3.0}, "PAY-02", "sum of parts"),
    ("catenax", {"companyAndProductInformation[0].companyInformation[0].companyIds": ["urn:x:1"]}, "PAY-03",
     "business partner"),
    ("catenax", {"attestationOfConformance": ATTESTED}, "PAY-06", "attestation"),
    ("catenax", {f"{METHOD}.verificationAndCertificationShares": [{"productVerificationShare3rdParty": 100}]}, "PAY-06",
     "attestation"),
    ("catenax", {"general[0].recipe": "graphite"}, "PAY-02", "unknown key"),
)  # fmt: skip


def mutated(document: Any, changes: dict[str, Any]) -> Any:
    """A copy of a document with other values at some paths."""
    found = copy.deepcopy(document)
    for path, value in changes.items():
        *above, last = [
            int(one[1:-1]) if one.startswith("[") else one for one in re.findall(r"\[\d+\]|[^.\[\]]+", path)
        ]
        place = found
        for step in above:
            place = place[step]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return found
