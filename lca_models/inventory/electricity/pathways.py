"""The mix of the nation in years without provincial statistics, carried over to the provinces.

Such a year has national figures only: statistics of the past, or a pathway of the future. A province then keeps its
pattern of the base year, except that of every technology whose national share is smaller than in the base year only the
same fraction stays everywhere; in the place of the rest stands one national mix, of the technologies whose share has
grown. Weighted by demand the provinces add up to the national mix exactly, and no share can turn negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.electricity.statistics import OwnUse, Trade
from lca_models.inventory.tables.reading import NOWHERE, InventoryError, Place
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

YEAR_PARAMETER = "grid_year"
PATHWAY_PARAMETER = "grid_pathway"


@dataclass(frozen=True)
class NationalGeneration:
    """Gross output of one technology in the nation: TWh of a year, or share in a pathway."""

    pathway: str  # code of grid_pathways.csv; empty for statistics
    year: int
    technology: str
    gross: float
    pedigree: str = "2-2-1-1-2"
    evidence: str = "calculated"
    place: Place = NOWHERE


@dataclass(frozen=True)
class Projection:
    """What becomes of the technologies of the base year in another year; arrays follow `technologies`."""

    pathway: str
    pathway_number: int  # value of the choice parameter; 0 for statistics
    year: int
    technologies: tuple[str, ...]
    share: np.ndarray  # of the net generation of the nation
    kept: np.ndarray  # fraction of its share of the base year that a technology keeps (0-1)
    growth: np.ndarray  # shares in what stands in the place of the rest
    rows: Mapping[str, NationalGeneration]  # by technology

    @property
    def label(self) -> str:
        """Year and pathway for names: 2035, ANNOUNCED-PLEDGES."""
        return f"{self.year}, {self.pathway}" if self.pathway else str(self.year)

    @property
    def suffix(self) -> str:
        """Year and pathway for codes: 2035_announced_pledges."""
        return self.label.lower().replace(", ", "_").replace("-", "_")

    @property
    def condition(self) -> str:
        """Formula that is 1 where the choice parameters name this year and pathway, else 0."""
        year = f"1.0*({YEAR_PARAMETER} == {self.year})"
        return f"{year}*({PATHWAY_PARAMETER} == {self.pathway_number})" if self.pathway else year

    def replaced(self, technology: str) -> bool:
        """Whether something else stands in the place of a part of a technology."""
        return technology in self.technologies and self.kept[self.technologies.index(technology)] < 1


def project(base: Trade, rows: Sequence[NationalGeneration], own_use: Iterable[OwnUse], number: int) -> Projection:
    """The projection of one year and pathway from its rows; `number` is that of the pathway.

    Raises InventoryError when a technology has no rate of own use.
    """
    by_technology = {row.technology: row for row in rows}
    technologies = tuple(sorted({*base.technologies, *by_technology}))
    rates = {item.technology: item.share for item in own_use}
    if missing := [technology for technology in technologies if technology not in rates]:
        raise InventoryError(
            message("own use is missing for {listed}; add a row to own_use.csv", listed=enumerated(missing))
        )
    net = np.array([
        by_technology[technology].gross * (1 - rates[technology]) if technology in by_technology else 0.0
        for technology in technologies
    ])  # fmt: skip
    share = net / net.sum()
    supply = dict(zip(base.technologies, base.net_supply_twh.sum(axis=0), strict=True))
    before = np.array([supply.get(technology, 0.0) for technology in technologies]) / sum(supply.values())
    kept = np.minimum(np.divide(share, before, out=np.ones_like(share), where=before > 0), 1)
    added = np.maximum(share - before, 0)
    growth = added / added.sum() if added.any() else share
    return Projection(rows[0].pathway, number, rows[0].year, technologies, share, kept, growth, by_technology)


def project_all(
    base: Trade, rows: Iterable[NationalGeneration], own_use: Iterable[OwnUse], pathways: Mapping[str, int]
) -> tuple[Projection, ...]:
    """Projections of every year and pathway in the table, in this order. `pathways`: number by code.

    Raises InventoryError when a pathway is in no list.
    """
    own_use = tuple(own_use)
    groups: dict[tuple[int, str], list[NationalGeneration]] = {}
    for row in rows:
        groups.setdefault((row.year, row.pathway), []).append(row)
    if unknown := sorted({pathway for _, pathway in groups if pathway} - set(pathways)):
        raise InventoryError(
            message("pathway {listed} is not in grid_pathways.csv; add it there", listed=enumerated(unknown))
        )
    return tuple(
        project(base, group, own_use, pathways.get(pathway, 0)) for (_, pathway), group in sorted(groups.items())
    )
