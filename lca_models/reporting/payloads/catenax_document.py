"""A product for a buyer in Catena-X (PCF for battery component supplier, 1.0.0, preliminary): value, stages, metals.

Stages hold burdens only, as the form asks; what recycling avoids is said in words beside them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lca_models.impact.documents import versions
from lca_models.interpretation.evidence.data_quality import Rating
from lca_models.reporting.payloads.decimals import decimal_text, rounded
from lca_models.reporting.payloads.gate import SYMBOLS, MetalInside, Shown
from lca_models.reporting.payloads.identifiers import Identifiers
from lca_models.scope.grammar.days import years_later
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING
from lca_models.scope.wording.messages import message

STAGES = {
    "stage1RawMaterialAquisitionPreProcessing": RAW_MATERIAL_ACQUISITION,
    "stage2MainProductProduction": MANUFACTURING,
    "stage3Distribution": DISTRIBUTION,
    "stage4EndOfLifeRecycling": RECYCLING,
}


def catenax_document(
    shown: Shown, named: Identifiers, rating: Rating, created: datetime, primary_share: float | None = None
) -> dict[str, Any]:
    """The document of one pack, per piece.

    `rating`: of the data behind it. `created`: with its zone. `primary_share`: 0-1; left out where nobody knows it. Raises
    ExportError where an identifier is missing that the form asks for.
    """
    named.need("bpnl", "bpns", "part")
    stages = {name: {"stageValue": rounded(shown.burdens.get(stage, 0.0))} for name, stage in STAGES.items()}
    total = sum(shown.burdens.get(stage, 0.0) for stage in STAGES.values())
    start = created.astimezone(UTC).replace(microsecond=0)
    end = years_later(start, 1)
    document: dict[str, Any] = {
        "pcfValues": {
            "sharesPerStage": {**stages, "declaredUnit": "CO2KG/piece", "absPcfValue": {"stageValue": rounded(total)}}
        },
        "secondaryEmissionFactorSources": [factor_source(shown)],
        "customerPartId": named.customer_part,
        "technologicalRepresentativeness": _score(rating.technology),
        "geographicalRepresentativeness": _score(rating.geography),
        "timerelatedRepresentativeness": _score(rating.time),
        "dataQualityRating": _score((rating.technology + rating.geography + rating.time) / 3),
        "manufacturerPartId": named.part,
        "validityPeriod": {"validFrom": _time(start), "validTo": _time(end)},
        "siteIdentifier": named.bpns,
        "legalidentifier": named.bpnl,
        "productQualityParameter": _quality(shown),
        "contentC02Metals": [_metal(one) for one in shown.metals],
    }
    if primary_share is not None:
        document["primaryDataShare"] = rounded(primary_share * 100)
    return document


def factor_source(shown: Shown) -> str:
    """The inventories that a result was calculated with, by their hash."""
    return f"lca_models {versions()['lca_models']}, inventories {shown.result.system.rows_hash}"


def _quality(shown: Shown) -> list[str]:
    unit = shown.result.functional_unit
    said = [
        f"mass per piece: {decimal_text(shown.mass_kg)} kg",
        f"rated energy: {decimal_text(unit.rated_energy_kwh)} kWh",
        f"global warming potentials: IPCC {shown.potentials}, 100 years",
        message("rules: {rules}", rules=shown.rule_words),
    ]
    if shown.metals:
        said.append(
            message(
                "Ev and Erecycled: kg CO2e per kg of metal, virgin and recycled, for the Circular Footprint Formula"
            )
        )
    if shown.avoided:
        said.append(
            message(
                "credit of recycling, not in any stage: {amount} kg CO2e per piece", amount=decimal_text(shown.avoided)
            )
        )
    if shown.is_example:
        said.append(message("made-up example, not a declaration"))
    return said


def _metal(metal: MetalInside) -> str:
    parts = [f"metal={SYMBOLS[metal.name]}", f"mass_kg={decimal_text(metal.mass_kg)}"]
    named = (("Ev", metal.virgin), ("Erecycled", metal.recycled), ("R1", metal.recycled_share))
    parts += [f"{name}={decimal_text(value)}" for name, value in named if value is not None]
    return ";".join(parts)


def _score(rating: float) -> float:
    return min(5.0, max(1.0, rounded(rating, 3)))


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
