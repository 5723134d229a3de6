"""The parameters that a result uses, with whose word each value is, and the sources of its rows."""

from __future__ import annotations

from lca_models.impact.footprint import Footprint
from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.records import Source
from lca_models.reporting.declaration.listing.rows import SPREAD, cited, hash_of_parameter, text
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.reporting.report.tables import sources_table, used_parameters

COLUMNS = ("name", "value", "unit", "release", "whose", "formula", "label", "place", "written", "source_kind",
           "document", "source", "locator", "evidence", "pedigree", *SPREAD, "row_sha256")  # fmt: skip
GIVEN, SETTING, RULES, FOLLOWS, RELEASE = "given", "setting", "rules", "follows", "release"


def parameters_table(result: Footprint, archetype: ProductSystem) -> ResultTable:
    """A row for each parameter behind the result and its service life, and for each that the maker gives.

    `archetype`: the system that the product began as. `release`: its value there, empty for a parameter of the maker's own.
    `whose`: given by the maker, a setting of a person or a scenario, of the rule set, following others by its formula, or as
    released.
    """
    system, values = result.system, result.assessment.parameters
    names = used_parameters(result) | (system.pack.given_names if system.pack is not None else frozenset())
    tables = archetype.parameter_values()
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(names & set(system.parameters)):
        row = system.parameters[name]
        data = row.data
        rows.append(
            (name, float(values[name]), text(data, "unit"), tables.get(name), _whose(result, name), row.formula,
             text(data, "label"), *(text(data, one) for one in ("own_place", "own_words", "source_kind", "evidence_document")),
             *cited(data), *(text(data, one) for one in SPREAD), hash_of_parameter(row))
        )  # fmt: skip
    return ResultTable("parameters", COLUMNS, tuple(rows))


def _whose(result: Footprint, name: str) -> str:
    system = result.system
    if system.pack is not None and name in system.pack.given_names:
        return GIVEN
    if name in result.resolved.numbers:
        return SETTING
    if system.parameters[name].formula:
        return FOLLOWS
    base = system.before_rules or system
    if float(base.parameters[name].amount) != float(system.parameters[name].amount):
        return RULES
    return GIVEN if system.parameters[name].data.get("evidence") == USER else RELEASE


def sources_of(result: Footprint, sources: dict[str, Source]) -> ResultTable:
    """The sources of the rows and parameters of a result, with licence and number of rows; most cited first."""
    table = sources_table(result, sources)
    return ResultTable("sources", tuple(table.columns), tuple(tuple(row) for row in table.itertuples(index=False)))
