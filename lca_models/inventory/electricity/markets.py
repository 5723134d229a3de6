"""The processes and exchanges that follow from the balances of electricity: mixes and markets.

Every place (a province, the nation) has one market, which buys the supply of the year that the parameter `grid_year`
names: a supply of its own for each year with provincial statistics, and one that follows the nation for all others.
Where claims are known, each of these has a residual supply beside it (residual_mix), bought when residual mixes count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lca_models.inventory.electricity.names import Words, grid_words, named, nation_words, province_words, year_words
from lca_models.inventory.electricity.pathways import YEAR_PARAMETER, Projection
from lca_models.inventory.electricity.statistics import Consumption, Generation, Trade, Transmission
from lca_models.inventory.tables.formulas import evaluate
from lca_models.inventory.tables.reading import NOWHERE, InventoryError, Place
from lca_models.scope.wording.messages import message

MIX_PEDIGREE = "2-2-1-1-2"
BUSBAR, DELIVERED = "electricity, fed into the grid", "electricity, at the user"
USER_MIX_TABLE = "electricity/user_mix.csv"
NATION, USER_MIX, USER_SUPPLY = "electricity_cn", "electricity_user_mix", "electricity_user_supply"


@dataclass(frozen=True)
class Plant:
    """A plant that can be moved: its electricity process and the parameter with its province."""

    code: str
    name: str
    parameter: str
    captive_share: str = ""  # parameter: share of the load on power plants of its own, where instruments leave a rest
    captive_technology: str = ""
    place: Place = NOWHERE
    name_zh: str = ""

    @property
    def prefix(self) -> str:
        """What the names of its parameters begin with: cathode_province -> cathode."""
        return self.parameter.removesuffix("_province")


@dataclass(frozen=True)
class UserShare:
    """One technology of the mix a user gives."""

    technology: str
    share: float
    pedigree: str = MIX_PEDIGREE
    place: Place = NOWHERE


@dataclass(frozen=True)
class DerivedProcess:
    """A process that code calculates from tables."""

    code: str
    name: str
    reference_product: str
    unit: str
    location: str
    kind: str
    comment: str
    name_zh: str = ""


@dataclass(frozen=True)
class DerivedExchange:
    """An exchange that code calculates; `place` is that of the row it rests on."""

    process: str
    type: str
    input: str
    amount: float
    unit: str
    formula: str = ""
    distribution: str = "determined"
    pedigree: str = MIX_PEDIGREE
    source: str = "LcaModels"
    locator: str = ""
    evidence: str = "calculated"
    comment: str = ""
    share_group: str = ""  # mix whose shares sum to 1 and are sampled together
    place: Place = NOWHERE


@dataclass(frozen=True)
class GridService:
    """Parameters of delivery to users: grid losses, the emission of the grid itself, the guard of the year."""

    loss_parameter: str = "grid_loss_rate"  # share of the electricity fed into the grid
    emission_parameter: str = "grid_service_emission"  # kg CO2e per kWh delivered, losses apart
    guard_parameter: str = "grid_year_guard"  # 1 for a year that the tables hold, else a division by zero
    residual_parameter: str = "residual_mix_counts"  # 1: all that is bought from the grid is the residual mix; else 0
    emission_flow: str = "ghg_co2e_ar6"


@dataclass(frozen=True)
class Grid:
    """All that the markets are derived from. The first balance is that of the base year of the projections."""

    trades: tuple[Trade, ...]
    values: Mapping[str, float]  # of all parameters, for the stored amounts
    projections: tuple[Projection, ...] = ()
    plants: tuple[Plant, ...] = ()
    user_mix: tuple[UserShare, ...] = ()
    residuals: tuple[Trade, ...] = ()  # balances without the claimed electricity, in the order of `trades`
    claims_assumed: bool = True
    green_technologies: Mapping[int, str] = field(default_factory=dict)  # generating process by number of the list
    rules: Mapping[str, int] = field(default_factory=dict)  # numbers of electricity_rules.csv by code
    service: GridService = field(default_factory=GridService)

    @property
    def base(self) -> Trade:
        """The balance that projections start from."""
        return self.trades[0]

    def rule_number(self, code: str) -> int:
        """The number of a rule of location supply.

        Raises InventoryError when the list lacks it.
        """
        if code not in self.rules:
            raise InventoryError(
                message("electricity_rules.csv lacks the code {code}, by which plants are supplied; add it", code=code)
            )
        return self.rules[code]


def market_code(province: str) -> str:
    """Code of the market of a province or grid: CN-GD -> electricity_cn_gd."""
    return "electricity_" + province.lower().replace("-", "_")


def mix_code(prefix: str, place: str, year: int | str) -> str:
    """Code of a mix of one year: (supply, CN-GD, 2023) -> electricity_supply_cn_gd_2023."""
    return f"electricity_{prefix}_{place.lower().replace('-', '_')}_{year}"


def successor_code(technology: str) -> str:
    """Code of what stands in the place of a technology of the base year."""
    return f"{technology}_successor"


def market(code: str, words: Words, product: str, location: str, comment: str) -> DerivedProcess:
    """A process that only mixes what it buys; `words`: its name in English and Chinese."""
    return DerivedProcess(code, words[0], product, "kWh", location, "market", comment, words[1])


def purchase(process: str, bought: str, amount: float, locator: str, place: Place, **more: str) -> DerivedExchange:
    """A purchase of electricity, which rests on the row at `place`."""
    return DerivedExchange(
        process,
        "technosphere",
        bought,
        float(amount),
        "kWh",
        locator=locator,
        place=place,
        **more,
    )


def derive_processes(grid: Grid) -> list[DerivedProcess]:
    """Processes of the mixes and markets: provinces, regional grids, the nation, the user's own mix."""
    found = [process for trade in grid.trades for process in _year_processes(trade)]
    places = [(one.code, province_words(one)) for one in grid.base.provinces] + [("CN", nation_words())]
    for code, place in places:
        if grid.projections:
            comment = f"Pattern of {grid.base.year}, each technology changed as in the nation; before losses"
            words = named("supply", place=place, time=year_words("projected"))
            found.append(market(mix_code("supply", code, "projected"), words, BUSBAR, code, comment))
        comment = "The year is that of the parameter grid_year; losses and grid service included"
        found.append(market(market_code(code), named("market", place=place), DELIVERED, code, comment))
    for name in grid.base.grids:
        comment = f"Markets of the provinces, weighted by demand of {grid.base.year}"
        words = named("grid_market", grid=grid_words(name))
        found.append(market(grid_code(name), words, DELIVERED, f"CN-grid-{name}", comment))
    comment = "Shares of user_mix.csv; the national market while the table is empty"
    found.append(market(USER_MIX, named("user_mix"), DELIVERED, "CN", comment))
    if grid.user_mix:
        found.append(market(USER_SUPPLY, named("user_supply"), BUSBAR, "CN", "Before losses"))
    return found


def grid_code(grid: str) -> str:
    """Code of the market of a regional grid: South -> electricity_grid_south."""
    return f"electricity_grid_{grid.lower()}"


def _year_processes(trade: Trade) -> Iterator[DerivedProcess]:
    year, time = trade.year, year_words(trade.year)
    for row, province in enumerate(trade.provinces):
        code, place = province.code, province_words(province)
        words = named("production", place=place, time=time)
        yield market(mix_code("production", code, year), words, BUSBAR, code, "Net of own use")
        comment = (
            f"Own plants {trade.own_share[row]:.1%}, regional exporters {trade.pool_share[row]:.1%}, "
            f"other regions {trade.import_share[row]:.1%}; before losses"
        )
        words = named("supply", place=place, time=time)
        yield market(mix_code("supply", code, year), words, BUSBAR, code, comment)
    received = trade.flow_twh.sum(axis=0)
    for row, grid in enumerate(trade.grids):
        location, region = f"CN-grid-{grid}", grid_words(grid)
        if trade.pool[row].any():
            words = named("pool", grid=region, time=time)
            yield market(mix_code("pool", grid, year), words, BUSBAR, location, "Weighted by surplus")
        if received[row] > 0:
            comment = "Weighted by fitted inter-regional flows"
            words = named("imports", grid=region, time=time)
            yield market(mix_code("imports", grid, year), words, BUSBAR, location, comment)
    words = named("supply", place=nation_words(), time=time)
    yield market(
        mix_code("supply", "CN", year), words, BUSBAR, "CN", "Weighted by demand of the provinces; before losses"
    )


def derive_exchanges(
    grid: Grid,
    generation: Iterable[Generation],
    consumption: Iterable[Consumption],
    transmission: Iterable[Transmission],
) -> list[DerivedExchange]:
    """Exchanges of `derive_processes`."""
    generation, consumption = tuple(generation), tuple(consumption)
    lines = {(item.from_grid, item.to_grid): item for item in transmission}
    consumed = {(item.province, item.year): item.place for item in consumption}
    found: list[DerivedExchange] = []
    for trade in grid.trades:
        generated = {(item.province, item.technology): item for item in generation if item.year == trade.year}
        found += _production_exchanges(trade, generated)
        found += _supply_exchanges(trade, consumed)
        found += _region_exchanges(trade, consumed, lines)
    found += _projected_exchanges(grid, consumed)
    found += _market_exchanges(grid, consumed)
    found += _user_exchanges(grid)
    return found


def _production_exchanges(trade: Trade, rows: Mapping[tuple[str, str], Generation]) -> Iterator[DerivedExchange]:
    mix = trade.production_mix()
    for row, province in enumerate(trade.provinces):
        code = mix_code("production", province.code, trade.year)
        for column, technology in enumerate(trade.technologies):
            if mix[row, column] > 0:
                item = rows[province.code, technology]
                assumed = item.evidence == "assumed"
                locator = f"generation.csv {province.code} {trade.year}, net of own use, as share"
                yield purchase(code, technology, mix[row, column], locator, item.place,
                               pedigree=item.pedigree, evidence="assumed" if assumed else "calculated",
                               comment=item.comment if assumed else "", share_group=code)  # fmt: skip


def _supply_exchanges(trade: Trade, places: Mapping[tuple[str, int], Place]) -> Iterator[DerivedExchange]:
    year = trade.year
    for row, province in enumerate(trade.provinces):
        code = mix_code("supply", province.code, year)
        sources = (
            (mix_code("production", province.code, year), trade.own_share[row]),
            (mix_code("pool", province.grid, year), trade.pool_share[row]),
            (mix_code("imports", province.grid, year), trade.import_share[row]),
        )
        for bought, share in sources:
            if share > 0:
                yield purchase(code, bought, share, f"balance of {province.code} {year}",
                               places[province.code, year], share_group=code)  # fmt: skip
    nation = mix_code("supply", "CN", year)
    for province, share in zip(trade.provinces, trade.demand_twh / trade.demand_twh.sum(), strict=True):
        bought = mix_code("supply", province.code, year)
        yield purchase(nation, bought, share, f"demand {year}", places[province.code, year],
                       share_group=nation)  # fmt: skip


def _region_exchanges(
    trade: Trade, rows: Mapping[tuple[str, int], Place], links: Mapping[tuple[str, str], Transmission]
) -> Iterator[DerivedExchange]:
    origin, year = trade.import_origin(), trade.year
    for number, grid in enumerate(trade.grids):
        pool, imports = mix_code("pool", grid, year), mix_code("imports", grid, year)
        for row, province in enumerate(trade.provinces):
            if trade.pool[number, row] > 0:
                bought, place = mix_code("production", province.code, year), rows[province.code, year]
                yield purchase(pool, bought, trade.pool[number, row], f"surplus {year}", place,
                               share_group=pool)  # fmt: skip
        for sender, share in zip(trade.grids, origin[number], strict=True):
            if share > 0:
                locator = f"flow {sender} to {grid} {year}"
                place = min((link.place for link in _last_links(links, sender, grid)), key=lambda one: one.line)
                yield purchase(imports, mix_code("pool", sender, year), share, locator, place,
                               share_group=imports)  # fmt: skip


def _last_links(links: Mapping[tuple[str, str], Transmission], sender: str, grid: str) -> list[Transmission]:
    """The direct line; without one, all lines into the grid, over which the transit came."""
    if (sender, grid) in links:
        return [links[sender, grid]]
    return [link for (_, end), link in links.items() if end == grid]


def projected_technology(grid: Grid, technology: str) -> str:
    """What stands for a technology in years that only national figures describe."""
    return successor_code(technology) if any(p.replaced(technology) for p in grid.projections) else technology


def _projected_exchanges(grid: Grid, places: Mapping[tuple[str, int], Place]) -> Iterator[DerivedExchange]:
    if not grid.projections:
        return
    base = grid.base
    for province, mix in zip(base.provinces, base.consumption_mix(), strict=True):
        code = mix_code("supply", province.code, "projected")
        for technology, share in zip(base.technologies, mix, strict=True):
            if share > 0:
                bought = projected_technology(grid, technology)
                yield purchase(code, bought, share, f"consumption mix of {province.code} {base.year}",
                               places[province.code, base.year], share_group=code)  # fmt: skip
    nation = mix_code("supply", "CN", "projected")
    for province, share in zip(base.provinces, base.demand_twh / base.demand_twh.sum(), strict=True):
        bought = mix_code("supply", province.code, "projected")
        yield purchase(nation, bought, share, f"demand {base.year}", places[province.code, base.year],
                       share_group=nation)  # fmt: skip


def _market_exchanges(grid: Grid, places: Mapping[tuple[str, int], Place]) -> Iterator[DerivedExchange]:
    base, service = grid.base, grid.service
    markets = [(province.code, places[province.code, base.year]) for province in base.provinces]
    for name, place in [*markets, ("CN", markets[0][1])]:
        code = market_code(name)
        for kind, counted in _views(grid):
            for year, condition in _conditions(grid):
                formula = f"{service.guard_parameter}{counted}*{condition}/(1 - {service.loss_parameter})"
                locator = f"parameters {YEAR_PARAMETER} and {service.loss_parameter}"
                yield purchase(code, mix_code(kind, name, year), evaluate(formula, grid.values), locator,
                               place, formula=formula)  # fmt: skip
        yield service_exchange(grid, code, place)
    member = base.grid_rows()
    for number, name in enumerate(base.grids):
        demand = np.where(member == number, base.demand_twh, 0)
        code = grid_code(name)
        for (province, place), share in zip(markets, demand / demand.sum(), strict=True):
            if share > 0:
                yield purchase(code, market_code(province), share, f"demand {base.year}", place,
                               share_group=code)  # fmt: skip


def _views(grid: Grid) -> Sequence[tuple[str, str]]:
    """Kinds of supply, average and residual, and the factor that is 1 where each is meant."""
    if not grid.residuals:
        return [("supply", "")]
    parameter = grid.service.residual_parameter
    return [("supply", f"*(1 - {parameter})"), ("residual", f"*{parameter}")]


def _conditions(grid: Grid) -> Sequence[tuple[int | str, str]]:
    """Year of a supply, and the formula that is 1 where it is meant; without projections any other year is none."""
    years = [trade.year for trade in grid.trades]
    found: list[tuple[int | str, str]] = [(year, f"({YEAR_PARAMETER} == {year})") for year in years]
    if grid.projections:
        others = "".join(f"*({YEAR_PARAMETER} != {year})" for year in years).removeprefix("*")
        found.append(("projected", others))
    return found


def service_exchange(grid: Grid, code: str, place: Place) -> DerivedExchange:
    """The emission of the grid itself, for a process that delivers to users."""
    parameter = grid.service.emission_parameter
    return DerivedExchange(code, "biosphere", grid.service.emission_flow, grid.values[parameter], "kg",
                           formula=parameter, locator=f"parameter {parameter}", place=place)  # fmt: skip


def _user_exchanges(grid: Grid) -> Iterator[DerivedExchange]:
    if not grid.user_mix:
        comment = "user_mix.csv is empty"
        yield purchase(USER_MIX, NATION, 1.0, "national market", Place(USER_MIX_TABLE, 1), comment=comment)
        return
    for item in grid.user_mix:
        yield purchase(USER_SUPPLY, item.technology, item.share, "user_mix.csv", item.place,
                       pedigree=item.pedigree, share_group=USER_SUPPLY)  # fmt: skip
    formula = f"1/(1 - {grid.service.loss_parameter})"
    place = grid.user_mix[0].place
    yield purchase(USER_MIX, USER_SUPPLY, evaluate(formula, grid.values), f"parameter {grid.service.loss_parameter}",
                   place, formula=formula)  # fmt: skip
    yield service_exchange(grid, USER_MIX, place)
