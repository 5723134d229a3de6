"""What a supplier of battery components states in Catena-X (PCF for battery component supplier, 1.0.0, preliminary).

Four stages as figures or in percent of their total, ratings of data quality, metals in free text. Written from the facts of
the model (eclipse-tractusx/sldt-semantic-models, CC BY 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from lca_models.inventory.activity.suppliers.footprint import GRAVE, SupplierFootprint, stage_values, stages_of
from lca_models.inventory.activity.suppliers.payloads.field_types import (
    AnyText,
    Fault,
    Judged,
    Number,
    Text,
    as_text,
    faults_of,
    within,
    without_nulls,
)
from lca_models.inventory.activity.suppliers.payloads.metals import read_metals
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import is_number
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

# The schema writes CO2KG/KG, the model file C02KG/KG with a zero, and its prose CO2KG/kg.
UNITS = {"co2kg/kg": "kg", "c02kg/kg": "kg", "co2kg/piece": "piece", "c02kg/piece": "piece"}
RATINGS_DIFFER = 0.05  # a rating of the whole that is no mean of its parts by more than a rounding to one digit
_MASS = re.compile(r"(?:mass|weight) per (?:piece|unit|declared unit)\s*[:=]\s*([0-9.]+)\s*kg", re.IGNORECASE)


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError(
            message("{value} is below 0, and a stage holds burdens only; a credit stands apart", value=value)
        )
    return value


def _partner(letters: str) -> AfterValidator:
    """A number of a business partner: letters and twelve signs."""

    def check(value: str) -> str:
        if not re.fullmatch(rf"{letters}[a-zA-Z0-9]{{12}}", value):
            raise ValueError(message("'{value}' is no number of a business partner; it is {letters} and twelve signs",
                                     value=excerpt(value), letters=letters))  # fmt: skip
        return value

    return AfterValidator(check)


def _day(value: str) -> str:
    try:
        datetime.fromisoformat(as_text(value).replace("T24:00:00", "T23:59:59"))
    except ValueError:
        raise ValueError(
            message("'{value}' is no time; write it as 2025-12-31T00:00:00Z", value=excerpt(value))
        ) from None
    return value


def _unit(value: str) -> str:
    if value.lower() not in UNITS:
        raise ValueError(
            message("'{value}' is no declared unit here; it is CO2KG/KG or CO2KG/piece", value=excerpt(value))
        )
    return value


Rating = Annotated[Number, within(1, 5)]
Moment = Annotated[Text, AfterValidator(_day)]


class CatenaModel(BaseModel):
    """Part of the model; names as Catena-X writes them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(CatenaModel):
    """A figure of one stage."""

    value: Annotated[Number, AfterValidator(_not_negative)] = Field(alias="stageValue")


class Stages(CatenaModel):
    """The four stages and their total."""

    raw: Stage = Field(alias="stage1RawMaterialAquisitionPreProcessing")
    production: Stage = Field(alias="stage2MainProductProduction")
    distribution: Stage = Field(alias="stage3Distribution")
    end: Stage = Field(alias="stage4EndOfLifeRecycling")
    unit: Annotated[Text, AfterValidator(_unit)] = Field(alias="declaredUnit")
    total: Stage = Field(alias="absPcfValue")


class Values(CatenaModel):
    """The footprint itself."""

    stages: Stages = Field(alias="sharesPerStage")
    performance_class: AnyText = Field("", alias="pcfPerformanceClass")
    study: AnyText = Field("", alias="webLinkToCarbonFootPrintStudy")


class Validity(CatenaModel):
    """From when and until when it may be used."""

    start: Moment | None = Field(None, alias="validFrom")
    end: Moment | None = Field(None, alias="validTo")


class ComponentFootprint(CatenaModel):
    """The whole document."""

    values: Values = Field(alias="pcfValues")
    sources: list[Text] = Field(alias="secondaryEmissionFactorSources")
    primary_share: Annotated[Number, within(0, 100)] | None = Field(None, alias="primaryDataShare")
    customer_part: Text = Field(alias="customerPartId")
    technology: Rating = Field(alias="technologicalRepresentativeness")
    place: Rating = Field(alias="geographicalRepresentativeness")
    time: Rating = Field(alias="timerelatedRepresentativeness")
    rating: Rating = Field(alias="dataQualityRating")
    part: Text = Field(alias="manufacturerPartId")
    validity: Validity = Field(alias="validityPeriod")
    site: Annotated[Text, _partner("BPNS")] = Field(alias="siteIdentifier")
    company: Annotated[Text, _partner("BPNL")] = Field(alias="legalidentifier")
    quality: list[AnyText] = Field(alias="productQualityParameter")
    metals: list[AnyText] = Field(alias="contentC02Metals")


def field_places() -> dict[str, str]:
    """Where each field stands, by name."""
    parts: Mapping[str, type[CatenaModel]] = {
        "pcfValues.sharesPerStage": Stages,
        "pcfValues": Values,
        "validityPeriod": Validity,
        "": ComponentFootprint,
    }
    found = {"stageValue": "pcfValues.sharesPerStage.absPcfValue"}
    for place, model in parts.items():
        for name, field in model.model_fields.items():
            found[field.alias or name] = place or message("the document itself")
    return found


def read_catenax(tree: Mapping[str, Any]) -> Judged:
    """One document with every fault of it; no footprint where there is an error. Raises nothing."""
    former = {
        "contentCO2Metals": message("is written contentC02Metals, with a zero, in this edition"),
        "legalIdentifier": message("is written legalidentifier in this edition"),
    }
    tree, nulls = without_nulls(tree)
    errors: list[Fault] = []
    warnings: list[Fault] = []
    if nulls:
        warnings.append(
            Fault("", message("{fields}: null is taken as not stated", fields=enumerated(sorted(nulls)[:8])))
        )
    try:
        found = ComponentFootprint.model_validate(tree)
    except ValidationError as error:
        return Judged(None, list(faults_of(error, field_places(), former)), warnings)
    start, end = (_moment(one) for one in (found.validity.start, found.validity.end))
    if start is not None and end is not None and end.replace(tzinfo=None) <= start.replace(tzinfo=None):
        errors.append(Fault("validityPeriod.validTo",
                            message("is {end}, and the period begins on {start}; swap or correct the days",
                                    end=end.date(), start=start.date())))  # fmt: skip
    values = found.values.stages
    total = float(values.total.value)
    stated = stage_values(float(values.raw.value), float(values.production.value), float(values.distribution.value),
                          float(values.end.value))  # fmt: skip
    stages = stages_of(stated, total)
    if stages is None:
        words = (message("Stages sum to {a}, the footprint is {b}.", a=f"{sum(stated.values()):g}", b=f"{total:g}"),
                 message("They must sum to absPcfValue, or to 100 as percent; ask the supplier which is right."))  # fmt: skip
        errors.append(Fault("pcfValues.sharesPerStage", " ".join(words), code="V40"))
    mean = (found.technology + found.place + found.time) / 3
    if abs(mean - found.rating) > RATINGS_DIFFER:
        warnings.append(Fault("dataQualityRating", message("is {rating:.2f}, and the mean of its three ratings is {mean:.2f}",
                                                           rating=found.rating, mean=mean)))  # fmt: skip
    mass = _mass(found)
    metals, problems = read_metals(found.metals, mass)
    warnings += [Fault("contentC02Metals", problem) for problem in problems]
    footprint = SupplierFootprint(
        supplier=found.company,
        product=found.part,
        unit=UNITS[values.unit.lower()],
        amount=1.0,
        value=total,
        mass_kg=mass,
        stages=stages or {},
        boundary=GRAVE,  # four stages; those behind the gate are cut off where it is used
        valid_from=start.date() if start else None,
        valid_until=end.date() if end else None,
        primary_share=None if found.primary_share is None else float(found.primary_share) / 100,
        technology=float(found.technology),
        place_rating=float(found.place),
        time=float(found.time),
        sources=tuple(found.sources),
        standards=("Catena-X 1.0.0",),
        inbound_transport=values.distribution.value > 0,
        metals=metals,
        id=f"{found.site} {found.part}",
        kind="Catena-X",
    )
    return Judged(footprint if not errors else None, errors, warnings)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("T24:00:00", "T23:59:59")) if text else None


def _mass(found: ComponentFootprint) -> float | None:
    """Mass of the declared unit."""
    return 1.0 if UNITS[found.values.stages.unit.lower()] == "kg" else mass_said(found.quality)


def mass_said(quality: Iterable[str]) -> float | None:
    """Mass (kg) of a piece, which the model has no field for: a supplier can only write it among the parameters of quality."""
    said = [one for text in quality for one in _MASS.findall(text) if is_number(one)]
    return float(said[0]) or None if said else None
