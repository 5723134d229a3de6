"""A published model as a test of structure: its factors for energy and reagents in this kit's processes, beside its results.

Each material that both build is calculated with the reference's factors in place of what its supply chain buys (replacements,
so that nothing else of the kit moves). Where the processes agree the two results do; where they do not, the table of factors
names the reason. What the reference has no factor for stays as the kit makes it, and is said as a share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import assess, solve
from lca_models.impact.study import Study
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.replaced.purchases import published_figure
from lca_models.inventory.system.replaced.structure import DATABASE, with_replacements
from lca_models.inventory.system.rows import Key
from lca_models.inventory.tables.reading import InventoryError, Row, read_table
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import Replacement
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

FACTORS = "reference_factors.csv"
ALIKE = 0.1  # a deviation beyond owes a reason


@dataclass(frozen=True)
class BuiltMaterial:
    """One material that both build, in kg CO2e per its unit."""

    material: str  # code of the process
    published: float
    fed: float  # this kit's processes with the reference's factors
    kit: float  # this kit with its own
    own_share: float  # of `fed`, from what the reference has no factor for
    unit: str
    cited: str
    reason: str  # why it deviates, where it does by more than a tenth
    reason_zh: str = ""

    @property
    def deviation(self) -> float:
        """Fed over published, less 1."""
        return self.fed / self.published - 1

    @property
    def owes_reason(self) -> bool:
        """Whether it deviates by more than a tenth."""
        return abs(self.deviation) > ALIKE


@dataclass(frozen=True)
class StructureTest:
    """Every material of a reference that this kit builds from processes, largest deviation last."""

    reference: str
    materials: tuple[BuiltMaterial, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Rows for tables and programs."""
        return [
            {"material": one.material, "published": one.published, "fed": one.fed, "deviation": one.deviation,
             "own_share": one.own_share, "kit": one.kit, "unit": one.unit, "cited": one.cited, "reason": one.reason}
            for one in self.materials
        ]  # fmt: skip

    def table(self) -> pd.DataFrame:
        """Tidy table: material, published, fed, deviation, own_share, kit, unit, cited, reason."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def document(self) -> dict[str, Any]:
        """The test as one JSON document."""
        return {"reference": self.reference, "limit": ALIKE, "materials": self.rows()}


def structure_test(study: Study, reference: str) -> StructureTest:
    """Materials of a reference, calculated in this kit's processes with the reference's factors.

    Raises ScenarioError for a reference without factors, with the nearest; InventoryError for a table that cannot be read,
    and for a material that no process makes.
    """
    rows = _rows(study.root, reference)
    factors = {code: row for row in rows for code in row["target"].split()}
    found = [_built(study, row, factors) for row in rows if row["built"] == "yes"]
    return StructureTest(reference, tuple(sorted(found, key=lambda one: abs(one.deviation))))


def _rows(root: Path, reference: str) -> list[Row]:
    rows = read_table(root, FACTORS).rows if (root / FACTORS).is_file() else ()
    names = {row["reference"] for row in rows}
    if reference not in names:
        near = suggestion(reference, names)
        raise ScenarioError(message("no factors of a reference '{name}'; {near}", name=excerpt(reference), near=near))
    return [row for row in rows if row["reference"] == reference]


def _built(study: Study, row: Row, factors: Mapping[str, Row]) -> BuiltMaterial:
    (code,) = row["target"].split()
    keys = [node.key for node in study.rows.nodes if node.key[1] == code]
    if not keys:
        raise InventoryError(message("{table}:{line} no process of this kit makes '{code}'; correct the target",
                                     table=FACTORS, line=row.place.line, code=excerpt(code)))  # fmt: skip
    system = build_product_system(study.rows, keys[0])
    others = {name: one for name, one in factors.items() if one is not row}
    fed = assess(with_replacements(system, _replacements(system, others), study.pedigree_factors))
    amounts = fed.amounts.copy()
    amounts[[row.process[0] == DATABASE and row.is_emission for row in fed.system.exchanges]] = 0.0
    own = solve(fed.system, fed.parameters, amounts, fed.method).score  # with every figure of the reference at 0
    return BuiltMaterial(code, float(row["amount"]), fed.score, assess(system).score, own / fed.score if fed.score else 0.0,
                         row["unit"], f"{row['source']}, {row['locator']}", row["reason"], row["reason_zh"])  # fmt: skip


def _replacements(system: ProductSystem, factors: Mapping[str, Row]) -> list[Replacement]:
    """A factor in place of every purchase of what it is of that the material stands on, the nearest to it alone.

    Credits buy nothing, and processes of one factor buy from each other as they do.
    """
    bought: dict[Key, list[int]] = {}
    for place in np.flatnonzero(~system.is_biosphere & (system.signs < 0)).tolist():
        bought.setdefault(system.exchanges[place].process, []).append(place)
    found: dict[tuple[Key, Key], Replacement] = {}
    waiting, seen = [system.demand], {system.demand}
    while waiting:
        buyer = waiting.pop()
        for place in bought.get(buyer, ()):
            product = system.exchanges[place].input
            row = factors.get(product[1])
            maker = system.processes[int(system.makers[system.matrix_rows[place]])]
            if row is None or row is factors.get(buyer[1]):
                if maker.key not in seen:
                    seen.add(maker.key)
                    waiting.append(maker.key)
                continue
            found[buyer, product] = published_figure(system, place, row["reference"], float(row["amount"]), "cradle to gate",
                                                     row["source"], row["locator"])  # fmt: skip
    return list(found.values())
