"""Rules for a ProductFootprint of PACT 3 beyond its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

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
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

PARTS = (
    "fossilGhgEmissions", "landUseChangeGhgEmissions", "landManagementBiogenicCO2Emissions",
    "landManagementBiogenicCO2Removals", "technologicalCO2Removals", "ccsTechnologicalCO2Capture", "biogenicNonCO2Emissions",
)  # fmt: skip
# Examples of PACT add fossil emissions of land management, and leave biogenic gases beside CO2 out: both readings are taken.
AS_PUBLISHED = (*PARTS[:-1], "landManagementFossilGhgEmissions")
CAPTURED = ("ccsTechnologicalCO2Capture", "technologicalCO2Removals", "technologicalCO2CaptureOrigin")
PLACES = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
CARBON = ("fossilCarbonContent", "biogenicCarbonContent")
VERSION = re.compile(r"3\.[0-9]{1,3}\.[0-9]{1,3}(-[0-9]{8})?")
NOT_DATA = Decimal(100)  # per cent


def pact_flaws(document: object) -> Iterator[Flaw]:
    """Every breach of a rule of ours by one footprint."""
    total = "pcf.pcfExcludingBiogenicUptake"
    if at(document, "specVersion") is not None and not VERSION.fullmatch(text_at(document, "specVersion")):
        text = message(
            "is '{version}'; write 3 and two numbers, as in 3.0.4", version=excerpt(text_at(document, "specVersion"))
        )
        yield Flaw("specVersion", "version", text)
    if at(document, "status") == "Deprecated":
        yield Flaw("status", "status", message("is Deprecated: a later footprint takes its place"))
    earlier = at(document, "precedingPfIds")
    own = text_at(document, "id").casefold()
    if own and isinstance(earlier, list) and own in [one.casefold() for one in earlier if isinstance(one, str)]:
        yield Flaw("precedingPfIds", "succession", message("names this footprint itself"))
    yield from order_flaws(document, "pcf.referencePeriodStart", "pcf.referencePeriodEnd", "period")
    yield from order_flaws(document, "validityPeriodStart", "validityPeriodEnd", "validity")
    yield from validity_flaws(document, "pcf.referencePeriodEnd", "validityPeriodEnd")
    yield from created_flaws(document, "pcf.referencePeriodStart", "created")
    yield from _place_flaws(document)
    differs = list(sum_flaws(document, total, [f"pcf.{one}" for one in PARTS]))
    if differs and list(sum_flaws(document, total, [f"pcf.{one}" for one in AS_PUBLISHED])):
        yield from differs
    yield from uptake_flaws(document, "pcf.pcfIncludingBiogenicUptake", total, "pcf.biogenicCO2Uptake")
    for part in ("aircraftGhgEmissions", "packagingGhgEmissions"):
        yield from part_flaws(document, f"pcf.{part}", total)
    yield from part_flaws(document, "pcf.landManagementFossilGhgEmissions", "pcf.fossilGhgEmissions")
    yield from carbon_flaws(document, [f"pcf.{one}" for one in CARBON], "pcf.productMassPerDeclaredUnit")
    yield from _unit_flaws(document)
    yield from _flag_flaws(document)
    yield from _words_flaws(document)
    yield from _verification_flaws(document)


def created_flaws(document: object, start: str, created: str) -> Iterator[Flaw]:
    """A footprint that was made before its data begin. Paths of both."""
    begins, made = time_at(document, start), time_at(document, created)
    if begins is not None and made is not None and made <= begins:
        text = message("is {made}, and the data begin on {begins}", made=made.date(), begins=begins.date())
        yield Flaw(created, "created", text)


def carbon_flaws(document: object, contents: list[str], mass: str) -> Iterator[Flaw]:
    """More carbon than product. Paths of the contents and of the mass."""
    held = [one for path in contents if (one := figure_at(document, path)) is not None]
    whole = figure_at(document, mass)
    if held and whole is not None and whole > 0 and sum(held, Decimal(0)) > whole + half_digits(whole, *held):
        text = message("{carbon} kg of carbon in {mass} kg of product", carbon=sum(held, Decimal(0)), mass=whole)
        yield Flaw(contents[0], "carbon content", text)


def _place_flaws(document: object) -> Iterator[Flaw]:
    named = [one for one in PLACES if at(document, f"pcf.{one}") is not None]
    if not named and at(document, "pcf") is not None:
        yield Flaw("pcf", "geography", message("names no region, country or subdivision; state one"))
    elif len(named) > 1:
        text = message(
            "stands beside {other}; state one of region, country and subdivision", other=enumerated(named[:-1])
        )
        yield Flaw(f"pcf.{named[-1]}", "geography", text)


def _unit_flaws(document: object) -> Iterator[Flaw]:
    unit = at(document, "pcf.declaredUnitOfMeasurement")
    amount, mass = (figure_at(document, f"pcf.{one}") for one in ("declaredUnitAmount", "productMassPerDeclaredUnit"))
    if unit == "kilogram" and None not in (amount, mass) and amount != mass:
        text = message(
            "is {mass} kg, and the declared unit is {amount} kg; they must be equal", mass=mass, amount=amount
        )
        yield Flaw("pcf.productMassPerDeclaredUnit", "declared unit", text)
    if unit == "piece" and mass == 0:
        yield Flaw(
            "pcf.productMassPerDeclaredUnit", "declared unit", message("is 0, so the mass of a piece is not stated")
        )


def _flag_flaws(document: object) -> Iterator[Flaw]:
    """What a flag says is left out is not stated, and the other way round."""
    if (
        at(document, "pcf.packagingEmissionsIncluded") is False
        and at(document, "pcf.packagingGhgEmissions") is not None
    ):
        text = message("is stated, and packagingEmissionsIncluded is false; correct one")
        yield Flaw("pcf.packagingGhgEmissions", "packaging", text)
    if at(document, "pcf.ccsTechnologicalCO2CaptureIncluded") is False:
        for name in CAPTURED:
            if at(document, f"pcf.{name}") is not None:
                text = message("is stated, and ccsTechnologicalCO2CaptureIncluded is false; correct one")
                yield Flaw(f"pcf.{name}", "capture", text)
    share = figure_at(document, "pcf.primaryDataShare")
    if share is not None and share < NOT_DATA and at(document, "pcf.secondaryEmissionFactorSources") is None:
        text = message(
            "is missing, and {share} % of the footprint is no primary data; name the sources", share=NOT_DATA - share
        )
        yield Flaw("pcf.secondaryEmissionFactorSources", "sources", text)


def _words_flaws(document: object) -> Iterator[Flaw]:
    exempted = figure_at(document, "pcf.exemptedEmissionsPercent")
    if exempted and not text_at(document, "pcf.exemptedEmissionsDescription").strip():
        text = message("is missing, and {share} % is left out; say what", share=exempted)
        yield Flaw("pcf.exemptedEmissionsDescription", "exemptions", text)
    rules = at(document, "pcf.productOrSectorSpecificRules")
    for place, rule in enumerate(rules if isinstance(rules, list) else ()):
        named = at(rule, "otherOperatorName") is not None
        if (at(rule, "operator") == "Other") != named:
            text = message("otherOperatorName stands beside the operator Other, and nowhere else")
            yield Flaw(f"pcf.productOrSectorSpecificRules[{place}]", "operator", text)


def _verification_flaws(document: object) -> Iterator[Flaw]:
    """A verification that does not say who, when and against what is none."""
    if not isinstance(at(document, "pcf.verification"), dict):
        return
    missing = [one for one in ("coverage", "providerName", "completedAt", "standardName")
               if not text_at(document, f"pcf.verification.{one}").strip()]  # fmt: skip
    if missing:
        text = message("lacks {fields}; a verification says who, when and against what", fields=enumerated(missing))
        yield Flaw("pcf.verification", "verification", text)
    done, end = time_at(document, "pcf.verification.completedAt"), time_at(document, "pcf.referencePeriodEnd")
    if done is not None and end is not None and done < end:
        text = message("is {done}, before the data end ({end})", done=done.date(), end=end.date())
        yield Flaw("pcf.verification.completedAt", "verification", text)
