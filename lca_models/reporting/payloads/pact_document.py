"""A product for a buyer in PACT 3.0: cradle to gate per piece, its distribution beside it, the rest in words.

What is not estimated is left out, never 0; what the form asks for and nobody knows exactly is said in the comment.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lca_models.impact.documents import versions
from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.reporting.payloads.decimals import decimal_text
from lca_models.reporting.payloads.gate import CARBON, Shown
from lca_models.reporting.payloads.identifiers import Identifiers
from lca_models.scope.stages import DISTRIBUTION
from lca_models.scope.wording.messages import message

SPECIFICATION = "3.0.4"
STANDARDS = ("ISO14067", "PACT-3.0")
_NAMED = "https://lca-models.invalid/footprints/"  # name space of ids, which follow from what they name


def pact_document(
    shown: Shown, named: Identifiers, rating: Rating, created: datetime, primary_share: float | None = None
) -> dict[str, Any]:
    """The ProductFootprint of one pack.

    `rating`: of the data behind it. `created`: with its zone. `primary_share`: 0-1; left out where nobody knows it. Raises
    ExportError where an identifier or the period is missing, which the form asks for.
    """
    named.need("company", "company-id", "product-id")
    start, end = named.period_days()
    result = shown.result
    document: dict[str, Any] = {
        "specVersion": SPECIFICATION,
        "status": "Active",
        "companyName": named.company,
        "companyIds": [named.company_id],
        "productDescription": message("battery pack, {chemistry}, {energy} kWh",
                                      chemistry=result.system.shipped_product.chemistry.upper(),
                                      energy=decimal_text(result.functional_unit.rated_energy_kwh)),
        "productIds": [named.product_id],
        "productNameCompany": result.system.shipped_product.name,
        "comment": shown.comment,
        "pcf": _footprint(shown, rating, start, end, primary_share),
    }  # fmt: skip
    identity = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return {
        "id": str(uuid5(NAMESPACE_URL, _NAMED + sha256(identity.encode()).hexdigest())),
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **document,
    }


def _footprint(shown: Shown, rating: Rating, start: date, end: date, primary_share: float | None) -> dict[str, Any]:
    whole = shown.gate + shown.packaging
    gases = {group: amount + shown.packaging_gases.get(group, 0.0) for group, amount in shown.gases.items()}
    fossil = gases.get("fossil", whole)
    pcf: dict[str, Any] = {
        "declaredUnitOfMeasurement": "piece",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": decimal_text(shown.mass_kg),
        "referencePeriodStart": f"{start.isoformat()}T00:00:00Z",
        "referencePeriodEnd": f"{end.isoformat()}T00:00:00Z",
        "geographyCountrySubdivision": shown.result.province,
        "boundaryProcessesDescription": message("cradle to gate: raw materials, active materials, cells, pack assembly"),
        "pcfExcludingBiogenicUptake": decimal_text(whole),
        "pcfIncludingBiogenicUptake": decimal_text(whole),
        "fossilGhgEmissions": decimal_text(max(0.0, fossil)),
        "fossilCarbonContent": decimal_text(shown.elements.get(CARBON, 0.0)),
        "outboundLogisticsGhgEmissions": decimal_text(max(0.0, shown.burdens.get(DISTRIBUTION, 0.0) - shown.packaging)),
        "packagingEmissionsIncluded": bool(shown.packaging),
        "ccsTechnologicalCO2CaptureIncluded": False,
        "ipccCharacterizationFactors": [shown.potentials],
        "crossSectoralStandards": list(STANDARDS),
        "exemptedEmissionsPercent": decimal_text(shown.left_out * 100),
        "exemptedEmissionsDescription": message("upper estimate: the sum of the exclusions whose size is known"),
        "allocationRulesDescription": message("as the rule set {rules} and the sources of the inventories say",
                                              rules=shown.result.rules),
        "secondaryEmissionFactorSources": [
            {"name": "lca_models inventories", "version": f"{versions()['lca_models']} {shown.result.system.rows_hash}"}
        ],
        "dqi": {
            "technologicalDQR": _score(rating.technology),
            "geographicalDQR": _score(rating.geography),
            "temporalDQR": _score(rating.time),
        },
    }  # fmt: skip
    if shown.packaging:
        pcf["packagingGhgEmissions"] = decimal_text(shown.packaging)
    if gases.get("biogenic", 0.0) > 0:
        pcf["biogenicNonCO2Emissions"] = decimal_text(gases["biogenic"])
    if gases.get("land use change", 0.0) > 0:
        pcf["landUseChangeGhgEmissions"] = decimal_text(gases["land use change"])
    if primary_share is not None:
        pcf["primaryDataShare"] = decimal_text(primary_share * 100)
    return pcf


def _score(rating: float) -> str:
    return decimal_text(min(5.0, max(1.0, rating)), 3)
