"""Rules for the footprint of a battery component in Catena-X (supplier model 1.0.0) beyond its schema."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lca_models.inventory.activity.suppliers.footprint import stages_of
from lca_models.inventory.activity.suppliers.payloads.catenax import mass_said
from lca_models.inventory.activity.suppliers.payloads.metals import read_metals
from lca_models.inventory.activity.suppliers.payloads.structure import Flaw, at, figure_at, time_at
from lca_models.reporting.payloads.rules.sums import VALID_YEARS, order_flaws, years_after
from lca_models.scope.wording.messages import message

PLACE = "pcfValues.sharesPerStage"
STAGES = (
    "stage1RawMaterialAquisitionPreProcessing", "stage2MainProductProduction", "stage3Distribution",
    "stage4EndOfLifeRecycling",
)  # fmt: skip
RATINGS = ("technologicalRepresentativeness", "geographicalRepresentativeness", "timerelatedRepresentativeness")
RATING_SLACK = Decimal("0.051")  # a rounding to one digit
WHOLE = Decimal(100)
PER_KILOGRAM = "CO2KG/KG"


def component_flaws(document: object) -> Iterator[Flaw]:
    """Every breach of a rule of ours by one document."""
    total = figure_at(document, f"{PLACE}.absPcfValue.stageValue")
    stated = [figure_at(document, f"{PLACE}.{one}.stageValue") for one in STAGES]
    figures = [one for one in stated if one is not None]
    if total is not None and len(figures) == len(STAGES):
        named = {name: float(one) for name, one in zip(STAGES, figures, strict=True)}
        if stages_of(named, float(total)) is None:
            text = message("Stages sum to {a}, the footprint is {b}.", a=sum(figures, Decimal(0)), b=total)
            yield Flaw(f"{PLACE}.absPcfValue.stageValue", "sum of parts", text)
    yield from order_flaws(document, "validityPeriod.validFrom", "validityPeriod.validTo", "validity")
    start, end = (time_at(document, f"validityPeriod.{one}") for one in ("validFrom", "validTo"))
    if start is not None and end is not None and end > years_after(start, VALID_YEARS):
        text = message("is {last}, more than three years after it may first be used ({start})", last=end.date(),
                       start=start.date())  # fmt: skip
        yield Flaw("validityPeriod.validTo", "validity", text)
    ratings = [one for name in RATINGS if (one := figure_at(document, name)) is not None]
    overall = figure_at(document, "dataQualityRating")
    if len(ratings) == len(RATINGS) and overall is not None:
        mean = sum(ratings, Decimal(0)) / len(ratings)
        if abs(mean - overall) > RATING_SLACK:
            text = message(
                "is {rating:.2f}, and the mean of its three ratings is {mean:.2f}", rating=overall, mean=mean
            )
            yield Flaw("dataQualityRating", "rating", text)
    share = figure_at(document, "primaryDataShare")
    if at(document, "secondaryEmissionFactorSources") == [] and (share is None or share < WHOLE):
        text = message("is empty, and not all of the footprint is primary data; name the sources")
        yield Flaw("secondaryEmissionFactorSources", "sources", text)
    entries = at(document, "contentC02Metals")
    if isinstance(entries, list):
        said = at(document, "productQualityParameter")
        texts = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
        mass = mass_said(texts) or (1.0 if at(document, f"{PLACE}.declaredUnit") == PER_KILOGRAM else None)
        _, problems = read_metals([one for one in entries if isinstance(one, str)], mass)
        for problem in problems:
            yield Flaw("contentC02Metals", "metals", problem)
