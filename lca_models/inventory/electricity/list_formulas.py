"""Formulas that run over lists: a guard of years, rules or technologies, the official factor of each year, the renewable
share of the nation in the year of a statistic.

Such a parameter is `derived`, has no formula in its table, and names in `made_from` the tables its formula is made from. A
formula that stands in the table is left as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from lca_models.inventory.electricity.pathways import PATHWAY_PARAMETER, YEAR_PARAMETER
from lca_models.inventory.electricity.supply import OFFICIAL_RULE, RULE_PARAMETER, TECHNOLOGY_PARAMETERS
from lca_models.inventory.electricity.years import ELECTRICITY_RULES, YEAR_GUARD, years_of
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.scope.grammar.numbers import NumberError, read_number

RULE_GUARD = "electricity_rule_guard"
RENEWABLE_SHARE, STATISTIC_YEAR = "aluminium_grid_renewable_share", "aluminium_statistic_year"
NO_TEST = "1"  # the guard of a list that is empty


def with_list_formulas(tables: tuple[Table, ...], lists: tuple[Table, ...] = ()) -> tuple[Table, ...]:
    """Tables whose list-made parameters have their formulas; `lists`: the tables they are made from, where others."""

    def filled(row: Row) -> Row:
        make = MAKERS.get(row["name"]) if row["made_from"] and not row["formula"] else None
        return replace(row, cells={**row.cells, "formula": make(lists or tables)}) if make else row

    return tuple(
        replace(table, rows=tuple(map(filled, table.rows))) if "made_from" in table.columns else table
        for table in tables
    )


def _year_guard(tables: tuple[Table, ...]) -> str:
    """1 for a year, or a year and pathway, that the tables hold."""
    years = years_of(tables)
    terms = [_test(YEAR_PARAMETER, year) for year in sorted({*years.statistics, *years.national})]
    for pathways in dict.fromkeys(years.pathways.values()):
        named = _sum(_test(YEAR_PARAMETER, year) for year, found in years.pathways.items() if found == pathways)
        terms.append(f"({named})*({_sum(_test(PATHWAY_PARAMETER, number) for number in pathways)})")
    return f"1/({_sum(terms)})" if terms else NO_TEST


def _rule_guard(tables: tuple[Table, ...]) -> str:
    """1 for a rule that can be applied: the official factor only in years that have one."""
    official = _sum(f"({YEAR_PARAMETER} == {year})" for year in years_of(tables).official)
    terms = []
    for row in rows_of(tables, ELECTRICITY_RULES):
        test = _test(RULE_PARAMETER, row["number"])
        if row["code"] != OFFICIAL_RULE:
            terms.append(test)
        elif official:
            terms.append(f"{test}*({official})")
    return f"1/({_sum(terms)})" if terms else NO_TEST


def _technology_guard(tables: tuple[Table, ...]) -> str:
    """1 where each contracted technology is one of the list."""
    numbers = [row["number"] for row in rows_of(tables, "green_technologies")]
    tests = [f"({_sum(_test(name, number) for number in numbers)})" for name in TECHNOLOGY_PARAMETERS]
    return f"1/({'*'.join(tests)})" if numbers else NO_TEST


def _official_factor(tables: tuple[Table, ...]) -> str:
    """The parameter of the year, raised on the residual mix; 0 in years that have none."""
    official = years_of(tables).official
    terms = []
    for parameter in dict.fromkeys(official.values()):
        tests = [f"({YEAR_PARAMETER} == {year})" for year, name in official.items() if name == parameter]
        terms.append(f"{parameter}*{tests[0] if len(tests) == 1 else f'({_sum(tests)})'}")
    return f"({_sum(terms) or '0.0'})*(1 + residual_mix_counts*(official_residual_ratio - 1))"


def _renewable_share(tables: tuple[Table, ...]) -> str:
    """Renewable share of the nation's net generation in the year of the statistic of smelters; 0 in other years.

    What a plant of another technology buys from a renewable one, by its row of `exchanges`, counts as renewable.
    """
    renewable = {row["process"] for row in rows_of(tables, "green_technologies") if row["renewable"] == "yes"}
    within = {row["process"]: row["formula"] or row["amount"] for row in rows_of(tables, "exchanges")
              if row["process"] not in renewable and row["input"] in renewable}  # fmt: skip
    own_use = {row["technology"]: _number(row["share"]) for row in rows_of(tables, "own_use")}
    terms = []
    for year in years_of(tables).statistics:
        net: defaultdict[str, float] = defaultdict(float)
        for row in rows_of(tables, "generation"):
            if row["year"] == str(year):
                net[row["technology"]] += _number(row["gross_twh"]) * (1 - own_use.get(row["technology"], 0.0))
        total = sum(net.values())
        shares = [f"{sum(net[one] for one in net if one in renewable) / total:.12g}"] if total else []
        shares += [f"{net[one] / total:.12g}*({within[one]})" for one in sorted(net) if one in within and total]
        if shares:
            terms.append(f"{_test(STATISTIC_YEAR, year)}*({_sum(shares)})")
    return _sum(terms) or "0.0"


MAKERS: dict[str, Callable[[tuple[Table, ...]], str]] = {
    YEAR_GUARD: _year_guard,
    RULE_GUARD: _rule_guard,
    "supply_technology_guard": _technology_guard,
    "official_footprint_factor": _official_factor,
    RENEWABLE_SHARE: _renewable_share,
}


def _number(text: str) -> float:
    """The number in a cell, 0 where there is none: the checks name it."""
    try:
        return read_number(text)
    except NumberError:
        return 0.0


def _test(parameter: str, number: int | str) -> str:
    return f"1.0*({parameter} == {number})"


def _sum(terms: Iterable[str]) -> str:
    return " + ".join(terms)
