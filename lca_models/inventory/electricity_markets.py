"""The processes and exchanges that follow from a balance of electricity: mixes, markets, and the supply of plants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.inventory.electricity import Consumption, Generation, Trade, Transmission
from lca_models.inventory.records import NATION_NUMBER

MIX_PEDIGREE = "2-2-1-1-2"


@dataclass(frozen=True)
class Plant:
    """A plant that can be moved: its electricity process and the parameter with its province."""

    code: str
    name: str
    parameter: str
    line: int = 0


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


@dataclass(frozen=True)
class DerivedExchange:
    """An exchange that code calculates; `table` and `line` are the row it rests on."""

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
    table: str = ""
    line: int = 0


@dataclass(frozen=True)
class GridService:
    """Parameters of delivery to users, with their values: grid losses, and the emission of the grid itself."""

    loss_rate: float  # share of the electricity fed into the grid
    emission: float  # kg CO2e per kWh delivered, losses apart
    loss_parameter: str = "grid_loss_rate"
    emission_parameter: str = "grid_service_emission"
    emission_flow: str = "ghg_co2e_ar6"


def market_code(province: str) -> str:
    """Code of the market of a province or grid: CN-GD -> electricity_cn_gd."""
    return "electricity_" + province.lower().replace("-", "_")


def _code(prefix: str, place: str) -> str:
    return f"electricity_{prefix}_" + place.lower().replace("-", "_")


def _market(code: str, name: str, product: str, location: str, comment: str) -> DerivedProcess:
    return DerivedProcess(code, name, product, "kWh", location, "market", comment)


def derive_processes(trade: Trade, plants: Iterable[Plant] = ()) -> list[DerivedProcess]:
    """Processes of the mixes: provinces, pools and imports of regional grids, the nation, and the plants."""
    year, busbar, delivered = trade.year, "electricity, fed into the grid", "electricity, at the user"
    found = []
    for row, province in enumerate(trade.provinces):
        code, name = province.code, province.name
        found += [
            _market(
                _code("production", code), f"electricity production, {name}, {year}", busbar, code, "Net of own use"
            ),
            _market(
                _code("supply", code),
                f"electricity supply, {name}, {year}",
                busbar,
                code,
                f"Own plants {trade.own_share[row]:.1%}, regional exporters {trade.pool_share[row]:.1%}, "
                f"other regions {trade.import_share[row]:.1%}; before losses",
            ),
            _market(
                market_code(code), f"electricity, {name}, {year}", delivered, code, "Losses and grid service included"
            ),
        ]
    received = trade.flow_twh.sum(axis=0)
    for row, grid in enumerate(trade.grids):
        place = f"CN-grid-{grid}"
        if trade.pool[row].any():
            name = f"electricity of exporting provinces, {grid} grid, {year}"
            found.append(_market(_code("pool", grid), name, busbar, place, "Weighted by surplus"))
        if received[row] > 0:
            name = f"electricity imports, {grid} grid, {year}"
            found.append(
                _market(_code("imports", grid), name, busbar, place, "Weighted by fitted inter-regional flows")
            )
        name = f"electricity, {grid} grid, {year}"
        found.append(_market(_code("grid", grid), name, delivered, place, "Weighted by demand of the provinces"))
    found.append(_market("electricity_cn", f"electricity, China, {year}", delivered, "CN", "Weighted by demand"))
    comment = "Market of the province that the choice parameter names"
    found += [_market(plant.code, plant.name, delivered, "CN", comment) for plant in plants]
    return found


def derive_exchanges(
    trade: Trade,
    service: GridService,
    generation: Iterable[Generation],
    consumption: Iterable[Consumption],
    transmission: Iterable[Transmission],
    plants: Iterable[Plant] = (),
    choices: Mapping[str, int] | None = None,
) -> list[DerivedExchange]:
    """Exchanges of `derive_processes`. `choices`: province number by choice parameter, for the stored amounts."""
    generated = {(item.province, item.technology): item for item in generation if item.year == trade.year}
    consumed = {item.province: item for item in consumption if item.year == trade.year}
    lines = {(item.from_grid, item.to_grid): item for item in transmission}
    return [
        *_production_exchanges(trade, generated),
        *_supply_exchanges(trade, service, consumed),
        *_region_exchanges(trade, consumed, lines),
        *_plant_exchanges(trade, plants, choices or {}),
    ]


def _purchase(
    process: str, bought: str, amount: float, locator: str, table: str, line: int, **more: str
) -> DerivedExchange:
    return DerivedExchange(
        process,
        "technosphere",
        bought,
        float(amount),
        "kWh",
        locator=locator,
        table=f"electricity/{table}.csv",
        line=line,
        **more,
    )


def _production_exchanges(trade: Trade, rows: Mapping[tuple[str, str], Generation]) -> Iterator[DerivedExchange]:
    mix = trade.production_mix()
    for row, province in enumerate(trade.provinces):
        for column, technology in enumerate(trade.technologies):
            if mix[row, column] > 0:
                item = rows[province.code, technology]
                yield _purchase(
                    _code("production", province.code),
                    technology,
                    mix[row, column],
                    f"generation.csv {province.code} {trade.year}, net of own use, as share",
                    "generation",
                    item.line,
                    pedigree=item.pedigree,
                )


def _supply_exchanges(trade: Trade, service: GridService, rows: Mapping[str, Consumption]) -> Iterator[DerivedExchange]:
    for row, province in enumerate(trade.provinces):
        supply, market = _code("supply", province.code), market_code(province.code)
        line = rows[province.code].line
        sources = (
            (_code("production", province.code), trade.own_share[row]),
            (_code("pool", province.grid), trade.pool_share[row]),
            (_code("imports", province.grid), trade.import_share[row]),
        )
        for bought, share in sources:
            if share > 0:
                yield _purchase(supply, bought, share, f"balance of {province.code} {trade.year}", "consumption", line)
        loss = f"1/(1 - {service.loss_parameter})"
        amount = 1 / (1 - service.loss_rate)
        yield _purchase(
            market, supply, amount, f"parameter {service.loss_parameter}", "consumption", line, formula=loss
        )
        yield DerivedExchange(
            market,
            "biosphere",
            service.emission_flow,
            service.emission,
            "kg",
            formula=service.emission_parameter,
            locator=f"parameter {service.emission_parameter}",
            table="electricity/consumption.csv",
            line=line,
        )


def _region_exchanges(
    trade: Trade, rows: Mapping[str, Consumption], lines: Mapping[tuple[str, str], Transmission]
) -> Iterator[DerivedExchange]:
    origin, member = trade.import_origin(), trade.grid_rows()
    national = trade.demand_twh / trade.demand_twh.sum()
    for number, grid in enumerate(trade.grids):
        demand = np.where(member == number, trade.demand_twh, 0)
        for row, province in enumerate(trade.provinces):
            line = rows[province.code].line
            if trade.pool[number, row] > 0:
                bought, share = _code("production", province.code), trade.pool[number, row]
                yield _purchase(_code("pool", grid), bought, share, f"surplus {trade.year}", "consumption", line)
            if demand[row] > 0:
                bought, share = market_code(province.code), demand[row] / demand.sum()
                yield _purchase(_code("grid", grid), bought, share, f"demand {trade.year}", "consumption", line)
        for sender, share in zip(trade.grids, origin[number], strict=True):
            if share > 0:
                line = lines[sender, grid].line
                locator = f"flow {sender} to {grid} {trade.year}"
                yield _purchase(_code("imports", grid), _code("pool", sender), share, locator, "transmission", line)
    for province, share in zip(trade.provinces, national, strict=True):
        line = rows[province.code].line
        yield _purchase(
            "electricity_cn", market_code(province.code), share, f"demand {trade.year}", "consumption", line
        )


def _plant_exchanges(trade: Trade, plants: Iterable[Plant], choices: Mapping[str, int]) -> Iterator[DerivedExchange]:
    options = [(province.number, market_code(province.code)) for province in trade.provinces]
    for plant in plants:
        for number, bought in [*options, (NATION_NUMBER, "electricity_cn")]:
            amount = 1.0 if choices.get(plant.parameter) == number else 0.0
            formula = f"1.0*({plant.parameter} == {number})"
            locator = f"parameter {plant.parameter}"
            yield _purchase(plant.code, bought, amount, locator, "plants", plant.line, formula=formula)
