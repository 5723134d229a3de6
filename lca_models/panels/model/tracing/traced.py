"""A setup with everything behind its footprint: the solved system, names in both languages, keys of rows. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.footprint import Footprint
from lca_models.interpretation.contribution.chain import SupplyTree, row_keys
from lca_models.interpretation.contribution.names import PurchaseName, purchase_names
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.reading import Table, read_tables
from lca_models.inventory.tables.records import Source
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import LANGUAGES

KEPT = 4  # setups whose systems stay solved


@dataclass(frozen=True)
class Traced:
    """One setup, solved; exchanges go by their position in the product system."""

    model: PanelModel
    setup: CalculationSetup
    pack: CompiledPack
    footprint: Footprint

    @property
    def assessment(self) -> Assessment:
        """The solved system."""
        return self.footprint.assessment

    @property
    def system(self) -> ProductSystem:
        """The system with what a person set as the source of what it moves."""
        return self.footprint.assessment.system

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the inventories."""
        return self.model.kept("tables", "", lambda: read_tables(self.model.study.root))

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of the inventories by key."""
        return self.model.kept("sources", "", lambda: dict(self.model.study.sources))

    @cached_property
    def tree(self) -> SupplyTree:
        """The supply chain."""
        return SupplyTree(self.assessment)

    @property
    def keys(self) -> tuple[str, ...]:
        """What each exchange is called in an address."""
        return self.model.kept("keys", self.pack.system.identity, lambda: row_keys(self.pack.system), last=KEPT)

    @cached_property
    def places(self) -> dict[str, int]:
        """Exchanges by their key."""
        return {key: place for place, key in enumerate(self.keys)}

    def names(self, places: Iterable[int]) -> list[tuple[PurchaseName, ...]]:
        """Names of exchanges, English and Chinese; those of one buyer are found together, once for all setups of a pack."""
        asked, system = list(places), self.system
        known: dict[int, tuple[PurchaseName, ...]] = self.model.kept(
            "names", self.pack.system.identity, dict, last=KEPT
        )
        for column in {int(system.matrix_columns[place]) for place in asked if place not in known}:
            mates = np.flatnonzero((system.matrix_columns == column) & ~system.is_production).tolist()
            both = [purchase_names(system, mates, language) for language in LANGUAGES]
            known.update(dict(zip(mates, zip(*both, strict=True), strict=True)))
        return [known[place] for place in asked]

    def pair(self, place: int) -> list[str]:
        """The name of an exchange in English and Chinese."""
        (both,) = self.names([place])
        return [one.words(language) for one, language in zip(both, LANGUAGES, strict=True)]


def traced(model: PanelModel, setup: CalculationSetup) -> Traced:
    """A setup, solved; the last few stay at hand.

    Raises ScenarioError for impossible settings.
    """
    pack = model.pack(setup.product, setup.rules, setup.method)
    return model.kept("traced", (setup, pack.system.rows_hash),
                      lambda: Traced(model, setup, pack, model.footprint(setup)), last=KEPT)  # fmt: skip
