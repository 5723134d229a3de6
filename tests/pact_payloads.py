"""Footprints of PACT 3 that keep every rule of the form."""

import uuid


def pact_payload(name="1", **fields):
    """A footprint of a kilogram of cathode; `name`: tells two apart."""
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "specVersion": "3.0.4", "created": "2026-01-10T00:00:00Z", "status": "Active", "companyName": "Cathode Co.",
        "companyIds": ["urn:pact:example.com:company:1"], "productDescription": "LFP powder",
        "productIds": [f"urn:pact:example.com:product:{name}"], "productNameCompany": "LFP powder",
        "pcf": {
            "declaredUnitOfMeasurement": "kilogram", "declaredUnitAmount": "1", "productMassPerDeclaredUnit": "1",
            "referencePeriodStart": "2025-01-01T00:00:00Z", "referencePeriodEnd": "2025-12-31T00:00:00Z",
            "geographyCountrySubdivision": "CN-SC", "boundaryProcessesDescription": "cradle to gate",
            "pcfExcludingBiogenicUptake": "7.5", "pcfIncludingBiogenicUptake": "7.5", "fossilGhgEmissions": "7.5",
            "fossilCarbonContent": "0", "packagingEmissionsIncluded": False,
            "ccsTechnologicalCO2CaptureIncluded": False, "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067", "PACT-3.0"], "exemptedEmissionsPercent": "0",
            "exemptedEmissionsDescription": "none", "primaryDataShare": "60",
            "dqi": {"technologicalDQR": "1", "geographicalDQR": "1", "temporalDQR": "1"},
        },
    } | fields  # fmt: skip
