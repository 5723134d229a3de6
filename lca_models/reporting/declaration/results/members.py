"""The tables of results as members of a bundle."""

from __future__ import annotations

from collections.abc import Callable

from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.allocation import allocation_table
from lca_models.reporting.declaration.results.contributions import contributions_table
from lca_models.reporting.declaration.results.cut_off import cutoff_table
from lca_models.reporting.declaration.results.open_points import open_points_table, sentinels_table
from lca_models.reporting.declaration.results.quality import completeness_table, own_data_table, quality_table
from lca_models.reporting.declaration.results.totals import gases_table, stages_table, units_table
from lca_models.reporting.declaration.results.uncertainty import drivers_table, intervals_table, sensitivity_table
from lca_models.reporting.declaration.results.views import electricity_table, end_of_life_table
from lca_models.reporting.declaration.table import ResultTable

TABLES: tuple[Callable[[Declared], ResultTable], ...] = (
    stages_table, units_table, gases_table, electricity_table, end_of_life_table, contributions_table, sensitivity_table,
    intervals_table, drivers_table, completeness_table, quality_table, cutoff_table, allocation_table, own_data_table,
    sentinels_table, open_points_table,
)  # fmt: skip


_BY_NAME = {table.__name__.removesuffix("_table"): table for table in TABLES}


def result_tables(declared: Declared) -> tuple[ResultTable, ...]:
    """Every table of results, each worked out once.

    Raises what the footprint raises: ProjectError for a system without a solution, ServiceLifeError for terms that cannot be.
    """
    return tuple(result_table(declared, name) for name in _BY_NAME)


def result_table(declared: Declared, name: str) -> ResultTable:
    """One of them by its name; the others are not worked out for it. Raises KeyError for another name."""
    table = _BY_NAME[name]
    return declared.keep(f"result table {name}", lambda: table(declared))


def members(declared: Declared) -> dict[str, bytes]:
    """Every table of results as a member. Raises as `result_tables` does."""
    return {result_member(one.name): one.csv() for one in result_tables(declared)}
