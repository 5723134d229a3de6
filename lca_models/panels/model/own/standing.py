"""How a sheet stands: the archetype beside it, whose data its result rests on, what to collect next, what its masses sum to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca_models.impact.study import Study
from lca_models.interpretation.evidence.next_data import next_data
from lca_models.interpretation.evidence.own_data import ARCHETYPE, MEASURED, STATED, SUPPLIER, own_data
from lca_models.inventory.activity.balances import cell_masses, part_masses
from lca_models.inventory.activity.sheet.blank.archetype import Archetype, archetype_of
from lca_models.inventory.system.own.structure import own_values
from lca_models.panels.model.own.desk import OwnSheet
from lca_models.panels.model.own.places import field_name
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import speaking

COLLECTED = 5  # data points that are named


@dataclass(frozen=True)
class Standing:
    """What stands beside the fields of a sheet."""

    archetype: Archetype  # as it is shipped
    used: Archetype  # where cells are blank, with what is given above them
    coverage: Mapping[str, Any] = field(default_factory=dict)  # shares (0-1) of the result, and numbers of values
    collect: Sequence[Mapping[str, Any]] = ()
    balance: Sequence[Mapping[str, Any]] = ()


def standing_of(study: Study, own: OwnSheet | None, product: str, rules: str) -> Standing:
    """How a sheet stands under a rule set; of none, the archetype of a shipped product alone.

    Raises ScenarioError for a product or a rule set that is none.
    """
    shipped = archetype_of(study.product_system(own.archetype if own is not None else product))
    nothing = {"yours": 0.0, "supplier": 0.0, "archetype": 1.0, "given": 0, "blank": 0}
    if own is None or own.pack is None:
        return Standing(shipped, shipped, nothing)
    result = study.footprint(CalculationSetup(str(own.file), rules))
    rests = own_data(result.assessment)
    shares = {"yours": rests.share(MEASURED) + rests.share(STATED), "supplier": rests.share(SUPPLIER),
              "archetype": rests.share(ARCHETYPE)}  # fmt: skip
    coverage = {**shares, "given": rests.given, "blank": rests.blank, "activity": rests.activity_share}
    return Standing(shipped, archetype_of(result.system), coverage, _collect(result.assessment), _balance(study, own))


def _collect(assessment: Any) -> list[dict[str, Any]]:
    """Data points in both languages."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(next_data(assessment, COLLECTED))
    return [
        {"name": [one.label, other.label], "who": [one.who, other.who], "share": one.share, "spread": one.spread,
         "status": one.status, "field": field_name(one.sheet, one.key)}
        for one, other in zip(*said, strict=True)
    ]  # fmt: skip


def _balance(study: Study, own: OwnSheet) -> list[dict[str, Any]]:
    """Cells against their materials in kg per kWh, and the pack against cells and parts in kg."""
    if own.pack is None:
        return []
    archetype = study.archetype_of(own.pack)
    product = archetype.shipped_product
    chemistry, values = product.chemistry, own_values(archetype, own.pack)
    cells = 1 / values[f"{chemistry}_cell_specific_energy"]
    energy, pack = values[product.rated_energy], values[product.pack_mass]
    return [
        {"what": "cells", "sum": cell_masses(own.sheet, chemistry, values).total, "whole": cells, "unit": "kg/kWh"},
        {"what": "pack", "sum": cells * energy + part_masses(own.sheet, chemistry, values).total, "whole": pack,
         "unit": "kg"},
    ]  # fmt: skip
