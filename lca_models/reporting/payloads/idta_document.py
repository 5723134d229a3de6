"""A product for the battery passport (IDTA 02035-3, carbon footprint): four stages and their total, per kWh delivered.

Stages are those of the result, with what recycling avoids in its stage, so that they sum to the declared value.
"""

from __future__ import annotations

from typing import Any

from lca_models.reporting.payloads.decimals import rounded
from lca_models.reporting.payloads.gate import Shown
from lca_models.reporting.payloads.rules.idta import DISTRIBUTION as CARRIED
from lca_models.reporting.payloads.rules.idta import PRODUCTION, TRANSPORT
from lca_models.reporting.payloads.rules.idta import RECYCLING as RECYCLED
from lca_models.reporting.payloads.sentinels import NOT_DEFINED
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

PER_KWH = "kwH"  # as the form spells it


def idta_document(shown: Shown) -> dict[str, Any]:
    """The list of footprints of one battery. Raises ServiceLifeError for a service life that cannot be."""
    result = shown.result
    energy = result.functional_unit.energy_delivered_kwh
    end = ([TRANSPORT] if shown.has_transport_to_recycler else []) + [RECYCLED]
    phases = {
        RAW_MATERIAL_ACQUISITION: [PRODUCTION["A1"]],
        MANUFACTURING: [PRODUCTION["A3"]],
        DISTRIBUTION: [CARRIED],
        RECYCLING: end,
    }
    entries = [(named, result.stages.get(stage, 0.0) / energy) for stage, named in phases.items()]
    total = [one for named, _ in entries for one in named]
    return {
        "ProductCarbonFootprints": [
            {
                "PcfCalculationMethods": [shown.rule_words],
                "PcfCo2eq": rounded(value),
                "ReferenceImpactUnitForCalculation": PER_KWH,
                "QuantityOfMeasureForCalculation": 1.0,
                "LifeCyclePhases": named,
                "PerformanceClass": NOT_DEFINED,
                "WebLinkToPublicCarbonFootprintStudy": [],
            }
            for named, value in [(total, sum(value for _, value in entries)), *entries]
        ]
    }
