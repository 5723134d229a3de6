"""What stands in the place of the technologies of the base year, in years that only national figures describe.

For every such year and pathway: one mix of the technologies that have grown, and, for every technology that has lost,
a mix of what it keeps and of that growth. One process a technology then follows the parameters `grid_year` and
`grid_pathway`, so that no province needs a process for each year.
"""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.inventory.electricity.markets import (
    BUSBAR,
    DerivedExchange,
    DerivedProcess,
    Grid,
    market,
    purchase,
    successor_code,
)
from lca_models.inventory.electricity.names import named, pathway_words, technology_words
from lca_models.inventory.electricity.pathways import Projection
from lca_models.inventory.tables.formulas import evaluate
from lca_models.inventory.tables.reading import Place

TABLE = "electricity/national_generation.csv"
REASON = "Assumed: it loses the same fraction of its share in every province, and one national mix replaces it"


def successor_processes(grid: Grid) -> list[DerivedProcess]:
    """Growth mixes, what stands in the place of each technology by year and pathway, and the choice among these."""
    found = []
    for projection in grid.projections:
        time = pathway_words(projection.label)
        comment = f"What replaces electricity of {grid.base.year}"
        found.append(market(_growth_code(projection), named("growth", time=time), BUSBAR, "CN", comment))
        found += [
            market(
                _code(technology, projection),
                named("successor_of", technology=technology_words(technology), time=time),
                BUSBAR,
                "CN",
                REASON,
            )
            for technology in _replaced(grid, projection)
        ]
    for technology in _changing(grid):
        title = technology_words(technology)
        comment = f"{title[0]} of {grid.base.year}, or what stands in its place in the year of grid_year"
        found.append(market(successor_code(technology), named("successor", technology=title), BUSBAR, "CN", comment))
    return found


def successor_exchanges(grid: Grid) -> list[DerivedExchange]:
    """Exchanges of `successor_processes`."""
    found: list[DerivedExchange] = []
    for projection in grid.projections:
        found += _growth_exchanges(projection)
        for technology in _replaced(grid, projection):
            found += _kept_exchanges(projection, technology)
    for technology in _changing(grid):
        found += _choice_exchanges(grid, technology)
    return found


def _code(technology: str, projection: Projection) -> str:
    return f"{successor_code(technology)}_{projection.suffix}"


def _growth_code(projection: Projection) -> str:
    return f"electricity_growth_{projection.suffix}"


def _replaced(grid: Grid, projection: Projection) -> list[str]:
    return [technology for technology in grid.base.technologies if projection.replaced(technology)]


def _changing(grid: Grid) -> list[str]:
    return [t for t in grid.base.technologies if any(projection.replaced(t) for projection in grid.projections)]


def _growth_exchanges(projection: Projection) -> Iterator[DerivedExchange]:
    code = _growth_code(projection)
    for technology, share in zip(projection.technologies, projection.growth, strict=True):
        if share > 0:
            row = projection.rows[technology]
            comment = "" if row.evidence != "assumed" else "Growth of its share; see the row of the table"
            yield purchase(code, technology, share, f"growth {projection.label}", row.place, pedigree=row.pedigree,
                           evidence=row.evidence, comment=comment, share_group=code)  # fmt: skip


def _kept_exchanges(projection: Projection, technology: str) -> Iterator[DerivedExchange]:
    code, kept = _code(technology, projection), projection.kept[projection.technologies.index(technology)]
    row = projection.rows.get(technology) or next(iter(projection.rows.values()))
    for bought, share in ((technology, kept), (_growth_code(projection), 1 - kept)):
        if share > 0:
            yield purchase(code, bought, share, f"change of its share to {projection.label}", row.place,
                           pedigree=row.pedigree, evidence="assumed", comment=REASON, share_group=code)  # fmt: skip


def _choice_exchanges(grid: Grid, technology: str) -> Iterator[DerivedExchange]:
    code = successor_code(technology)
    chosen = [projection for projection in grid.projections if projection.replaced(technology)]
    others = "1.0" + "".join(f" - {projection.condition}" for projection in chosen)
    for bought, formula in [(technology, others), *((_code(technology, one), one.condition) for one in chosen)]:
        yield purchase(code, bought, evaluate(formula, grid.values), "parameters grid_year and grid_pathway",
                       Place(TABLE, 1), formula=formula)  # fmt: skip
