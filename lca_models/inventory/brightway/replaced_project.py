"""A product system with replacements, or on a background of somebody, as a new Brightway project beside that it was read from.

The project is copied, the purchases are turned to processes of a database of their own, and each figure becomes flows with
factor 1 in the impact categories that it serves: bw2calc recalculates what this kit answers, at the values of the project.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import insert_formulas, insert_groups, insert_rows
from lca_models.inventory.brightway.derived_project import add_factors, stored_exchange, write_derived_project
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.background import DATABASE as BACKGROUND
from lca_models.inventory.system.replaced.structure import DATABASE, parameter_names
from lca_models.inventory.system.rows import COPY_OF, Key, Node
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def write_replaced_project(base: Path, source: Path, project: str, system: ProductSystem) -> None:
    """Write a system with replacements, or on a background, as a new project below Brightway's base folder.

    `source`: the folder of its own. The new one has its name when it is complete. Raises ScenarioError for a system without
    any, ProjectError for a name that
    is taken, and where Brightway refuses the rows.
    """
    system = system.before_rules or system  # Brightway knows the values of the project, not those of a rule set
    if _before(system) is system:
        raise ScenarioError(message("nothing is replaced here; name replacements in a scenario file"))
    write_derived_project(
        base, source, project, lambda bw2data: _write(bw2data, system),
        lambda error: message("Brightway refuses the replacements, so nothing was written: {error}", error=error),
    )  # fmt: skip


def _before(system: ProductSystem) -> ProductSystem:
    """The system as the project has it."""
    system = system.before_background or system
    return system.before_replacements or system


def _write(bw2data: Any, system: ProductSystem) -> None:
    new = [name for name in (DATABASE, BACKGROUND) if any(_new(system, name))]
    for name in new:
        _write_database(bw2data, system, name)
    changed = _turn_purchases(bw2data, system)
    _write_parameters(system)
    add_factors(bw2data, system, {node.key: node.key for name in new for node in _new(system, name)[1]})
    for name in (*new, *sorted(changed)):
        bw2data.Database(name).process()


def _new(system: ProductSystem, name: str) -> tuple[list[Node], list[Node]]:
    """Processes and flows of a database that the project does not have."""
    return ([node for node in system.processes if node.key[0] == name],
            [node for node in system.flows if node.key[0] == name])  # fmt: skip


def _write_database(bw2data: Any, system: ProductSystem, name: str) -> None:
    processes, flows = _new(system, name)
    data: dict[Key, dict[str, Any]] = {node.key: {**node.data, "type": node.type, "exchanges": []}
                                       for node in (*flows, *processes)}  # fmt: skip
    for place, row in enumerate(system.exchanges):
        if row.process[0] == name:
            data[row.process]["exchanges"].append(
                stored_exchange(row, float(system.stored_amounts[place]), row.formula)
            )
    database = bw2data.Database(name)
    database.register(read_only=False)
    database.write(data, process=False, searchable=False, check_typos=False)


def _turn_purchases(bw2data: Any, system: ProductSystem) -> set[str]:
    """Turn the exchanges of the project that buy or avoid something else; the databases they are of."""
    from bw2data.backends.schema import ExchangeDataset

    tables = import_module("bw2data.parameters")
    before = {row.id: row for row in _before(system).exchanges}
    changed: set[str] = set()
    for place, row in enumerate(system.exchanges):
        if row.process[0] in (DATABASE, BACKGROUND) or before.get(row.id) == row:
            continue
        changed.add(row.process[0])
        data = stored_exchange(row, float(system.stored_amounts[place]), row.formula)
        if row.id in before:
            ExchangeDataset.update(
                input_database=row.input[0], input_code=row.input[1], data={**data, "output": row.process}
            ).where(ExchangeDataset.id == row.id).execute()
            of_it = tables.ParameterizedExchange.exchange == row.id
            if row.formula:
                tables.ParameterizedExchange.update(formula=row.formula).where(of_it).execute()
            else:  # of a stage that a figure stands for; Brightway would work the formula out again
                tables.ParameterizedExchange.delete().where(of_it).execute()
            continue
        added = bw2data.get_activity(row.process).new_exchange(**data)
        added.save()
        if row.formula:
            insert_formulas([("/".join(row.process), added._document.id, row.formula)])
    return changed


def _write_parameters(system: ProductSystem) -> None:
    """The figures as parameters of the project, and the formulas of the new database in their groups."""
    from bw2data.backends.schema import ExchangeDataset
    from bw2data.snowflake_ids import snowflake_id_generator

    tables = import_module("bw2data.parameters")
    copies = {node.key: str(node.data[COPY_OF]) for node in system.processes if COPY_OF in node.data}
    rows = [system.parameters[name] for name in parameter_names(system.replacements)]
    formulas = [
        (copies.get((one.output_database, one.output_code), f"{one.output_database}/{one.output_code}"), one.id,
         one.data["formula"])
        for one in ExchangeDataset.select().where(ExchangeDataset.output_database == DATABASE)
        if one.data.get("formula")
    ]  # fmt: skip
    own = sorted({group for group, _, _ in formulas if group.startswith(f"{DATABASE}/")})
    with tables.parameters.db.atomic():
        insert_rows(tables.ProjectParameter, [
            {"id": next(snowflake_id_generator), "name": row.name, "amount": row.amount, "formula": None,
             "data": dict(row.data)}
            for row in rows
        ])  # fmt: skip
        insert_groups(own, [(DATABASE, group.partition("/")[2]) for group in own])
        insert_formulas(formulas)
