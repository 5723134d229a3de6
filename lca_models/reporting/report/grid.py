"""The electricity of a footprint beside the official factors of the nation and the provinces, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lca_models.impact.assessment import Assessment, solve
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.electricity.joining import trade_of
from lca_models.inventory.electricity.official_factors import (
    average_at_user,
    compare_provinces,
    direct_co2,
    national_average,
)
from lca_models.inventory.electricity.statistics import Trade
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.inventory.tables.records import records_of

if TYPE_CHECKING:
    import pandas as pd

OTHER_THERMAL = "electricity_other_thermal"
OTHER_THERMAL_TRIALS = (0.0, 0.2, 0.4)  # kg CO2 per kWh: its statistics are not published, so the check shows a range
NATION = "CN"


@dataclass(frozen=True)
class GridFactors:
    """The balance of a year with the factors by technology, per net kWh at the plant."""

    trade: Trade
    direct: Mapping[str, float]  # kg CO2 of the plants themselves
    life_cycle: Mapping[str, float]  # kg CO2e, GWP100, AR6
    loss_rate: float
    service: float  # kg CO2e per kWh delivered


def grid_factors(tables: tuple[Table, ...], assessment: Assessment) -> GridFactors | None:
    """The factors as this assessment has them; None where the inventories have no table of generation, or it no mix."""
    if not any(table.kind == "generation" for table in tables):
        return None
    inventories = records_of(tables)
    trade = trade_of(inventories, tables)
    system = assessment.system
    rows = {key[1]: row for key, row in system.product_index.items()}
    if any(technology not in rows for technology in trade.technologies):
        return None
    amounts = {
        (exchange.process[1], exchange.input[1]): float(amount)
        for exchange, amount in zip(system.exchanges, assessment.amounts, strict=True)
    }
    exchanges = (
        replace(one, amount=amounts[one.process, one.input])
        for one in inventories.exchanges
        if (one.process, one.input) in amounts
    )
    warming = solve(system, assessment.parameters, assessment.amounts, DEFAULT_METHOD).intensities
    return GridFactors(
        trade,
        direct_co2(exchanges, trade.technologies),
        {technology: float(warming[rows[technology]]) for technology in trade.technologies},
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
    """Tidy table: quantity, other_thermal (kg CO2/kWh, empty where it does not apply), kit, official, deviation, unit."""
    import pandas as pd

    trade = factors.trade
    rows: list[tuple[str, float | None, float, float, str]] = []
    official = official_factors(tables, "direct CO2", trade.year).get(NATION)
    if official:
        trials = {f"other thermal power at {value:g}": value for value in OTHER_THERMAL_TRIALS}
        trials["other thermal power as in this kit"] = factors.direct.get(OTHER_THERMAL, 0.0)
        for text, value in trials.items():
            kit = national_average(trade, {**factors.direct, OTHER_THERMAL: value})
            rows.append((f"direct CO2, {text}", value, kit, float(official["amount"]), "kg CO2/kWh"))
    official = official_factors(tables, "life cycle", trade.year).get(NATION)
    if official:
        kit = average_at_user(trade, factors.life_cycle, factors.loss_rate, factors.service)
        rows.append(("life cycle, at the user", None, kit, float(official["amount"]), "kg CO2e/kWh"))
    table = pd.DataFrame(rows, columns=pd.Index(["quantity", "other_thermal", "kit", "official", "unit"]))
    table.insert(4, "deviation", table["kit"] / table["official"] - 1)
    return table


@dataclass(frozen=True)
class ProvinceTable:
    """All provinces with an official factor, and how well the two agree."""

    # province, name, kit, official, deviation, own_share, explanation (in both languages), unit; largest deviation first
    rows: pd.DataFrame
    rank_correlation: float
    median_deviation: float
    year: int


def province_table(tables: tuple[Table, ...], factors: GridFactors) -> ProvinceTable:
    """Direct CO2 of every province's supply beside its official factor."""
    import pandas as pd

    trade = factors.trade
    official = official_factors(tables, "direct CO2", trade.year)
    check = compare_provinces(trade, factors.direct, {code: float(row["amount"]) for code, row in official.items()})
    names = {province.code: province.name for province in trade.provinces}
    rows = [
        (item.province, names[item.province], item.kit, item.official, item.deviation, item.own_share,
         official[item.province]["deviation_explained"], official[item.province]["text_zh"], "kg CO2/kWh")
        for item in check.beyond(-1.0)
    ]  # fmt: skip
    columns = ("province", "name", "kit", "official", "deviation", "own_share", "explanation", "explanation_zh", "unit")
    table = pd.DataFrame(rows, columns=pd.Index(columns))
    return ProvinceTable(table, check.rank_correlation, check.median_deviation, trade.year)
