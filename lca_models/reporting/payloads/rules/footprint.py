"""Rules for the product carbon footprint of Catena-X (9.0.0) beyond its schema."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lca_models.inventory.activity.suppliers.payloads.catenax_pcf import (
    BOUNDARY,
    CARBON,
    COMPANY,
    DISTRIBUTION,
    IDENTITY,
    PACKAGING,
    PLACE,
    PRODUCT,
    PRODUCTION,
    QUALITY,
    RULES,
    TIME,
)
from lca_models.inventory.activity.suppliers.payloads.places import region_fits
from lca_models.inventory.activity.suppliers.payloads.structure import Flaw, at, figure_at, text_at, time_at
from lca_models.reporting.payloads.rules.sums import (
    half_digits,
    order_flaws,
    part_flaws,
    sum_flaws,
    uptake_flaws,
    validity_flaws,
)
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

SHARES = "verificationAndCertificationShares"
PARTS = (
    "FossilGhgEmissions", "BiogenicNonCO2Emissions", "LandUseChangeGhgEmissions", "LandManagementBiogenicCO2Emissions",
    "LandManagementBiogenicCO2Removals", "AircraftGhgEmissions",
)  # fmt: skip  # aircraft is a position of its own here, beside fossil
SPECIFICATION = "urn:samm:io.catenax.pcf:9.0.0#Pcf"
CARBON_SLACK = Decimal("0.005")
TO_GATE, RETROSPECTIVE, BUSINESS_PARTNER = "Cradle-to-gate", "Retrospective PCF", "BPNL"


def footprint_flaws(document: object) -> Iterator[Flaw]:
    """Every breach of a rule of ours by one document."""
    scope = "scopeOfPcfForm[0]"
    if "9.0.0" not in text_at(document, f"{scope}.specVersion") and at(document, f"{scope}.specVersion") is not None:
        text = message("names no model of edition 9.0.0; write {model}", model=SPECIFICATION)
        yield Flaw(f"{scope}.specVersion", "version", text)
    if at(document, f"{scope}.partialFullPcf") not in (None, TO_GATE):
        text = message("is not Cradle-to-gate, and the form has no block for use and end of life; state the gate")
        yield Flaw(f"{scope}.partialFullPcf", "boundary", text)
    yield from _identity_flaws(document)
    yield from _time_flaws(document)
    yield from _place_flaws(document)
    yield from _stage_flaws(document)
    yield from _content_flaws(document)
    yield from _method_flaws(document)


def _identity_flaws(document: object) -> Iterator[Flaw]:
    names = at(document, f"{COMPANY}.companyIds")
    if isinstance(names, list) and not any(BUSINESS_PARTNER in one for one in names if isinstance(one, str)):
        text = message("names no business partner; write urn:BPNL and twelve signs")
        yield Flaw(f"{COMPANY}.companyIds", "business partner", text)
    if at(document, f"{IDENTITY}.status") == "Deprecated":
        yield Flaw(f"{IDENTITY}.status", "status", message("is Deprecated: a later footprint takes its place"))
    version = figure_at(document, f"{IDENTITY}.version")
    if version:
        yield Flaw(f"{IDENTITY}.version", "version", message("is {version}, and 0 by convention", version=version))
    own = text_at(document, f"{IDENTITY}.id").removeprefix("urn:uuid:")
    if len(own) > 14 and own[14] != "4":
        text = message("'{value}' is no UUID of version 4, whose third group begins with 4", value=excerpt(own))
        yield Flaw(f"{IDENTITY}.id", "uuid", text)


def _time_flaws(document: object) -> Iterator[Flaw]:
    start, end = f"{TIME}.referencePeriodStart", f"{TIME}.referencePeriodEnd"
    created, until = f"{TIME}.created", f"{TIME}.validityPeriodEnd"
    yield from order_flaws(document, start, end, "period")
    yield from order_flaws(document, f"{TIME}.validityPeriodStart", until, "validity")
    yield from order_flaws(document, created, until, "validity")
    yield from validity_flaws(document, end, until)
    made, ends = time_at(document, created), time_at(document, end)
    is_past = at(document, f"{IDENTITY}.retroOrProspectivePcfType") == RETROSPECTIVE
    if is_past and made is not None and ends is not None and made < ends:
        text = message("is {made}, before its data end ({end}); a retrospective footprint looks back", made=made.date(),
                       end=ends.date())  # fmt: skip
        yield Flaw(created, "created", text)


def _place_flaws(document: object) -> Iterator[Flaw]:
    region, country = (
        text_at(document, f"{PLACE}.{one}") for one in ("geographyRegionOrSubregion", "geographyCountry")
    )
    part = text_at(document, f"{PLACE}.geographyCountrySubdivision")
    if region and country and not region_fits(region, country):
        text = message(
            "is {region}, and {country} does not lie there", region=excerpt(region), country=excerpt(country)
        )
        yield Flaw(f"{PLACE}.geographyRegionOrSubregion", "geography", text)
    if part and country and part[:2] != country:
        text = message("is {part}, which is no part of {country}", part=excerpt(part), country=excerpt(country))
        yield Flaw(f"{PLACE}.geographyCountrySubdivision", "geography", text)


def _stage_flaws(document: object) -> Iterator[Flaw]:
    for path, prefix, flag in ((PRODUCTION, "", ""), (DISTRIBUTION, "distributionStage", "distributionStageIncluded"),
                               (PACKAGING, "packaging", "packagingEmissionsIncluded")):  # fmt: skip
        total, whole = (
            f"{path}.{_name(prefix, 'PcfExcludingBiogenicUptake')}",
            _name(prefix, "PcfIncludingBiogenicUptake"),
        )
        included = at(document, f"{path}.{flag}") if flag else True
        stated = (
            [name for name in (at(document, path) or {}) if name != flag]
            if isinstance(at(document, path), dict)
            else []
        )
        if included is False and stated:
            text = message("is false, and figures of it are stated; correct one")
            yield Flaw(f"{path}.{flag}", "included", text)
        if included is True and flag and figure_at(document, total) is None:
            text = message("is true, and its figure is not stated; state it")
            yield Flaw(f"{path}.{flag}", "included", text)
        yield from sum_flaws(document, total, [f"{path}.{_name(prefix, one)}" for one in PARTS])
        yield from uptake_flaws(document, f"{path}.{whole}", total, f"{path}.{_name(prefix, 'BiogenicCO2Uptake')}")
    total = f"{PRODUCTION}.pcfExcludingBiogenicUptake"
    yield from part_flaws(document, f"{PACKAGING}.packagingPcfExcludingBiogenicUptake", total)


def _name(prefix: str, name: str) -> str:
    return f"{prefix}{name}" if prefix else name[0].lower() + name[1:]


def _content_flaws(document: object) -> Iterator[Flaw]:
    mass = figure_at(document, f"{PRODUCT}.productMassPerDeclaredUnit")
    amount, unit = (
        figure_at(document, f"{PRODUCT}.declaredUnitAmount"),
        at(document, f"{PRODUCT}.declaredUnitOfMeasurement"),
    )
    if unit == "kilogram" and None not in (amount, mass) and amount != mass:
        text = message(
            "is {mass} kg, and the declared unit is {amount} kg; they must be equal", mass=mass, amount=amount
        )
        yield Flaw(f"{PRODUCT}.productMassPerDeclaredUnit", "declared unit", text)
    if unit == "piece" and mass == 0:
        text = message("is 0, so the mass of a piece is not stated")
        yield Flaw(f"{PRODUCT}.productMassPerDeclaredUnit", "declared unit", text)
    fossil, biogenic, total = (
        figure_at(document, f"{CARBON}.{one}")
        for one in ("fossilCarbonContent", "biogenicCarbonContent", "carbonContentTotal")
    )
    held = (fossil or Decimal(0)) + (biogenic or Decimal(0))
    if total is not None and abs(total - held) > half_digits(total, fossil, biogenic):
        text = message("is {total}, and fossil and biogenic carbon are {held}", total=total, held=held)
        yield Flaw(f"{CARBON}.carbonContentTotal", "sum of parts", text)
    if mass is not None and mass > 0 and max(held, total or Decimal(0)) > mass * (1 + CARBON_SLACK):
        text = message(
            "{carbon} kg of carbon in {mass} kg of product", carbon=max(held, total or Decimal(0)), mass=mass
        )
        yield Flaw(CARBON, "carbon content", text)
    whole = f"{CARBON}.carbonContentTotal" if total is not None else f"{CARBON}.fossilCarbonContent"
    yield from part_flaws(document, f"{CARBON}.recycledCarbonContent", whole)
    yield from part_flaws(document, f"{CARBON}.packagingBiogenicCarbonContent", f"{CARBON}.biogenicCarbonContent")


def _method_flaws(document: object) -> Iterator[Flaw]:
    exempted = figure_at(document, f"{BOUNDARY}.exemptedEmissionsPercent")
    if exempted and not text_at(document, f"{BOUNDARY}.exemptedEmissionsDescription").strip():
        text = message("is missing, and {share} % is left out; say what", share=exempted)
        yield Flaw(f"{BOUNDARY}.exemptedEmissionsDescription", "exemptions", text)
    factors = f"{RULES}.gwpCharacterizationFactorDetails[0].ipccCharacterizationFactors"
    if at(document, factors) == "unspecified":
        yield Flaw(factors, "potentials", message("is unspecified; name the report of the IPCC"))
    share = figure_at(document, f"{QUALITY}.primaryDataShare")
    sources = f"{QUALITY}.secondaryEmissionFactorSources"
    if share is not None and share < Decimal(100) and at(document, sources) is None:
        text = message("is missing, and {share} % of the footprint is no primary data; name the sources",
                       share=Decimal(100) - share)  # fmt: skip
        yield Flaw(sources, "sources", text)
    balance = f"{RULES}.massBalancingInformation[0]"
    used, free = at(document, f"{balance}.massBalancingUsed"), at(document, f"{balance}.freeAttributionInMassBalancing")
    if isinstance(used, bool) and isinstance(free, str) and used == (free == "not applicable"):
        text = message("is {free}, and massBalancingUsed is {used}; correct one", free=excerpt(free),
                       used="true" if used else "false")  # fmt: skip
        yield Flaw(f"{balance}.freeAttributionInMassBalancing", "mass balance", text)
