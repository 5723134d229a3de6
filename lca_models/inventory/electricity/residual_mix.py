"""The residual mix: what is left of each province's generation when claimed electricity has left it.

A claim (market-traded green power, a certificate) takes net output of one technology in one province. It leaves the mix
of its origin first; what remains then flows through the same trade as before. Who holds the claims is not published, so
the demand that is left is lower by the same fraction everywhere. Claims and residual add up to the generation, by
technology and by province of origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lca_models.inventory.electricity.markets import (
    BUSBAR,
    DerivedExchange,
    DerivedProcess,
    Grid,
    market,
    mix_code,
    projected_technology,
    purchase,
)
from lca_models.inventory.electricity.names import named, nation_words, province_words, year_words
from lca_models.inventory.electricity.statistics import Consumption, Trade, Transmission, balance
from lca_models.inventory.tables.reading import NOWHERE, InventoryError, Place
from lca_models.scope.wording.messages import message

TABLE = "electricity/claims.csv"
TOLERANCE = 1e-9  # relative: a claim of all there is may be rounded
BETWEEN_ANY = "; trade between any regions, for the documented lines cannot settle it"
ASSUMED = "Rests on claims.csv, whose spread over provinces and technologies is assumed"


@dataclass(frozen=True)
class Claim:
    """Electricity sold with its origin in one year: net of the plants' own use, before grid losses."""

    province: str  # of the plants
    technology: str
    year: int
    claimed_twh: float
    evidence: str = "calculated"
    place: Place = NOWHERE


def claimed_twh(trade: Trade, claims: Iterable[Claim]) -> np.ndarray:
    """Claims of the year of a balance: (province, technology), in TWh.

    Raises InventoryError with every claim that is negative or takes more than there is.
    """
    supply = {
        (province.code, technology): float(trade.net_supply_twh[row, column])
        for row, province in enumerate(trade.provinces)
        for column, technology in enumerate(trade.technologies)
    }
    total: dict[tuple[str, str], float] = {}
    problems = []
    for claim in (claim for claim in claims if claim.year == trade.year):
        key, place = (claim.province, claim.technology), claim.place
        available = supply.get(key, 0.0)
        total[key] = total.get(key, 0.0) + claim.claimed_twh
        if claim.claimed_twh < 0:
            problems.append(
                message(
                    "{place}  claims {claimed_twh:g} TWh; give a number of at least 0",
                    place=place,
                    claimed_twh=claim.claimed_twh,
                )
            )
        elif total[key] > available * (1 + TOLERANCE):
            problems.append(
                message(
                    "{place}  claims {value:.6g} TWh of {technology} of {province} in {year}, but "
                    "{available:.6g} TWh are available (net of own use); claim at most that",
                    place=place,
                    value=total[key],
                    technology=claim.technology,
                    province=claim.province,
                    year=claim.year,
                    available=available,
                )
            )
    found = np.array([[total.get((one.code, name), 0.0) for name in trade.technologies] for one in trade.provinces])
    if not problems and found.sum() >= trade.net_supply_twh.sum() * (1 - TOLERANCE):
        problems.append(
            message(
                "{TABLE}  claims take all {sum:.6g} TWh of {year}; leave some for everyone else",
                TABLE=TABLE,
                sum=found.sum(),
                year=trade.year,
            )
        )
    if problems:
        raise InventoryError("\n".join(problems))
    capped: np.ndarray = np.minimum(found, trade.net_supply_twh)
    return capped


def residual_of(trade: Trade, claimed: np.ndarray, transmission: Iterable[Transmission]) -> Trade:
    """The balance of what is left: supplies less claims, every demand lower by the same fraction.

    Claims may turn a region that sends into one that lacks. Where the lines cannot settle that, all regions share what
    is left in proportion, since a residual is what contracts leave and no load on a line (`is_between_any`).
    """
    net = trade.net_supply_twh - claimed
    demand = trade.demand_twh * (net.sum() / trade.net_supply_twh.sum())
    parts = (trade.year, trade.provinces, trade.technologies, net, demand, trade.consumption_scale)
    try:
        return balance(*parts, transmission)
    except InventoryError:
        every = [Transmission(one, other, 1.0) for one in trade.grids for other in trade.grids]
        return replace(balance(*parts, every), is_between_any=True)


def residuals_of(
    trades: Sequence[Trade], claims: Sequence[Claim], transmission: Sequence[Transmission]
) -> tuple[Trade, ...]:
    """Residual balances of all years; none without claims.

    A year without claims of its own loses the same share of each technology in each province as the base year, the
    first of `trades`. Raises InventoryError as `claimed_twh` does, and for claims of a year without a balance.
    """
    if not claims:
        return ()
    years = {trade.year for trade in trades}
    if lost := [claim for claim in claims if claim.year not in years]:
        known = ", ".join(map(str, sorted(years)))
        raise InventoryError(
            "\n".join(
                message(
                    "{place}  claims {year}, which has no generation by province; give one of {known}",
                    place=claim.place,
                    year=claim.year,
                    known=known,
                )
                for claim in lost
            )
        )
    base = trades[0]
    taken = claimed_twh(base, claims)
    share = {
        (province.code, technology): taken[row, column] / base.net_supply_twh[row, column]
        for row, province in enumerate(base.provinces)
        for column, technology in enumerate(base.technologies)
        if taken[row, column] > 0
    }
    found = []
    for trade in trades:
        if any(claim.year == trade.year for claim in claims):
            claimed = claimed_twh(trade, claims)
        else:
            shares = [[share.get((one.code, name), 0.0) for name in trade.technologies] for one in trade.provinces]
            claimed = trade.net_supply_twh * np.array(shares)
        found.append(residual_of(trade, claimed, transmission))
    return tuple(found)


def residual_processes(grid: Grid) -> list[DerivedProcess]:
    """Residual supplies of every province and the nation: one for each year of statistics, one for all others."""
    if not grid.residuals:
        return []
    places = [(one.code, province_words(one)) for one in grid.base.provinces] + [("CN", nation_words())]
    return [
        market(mix_code("residual", code, year), named("residual", place=place, time=year_words(year)), BUSBAR, code,
               f"Without claimed electricity; before losses{BETWEEN_ANY if trade.is_between_any else ''}")
        for trade, year in _years(grid)
        for code, place in places
    ]  # fmt: skip


def residual_exchanges(grid: Grid, consumption: Iterable[Consumption]) -> Iterator[DerivedExchange]:
    """Exchanges of `residual_processes`."""
    places = {(item.province, item.year): item.place for item in consumption}
    evidence = "assumed" if grid.claims_assumed else "calculated"
    for trade, year in _years(grid):
        nation = mix_code("residual", "CN", year)
        shares = trade.demand_twh / trade.demand_twh.sum()
        for province, mix, weight in zip(trade.provinces, trade.consumption_mix(), shares, strict=True):
            code, place = mix_code("residual", province.code, year), places[province.code, trade.year]
            for technology, share in zip(trade.technologies, mix, strict=True):
                if share > 0:
                    bought = projected_technology(grid, technology) if year == "projected" else technology
                    yield purchase(code, bought, share, f"residual mix of {province.code} {trade.year}", place,
                                   evidence=evidence, comment=ASSUMED if grid.claims_assumed else "",
                                   share_group=code)  # fmt: skip
            yield purchase(nation, code, weight, f"demand {trade.year}", place, share_group=nation)


def _years(grid: Grid) -> list[tuple[Trade, int | str]]:
    """Residual balances with the year of their supplies; the base year serves all years of national figures."""
    found: list[tuple[Trade, int | str]] = [(trade, trade.year) for trade in grid.residuals]
    return found + ([(grid.residuals[0], "projected")] if grid.residuals and grid.projections else [])
