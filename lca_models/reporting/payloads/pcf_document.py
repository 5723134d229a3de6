"""A product for a buyer in Catena-X (product carbon footprint, 9.0.0): production, distribution and packaging apart.

Four stages without use are neither of the two boundaries of the form: production is stated cradle to gate, distribution in its
own block, and recycling is left out and named in the comment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.inventory.activity.suppliers.payloads.places import REGIONS
from lca_models.reporting.payloads.catenax_document import factor_source
from lca_models.reporting.payloads.decimals import decimal_text, rounded
from lca_models.reporting.payloads.gate import CARBON, ExportError, Shown
from lca_models.reporting.payloads.identifiers import Identifiers
from lca_models.reporting.payloads.rules.footprint import RETROSPECTIVE, SPECIFICATION, TO_GATE
from lca_models.reporting.payloads.rules.sums import VALID_YEARS, years_after
from lca_models.reporting.payloads.sentinels import NOT_APPLICABLE
from lca_models.scope.stages import DISTRIBUTION
from lca_models.scope.wording.messages import message

MOST_EXEMPTED = 10.0  # per cent, of the schema
STANDARD = "ISO 14067"
_GASES = {"fossil": "fossilGhgEmissions", "biogenic": "biogenicNonCO2Emissions",
          "land use change": "landUseChangeGhgEmissions"}  # fmt: skip


def pcf_document(
    shown: Shown, named: Identifiers, rating: Rating, created: datetime, primary_share: float | None = None
) -> dict[str, Any]:
    """The document of one pack, per piece.

    `rating`: of the data behind it. `created`: with its zone. `primary_share`: 0-1, up to the gate. Raises ExportError where an
    identifier or the period is missing that the form asks for, where more is left out than its schema allows, and where the
    data are too old to be used.
    """
    named.need("company", "bpnl", "product-id")
    exempted = shown.left_out * 100
    if exempted > MOST_EXEMPTED:
        raise ExportError(
            message("{share:.1f} % of the emissions are left out at most, and the form takes no more than {most:g} %",
                    share=exempted, most=MOST_EXEMPTED)
        )  # fmt: skip
    whole = shown.gate + shown.packaging
    document: dict[str, Any] = {
        "scopeOfPcfForm": [{"specVersion": SPECIFICATION, "partialFullPcf": TO_GATE}],
        "companyAndProductInformation": [_company(shown, named)],
        "pcfAssessmentAndMethodology": [_method(shown, named, rating, created, exempted, primary_share)],
        "general": [{"comment": shown.comment}],
        "carbonContent": [{"fossilCarbonContent": rounded(shown.elements.get(CARBON, 0.0))}],
        "productLifeCycleStagesAndEmissions": [
            {
                "productionStage": [_block("", whole, _sum(shown.gases, shown.packaging_gases))],
                "distributionStage": [_distribution(shown)],
                "packagingStage": [_packaging(shown)],
            }
        ],
    }
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    identity = document["pcfAssessmentAndMethodology"][0]["pcfAssessmentInformation"][0]["idAndVersion"][0]
    identity["id"] = str(UUID(bytes=sha256(text.encode()).digest()[:16], version=4))
    return document


def _company(shown: Shown, named: Identifiers) -> dict[str, Any]:
    product = shown.result.system.shipped_product
    return {
        "companyInformation": [{"companyName": named.company, "companyIds": [f"urn:{named.bpnl}"]}],
        "productInformation": [
            {
                "productNameCompany": product.name,
                "productIds": [named.product_id],
                "declaredUnitOfMeasurement": "piece",
                "declaredUnitAmount": 1.0,
                "productMassPerDeclaredUnit": rounded(shown.mass_kg),
                "productDescription": message("battery pack, {chemistry}, {energy} kWh",
                                              chemistry=product.chemistry.upper(),
                                              energy=decimal_text(shown.result.functional_unit.rated_energy_kwh)),
            }
        ],
    }  # fmt: skip


def _method(
    shown: Shown, named: Identifiers, rating: Rating, created: datetime, exempted: float, primary_share: float | None
) -> dict[str, Any]:
    quality: dict[str, Any] = {
        "secondaryEmissionFactorSources": [factor_source(shown)],
        "technologicalDQR": _score(rating.technology),
        "temporalDQR": _score(rating.time),
        "geographicalDQR": _score(rating.geography),
    }
    if primary_share is not None:
        quality["primaryDataShare"] = rounded(primary_share * 100)
    result = shown.result
    place = {"geographyRegionOrSubregion": REGIONS.get(result.province[:2], "Global"),
             "geographyCountry": result.province[:2], "geographyCountrySubdivision": result.province}  # fmt: skip
    return {
        "dataSourcesAndQuality": [quality],
        "pcfAssessmentInformation": [
            {
                "technology": [
                    {
                        "ccsTechnologicalCO2CaptureIncluded": False,
                        "boundaryProcessesDescription": message(
                            "cradle to gate: raw materials, active materials, cells, pack assembly"
                        ),
                    }
                ],
                "idAndVersion": [
                    {"version": 0, "status": "Active", "retroOrProspectivePcfType": RETROSPECTIVE}
                ],
                "boundarySpecifications": [
                    {
                        "exemptedEmissionsPercent": rounded(exempted),
                        "exemptedEmissionsDescription": message(
                            "upper estimate: the sum of the exclusions whose size is known"
                        ),
                    }
                ],
                "geography": [place],
                "time": [_times(named, created)],
            }
        ],
        "pcfMethodology": [
            {
                "massBalancingInformation": [
                    {
                        "massBalancingUsed": False,
                        "freeAttributionInMassBalancing": NOT_APPLICABLE,
                        "massBalancingCertificateScheme": NOT_APPLICABLE,
                    }
                ],
                "standards": [
                    {"crossSectoralStandards": [STANDARD], "productOrSectorSpecificRules": [shown.rule_words]}
                ],
                "gwpCharacterizationFactorDetails": [{"ipccCharacterizationFactors": shown.potentials}],
                "allocationInForeground": [
                    {
                        "allocationWasteIncineration": "cut-off",
                        "allocationRulesDescription": message(
                            "as the rule set {rules} and the sources of the inventories say", rules=result.rules
                        ),
                    }
                ],
            }
        ],
    }  # fmt: skip


def _times(named: Identifiers, created: datetime) -> dict[str, str]:
    """Data, declaration and use: a year from the day of declaration, at most three from the end of the data."""
    first, after = named.period_days()
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    end = datetime(after.year, after.month, after.day, tzinfo=UTC)
    made = created.astimezone(UTC).replace(microsecond=0)
    until = min(years_after(made, 1), years_after(end, VALID_YEARS))
    if until - made < timedelta(days=1):
        raise ExportError(
            message("the data end on {end}, more than three years before {made}; nobody could use the footprint",
                    end=end.date(), made=made.date())
        )  # fmt: skip
    if made < end:
        raise ExportError(
            message(
                "the data end on {end}, after {made}; declare when the period is over", end=end.date(), made=made.date()
            )
        )
    return {
        "referencePeriodStart": _time(start),
        "referencePeriodEnd": _time(end),
        "created": _time(made),
        "validityPeriodStart": _time(made),
        "validityPeriodEnd": _time(until),
    }


def _block(prefix: str, total: float, gases: Mapping[str, float]) -> dict[str, float]:
    """Figures of a stage: with and without uptake, which is counted as 0, and by group of gases."""
    found = {
        _name(prefix, "pcfIncludingBiogenicUptake"): rounded(total),
        _name(prefix, "pcfExcludingBiogenicUptake"): rounded(total),
    }
    for group, field in _GASES.items():
        amount = gases.get(group, total if group == "fossil" else 0.0)
        if amount > 0 or group == "fossil":
            found[_name(prefix, field)] = rounded(max(0.0, amount))
    return found


def _name(prefix: str, field: str) -> str:
    return f"{prefix}{field[0].upper()}{field[1:]}" if prefix else field


def _distribution(shown: Shown) -> dict[str, Any]:
    amount = shown.burdens.get(DISTRIBUTION, 0.0) - shown.packaging
    gases = shown.gases_of((DISTRIBUTION,), shown.burdens.get(DISTRIBUTION, 0.0))
    apart = {group: one - shown.packaging_gases.get(group, 0.0) for group, one in gases.items()}
    return {"distributionStageIncluded": True, **_block("distributionStage", max(0.0, amount), apart)}


def _packaging(shown: Shown) -> dict[str, Any]:
    if not shown.packaging:
        return {"packagingEmissionsIncluded": False}
    return {"packagingEmissionsIncluded": True, **_block("packaging", shown.packaging, shown.packaging_gases)}


def _sum(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {group: amount + second.get(group, 0.0) for group, amount in first.items()}


def _score(rating: float) -> float:
    return min(5.0, max(1.0, rounded(rating, 3)))


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
