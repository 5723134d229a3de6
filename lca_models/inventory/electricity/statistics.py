"""Electricity mixes of the provinces: what each generates, sends, receives and delivers to users.

All energy is net of the plants' own use and counted before grid losses, in TWh a year, unless a name says otherwise.
A province serves itself first. What exporters of a regional grid have left fills the importers of that grid, as one
pool; what a region has left over goes to regions that lack, shared out over the lines between them. A region whose lines
lead only to others of its own kind is reached through one of these. Losses enter once, at the market of the users
(electricity_markets).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.tables.reading import NOWHERE, InventoryError, Place
from lca_models.inventory.tables.records import Province
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

BALANCE_TOLERANCE_TWH = 1e-9


@dataclass(frozen=True)
class Generation:
    """Gross output of one technology in one province and year."""

    province: str
    technology: str
    year: int
    gross_twh: float
    pedigree: str = "2-2-1-1-2"
    evidence: str = "calculated"
    comment: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Consumption:
    """Whole-society consumption of a province: plant own use and grid losses included."""

    province: str
    year: int
    twh: float
    pedigree: str = "1-1-1-1-1"
    place: Place = NOWHERE


@dataclass(frozen=True)
class OwnUse:
    """Share of the gross output that the plants of a technology use themselves."""

    technology: str
    share: float
    place: Place = NOWHERE


@dataclass(frozen=True)
class Transmission:
    """Lines from one regional grid to another; the capacity is the weight of the link."""

    from_grid: str
    to_grid: str
    capacity_gw: float
    place: Place = NOWHERE


@dataclass(frozen=True)
class Trade:
    """Electricity balance of one year; arrays follow `provinces`, `technologies` and `grids`."""

    year: int
    provinces: tuple[Province, ...]
    technologies: tuple[str, ...]
    grids: tuple[str, ...]
    net_supply_twh: np.ndarray  # (province, technology)
    demand_twh: np.ndarray  # (province), grid losses included
    consumption_scale: float  # published consumption times this balances the nation
    own_share: np.ndarray  # (province) of the demand that the province covers itself
    pool_share: np.ndarray  # (province) from exporters of its own regional grid
    import_share: np.ndarray  # (province) from other regional grids
    pool: np.ndarray  # (grid, province) shares of the exporters in the pool of a grid; a row of 0 without exporters
    flow_twh: np.ndarray  # (from grid, to grid)
    is_between_any: bool = False  # settled by trade between any two grids, for the documented lines do not suffice

    def production_mix(self) -> np.ndarray:
        """Shares of technologies in the net supply of each province: (province, technology); 0 without plants."""
        return _ratio(self.net_supply_twh, self.net_supply_twh.sum(axis=1, keepdims=True))

    def pool_mix(self) -> np.ndarray:
        """Shares of technologies in the exports of each regional grid: (grid, technology)."""
        mix: np.ndarray = self.pool @ self.production_mix()
        return mix

    def import_origin(self) -> np.ndarray:
        """Shares of sending grids in the imports of each grid: (to grid, from grid); a row of 0 without imports."""
        return _ratio(self.flow_twh, self.flow_twh.sum(axis=0)).T

    def consumption_mix(self) -> np.ndarray:
        """Shares of technologies in what each province takes from the grid: (province, technology)."""
        grid_row = self.grid_rows()
        pool_mix = self.pool_mix()
        import_mix = self.import_origin() @ pool_mix
        mix: np.ndarray = (
            self.own_share[:, None] * self.production_mix()
            + self.pool_share[:, None] * pool_mix[grid_row]
            + self.import_share[:, None] * import_mix[grid_row]
        )
        return mix

    def grid_rows(self) -> np.ndarray:
        """Row in `grids` of the grid of each province."""
        return np.array([self.grids.index(province.grid) for province in self.provinces])


def net_supply(
    generation: Iterable[Generation],
    own_use: Iterable[OwnUse],
    provinces: Sequence[Province],
    technologies: Sequence[str],
) -> tuple[np.ndarray, np.ndarray]:
    """Net supply (province, technology) and the own use of each province's plants (province), both in TWh."""
    gross = np.zeros((len(provinces), len(technologies)))
    row = {province.code: index for index, province in enumerate(provinces)}
    column = {technology: index for index, technology in enumerate(technologies)}
    for item in generation:
        gross[row[item.province], column[item.technology]] += item.gross_twh
    shares = {item.technology: item.share for item in own_use}
    missing = [technology for technology in technologies if technology not in shares]
    if missing:
        raise InventoryError(
            message("own use is missing for {listed}; add a row to own_use.csv", listed=enumerated(missing))
        )
    used = gross * np.array([shares[technology] for technology in technologies])
    return gross - used, used.sum(axis=1)


def settle_regions(surplus: np.ndarray, deficit: np.ndarray, capacity: np.ndarray, grids: Sequence[str]) -> np.ndarray:
    """Flows (from, to) that use up all surpluses and deficits, by iterative proportional fitting to the lines."""
    open_lines = np.outer(surplus > 0, deficit > 0)
    stuck = _stuck(surplus, deficit, capacity * open_lines)
    transit = np.minimum(capacity[:, :, None], capacity[None, :, :]).sum(axis=1)  # over two lines, by the weaker one
    flow: np.ndarray = np.where(stuck[:, None] | stuck[None, :], capacity + transit, capacity) * open_lines
    stuck = _stuck(surplus, deficit, flow)
    cut_off = [grid for grid, alone in zip(grids, stuck, strict=True) if alone]
    if cut_off:
        raise InventoryError(
            message(
                "no line settles the balance of {listed}; add a row to transmission.csv", listed=enumerated(cut_off)
            )
        )
    for _ in range(10_000):
        flow = flow * _ratio(surplus, flow.sum(axis=1))[:, None]
        flow = flow * _ratio(deficit, flow.sum(axis=0))[None, :]
        if np.abs(flow.sum(axis=1) - surplus).max() < BALANCE_TOLERANCE_TWH:
            return flow
    raise InventoryError(
        message("the lines of transmission.csv cannot carry the surpluses to the deficits; a link is missing")
    )


def _stuck(surplus: np.ndarray, deficit: np.ndarray, flow: np.ndarray) -> np.ndarray:
    """Whether a region has a balance to settle and no line for it."""
    stuck: np.ndarray = ((surplus > 0) & (flow.sum(axis=1) == 0)) | ((deficit > 0) & (flow.sum(axis=0) == 0))
    return stuck


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Part over whole, 0 where there is no whole."""
    result: np.ndarray = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return result


def build_trade(
    year: int,
    generation: Iterable[Generation],
    consumption: Iterable[Consumption],
    own_use: Iterable[OwnUse],
    transmission: Iterable[Transmission],
    provinces: Sequence[Province],
) -> Trade:
    """Balance of one year: who exports, who imports and from where.

    Raises InventoryError when the tables of the year are incomplete or no line settles a region.
    """
    generated = [item for item in generation if item.year == year and item.gross_twh > 0]
    used = {item.province: item.twh for item in consumption if item.year == year}
    missing = [province.code for province in provinces if province.code not in used]
    if missing or not generated:
        raise InventoryError(
            message(
                "{year}: no {more}; add rows",
                year=year,
                more="consumption of " + enumerated(missing) if missing else "generation",
            )
        )
    technologies = tuple(sorted({item.technology for item in generated}))
    net, own = net_supply(generated, own_use, provinces, technologies)
    consumed = np.array([used[province.code] for province in provinces])
    scale = float((net.sum() + own.sum()) / consumed.sum())
    demand = consumed * scale - own

    return balance(year, provinces, technologies, net, demand, scale, transmission)


def balance(
    year: int,
    provinces: Sequence[Province],
    technologies: tuple[str, ...],
    net: np.ndarray,
    demand: np.ndarray,
    scale: float,
    transmission: Iterable[Transmission],
) -> Trade:
    """Trade that settles net supplies (province, technology) and demands (province), in TWh, whose totals agree.

    Raises InventoryError when no line settles a region.
    """
    grids = tuple(sorted({province.grid for province in provinces}))
    member = np.array([[province.grid == grid for province in provinces] for grid in grids], dtype=float)
    left = net.sum(axis=1) - demand
    surplus, deficit = np.maximum(left, 0), np.maximum(-left, 0)
    offered, wanted = member @ surplus, member @ deficit
    within = np.minimum(offered, wanted)
    capacity = np.zeros((len(grids), len(grids)))
    for link in transmission:
        capacity[grids.index(link.from_grid), grids.index(link.to_grid)] += link.capacity_gw
    flow = settle_regions(_above_noise(offered - within), _above_noise(wanted - within), capacity, grids)

    own_share = _ratio(np.minimum(net.sum(axis=1), demand), demand)
    from_pool = member.T @ _ratio(within, wanted)
    return Trade(
        year=year,
        provinces=tuple(provinces),
        technologies=technologies,
        grids=grids,
        net_supply_twh=net,
        demand_twh=demand,
        consumption_scale=scale,
        own_share=own_share,
        pool_share=(1 - own_share) * from_pool,
        import_share=(1 - own_share) * (1 - from_pool),
        pool=member * surplus * _ratio(np.ones(len(grids)), offered)[:, None],
        flow_twh=flow,
    )


def _above_noise(twh: np.ndarray) -> np.ndarray:
    """Balances with rounding errors set to 0, so that no line is asked for them."""
    return np.where(twh > BALANCE_TOLERANCE_TWH / 10, twh, 0.0)
