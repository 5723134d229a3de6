"""A ProductFootprint of PACT 3.0 as the footprint of a supplier, with the rules that its schema does not hold.

The schema accepts a period that ends before it begins, parts that do not sum, a geography given twice. Each is named here
with its field, for the supplier to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from lca_models.inventory.activity.suppliers.footprint import (
    GATE,
    GRAVE,
    ROUNDING_SHARE,
    SupplierFootprint,
    Verification,
)
from lca_models.inventory.activity.suppliers.payloads.field_types import Fault, Judged, faults_of, without_nulls
from lca_models.inventory.activity.suppliers.payloads.pact_fields import (
    UNITS,
    CarbonFootprint,
    ProductFootprint,
    field_places,
)
from lca_models.scope.grammar.days import years_later
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.replacement import GASES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

VALID_YEARS = 3  # after the reference period, where no end is stated, and at most
SHALL = {
    "primary_data_share": "primaryDataShare",
    "packaging_emissions_included": "packagingEmissionsIncluded",
    "capture_included": "ccsTechnologicalCO2CaptureIncluded",
    "dqi": "dqi",
}  # the method asks for them, though the schema does not
GONE = ("version", "updated", "statusComment", "biogenicAccountingMethodology", "uncertaintyAssessmentDescription")
_GRAVE = re.compile(r"cradle[ -]to[ -]grave", re.IGNORECASE)
_END = re.compile(r"includ\w*\W+(?:the\W+)?end[ -]of[ -]life|end[ -]of[ -]life\W+(?:is\W+)?includ", re.IGNORECASE)
_FOSSIL, _BIOGENIC, _LAND = GASES
_COUNTRY = re.compile(r"[A-Z]{2}")
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(-\d{8})?")
_URN_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def former_names() -> dict[str, str]:
    """Names of earlier editions of PACT and of its drafts, with what stands for each now."""
    now = {
        "biogenicCO2Withdrawal": "biogenicCO2Uptake",
        "biogenicCarbonWithdrawal": "biogenicCO2Uptake",
        "productCategoryCpc": "productClassifications",
        "declaredUnit": "declaredUnitOfMeasurement",
        "unitaryProductAmount": "declaredUnitAmount",
        "pCfExcludingBiogenic": "pcfExcludingBiogenicUptake",
        "pCfIncludingBiogenic": "pcfIncludingBiogenicUptake",
        "characterizationFactors": "ipccCharacterizationFactors",
        "crossSectoralStandardsUsed": "crossSectoralStandards",
        "dLucGhgEmissions": "landUseChangeGhgEmissions",
        "assurance": "verification",
    }
    return {
        **{old: message("is a name of an earlier edition; PACT 3.0 writes {new}", new=new) for old, new in now.items()},
        **{old: message("is a field of an earlier edition, which PACT 3.0 has no more; leave it out") for old in GONE},
    }


def read_pact(tree: Mapping[str, Any]) -> Judged:
    """One footprint of PACT 3.0 with every fault of it; no footprint where there is an error. Raises nothing."""
    errors: list[Fault] = []
    warnings: list[Fault] = []
    version = _VERSION.fullmatch(str(tree.get("specVersion", "")))
    if version is None or int(version[1]) != 3:
        words = message("is '{version}', and version 3 of PACT is read here; ask the supplier for it",
                        version=excerpt(str(tree.get("specVersion", ""))))  # fmt: skip
        errors.append(Fault("specVersion", words))
        if version is not None:
            return Judged(None, errors, warnings)
    tree, nulls = without_nulls(tree)
    if nulls:
        warnings.append(
            Fault("", message("{fields}: null is taken as not stated", fields=enumerated(sorted(nulls)[:8])))
        )
    found, faults = _validated(tree)
    if unknown := [one for one in faults if one.is_unknown_key]:
        # What an edition has no more is harmless, and what a later one has is not known here; any other name may be a figure
        # that is misspelt. The rest is judged all the same, so that a supplier hears all of it at once.
        is_newer = version is not None and int(version[2]) > 0
        harmless = [one for one in unknown if is_newer or one.field.rpartition(".")[2] in GONE]
        warnings += harmless
        errors += [one for one in unknown if one not in harmless]
        found, faults = _validated(_without(tree, {one.field for one in unknown}))
    errors += [one for one in faults if one.field != "specVersion" or version is not None]
    if found is None:
        return Judged(None, errors, warnings)
    _check(found, errors, warnings)
    return Judged(_footprint(found, warnings) if not errors else None, errors, warnings)


def _validated(tree: Mapping[str, Any]) -> tuple[ProductFootprint | None, list[Fault]]:
    try:
        return ProductFootprint.model_validate(tree), []
    except ValidationError as error:
        return None, list(faults_of(error, field_places(), former_names()))


def _without(tree: Any, fields: Collection[str], place: str = "") -> Any:
    """A tree without some fields."""
    if isinstance(tree, list):
        return [_without(one, fields, f"{place}[{at}]") for at, one in enumerate(tree)]
    if not isinstance(tree, Mapping):
        return tree
    inside = {key: f"{place}.{key}".lstrip(".") for key in tree}
    return {key: _without(value, fields, inside[key]) for key, value in tree.items() if inside[key] not in fields}


def _check(one: ProductFootprint, errors: list[Fault], warnings: list[Fault]) -> None:
    """The rules beyond the schema."""
    pcf = one.pcf

    def error(field: str, text: str) -> None:
        errors.append(Fault(field, text))

    def warn(field: str, text: str) -> None:
        warnings.append(Fault(field, text))

    if one.status == "Deprecated":
        error("status", message("is Deprecated: a later footprint takes its place; ask the supplier for it"))
    if one.preceding_pf_ids and one.id in one.preceding_pf_ids:
        error(
            "precedingPfIds", message("names this footprint itself ({id}), which no footprint comes before", id=one.id)
        )
    for field, names in (("companyIds", one.company_ids), ("productIds", one.product_ids)):
        for name in names:
            if name.lower().startswith("urn:uuid:") and not _URN_UUID.fullmatch(name):
                warn(field, message("'{value}' is no UUID (8-4-4-4-12 hexadecimal digits)", value=excerpt(name)))
    _check_dates(one, error, warn)
    _check_unit(pcf, error, warn)
    _check_geography(pcf, error, warn)
    _check_sums(pcf, error, warn)
    _check_further(pcf, error, warn)
    if missing := [name for key, name in SHALL.items() if getattr(pcf, key) is None]:
        warn("pcf", message("does not state {fields}, which the method of PACT asks for", fields=enumerated(missing)))


Say = Callable[[str, str], None]


def _check_dates(one: ProductFootprint, error: Say, warn: Say) -> None:
    start, end = one.pcf.reference_period_start, one.pcf.reference_period_end
    if end <= start:
        error("pcf.referencePeriodEnd", message("is {end}, and the period begins on {start}; swap or correct the days",
                                                end=end.date(), start=start.date()))  # fmt: skip
        return
    if end.date() > one.created.date() + timedelta(days=1):
        warn("pcf.referencePeriodEnd", message("is {end}, after the footprint was made ({created}): its data are a forecast",
                                               end=end.date(), created=one.created.date()))  # fmt: skip
    first, last = one.validity_period_start, one.validity_period_end
    if first is not None and last is not None and last <= first:
        error("validityPeriodEnd", message("is {end}, and the period begins on {start}; swap or correct the days",
                                           end=last.date(), start=first.date()))  # fmt: skip
    longest = years_later(_last_day(end), VALID_YEARS)
    if last is not None and _last_day(last) > longest:
        warn("validityPeriodEnd", message("is {end}, more than three years after the reference period; {longest} is taken",
                                          end=last.date(), longest=longest))  # fmt: skip
    if first is not None and first.date() < _last_day(end):
        warn("validityPeriodStart", message("is {start}, before the reference period ends ({end})",
                                            start=first.date(), end=end.date()))  # fmt: skip


def _check_unit(pcf: CarbonFootprint, error: Say, warn: Say) -> None:
    amount, mass = pcf.declared_unit_amount, pcf.product_mass_per_declared_unit
    if pcf.declared_unit_of_measurement == "kilogram":
        if abs(mass - amount) > Decimal(ROUNDING_SHARE) * amount:
            error("pcf.productMassPerDeclaredUnit",
                  message("is {mass} kg, and the declared unit is {amount} kg; they must be equal",
                          mass=mass, amount=amount))  # fmt: skip
    elif pcf.declared_unit_of_measurement == "piece" and mass == 0:
        warn("pcf.productMassPerDeclaredUnit", message("is 0, so the mass of a piece is not stated"))


def _check_geography(pcf: CarbonFootprint, error: Say, warn: Say) -> None:
    given = {
        "pcf.geographyRegionOrSubregion": pcf.geography_region_or_subregion,
        "pcf.geographyCountry": pcf.geography_country,
        "pcf.geographyCountrySubdivision": pcf.geography_country_subdivision,
    }
    named = [field for field, value in given.items() if value is not None]
    if len(named) > 1:
        error(named[-1], message("stands beside {other}; state one of region, country and subdivision",
                                 other=enumerated(named[:-1])))  # fmt: skip
    if not named:
        warn("pcf", message("names no region, country or subdivision, so it is a global average"))
    for field, pattern, example in (("pcf.geographyCountry", _COUNTRY, "CN"),
                                    ("pcf.geographyCountrySubdivision", _SUBDIVISION, "CN-SC")):  # fmt: skip
        if (value := given[field]) is not None and not pattern.fullmatch(value):
            error(field, message("'{value}' is no code of ISO 3166; write it as {example}",
                                 value=excerpt(value), example=example))  # fmt: skip


def _half_digit(*numbers: Decimal | None) -> Decimal:
    """By how much printed numbers may be off together: half of the last digit of each; a 0 is none."""
    return sum((Decimal(1).scaleb(int(one.as_tuple().exponent)) / 2 for one in numbers if one), Decimal(0))


def _parts(pcf: CarbonFootprint) -> dict[str, tuple[Decimal, ...]]:
    """Stated parts of the figure without uptake, by group of gases."""
    groups = {
        _FOSSIL: (pcf.fossil_ghg_emissions, pcf.land_management_fossil_ghg_emissions),
        _BIOGENIC: (pcf.land_management_biogenic_emissions, pcf.land_management_biogenic_removals,
                    pcf.biogenic_other_emissions, pcf.technological_removals),
        _LAND: (pcf.land_use_change_ghg_emissions, pcf.land_carbon_leakage),
    }  # fmt: skip
    return {group: tuple(one for one in parts if one is not None) for group, parts in groups.items()}


def _check_sums(pcf: CarbonFootprint, error: Say, warn: Say) -> None:
    total, whole, uptake = pcf.pcf_excluding_biogenic_uptake, pcf.pcf_including_biogenic_uptake, pcf.biogenic_uptake
    if total < 0:
        error(
            "pcf.pcfExcludingBiogenicUptake",
            message("is {value}, and no figure without uptake is below 0", value=total),
        )
    slack = _half_digit(total, whole)
    if whole > total + slack:
        error("pcf.pcfIncludingBiogenicUptake",
              message("is {including}, above the {excluding} without uptake; uptake lowers it",
                      including=whole, excluding=total))  # fmt: skip
    elif uptake is not None and abs(total + uptake - whole) > slack + _half_digit(uptake):
        error("pcf.pcfIncludingBiogenicUptake",
              message("is {including}, and {excluding} with the uptake of {uptake} is {sum}; correct one",
                      including=whole, excluding=total, uptake=uptake, sum=total + uptake))  # fmt: skip
    stated = [one for parts in _parts(pcf).values() for one in parts]
    summed, slack = sum(stated, Decimal(0)), _half_digit(total, *stated) + Decimal(ROUNDING_SHARE) * abs(total)
    # Biogenic gases beside CO2 are inside the figure by its definition; examples of PACT leave them out of the sum.
    without = summed - (pcf.biogenic_other_emissions or 0)
    if min(abs(total - summed), abs(total - without)) > slack and (summed > total or _is_split(pcf)):
        error("pcf.pcfExcludingBiogenicUptake",
              message("is {total}, and its parts sum to {sum}: fossil {fossil}, biogenic {biogenic}, land use change {land}; "
                      "correct one", total=total, sum=summed,
                      **{key: sum(_parts(pcf)[group], Decimal(0)) for key, group in
                         (("fossil", _FOSSIL), ("biogenic", _BIOGENIC), ("land", _LAND))}))  # fmt: skip
    for field, part in (("aircraftGhgEmissions", pcf.aircraft_ghg_emissions),
                        ("packagingGhgEmissions", pcf.packaging_ghg_emissions)):  # fmt: skip
        if part is not None and part > total + _half_digit(total, part):
            error(f"pcf.{field}", message("is {part}, and the whole footprint is {total}; a part is not larger",
                                          part=part, total=total))  # fmt: skip


def _is_split(pcf: CarbonFootprint) -> bool:
    """Whether every group of gases is stated, so that the parts must make the whole."""
    return all(_parts(pcf).values())


def _check_further(pcf: CarbonFootprint, error: Say, warn: Say) -> None:
    if pcf.packaging_ghg_emissions and not pcf.packaging_emissions_included:
        said = message("false") if pcf.packaging_emissions_included is False else message("not stated")
        error("pcf.packagingGhgEmissions",
              message("is {part}, and packagingEmissionsIncluded is {said}: is packaging inside the footprint?",
                      part=pcf.packaging_ghg_emissions, said=said))  # fmt: skip
    if pcf.capture_included is False and (pcf.capture or pcf.technological_removals):
        error(
            "pcf.ccsTechnologicalCO2CaptureIncluded", message("is false, and an amount captured is stated; correct one")
        )
    for at, rule in enumerate(pcf.product_or_sector_specific_rules or ()):
        field = f"pcf.productOrSectorSpecificRules[{at}]"
        if rule.operator == "Other" and rule.other_operator_name is None:
            error(field, message("has the operator Other without otherOperatorName; name it"))
        elif rule.operator != "Other" and rule.other_operator_name is not None:
            warn(field, message("has the operator {operator} and otherOperatorName beside it", operator=rule.operator))
    if len(set(pcf.ipcc_characterization_factors)) > 1:
        warn("pcf.ipccCharacterizationFactors",
             message("names {reports}: parts of the figure were counted with older potentials",
                     reports=enumerated(sorted(set(pcf.ipcc_characterization_factors)))))  # fmt: skip
    if pcf.secondary_emission_factor_sources is None:
        warn(
            "pcf.secondaryEmissionFactorSources", message("is not stated, which means that no secondary data were used")
        )


def _last_day(end: Any) -> date:
    """The last day of a period whose end is exclusive."""
    day: date = (end - timedelta(seconds=1)).date()
    return day


def _footprint(one: ProductFootprint, warnings: list[Fault]) -> SupplierFootprint:
    pcf = one.pcf
    period_end = _last_day(pcf.reference_period_end)
    longest = years_later(period_end, VALID_YEARS)
    words = pcf.boundary_processes_description
    is_grave = _GRAVE.search(words) is not None
    if is_grave or _END.search(words):
        warnings.append(Fault("pcf.boundaryProcessesDescription",
                              message("speaks of the end of life, and a footprint of PACT ends at the gate: '{words}'",
                                      words=excerpt(words))))  # fmt: skip
    check = pcf.verification
    is_checked = check is not None and (check.provider_name or check.completed_at is not None)
    verified = Verification(check.provider_name, check.completed_at.date() if check.completed_at else None,
                            check.standard_name, check.coverage or "") if check and is_checked else None  # fmt: skip
    ratings = pcf.dqi
    return SupplierFootprint(
        supplier=one.company_name,
        product=one.product_name_company,
        unit=UNITS[pcf.declared_unit_of_measurement],
        amount=float(pcf.declared_unit_amount),
        value=float(pcf.pcf_excluding_biogenic_uptake),
        mass_kg=float(pcf.product_mass_per_declared_unit) or None,
        gases=_gases(pcf),
        outbound=None if pcf.outbound_logistics_ghg_emissions is None else float(pcf.outbound_logistics_ghg_emissions),
        gwp=tuple(sorted(set(pcf.ipcc_characterization_factors))),
        boundary=GRAVE if is_grave else GATE,
        boundary_words=words,
        period_start=pcf.reference_period_start.date(),
        period_end=period_end,
        valid_from=one.validity_period_start.date() if one.validity_period_start else period_end,
        valid_until=min(_last_day(one.validity_period_end), longest) if one.validity_period_end else longest,
        geography=pcf.geography_country_subdivision or pcf.geography_country or pcf.geography_region_or_subregion or "",
        primary_share=None if pcf.primary_data_share is None else float(pcf.primary_data_share) / 100,
        technology=float(ratings.technological) if ratings else None,
        place_rating=float(ratings.geographical) if ratings else None,
        time=float(ratings.temporal) if ratings else None,
        verification=verified,
        exempted_share=float(pcf.exempted_emissions_percent) / 100,
        exempted_words=pcf.exempted_emissions_description,
        allocation=pcf.allocation_rules_description,
        standards=tuple(dict.fromkeys([*pcf.cross_sectoral_standards, *_rule_names(pcf)])),
        sources=tuple(f"{source.name} {source.version}" for source in pcf.secondary_emission_factor_sources or ()),
        inbound_transport=False,  # transport to the buyer is stated beside the figure
        id=one.id,
        kind=f"PACT {one.spec_version}",
    )


def _rule_names(pcf: CarbonFootprint) -> list[str]:
    return [name for rule in pcf.product_or_sector_specific_rules or () for name in rule.rule_names]


def _gases(pcf: CarbonFootprint) -> dict[str, float]:
    """Figures by group of gases; empty where the parts do not make the whole, or where removals turn one below 0."""
    parts = {group: sum(amounts, Decimal(0)) for group, amounts in _parts(pcf).items()}
    total = pcf.pcf_excluding_biogenic_uptake
    summed = sum(parts.values(), Decimal(0))
    slack = _half_digit(total, *parts.values()) + Decimal(ROUNDING_SHARE) * abs(total)
    if abs(summed - total) > slack or min(parts.values()) < 0 or not summed:
        return {}
    return {group: float(amount * total / summed) for group, amount in parts.items() if amount}
