"""The years, pathways and official factors that the tables of electricity hold, and what a year lacks.

`grid_years.csv` lists the years; `pattern` names the year whose provincial pattern one takes, and is empty for a year
with statistics of its own provinces. Nothing else says a year: guards and formulas are made from these (list_formulas).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.electricity.pathways import PATHWAY_PARAMETER, YEAR_PARAMETER
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.formulas import FormulaError, evaluate
from lca_models.inventory.tables.reading import Place, Row, Table, rows_of
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

GRID_YEARS, GRID_PATHWAYS, ELECTRICITY_RULES = "grid_years", "grid_pathways", "electricity_rules"
YEAR_GUARD = "grid_year_guard"  # 1 for a year, or a year and pathway, that the tables hold; else a division by zero
LIFE_CYCLE, NATION = "life cycle", "CN"  # kind and place of the official footprint factors
SHARE_TOLERANCE = 1e-6
MOST_NAMED = 6  # missing rows that a message names one by one


@dataclass(frozen=True)
class Years:
    """What the tables hold, by year."""

    base: int  # whose provincial pattern the national years take
    statistics: tuple[int, ...]  # with statistics of the provinces
    national: tuple[int, ...]  # with statistics of the nation only
    pathways: Mapping[int, tuple[int, ...]]  # numbers of the pathways that describe a year
    official: Mapping[int, str]  # parameter with the official footprint factor


def years_of(tables: tuple[Table, ...]) -> Years:
    """The years of the tables; rows whose year cannot be read are passed over, for the checks name them."""
    statistics = years_of_statistics(tables)
    national: set[int] = set()
    pathways: dict[int, set[int]] = {}
    numbers = {row["code"]: _whole(row["number"]) for row in rows_of(tables, GRID_PATHWAYS)}
    for row in rows_of(tables, "national_generation"):
        if not (year := _whole(row["year"])):
            continue
        if not row["pathway"]:
            national.add(year)
        elif number := numbers.get(row["pathway"]):
            pathways.setdefault(year, set()).add(number)
    official = {_whole(row["year"]): row["parameter"] for row in _official_rows(tables) if row["parameter"]}
    return Years(
        _base_year(tables, statistics),
        statistics,
        tuple(sorted(national)),
        {year: tuple(sorted(found)) for year, found in sorted(pathways.items())},
        dict(sorted(official.items())),
    )


def years_of_statistics(tables: tuple[Table, ...]) -> tuple[int, ...]:
    """The years with statistics of the provinces, in their order."""
    return tuple(sorted({year for row in rows_of(tables, "generation") if (year := _whole(row["year"]))}))


def _whole(text: str) -> int:
    """The whole number in a cell, 0 where there is none."""
    try:
        return int(read_number(text))
    except NumberError:
        return 0


def _official_rows(tables: tuple[Table, ...]) -> list[Row]:
    return [
        row
        for row in rows_of(tables, "official_grid_factors")
        if row["kind"] == LIFE_CYCLE and row["province"] == NATION
    ]


def _base_year(tables: tuple[Table, ...], statistics: Iterable[int]) -> int:
    """The year of `pattern`; where the list has no such column, the default year; else the first of statistics."""
    patterns = [_whole(row["pattern"]) for row in rows_of(tables, GRID_YEARS) if row["pattern"]]
    defaults = [_whole(row["amount"]) for row in rows_of(tables, "parameters") if row["name"] == YEAR_PARAMETER]
    return next((year for year in (*patterns, *defaults, *statistics) if year), 0)


def check_years(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Breaches between the list of years and the rows that a year needs, for tables whose cells are right."""
    if not any(table.kind == "generation" for table in tables):
        return
    years = years_of(tables)
    listed = {_whole(row["number"]): row for row in rows_of(tables, GRID_YEARS)}
    yield from _check_list(tables, years, listed)
    yield from _check_generation(tables, years)
    yield from _check_consumption(tables, years)
    yield from _check_national(tables)
    yield from _check_official(tables)
    yield from _check_guard(tables, years)


def _check_list(tables: tuple[Table, ...], years: Years, listed: Mapping[int, Row]) -> Iterator[Problem]:
    """Each year of the list has its tables, and each year of the tables stands in the list."""
    known = {*years.statistics, *years.national, *years.pathways}
    for year, row in listed.items():
        if pattern := _whole(row["pattern"]):
            if pattern != years.base or pattern not in years.statistics:
                yield Problem(
                    row.place,
                    message(
                        "{year} takes the pattern of {pattern}; give one year with generation by province in all rows",
                        year=year,
                        pattern=pattern,
                    ),
                )
            if year not in {*years.national, *years.pathways}:
                yield Problem(
                    row.place,
                    message(
                        "{year} has no rows in national_generation.csv; add them, or empty its pattern and give "
                        "generation and consumption by province",
                        year=year,
                    ),
                )
        elif year not in (years.statistics if "pattern" in row.cells else known):
            yield Problem(
                row.place,
                message(
                    "{year} has no rows in generation.csv; add generation and consumption by province, or "
                    "give it a pattern and rows in national_generation.csv",
                    year=year,
                ),
            )
    for kind in ("generation", "consumption", "national_generation"):
        first = {_whole(row["year"]): row for row in reversed(list(rows_of(tables, kind)))}
        for year, row in sorted(first.items()) if listed else ():
            if year not in listed:
                yield Problem(
                    row.place,
                    message(
                        "{year} is not in {GRID_YEARS}.csv; add it there, or delete its rows",
                        year=year,
                        GRID_YEARS=GRID_YEARS,
                    ),
                )


def _check_generation(tables: tuple[Table, ...], years: Years) -> Iterator[Problem]:
    """A technology that every other year has in a province is not left out by oversight."""
    found: dict[int, set[tuple[str, ...]]] = {year: set() for year in years.statistics}
    for row in rows_of(tables, "generation"):
        found[_whole(row["year"])].add((row["province"], row["technology"]))
    yield from _missing(tables, "generation", found)


def _check_consumption(tables: tuple[Table, ...], years: Years) -> Iterator[Problem]:
    provinces: set[tuple[str, ...]] = {(row["code"],) for row in rows_of(tables, "provinces")}
    rows = [(_whole(row["year"]), row["province"]) for row in rows_of(tables, "consumption")]
    for year in years.statistics:
        lacking = provinces - {(province,) for when, province in rows if when == year}
        yield from _lacks(tables, "consumption", year, lacking)


def _check_national(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Statistics name the technologies of the other years; the shares of a pathway sum to 1."""
    found: dict[int, set[tuple[str, ...]]] = {}
    shares: dict[tuple[int, str], list[Row]] = {}
    for row in rows_of(tables, "national_generation"):
        if row["pathway"]:
            shares.setdefault((_whole(row["year"]), row["pathway"]), []).append(row)
        else:
            found.setdefault(_whole(row["year"]), set()).add((row["technology"],))
    yield from _missing(tables, "national_generation", found)
    for (year, pathway), rows in shares.items():
        total = sum(float(row["gross"]) for row in rows)
        if abs(total - 1) > SHARE_TOLERANCE:
            yield Problem(
                rows[0].place,
                message(
                    "shares of {pathway} in {year} sum to {total:.9g}, not 1: {listed}; correct one, or add "
                    "what is missing",
                    pathway=pathway,
                    year=year,
                    total=total,
                    listed=enumerated(row["technology"] for row in rows),
                ),
            )


def _missing(tables: tuple[Table, ...], kind: str, found: Mapping[int, set[tuple[str, ...]]]) -> Iterator[Problem]:
    """Rows that every other year of a table has; a year of none is 0."""
    for year, own in found.items():
        others = [rows for other, rows in found.items() if other != year]
        yield from _lacks(tables, kind, year, (set.intersection(*others) if others else set()) - own)


def _lacks(tables: tuple[Table, ...], kind: str, year: int, lacking: set[tuple[str, ...]]) -> Iterator[Problem]:
    if lacking:
        named = [message(" in ").join(reversed(one)) for one in sorted(lacking)]
        rest = message(" and {count} more", count=len(named) - MOST_NAMED) if len(named) > MOST_NAMED else ""
        place = Place(next(table.path for table in tables if table.kind == kind), 1)
        yield Problem(
            place,
            message(
                "{year} has no row of {listed}{rest}; add it, with 0 where there is none",
                year=year,
                listed=enumerated(named[:MOST_NAMED]),
                rest=rest,
            ),
        )


def _check_official(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """The official footprint factors are parameters, so that people can set them; a row says which."""
    parameters = {row["name"]: row for row in rows_of(tables, "parameters")}
    for row in _official_rows(tables):
        parameter = parameters.get(row["parameter"])
        if "parameter" not in row.cells:
            continue  # a former table
        if parameter is None:
            yield Problem(
                row.place,
                message(
                    "the official footprint factor of {year} names '{parameter}', which is no parameter; {near}",
                    year=row["year"],
                    parameter=row["parameter"],
                    near=suggestion(row["parameter"], parameters),
                ),
            )
        elif float(parameter["amount"]) != float(row["amount"]):
            yield Problem(
                row.place,
                message(
                    "amount {amount} differs from the parameter '{parameter}', which is {amount_2}; correct "
                    "one, or name another parameter",
                    amount=row["amount"],
                    parameter=row["parameter"],
                    amount_2=parameter["amount"],
                ),
            )


def _check_guard(tables: tuple[Table, ...], years: Years) -> Iterator[Problem]:
    """A guard that somebody wrote holds every year that the tables hold."""
    held = [(year, 0) for year in (*years.statistics, *years.national)]
    held += [(year, number) for year, numbers in years.pathways.items() for number in numbers]
    for row in rows_of(tables, "parameters"):
        if row["name"] == YEAR_GUARD and row["formula"]:
            for year, number in held:
                try:
                    evaluate(row["formula"], {YEAR_PARAMETER: year, PATHWAY_PARAMETER: number})
                except FormulaError:
                    yield Problem(
                        row.place,
                        message(
                            "'{YEAR_GUARD}' stops at {year}, which the tables hold; empty its formula and say in "
                            "made_from that the kit makes it",
                            YEAR_GUARD=YEAR_GUARD,
                            year=year,
                        ),
                    )


def year_notes(tables: tuple[Table, ...]) -> tuple[str, ...]:
    """What a year may lack, and what cannot be asked of it then."""
    years = years_of(tables)
    return tuple(
        message(
            "official_grid_factors.csv has no '{LIFE_CYCLE}' factor of {NATION} for {year}, so "
            "electricity_rule=OFFICIAL is refused in that year",
            LIFE_CYCLE=LIFE_CYCLE,
            NATION=NATION,
            year=year,
        )
        for year in years.statistics
        if years.official and year not in years.official
    )
