"""The electricity of a footprint beside the official factors of the nation and the provinces, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lca_models.impact.assessment import Assessment, solve
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.electricity.joining import own_use_rows, trades_of
from lca_models.inventory.electricity.official_factors import (
    average_at_user,
    compare_provinces,
    direct_co2,
    national_average,
    per_gross_kwh,
)
from lca_models.inventory.electricity.statistics import OwnUse, Trade
from lca_models.inventory.electricity.years import years_of_statistics
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.inventory.tables.records import Province, records

if TYPE_CHECKING:
    import pandas as pd

OTHER_THERMAL = "electricity_other_thermal"
OTHER_THERMAL_TRIALS = (0.0, 0.2, 0.4)  # kg CO2 per kWh: its statistics are not published, so the check shows a range
NATION = "CN"


@dataclass(frozen=True)
class GridFactors:
    """The balances of the years of statistics with the factors by technology, per net kWh at the plant."""

    trades: Mapping[int, Trade]  # by year, net of the plants' own use
    gross: Mapping[int, Trade]  # the same per gross kWh
    own_use: tuple[OwnUse, ...]
    direct: Mapping[str, float]  # kg CO2 of the plants themselves
    life_cycle: Mapping[str, float]  # kg CO2e, GWP100, AR6
    loss_rate: float
    service: float  # kg CO2e per kWh delivered


def grid_factors(tables: tuple[Table, ...], assessment: Assessment) -> GridFactors | None:
    """The factors as this assessment has them; None where the inventories have no table of generation, or it no mix."""
    if not any(table.kind == "generation" for table in tables):
        return None
    years, provinces = years_of_statistics(tables), records(Province, tables, "provinces")
    trades = trades_of(provinces, tables, years)
    technologies = sorted({name for trade in trades.values() for name in trade.technologies})
    system = assessment.system
    rows = {key[1]: row for key, row in system.product_index.items()}
    if any(technology not in rows for technology in technologies):
        return None
    emitted = (
        (exchange.process[1], exchange.input[1], float(amount))
        for exchange, amount in zip(system.exchanges, assessment.amounts, strict=True)
        if exchange.is_emission
    )
    warming = solve(system, assessment.parameters, assessment.amounts, DEFAULT_METHOD).intensities
    return GridFactors(
        trades,
        trades_of(provinces, tables, years, gross=True),
        own_use_rows(tables),
        direct_co2(emitted, technologies),
        {technology: float(warming[rows[technology]]) for technology in technologies},
        assessment.parameters["grid_loss_rate"],
        assessment.parameters["grid_service_emission"],
    )


def official_factors(tables: tuple[Table, ...], kind: str, year: int) -> dict[str, Row]:
    """Rows of the official factors by province (`CN` for the nation)."""
    return {
        row["province"]: row
        for row in rows_of(tables, "official_grid_factors")
        if row["kind"] == kind and int(row["year"]) == year
    }


def national_table(tables: tuple[Table, ...], factors: GridFactors) -> pd.DataFrame:
    """Tidy table of the years with an official factor: direct CO2 per gross kWh at the plant, life cycle at the user.

    Columns: quantity, year, other_thermal (kg CO2 per net kWh, empty where it does not apply), kit, official, deviation
    (share of the official factor), deviation_mt (over the output of the nation, Mt CO2; empty at the user), unit.
    """
    import pandas as pd

    rows: list[tuple[str, int, float | None, float, float, float | None, str]] = []
    for year, trade in factors.gross.items():
        if official := official_factors(tables, "direct CO2", year).get(NATION):
            trials = {f"other thermal power at {value:g}": value for value in OTHER_THERMAL_TRIALS}
            trials["other thermal power as in this kit"] = factors.direct.get(OTHER_THERMAL, 0.0)
            amount, output = float(official["amount"]), float(trade.net_supply_twh.sum())
            for text, value in trials.items():
                kit = national_average(trade, per_gross_kwh({**factors.direct, OTHER_THERMAL: value}, factors.own_use))
                rows.append((f"direct CO2, {text}", year, value, kit, amount, (kit - amount) * output, "kg CO2/kWh"))
    for year, trade in factors.trades.items():
        if official := official_factors(tables, "life cycle", year).get(NATION):
            kit = average_at_user(trade, factors.life_cycle, factors.loss_rate, factors.service)
            rows.append(("life cycle, at the user", year, None, kit, float(official["amount"]), None, "kg CO2e/kWh"))
    columns = ("quantity", "year", "other_thermal", "kit", "official", "deviation_mt", "unit")
    table = pd.DataFrame(rows, columns=pd.Index(columns))
    table.insert(5, "deviation", table["kit"] / table["official"] - 1)
    return table


@dataclass(frozen=True)
class ProvinceTable:
    """All provinces with an official factor, and how well the two agree, per gross kWh."""

    # province, name, kit, official, deviation, relative (to the nation), own_share, explanation (in both languages),
    # unit; largest deviation relative to the nation first
    rows: pd.DataFrame
    rank_correlation: float
    median_deviation: float  # relative to the nation
    year: int  # the newest with official factors of provinces


def province_table(tables: tuple[Table, ...], factors: GridFactors) -> ProvinceTable:
    """Direct CO2 of every province's supply beside its official factor, in the newest year that has them."""
    import pandas as pd

    years = {year: official_factors(tables, "direct CO2", year) for year in sorted(factors.gross)}
    year = max((year for year, rows in years.items() if rows.keys() - {NATION}), default=max(years))
    trade, official = factors.gross[year], years[year]
    direct = per_gross_kwh(factors.direct, factors.own_use)
    check = compare_provinces(trade, direct, {code: float(row["amount"]) for code, row in official.items()})
    names = {province.code: province.name for province in trade.provinces}
    rows = [
        (item.province, names[item.province], item.kit, item.official, item.deviation, item.relative, item.own_share,
         official[item.province]["deviation_explained"], official[item.province]["text_zh"], "kg CO2/kWh")
        for item in check.beyond(-1.0)
    ]  # fmt: skip
    columns = ("province", "name", "kit", "official", "deviation", "relative", "own_share", "explanation",
               "explanation_zh", "unit")  # fmt: skip
    table = pd.DataFrame(rows, columns=pd.Index(columns))
    return ProvinceTable(table, check.rank_correlation, check.median_deviation, year)
