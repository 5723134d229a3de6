"""A product carbon footprint of Catena-X (9.0.0) as the footprint of a supplier: production cradle to gate, the rest beside it.

Written from the facts of the model (eclipse-tractusx/sldt-semantic-models, CC BY 4.0); its fields are in `forms.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lca_models.inventory.activity.suppliers.footprint import (
    GATE,
    GRAVE,
    ROUNDING_SHARE,
    SupplierFootprint,
    Verification,
)
from lca_models.inventory.activity.suppliers.payloads.field_types import Fault, Judged, without_nulls
from lca_models.inventory.activity.suppliers.payloads.pact_fields import UNITS
from lca_models.inventory.activity.suppliers.payloads.structure import (
    at,
    figure_at,
    structure_flaws,
    text_at,
    time_at,
)
from lca_models.scope.replacement import GASES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

FORM = "catenax"
PRODUCT = "companyAndProductInformation[0].productInformation[0]"
COMPANY = "companyAndProductInformation[0].companyInformation[0]"
METHOD = "pcfAssessmentAndMethodology[0]"
INFORMATION = f"{METHOD}.pcfAssessmentInformation[0]"
TIME, PLACE, IDENTITY = (f"{INFORMATION}.{one}[0]" for one in ("time", "geography", "idAndVersion"))
BOUNDARY = f"{INFORMATION}.boundarySpecifications[0]"
QUALITY = f"{METHOD}.dataSourcesAndQuality[0]"
RULES = f"{METHOD}.pcfMethodology[0]"
STAGES = "productLifeCycleStagesAndEmissions[0]"
PRODUCTION, DISTRIBUTION, PACKAGING = (f"{STAGES}.{one}Stage[0]" for one in ("production", "distribution", "packaging"))
GENERAL, CARBON = "general[0]", "carbonContent[0]"
ATTESTATION = "attestationOfConformance"
_FOSSIL, _BIOGENIC, _LAND = GASES
_GASES = {
    _FOSSIL: ("fossilGhgEmissions", "aircraftGhgEmissions"),
    _BIOGENIC: ("biogenicNonCO2Emissions", "landManagementBiogenicCO2Emissions", "landManagementBiogenicCO2Removals"),
    _LAND: ("landUseChangeGhgEmissions",),
}


def is_catenax_pcf(tree: Mapping[str, Any]) -> bool:
    """Whether a document is of this model, by the names it holds."""
    return "scopeOfPcfForm" in tree or "productLifeCycleStagesAndEmissions" in tree


def read_catenax_pcf(tree: Mapping[str, Any]) -> Judged:
    """One document with every fault of it; no footprint where there is an error. Raises nothing."""
    tree, nulls = without_nulls(tree)
    warnings = []
    if nulls:
        text = message("{fields}: null is taken as not stated", fields=enumerated(sorted(nulls)[:8]))
        warnings.append(Fault("", text))
    errors = [Fault(one.path, one.text, one.check == "unknown key") for one in structure_flaws(FORM, tree)]
    for first, last in ((f"{TIME}.referencePeriodStart", f"{TIME}.referencePeriodEnd"),
                        (f"{TIME}.created", f"{TIME}.validityPeriodEnd")):  # fmt: skip
        start, end = time_at(tree, first), time_at(tree, last)
        if start is not None and end is not None and end <= start:
            errors.append(Fault(last, message("is {end}, and the period begins on {start}; swap or correct the days",
                                              end=end.date(), start=start.date())))  # fmt: skip
    total, whole = (figure_at(tree, f"{PRODUCTION}.pcf{one}BiogenicUptake") for one in ("Excluding", "Including"))
    if total is not None and whole is not None and whole > total * (1 + Decimal(ROUNDING_SHARE)):
        errors.append(Fault(f"{PRODUCTION}.pcfIncludingBiogenicUptake",
                            message("is {including}, above the {excluding} without uptake; uptake lowers it",
                                    including=whole, excluding=total)))  # fmt: skip
    if at(tree, f"{IDENTITY}.status") == "Deprecated":
        text = message("is Deprecated: a later footprint takes its place; ask the supplier for it")
        errors.append(Fault(f"{IDENTITY}.status", text))
    if errors or total is None:
        return Judged(None, errors, warnings)
    return Judged(_footprint(tree, total), errors, warnings)


def _footprint(tree: Mapping[str, Any], total: Decimal) -> SupplierFootprint:
    exempted, primary = (
        figure_at(tree, one) for one in (f"{BOUNDARY}.exemptedEmissionsPercent", f"{QUALITY}.primaryDataShare")
    )
    factors = text_at(tree, f"{RULES}.gwpCharacterizationFactorDetails[0].ipccCharacterizationFactors")
    standards = [
        at(tree, f"{RULES}.standards[0].{one}") for one in ("crossSectoralStandards", "productOrSectorSpecificRules")
    ]
    sources = at(tree, f"{QUALITY}.secondaryEmissionFactorSources")
    ratings = [figure_at(tree, f"{QUALITY}.{one}DQR") for one in ("technological", "geographical", "temporal")]
    end = time_at(tree, f"{TIME}.referencePeriodEnd")
    return SupplierFootprint(
        supplier=text_at(tree, f"{COMPANY}.companyName"),
        product=text_at(tree, f"{PRODUCT}.productNameCompany"),
        unit=UNITS.get(text_at(tree, f"{PRODUCT}.declaredUnitOfMeasurement"), ""),
        amount=float(figure_at(tree, f"{PRODUCT}.declaredUnitAmount") or 1),
        value=float(total),
        mass_kg=_float(figure_at(tree, f"{PRODUCT}.productMassPerDeclaredUnit")) or None,
        gases=_gases(tree, total),
        outbound=_float(figure_at(tree, f"{DISTRIBUTION}.distributionStagePcfExcludingBiogenicUptake")),
        gwp=(factors,) if factors.startswith("AR") else (),
        boundary=GRAVE if text_at(tree, "scopeOfPcfForm[0].partialFullPcf") == "Cradle-to-grave" else GATE,
        boundary_words=text_at(tree, f"{INFORMATION}.technology[0].boundaryProcessesDescription"),
        period_start=_day(tree, f"{TIME}.referencePeriodStart"),
        period_end=(end - timedelta(seconds=1)).date() if end else None,
        valid_from=_day(tree, f"{TIME}.validityPeriodStart"),
        valid_until=_day(tree, f"{TIME}.validityPeriodEnd"),
        geography=text_at(tree, f"{PLACE}.geographyCountrySubdivision") or text_at(tree, f"{PLACE}.geographyCountry"),
        primary_share=None if primary is None else float(primary) / 100,
        technology=_float(ratings[0]),
        place_rating=_float(ratings[1]),
        time=_float(ratings[2]),
        verification=_verification(tree),
        exempted_share=None if exempted is None else float(exempted) / 100,
        exempted_words=text_at(tree, f"{BOUNDARY}.exemptedEmissionsDescription"),
        allocation=text_at(tree, f"{RULES}.allocationInForeground[0].allocationRulesDescription"),
        standards=tuple(one for listed in standards if isinstance(listed, list) for one in listed),
        sources=tuple(sources) if isinstance(sources, list) else (),
        inbound_transport=False,  # transport to the buyer is stated beside the figure
        id=text_at(tree, f"{IDENTITY}.id"),
        kind="Catena-X PCF 9.0.0",
    )


def _gases(tree: Mapping[str, Any], total: Decimal) -> dict[str, float]:
    """Figures by group of gases; empty where the parts do not make the whole."""
    parts = {
        group: sum((figure_at(tree, f"{PRODUCTION}.{name}") or Decimal(0) for name in names), Decimal(0))
        for group, names in _GASES.items()
    }
    summed = sum(parts.values(), Decimal(0))
    if not summed or min(parts.values()) < 0 or abs(summed - total) > Decimal(ROUNDING_SHARE) * total:
        return {}
    return {group: float(amount * total / summed) for group, amount in parts.items() if amount}


def _verification(tree: Mapping[str, Any]) -> Verification | None:
    first = f"{ATTESTATION}[0]"
    by, day = text_at(tree, f"{first}.providerName"), time_at(tree, f"{first}.completedAt")
    if not by:
        return None
    kind, standard = text_at(tree, f"{first}.attestationType"), text_at(tree, f"{first}.standardName")
    return Verification(by, day.date() if day else None, standard, kind)


def _day(tree: Mapping[str, Any], path: str) -> date | None:
    found = time_at(tree, path)
    return found.date() if found else None


def _float(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)
