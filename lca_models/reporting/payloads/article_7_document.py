"""The fields that Article 7(1) of Regulation (EU) 2023/1542 asks a declaration for, in a layout of ours.

Footprint and stages per kWh of total energy. The acts behind the article are not in force; its rule set is named with status.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lca_models.reporting.payloads.decimals import rounded, shares_in_percent
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.identifiers import PLACEHOLDERS, Identifiers
from lca_models.reporting.payloads.sentinels import NOT_DEFINED
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

FORM = "eu-article-7"
UNIT = "kg CO2e/kWh of total energy"


def article_7_document(shown: Shown, named: Identifiers, issued: datetime) -> dict[str, Any]:
    """The fields of one battery model of one plant.

    `issued`: with its zone. Raises ExportError where manufacturer, model or plant are missing, or the footprint is not above 0.
    """
    named.need("company", "part", "plant")
    result, unit = shown.result, shown.result.functional_unit
    total, energy = sum(result.stages.values()), unit.energy_delivered_kwh
    if total <= 0:
        raise ExportError(
            message("the footprint is {total:g} kg CO2e, and no declaration has a figure below 0", total=total)
        )
    shares = shares_in_percent([result.stages.get(stage, 0.0) / total for stage in STAGES])
    plant: dict[str, Any] = {"country": result.province[:2], "subdivision": result.province, "plant": named.plant}
    if named.plant_address:
        plant["address"] = named.plant_address
    manufacturer: dict[str, Any] = {"name": named.company}
    if named.company_id and named.company_id not in PLACEHOLDERS.values():
        manufacturer["id"] = named.company_id
    return {
        "form": FORM,
        "issued": issued.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rule_set": {
            "id": result.rules,
            "name": result.rule_set.words("en") or result.rules,
            "status": shown.rule_words,
        },
        "manufacturer": manufacturer,
        "battery_model": {
            "name": result.system.shipped_product.name,
            "model": named.part,
            "chemistry": result.system.shipped_product.chemistry.upper(),
            "rated_energy_kwh": rounded(unit.rated_energy_kwh),
            "mass_kg": rounded(unit.mass_kg),
        },
        "plant_location": plant,
        "total_energy_kwh": rounded(energy),
        "carbon_footprint": {"value": rounded(total / energy), "unit": UNIT, "kg_per_piece": rounded(total)},
        "stages": [
            {"stage": stage, "value": rounded(result.stages.get(stage, 0.0) / energy), "share_percent": share}
            for stage, share in zip(STAGES, shares, strict=True)
        ],
        "shares_rounded_by": "largest remainder",
        "eu_doc_id": named.eu_doc_id,
        "study_url": named.study_url,
        "performance_class": NOT_DEFINED,
        "comment": _comment(shown),
    }


def _comment(shown: Shown) -> str:
    said = [message("Fields of Article 7(1) in a layout of this kit: the acts on its form are not in force.")]
    if shown.avoided:
        said.append(message("The stage of recycling holds its credit."))
    if shown.is_example:
        said.append(message("made-up example, not a declaration"))
    return " ".join(said)
