"""Two results of one setup side by side: on this kit's own background, and on a database of somebody.

Both buy the same amounts, so the results differ by what a unit of each purchase scores, and the differences of the materials
add up to the difference of the totals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.footprint import Footprint, footprint_of
from lca_models.inventory.stored.background import Background
from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.inventory.system.replaced.background import ELECTRICITY, lacking_products, relinked_places
from lca_models.inventory.system.rows import Node
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Material:
    """What of one product is bought from the other database, in the unit of the score per pack."""

    code: str
    product: str
    product_zh: str
    activity: str
    location: str
    grade: str
    reason: str
    reason_zh: str
    quantity: float  # bought less avoided
    unit: str
    own: float  # score on this kit's background
    theirs: float

    @property
    def difference(self) -> float:
        return self.theirs - self.own

    @property
    def words(self) -> str:
        """The product in the language in use."""
        return in_language(self.product, self.product_zh)


@dataclass(frozen=True)
class SideBySide:
    """A footprint on a database of somebody, beside the same on this kit's background."""

    theirs: Footprint
    own: Footprint

    @property
    def background(self) -> Background:
        """The other database. Raises ScenarioError for a result on this kit's own."""
        found = self.theirs.system.background
        if found is None:
            raise ScenarioError(message("this result is on the kit's own background; name another with --background"))
        return found

    @cached_property
    def materials(self) -> tuple[Material, ...]:
        """Products that are bought from the other database, the largest difference first."""
        system, background = self.own.system, self.background
        one, other = self.own.assessment, self.theirs.assessment
        places: dict[str, list[int]] = {}
        for place, code in relinked_places(system, background).items():
            places.setdefault(code, []).append(place)
        found = []
        for code, several in places.items():
            made, at = background.linked[code], np.array(several)
            # What a seller who keeps its rows needs for other products of the background counts in their scores.
            bought = other.quantities[at]
            if not bought.any():
                continue
            node = system.processes[int(system.makers[system.matrix_rows[at[0]]])]
            unit = str(node.data.get("unit") or "")
            found.append(
                Material(
                    code, *_words(node), made.activity, made.location, made.grade, made.reason,
                    made.reason_zh, -float((system.signs[at] * bought).sum()), SHORT_UNITS.get(unit, unit),
                    float((bought * one.unit_scores[at]).sum()), float(other.contributions[at].sum()),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda row: (-abs(row.difference), row.code)))

    @property
    def unchanged(self) -> float:
        """What both have in common: emissions of this kit's processes, and what stays bought from its background."""
        return sum(self.own.stages.values()) - sum(row.own for row in self.materials)

    @property
    def totals(self) -> tuple[float, float]:
        """The score per pack on this kit's background and on the other database."""
        return sum(self.own.stages.values()), sum(self.theirs.stages.values())

    def table(self) -> pd.DataFrame:
        """Tidy table: process, product, activity, location, grade, quantity, quantity_unit, own, theirs, difference, unit.

        The last row is what both have in common; the rows sum to the two totals.
        """
        import pandas as pd

        unit = self.theirs.assessment.score_unit
        rows = [
            (row.code, row.product, row.activity, row.location, row.grade, row.quantity, row.unit, row.own, row.theirs,
             row.difference, unit)
            for row in self.materials
        ]  # fmt: skip
        rows.append(("", "unchanged", "", "", "", float("nan"), "", self.unchanged, self.unchanged, 0.0, unit))
        columns = ("process", "product", "activity", "location", "grade", "quantity", "quantity_unit", "own", "theirs",
                   "difference", "unit")  # fmt: skip
        return pd.DataFrame(rows, columns=pd.Index(columns))

    def document(self) -> dict[str, Any]:
        """The comparison for programs."""
        background, (own, theirs) = self.background, self.totals
        return {
            **background_document(background),
            "unit": self.theirs.assessment.score_unit,
            "own": own,
            "theirs": theirs,
            "difference": theirs - own,
            "unchanged": self.unchanged,
            "stages": {
                stage: {"own": amount, "theirs": self.theirs.stages[stage]} for stage, amount in self.own.stages.items()
            },
            "materials": [
                {"process": row.code, "product": row.product, "activity": row.activity, "location": row.location,
                 "grade": row.grade, "quantity": row.quantity, "quantity_unit": row.unit, "own": row.own,
                 "theirs": row.theirs, "difference": row.difference}
                for row in self.materials
            ],
            "missing": [
                {"process": one.process, "activity": one.activity, "reference_product": one.product,
                 "location": one.location, "nearest": one.nearest}
                for one in lacking_products(self.own.system, background)
            ],
        }  # fmt: skip


def _words(node: Node) -> tuple[str, str]:
    """What is bought in both languages; of electricity, which has one product, whose it is."""
    if node.key[0] == ELECTRICITY:
        return node.name, str(node.data.get("name_zh") or node.name)
    return node.product_words(), node.product_words(CHINESE)


def background_document(background: Background) -> dict[str, Any]:
    """What a background is, for programs."""
    origin = background.origin
    return {
        "database": background.database, "project": background.project, "names_of_version": background.version,
        "electricity": background.electricity, "categories": dict(background.categories), "model": origin.model,
        "pathway": origin.pathway, "year": origin.year, "tried_on_that_database": False,
    }  # fmt: skip


def side_by_side(result: Footprint) -> SideBySide:
    """A footprint on a database of somebody beside the same on this kit's background.

    Raises ScenarioError for a result on this kit's own background.
    """
    before = result.system.before_background
    if before is None:
        raise ScenarioError(message("this result is on the kit's own background; name another with --background"))
    return SideBySide(result, footprint_of(replace(result.resolved, system=before)))
