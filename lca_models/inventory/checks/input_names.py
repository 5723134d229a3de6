"""Rules of the table of input names: what stands for a name exists, in the unit that the factor makes, or has a reason."""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.inventory.stored.units import BRIGHTWAY_UNITS
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.inventory.tables.records import Inventories
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

KIND, NONE, SAME = "input_names", "none", "same product"


def check_input_names(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Every breach of the table of input names, with its line."""
    units = {
        "technosphere": {process.code: process.unit for process in inventories.processes},
        "biosphere": {flow.code: flow.unit for flow in inventories.elementary_flows},
    }
    for row in rows_of(tables, KIND):
        yield from (Problem(row.place, problem) for problem in _problems(row, units[row["kind"]]))


def _problems(row: Row, units: dict[str, str]) -> Iterator[str]:
    target, is_none = row["target"], row["grade"] == NONE
    if is_none is bool(target):
        yield message("'{name}' has the grade '{grade}' and the target '{target}'; give a target, or the grade none",
                      name=row["name"], grade=row["grade"], target=target)  # fmt: skip
    if row["grade"] != SAME and not row["reason"]:
        yield message("'{name}' is no name of the same product and has no reason; say it", name=row["name"])
    if not target:
        return
    if target not in units:
        yield message("'{code}' is not a known {noun}; {near}", code=target,
                      noun="process" if row["kind"] == "technosphere" else "elementary flow",
                      near=suggestion(target, units))  # fmt: skip
    elif not row["factor"] and BRIGHTWAY_UNITS.get(units[target], units[target]) != row["unit"]:
        yield message("'{name}' is counted in {unit} and '{target}' in {other}; give the factor", name=row["name"],
                      unit=row["unit"] or message("no unit"), target=target, other=units[target])  # fmt: skip
