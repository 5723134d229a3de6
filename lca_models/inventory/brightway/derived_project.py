"""A new Brightway project that begins as a copy of another and holds a changed product system: what every such writer needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.adoption import adopt, project_names, project_workplace
from lca_models.inventory.brightway.database import import_brightway, write_in_workplace
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ExchangeRow, Key, ProjectError
from lca_models.scope.wording.messages import message


def check_name(base: Path, project: str) -> None:
    """Raise ProjectError for the name of a project that stands."""
    if project in project_names(base):
        raise ProjectError(
            message("there is a project '{project}' already; give the new one another name", project=project)
        )


def write_derived_project(
    base: Path, source: Path, project: str, write: Callable[[Any], None], refused: Callable[[Exception], str]
) -> None:
    """Write a new project below Brightway's base folder, which has its name when it is complete.

    `source`: the folder of the project that it begins as. `write` is given bw2data; `refused`: the words for whatever
    Brightway answers. Raises ProjectError for a name that is taken, and where Brightway refuses the rows.
    """
    check_name(base, project)
    with project_workplace(base) as work:
        try:
            folder = write_in_workplace(work, project, write, copy_of=source, refused=refused)
            adopt(base, work, project, folder.relative_to(work).as_posix())
        finally:
            import_brightway(base)


def stored_exchange(row: ExchangeRow, amount: float, formula: str, bought: Key | None = None) -> dict[str, Any]:
    """An exchange as Brightway stores it; `bought`: what it takes in, where that is another."""
    kept = {name: value for name, value in row.data.items() if name not in ("output", "formula", "original_amount")}
    computed = {"formula": formula, "original_amount": amount} if formula else {}
    return {**kept, **computed, "input": bought or row.input, "amount": amount, "type": row.type}


def add_factors(bw2data: Any, system: ProductSystem, flows: Mapping[Key, Key]) -> None:
    """Give new flows their factors in every impact category that counts them; `flows`: their keys, as written."""
    new = {row: flows[node.key] for row, node in enumerate(system.flows) if node.key in flows}
    for name, one in system.characterizations.items():
        if found := {key: float(one.factors[row]) for row, key in new.items() if one.given[row]}:
            method = bw2data.Method(name)
            method.write([*method.load(), *found.items()])
