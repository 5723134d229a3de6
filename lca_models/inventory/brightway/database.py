"""Records into a Brightway project: databases, native parameters, impact methods.

Finished amounts and parameter tables are written in bulk, ten times faster than by Brightway's own recalculation; a test
proves that the recalculation then changes nothing. A database is never rewritten in place, because Brightway would
renew its ids and leave methods and formulas pointing at the old ones: new content is a new project.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.pointer import MARK
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.files.commit import copy_folder
from lca_models.inventory.stored.units import BRIGHTWAY_UNITS
from lca_models.inventory.system.choices import codes_of
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.records import (
    ElementaryFlow,
    Exchange,
    Inventories,
    Method,
    Parameter,
    Process,
)
from lca_models.inventory.tables.uncertainty import CERTAIN, lognormal, pedigree_sigma, spread_of

BRIGHTWAY_NAMES = {"reference_product": "reference product"}  # columns that Brightway calls otherwise
DUMMY_PARAMETER = "dummy_parameter"  # Activity Browser's own name: a group must hold an activity parameter
PEDIGREE_SCORES = "pedigree_scores"
PEDIGREE_KEYS = (
    "reliability",
    "completeness",
    "temporal correlation",
    "geographical correlation",
    "further technological correlation",
)
Progress = Callable[[str, int, int], None]  # what, done, of


def import_brightway(folder: Path) -> Any:
    """bw2data with its projects in `folder`, silent; the folder must exist before the first import."""
    os.environ["BRIGHTWAY2_DIR"] = str(folder)
    os.environ["BRIGHTWAY_NO_STRUCTLOG"] = "1"
    # A level would be reset by the import; a disabled logger stays silent.
    logging.getLogger("brightway-stdout-feedback").disabled = True
    with silence():
        import bw2data

        if bw2data.projects._base_data_dir != folder.absolute():
            bw2data.projects.change_base_directories(folder, folder, update=False)
        bw2data.config.is_test = True  # no progress bars of its own
    return bw2data


def write_in_workplace(
    work: Path,
    project: str,
    write: Callable[[Any], None],
    *,
    copy_of: Path | None = None,
    refused: Callable[[Exception], str],
) -> Path:
    """The folder of a new project below a base folder of its own, filled by `write`, which is given bw2data.

    `copy_of`: the folder of a project that it begins as, without the mark of what that was built from. `refused`: the words
    of the ProjectError that is raised for whatever Brightway answers; OSError and MemoryError stay what they are.
    """
    with silence():
        bw2data = import_brightway(work)
        try:
            if copy_of is not None:
                copy_folder(copy_of, work / folder_name(project), without=MARK)
            bw2data.projects.set_current(project, update=False)
            write(bw2data)
            return Path(bw2data.projects.dir)
        except (OSError, MemoryError):
            raise
        except Exception as error:
            raise ProjectError(refused(error)) from None
        finally:
            close_databases(bw2data)


def write_project(inventories: Inventories, folder: Path, project: str, progress: Progress) -> Path:
    """Write all databases, parameters and methods into a new project; the folder the project lives in.

    Raises ValueError when a project of this name exists.
    """
    bw2data = import_brightway(folder)
    if project in bw2data.projects:
        raise ValueError(f"project '{project}' exists; delete it first")
    bw2data.projects.set_current(project, update=False)
    keys = keys_of(inventories)
    names = sorted({database for database, _ in keys.values()})
    steps = len(names) * 2 + 3
    done = 0
    for name in names:
        progress(f"writing {name}", done, steps)
        database = bw2data.Database(name)
        database.register(read_only=False)  # Activity Browser locks what does not say so
        database.write(dict(datasets(inventories, name, keys)), process=False, searchable=False, check_typos=False)
        done += 1
    progress("writing parameters", done, steps)
    _write_parameters(bw2data, inventories, keys)
    for name in names:
        progress(f"processing {name}", done + 1, steps)
        bw2data.Database(name).process()
        done += 1
    progress("writing methods", done + 1, steps)
    for method in inventories.methods:
        brightway_method = bw2data.Method(method.name)
        brightway_method.register(**method_metadata(method))
        brightway_method.write([(keys[flow], factor) for flow, factor in sorted(method.factors.items())])
    progress("making it searchable", done + 2, steps)
    for name in names:
        bw2data.Database(name).make_searchable(reset=False)
    path = Path(bw2data.projects.dir)
    close_databases(bw2data)
    progress("done", steps, steps)
    return path


def folder_name(project: str) -> str:
    """What Brightway calls the folder of a new project."""
    from bw_processing import safe_filename

    return str(safe_filename(project, full=False))


def method_metadata(method: Method) -> dict[str, Any]:
    """Fields that Brightway stores with an impact category, those of columns that no field takes among them."""
    return {
        **dict(method.further),
        "unit": method.unit,
        "description": method.description,
        "source": method.source,
        "lca_models_id": method.id,
        "inexact_flows": sorted(method.inexact_flows),
    }


def keys_of(inventories: Inventories) -> dict[str, tuple[str, str]]:
    """(database, code) of every process and elementary flow, by code."""
    keys = {process.code: (process.database, process.code) for process in inventories.processes}
    return keys | {flow.code: (flow.database, flow.code) for flow in inventories.elementary_flows}


def close_databases(bw2data: Any) -> None:
    """Close the SQLite files of the current project, so that it can be moved, copied or removed."""
    for _, database in bw2data.config.sqlite3_databases:
        database.db.close()
    bw2data.projects.db.db.close()


def pedigree_of(scores: str) -> dict[str, int]:
    """Scores such as 2-3-1-4-2 as Brightway stores them; nothing for text that is no such scores."""
    found = scores.split("-")
    sound = len(found) == len(PEDIGREE_KEYS) and all(map(str.isdigit, found))
    return {key: int(score) for key, score in zip(PEDIGREE_KEYS, found, strict=True)} if sound else {}


def datasets(
    inventories: Inventories, database: str, keys: dict[str, tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Flows and processes of one database with their exchanges as Brightway stores them, in the order of writing."""
    for flow in inventories.elementary_flows:
        if flow.database == database:
            yield (
                keys[flow.code],
                {
                    **_texts(flow, "code", "database", "basic_uncertainty"),
                    "unit": BRIGHTWAY_UNITS[flow.unit],
                    "categories": flow.compartment,
                    "type": "natural resource" if flow.compartment[0] == "natural resource" else "emission",
                    "exchanges": [],
                },
            )
    flows = {flow.code: flow for flow in inventories.elementary_flows}
    by_process: dict[str, list[Exchange]] = defaultdict(list)
    for exchange in inventories.exchanges:
        by_process[exchange.process].append(exchange)
    # Monte Carlo draws of bw2calc depend on the order of writing.
    for process in sorted(inventories.processes, key=lambda one: one.code):
        if process.database == database:
            rows = sorted(by_process[process.code], key=lambda one: (one.type, one.input))
            yield keys[process.code], _process_dataset(process, rows, keys, flows, inventories)


def _process_dataset(
    process: Process,
    exchanges: list[Exchange],
    keys: dict[str, tuple[str, str]],
    flows: dict[str, ElementaryFlow],
    inventories: Inventories,
) -> dict[str, Any]:
    written = [_exchange_dataset(exchange, keys, flows.get(exchange.input), inventories) for exchange in exchanges]
    if not any(exchange.type == "production" for exchange in exchanges):
        key = keys[process.code]
        written.insert(0, {"input": key, "amount": 1.0, "type": "production", "uncertainty type": 0,
                           "unit": BRIGHTWAY_UNITS[process.unit]})  # fmt: skip
    return {
        **_texts(process, "code", "database"),
        "unit": BRIGHTWAY_UNITS[process.unit],
        "type": "processwithreferenceproduct",
        "production amount": 1.0,
        **_place(process),
        "exchanges": written,
    }


def _texts(record: Process | Exchange | Parameter | ElementaryFlow, *apart: str) -> dict[str, str]:
    """The texts of a record as Brightway stores them, those of columns that no field takes among them, without `apart`."""
    found = {name: value for name, value in (*record.further, *vars(record).items()) if isinstance(value, str)}
    return {BRIGHTWAY_NAMES.get(name, name): value for name, value in found.items() if name not in apart}


def _place(record: Process | Exchange | Parameter) -> dict[str, Any]:
    return {"table": record.place.table, "row": record.place.line}


def _exchange_dataset(
    exchange: Exchange, keys: dict[str, tuple[str, str]], flow: ElementaryFlow | None, inventories: Inventories
) -> dict[str, Any]:
    spread = spread_of(exchange.amount, exchange.distribution, exchange.scale, exchange.minimum, exchange.maximum)
    if exchange.distribution == "pedigree":
        basic = flow.basic_uncertainty if flow else "transport" if exchange.unit == "tkm" else "technosphere"
        spread = lognormal(exchange.amount, pedigree_sigma(exchange.pedigree, basic, inventories.pedigree_factors))
    dataset: dict[str, Any] = {
        **_texts(exchange, "process", "formula", "pedigree", "share_group"),
        "input": keys[exchange.input],
        "amount": exchange.amount,
        "unit": BRIGHTWAY_UNITS[exchange.unit],
        # A certain amount has no loc of its own: bw2calc would draw it, and a recalculation moves only the amount.
        **(spread.fields() if spread.type != CERTAIN else {"uncertainty type": CERTAIN}),
        "pedigree": pedigree_of(exchange.pedigree),
        PEDIGREE_SCORES: exchange.pedigree,  # text, because Excel export loses the dictionary
        **_place(exchange),
    }
    if exchange.share_group:
        dataset |= {"share_group": exchange.share_group, "weight_sigma": exchange.weight_sigma}
    if exchange.formula:
        dataset["formula"] = exchange.formula
        dataset["original_amount"] = exchange.amount
    return dataset


def parameter_data(parameter: Parameter, codes: tuple[int, ...] = ()) -> dict[str, Any]:
    """Fields that Brightway stores with a parameter beside its amount and formula; `codes`: numbers a choice can take."""
    spread = spread_of(parameter.amount, parameter.distribution, parameter.scale, parameter.minimum, parameter.maximum)
    texts = _texts(parameter, "name", "formula", "database")
    data: dict[str, Any] = {name: text for name, text in texts.items() if text} | spread.fields()
    if codes:
        data["codes"] = list(codes)
    data["limits"] = [parameter.minimum, parameter.maximum]
    return data | _place(parameter)


def _write_parameters(bw2data: Any, inventories: Inventories, keys: dict[str, tuple[str, str]]) -> None:
    """Fill Brightway's parameter tables as `new_project_parameters` and `add_exchanges_to_group` would."""
    from bw2data.backends.schema import ExchangeDataset
    from bw2data.snowflake_ids import snowflake_id_generator

    # `from bw2data import parameters` would give the manager object of the same name.
    brightway = import_module("bw2data.parameters")

    codes = codes_of(inventories)

    def rows(listed: list[Parameter], **more: Any) -> Iterator[dict[str, Any]]:
        for parameter in listed:
            data = parameter_data(parameter, codes.get(parameter.name, ()))
            yield {"id": next(snowflake_id_generator), "name": parameter.name, "amount": parameter.amount,
                   "formula": parameter.formula or None, "data": data, **more}  # fmt: skip

    formulas = [
        (exchange.output_database, exchange.output_code, exchange.id, exchange.data["formula"])
        for exchange in ExchangeDataset.select()
        if "formula" in exchange.data
    ]
    processes = sorted({(database, code) for database, code, _, _ in formulas})
    own = {database: [p for p in inventories.parameters if p.database == database] for database in
           sorted({parameter.database for parameter in inventories.parameters if parameter.database})}  # fmt: skip
    groups = ["project", *own, *map("/".join, processes)]
    with brightway.parameters.db.atomic():
        project = [parameter for parameter in inventories.parameters if not parameter.database]
        insert_rows(brightway.ProjectParameter, list(rows(project)))
        for database, listed in own.items():
            insert_rows(brightway.DatabaseParameter, list(rows(listed, database=database)))
        insert_groups(groups, processes)
        insert_formulas((f"{database}/{code}", number, formula) for database, code, number, formula in formulas)


def insert_groups(groups: list[str], processes: list[tuple[str, str]], upon: str = "") -> None:
    """Groups of parameters, those of processes with the parameter that each must hold; all but the project's depend on it.

    `upon`: the database whose parameters they read too.
    """
    from bw2data.snowflake_ids import snowflake_id_generator

    brightway = import_module("bw2data.parameters")
    insert_rows(brightway.ActivityParameter, [
        {"id": next(snowflake_id_generator), "group": f"{database}/{code}", "database": database, "code": code,
         "name": DUMMY_PARAMETER, "amount": 0.0, "formula": None, "data": {}}
        for database, code in processes
    ])  # fmt: skip
    for some in _in_parts(groups):  # which parameters may have made already
        brightway.Group.delete().where(brightway.Group.name << some).execute()
    insert_rows(brightway.Group, [
        {"id": next(snowflake_id_generator), "name": group, "fresh": True, "order": []} for group in groups
    ])  # fmt: skip
    insert_rows(brightway.GroupDependency, [
        {"group": group, "depends": other} for group in groups for other in ("project", upon)
        if other and group != other
    ])  # fmt: skip


def insert_formulas(formulas: Iterable[tuple[str, int, str]]) -> None:
    """Formulas of exchanges in their groups: group, id of the exchange, formula."""
    from bw2data.snowflake_ids import snowflake_id_generator

    insert_rows(import_module("bw2data.parameters").ParameterizedExchange, [
        {"id": next(snowflake_id_generator), "group": group, "exchange": number, "formula": formula}
        for group, number, formula in formulas
    ])  # fmt: skip


def insert_rows(table: Any, rows: list[dict[str, Any]]) -> None:
    """Rows of one of Brightway's tables, in bulk."""
    for some in _in_parts(rows):
        table.insert_many(some).execute()


def _in_parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), 50):  # SQLite limits the variables of one statement
        yield rows[start : start + 50]
