"""What files hold, as a new Brightway project beside the others: complete under its name, or not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.adoption import adopt, project_workplace
from lca_models.inventory.brightway.database import DUMMY_PARAMETER, import_brightway, write_in_workplace
from lca_models.inventory.formats.categories import write_categories
from lca_models.inventory.formats.imported import FILE_PLACE, Imported
from lca_models.inventory.stored.factors import global_location, stored_factors
from lca_models.inventory.stored.pickled import Opaque, plain_number
from lca_models.inventory.system.rows import (
    PRODUCTION_TYPES,
    Key,
    ProjectError,
    ProjectRows,
    read_project_rows,
)
from lca_models.inventory.system.soundness import check_project
from lca_models.scope.wording.messages import message


def write_project(
    base: Path,
    project: str,
    files: Sequence[Imported],
    rows: ProjectRows,
    copied: bool,
    look: Callable[[ProjectRows, Collection[str]], tuple[str, ...]] = lambda rows, databases: (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a new project, which has its name when it is complete; what this kit would refuse to calculate in it.

    `look`: what else is said of the rows of the new project and the databases of the files, returned beside.
    """
    left_out: list[str] = []
    with project_workplace(base) as work:
        try:
            folder = write_in_workplace(
                work, project, lambda bw2data: left_out.extend(_write(bw2data, files, rows, copied)),
                copy_of=rows.folder if copied else None,
                refused=lambda error: message(
                    "Brightway refuses what the files hold, so nothing was written: {error}", error=error
                ),
            )  # fmt: skip
            written, databases = read_project_rows(folder), {file.database for file in files}
            problems, said = _problems(written, databases), look(written, databases)
            adopt(base, work, project, folder.relative_to(work).as_posix())
        finally:
            import_brightway(base)
    return (*left_out, *problems), said


def _write(bw2data: Any, files: Sequence[Imported], rows: ProjectRows, copied: bool) -> tuple[str, ...]:
    for file in files:
        _write_database(bw2data, file)
    _write_parameters(bw2data, files)
    for file in files:
        bw2data.Database(file.database).process()
    if not copied:
        _write_methods(bw2data, rows)
    return write_categories(bw2data, files, rows if copied else replace(rows, nodes=()))


def _problems(rows: ProjectRows, databases: Collection[str]) -> tuple[str, ...]:
    """What this kit, or anybody, could not calculate in the project: faults of its rows, and of the databases of the files."""
    found = [*made_of_nothing(rows, databases)]
    try:
        check_project(rows)
    except ProjectError as error:
        found += str(error).splitlines()
    return tuple(found)


def made_of_nothing(rows: ProjectRows, databases: Collection[str]) -> Iterator[str]:
    """Processes that make 0 of their product, and products that nothing makes."""
    made: dict[Key, float] = {}
    makes: dict[Key, float] = {}
    for exchange in rows.exchanges:
        if exchange.type in PRODUCTION_TYPES and isinstance(exchange.amount, int | float):
            made[exchange.input] = made.get(exchange.input, 0.0) + abs(exchange.amount)
            makes[exchange.process] = makes.get(exchange.process, 0.0) + abs(exchange.amount)
    own = {node.key: node for node in rows.nodes if node.key[0] in databases}
    for key, node in own.items():
        if makes.get(key) == 0:
            yield message(
                "'{process}' makes 0 {unit}, so nothing can be calculated of it; give its production an amount",
                process="/".join(key),
                unit=node.data.get("unit") or message("unit"),
            )
    buyers: dict[Key, Key] = {}
    for exchange in rows.exchanges:
        if exchange.process in own and exchange.type not in (*PRODUCTION_TYPES, "biosphere"):
            buyers.setdefault(exchange.input, exchange.process)
    nodes = {node.key: node for node in rows.nodes}
    for key in dict.fromkeys([*own, *buyers]):
        if key in nodes and nodes[key].type == "product" and key not in made:
            by = message(", and '{process}' buys it", process="/".join(buyers[key])) if key in buyers else ""
            yield message("nothing makes the product '{product}'{by}; give it a process", product="/".join(key), by=by)


def _write_database(bw2data: Any, file: Imported) -> None:
    database = bw2data.Database(file.database)
    database.register(**{
        **{str(key): value for key, value in file.metadata.items() if key != "backend"},
        "read_only": False,  # Activity Browser locks what does not say so
    })  # fmt: skip
    data = {}
    for dataset in sorted(file.datasets, key=lambda one: str(one["code"])):
        kept = {key: value for key, value in dataset.items() if key not in ("parameters", "worksheet name", FILE_PLACE)}
        kept["exchanges"] = [
            {key: value for key, value in one.items() if key != FILE_PLACE} for one in dataset["exchanges"]
        ]
        data[file.database, dataset["code"]] = kept
    database.write(data, process=False)


def _write_parameters(bw2data: Any, files: Sequence[Imported]) -> None:
    """Activate all parameters; a process with formulas but without a group gets its own, so that they are not inert."""
    # `from bw2data import parameters` would give the manager object of the same name.
    brightway = import_module("bw2data.parameters")
    manager = brightway.parameters
    with manager.db.atomic():
        shared = {one["name"]: dict(one) for file in files for one in file.project_parameters}
        if shared:
            waiting = {group.name for group in brightway.Group.select().where(brightway.Group.fresh == False)}  # noqa: E712
            manager.new_project_parameters(list(shared.values()))
            _leave_others(brightway, waiting)
        for file in files:
            if file.database_parameters:
                manager.new_database_parameters([dict(one) for one in file.database_parameters], file.database)
        for file in files:
            groups = dict(_groups(file))
            for group, members in groups.items():
                manager.new_activity_parameters([dict(one) for one in members], group)
                for key in sorted({(one["database"], one["code"]) for one in members}):
                    manager.add_exchanges_to_group(group, bw2data.get_activity(key))
        manager.recalculate()


def _leave_others(brightway: Any, waiting: Collection[str]) -> None:
    """Groups that were fresh before new project parameters came stay so: no formula of theirs can name one of them.

    Brightway would recalculate every formula of the project.
    """
    stale = [group for group in brightway.Group.select().where(brightway.Group.fresh == False)  # noqa: E712
             if group.name not in waiting]  # fmt: skip
    for start in range(0, len(stale), 500):  # SQLite limits the variables of one statement
        ids = [group.id for group in stale[start : start + 500]]
        brightway.Group.update(fresh=True).where(brightway.Group.id << ids).execute()


def _groups(file: Imported) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Activity parameters by group."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for dataset in file.datasets:
        home = {"database": file.database, "code": dataset["code"]}
        own = f"{file.database}/{dataset['code']}"
        listed = [{"group": own} | one | home for one in dataset["parameters"]]
        if not listed and any(exchange.get("formula") for exchange in dataset["exchanges"]):
            listed = [{"group": own, "name": DUMMY_PARAMETER, "amount": 0.0, **home}]
        for one in listed:
            groups.setdefault(one.pop("group"), []).append(one)
    yield from groups.items()


def _write_methods(bw2data: Any, rows: ProjectRows) -> None:
    """The impact categories of the project whose flows the files bring, distributions and locations of factors included."""
    if (everywhere := global_location(rows.folder)) != bw2data.config.global_location:
        bw2data.preferences["global_location"] = everywhere
    keys: Mapping[Any, Any] = {node.id: node.key for node in rows.nodes}
    there = {(node["database"], node["code"]) for name in bw2data.databases for node in bw2data.Database(name)}
    for method in rows.methods:
        stored = () if method.fault else stored_factors(rows.folder, method.metadata)
        factors = [(keys.get(flow, flow), _plain_factor(given), *place) for flow, given, *place in stored]
        if factors := [row for row in factors if row[0] in there]:
            bw2data.geomapping.add({everywhere, *(place for _, _, *places in factors for place in places)})
            written = bw2data.Method(method.name)
            written.register(**{key: value for key, value in method.metadata.items() if key != "abbreviation"})
            written.write(factors)


def _plain_factor(given: Any) -> Any:
    """A factor without what other packages keep with it, which is not read."""
    if not isinstance(given, Mapping):
        return plain_number(given)
    return {name: value for name, value in given.items() if not isinstance(value, Opaque)}
