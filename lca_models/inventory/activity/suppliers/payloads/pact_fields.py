"""The fields of a ProductFootprint of PACT 3.0, as models of this kit: written from the facts of its data model.

A model says the type of each field. What the numbers must say together is in `pact.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from lca_models.inventory.activity.suppliers.payloads.field_types import (
    AnyText,
    DecimalText,
    Flag,
    Text,
    Time,
    Urn,
    Uuid,
    within,
)
from lca_models.scope.wording.messages import message

UNITS = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "tkm",
    "square meter": "m2",
    "piece": "piece",
    "hour": "h",
    "megabit second": "Mbit s",
}


def _above(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError(message("{value} is not above 0", value=value))
    return value


def _not_below(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError(message("{value} is below 0; what is taken up has fields of its own", value=value))
    return value


def _not_above(value: Decimal) -> Decimal:
    if value > 0:
        raise ValueError(message("{value} is above 0; a removal is written with a minus", value=value))
    return value


Positive = Annotated[DecimalText, AfterValidator(_above)]
Burden = Annotated[DecimalText, AfterValidator(_not_below)]
Removal = Annotated[DecimalText, AfterValidator(_not_above)]
Percent = Annotated[DecimalText, within(0, 100)]
Rating = Annotated[DecimalText, within(1, 5)]


class PactModel(BaseModel):
    """Part of a footprint of PACT 3.0; names as PACT writes them."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=False)


class SectorRule(PactModel):
    """Rules of a product or sector that were followed."""

    operator: Literal["PEF", "EPD International", "Other"]
    rule_names: list[Text] = Field(min_length=1)
    other_operator_name: Text | None = None


class FactorSource(PactModel):
    """A database of secondary data."""

    name: Text
    version: Text


class Ratings(PactModel):
    """Data quality, 1 (best) to 5."""

    technological: Rating = Field(alias="technologicalDQR")
    geographical: Rating = Field(alias="geographicalDQR")
    temporal: Rating = Field(alias="temporalDQR")


class PactVerification(PactModel):
    """Who has checked a footprint."""

    coverage: Literal["PCF calculation model", "PCF program", "product level"] | None = None
    provider_name: AnyText = ""
    completed_at: Time | None = None
    standard_name: AnyText = ""
    comments: AnyText = ""


class Extension(PactModel):
    """What a sector adds; it is not read."""

    spec_version: Text
    data_schema: Text
    documentation: Text | None = None
    data: dict[str, Any]


def _potentials(value: object) -> str:
    text = str(value)
    if not (isinstance(value, str) and text.startswith("AR") and text[2:].isascii() and text[2:].isdigit()):
        raise ValueError(message("'{value}' is no report of the IPCC; write it as AR6", value=text[:40]))
    return text


class CarbonFootprint(PactModel):
    """Figures in kg CO2e per declared unit, which is the amount times the unit."""

    declared_unit_of_measurement: Literal[
        "liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer", "square meter", "piece", "hour",
        "megabit second",
    ]  # fmt: skip
    declared_unit_amount: Positive
    product_mass_per_declared_unit: Burden
    reference_period_start: Time
    reference_period_end: Time
    geography_region_or_subregion: Text | None = None
    geography_country: Text | None = None
    geography_country_subdivision: Text | None = None
    boundary_processes_description: AnyText = ""
    pcf_excluding_biogenic_uptake: DecimalText
    pcf_including_biogenic_uptake: DecimalText
    fossil_carbon_content: Burden
    biogenic_carbon_content: Burden | None = None
    recycled_carbon_content: Burden | None = None
    fossil_ghg_emissions: Burden
    land_use_change_ghg_emissions: Burden | None = None
    land_carbon_leakage: Burden | None = None
    land_management_fossil_ghg_emissions: Burden | None = None
    land_management_biogenic_emissions: Burden | None = Field(None, alias="landManagementBiogenicCO2Emissions")
    land_management_biogenic_removals: Removal | None = Field(None, alias="landManagementBiogenicCO2Removals")
    biogenic_uptake: Removal | None = Field(None, alias="biogenicCO2Uptake")
    biogenic_other_emissions: Burden | None = Field(None, alias="biogenicNonCO2Emissions")
    land_area_occupation: Burden | None = None
    aircraft_ghg_emissions: Burden | None = None
    packaging_emissions_included: Flag | None = None
    packaging_ghg_emissions: Burden | None = None
    packaging_biogenic_carbon_content: Burden | None = None
    outbound_logistics_ghg_emissions: Burden | None = None
    capture_included: Flag | None = Field(None, alias="ccsTechnologicalCO2CaptureIncluded")
    capture: Removal | None = Field(None, alias="ccsTechnologicalCO2Capture")
    capture_origin: AnyText = Field("", alias="technologicalCO2CaptureOrigin")
    technological_removals: Removal | None = Field(None, alias="technologicalCO2Removals")
    ccu_carbon_content: Burden | None = None
    ccu_calculation_approach: Literal["Cut-off", "Credit"] | None = None
    ccu_credit_certification: AnyText = ""
    ipcc_characterization_factors: list[Annotated[str, BeforeValidator(_potentials)]] = Field(min_length=1)
    cross_sectoral_standards: list[Text] = Field(min_length=1)
    product_or_sector_specific_rules: list[SectorRule] | None = None
    exempted_emissions_percent: Percent
    exempted_emissions_description: AnyText = ""
    allocation_rules_description: AnyText = ""
    secondary_emission_factor_sources: list[FactorSource] | None = Field(None, min_length=1)
    primary_data_share: Percent | None = None
    dqi: Ratings | None = None
    verification: PactVerification | None = None


class ProductFootprint(PactModel):
    """The footprint of a product in the data model of PACT 3.0."""

    id: Uuid
    spec_version: Text
    preceding_pf_ids: list[Uuid] | None = Field(None, min_length=1)
    created: Time
    status: Literal["Active", "Deprecated"]
    validity_period_start: Time | None = None
    validity_period_end: Time | None = None
    company_name: Text
    company_ids: list[Urn] = Field(min_length=1)
    product_description: AnyText
    product_ids: list[Urn] = Field(min_length=1)
    product_classifications: list[Urn] | None = Field(None, min_length=1)
    product_name_company: Text
    comment: AnyText = ""
    pcf: CarbonFootprint
    extensions: list[Extension] | None = None


def field_places() -> dict[str, str]:
    """Where each field of PACT 3.0 stands, by name."""
    parts: Mapping[str, type[PactModel]] = {
        "pcf.dqi": Ratings,
        "pcf.verification": PactVerification,
        "pcf.productOrSectorSpecificRules[0]": SectorRule,
        "pcf.secondaryEmissionFactorSources[0]": FactorSource,
        "pcf": CarbonFootprint,
        "": ProductFootprint,
    }
    found: dict[str, str] = {}
    for place, model in parts.items():
        for name, field in model.model_fields.items():
            found[field.alias or name] = place or message("the footprint itself")
    return found
