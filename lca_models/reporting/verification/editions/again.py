"""Each data sheet of two bundles under the setup of the other, so that other rules can be told from other inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.inventory.tables.reading import tables_hash
from lca_models.reporting.declaration.bundle import VERSIONS, Bundle
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.verification.editions.difference import Line, Lines, Recalculated
from lca_models.reporting.verification.received import Inside, unpack
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking


def recalculation(old: Bundle, new: Bundle, study: Study, work: Path) -> Recalculated | None:
    """What calculates a sheet under the other setup; None where the tables of this kit are not those of both bundles.

    `work`: a folder for the sheets. Raises BundleError where a bundle holds no sheet or no setup.
    """
    here = tables_hash(study.root)
    if any(_tables_of(one) != here for one in (old, new)):
        return None
    inside = [unpack(one, work / name) for one, name in ((old, "old"), (new, "new"))]

    def recalculated(sheet: int, setup: int) -> Lines:
        return _lines(inside[sheet], inside[setup], study)

    return recalculated


def _tables_of(bundle: Bundle) -> str:
    try:
        found = bundle.json(VERSIONS)
    except (KeyError, ValueError, RecursionError):
        return ""
    return str(found.get("tables") or "") if isinstance(found, Mapping) else ""


def _lines(sheet: Inside, setup: Inside, study: Study) -> Lines:
    with speaking(ENGLISH):
        result = study.footprint(replace(setup.setup, product=sheet.setup.product))
        lines = lines_of_result(Declared(study, result, datetime(1970, 1, 1, tzinfo=UTC)))
    return {(one.stage, one.name): Line(one.name, one.stage, one.amount, one.factor) for one in lines}
