"""Cases of rules: a declaration as it is, or with some of its lines or what it leaves out in their place."""

from dataclasses import replace
from datetime import date

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.results.members import result_table, result_tables
from lca_models.reporting.verification.case import Case, Engagement

ENGAGED = Engagement(today=date(2026, 11, 28))


def bundle_of(declared, **tables):
    """A bundle that holds its tables of results; `tables`: changed ones, by name."""
    members = {f"results/{one.name}.csv": one.csv() for one in result_tables(declared)}
    return Bundle(members | {f"results/{name}.csv": content for name, content in tables.items()})


def case_of(declared, bundle=None):
    return Case(bundle or bundle_of(declared), declared, ENGAGED)


def with_kept(declared, **kept):
    """A declaration of which some steps have been worked out otherwise: `left out`, `lines`."""
    changed = replace(declared)
    changed._kept.update({name.replace("_", " "): value for name, value in kept.items()})
    return Case(Bundle({}), changed, ENGAGED)


def with_sheet(declared, **fields):
    """A declaration of another data sheet."""
    changed = replace(declared)
    changed.__dict__["sheet"] = declared.sheet.model_copy(update=fields)
    return Case(Bundle({}), changed, ENGAGED)


def table_with(declared, name, change):
    """A table of results with its rows changed: `change` takes and gives a mapping, or None to drop the row."""
    table = result_table(declared, name)
    rows = [change(dict(row)) for row in table.records()]
    kept = tuple(tuple(row[column] for column in table.columns) for row in rows if row is not None)
    return replace(table, rows=kept).csv()
