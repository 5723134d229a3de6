"""Databases as workbooks in Brightway's Excel format, and workbooks of anybody into a new Brightway project.

A workbook is an export and an import, never the source of truth. Reading and writing make a project of base folder
current in this process; no existing project is changed.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from numbers import Real
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.adoption import adopt, project_workplace
from lca_models.inventory.brightway.database import (
    DUMMY_PARAMETER,
    PEDIGREE_SCORES,
    close_databases,
    folder_name,
    import_brightway,
    pedigree_of,
)
from lca_models.inventory.brightway.pointer import MARK
from lca_models.inventory.files.cells_as_text import workbook_bytes
from lca_models.inventory.files.commit import copy_folder, write_set
from lca_models.inventory.formats.linking import ImportReport, Target, link_exchanges
from lca_models.inventory.system.rows import MethodRow, ProjectError, ProjectRows, read_project_rows
from lca_models.inventory.system.soundness import check_project
from lca_models.inventory.tables.formulas import FormulaError, parse_formula
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.wording.messages import message

EXPORT = "export"  # what a manifest says wrote its files
_LINKING_STRATEGIES = ("link_iterable_by_fields", "link_technosphere_by_activity_hash")  # linked here, across all files


def export_databases(base: Path, project: str, folder: Path) -> tuple[Path, ...]:
    """Write every database of a project into `folder`, one workbook each with all project parameters; their paths.

    All workbooks or none take the place of an earlier export there, with a manifest of hashes; files of others stay.

    Raises ProjectError when the project does not exist.
    """
    bw2data = _open(base, project)
    with _silence():
        contents = {_file_name(name): workbook_bytes(name, _formatted(name)) for name in sorted(bw2data.databases)}
    close_databases(bw2data)
    write_set(folder, EXPORT, contents)
    return tuple(folder / name for name in contents)


def _file_name(database: str) -> str:
    """The name of a database as a name of a file on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", database).lstrip(".") + ".xlsx"


def _formatted(database: str) -> list[list[Any]]:
    """Lines of one database in Brightway's format; lists of numbers, which the format lacks, as JSON text."""
    from bw2io.export.csv import CSVFormatter

    class Formatter(CSVFormatter):  # type: ignore[misc]
        def order_dicts(self, data: list[dict[str, Any]], kind: str = "exchange") -> Any:
            return super().order_dicts([{key: _cell(key, value) for key, value in one.items()} for one in data], kind)

    return [list(line) for line in Formatter(database).get_formatted_data()]


def _cell(key: str, value: Any) -> Any:
    if isinstance(value, list) and key != "categories":
        return json.dumps(value)
    return None if isinstance(value, dict) else value


@dataclass(frozen=True)
class Imported:
    """What one file holds, as bw2io reads it."""

    path: Path
    database: str
    metadata: Mapping[str, Any]
    datasets: list[dict[str, Any]]
    project_parameters: list[dict[str, Any]]
    database_parameters: list[dict[str, Any]]


def import_files(
    paths: Sequence[Path], base: Path, current: str, project: str | None = None, drop_unlinked: bool = False
) -> ImportReport:
    """Read workbooks into a new project, with a report of what could not be linked; then nothing is written.

    The new project starts as a copy of the project `current`, so that the files can buy from it. Files that bring a database
    of the same name start from an empty project with its impact categories. Raises ProjectError with every fault of
    the files, and when the new project exists.
    """
    bw2data = _open(base, current)
    project = project or f"imported {paths[0].stem}"
    if project in bw2data.projects:
        raise ProjectError(message("project '{project}' exists; give another name with --project", project=project))
    rows = read_project_rows(Path(bw2data.projects.dir))
    files = [_read(path) for path in paths]
    _check(files)
    copied = not {file.database for file in files} & set(rows.databases)
    if copied:
        _check_names(files, rows)
    datasets = {file.database: file.datasets for file in files}
    present = [Target(node.key, {**node.data, "type": node.type}) for node in rows.nodes] if copied else []
    unlinked = link_exchanges(datasets, present)
    written = drop_unlinked or not unlinked
    for listed in datasets.values() if drop_unlinked else ():
        for dataset in listed:
            dataset["exchanges"] = [one for one in dataset["exchanges"] if one.get("input")]
    links = Counter(one["input"][0] for listed in datasets.values() for ds in listed for one in ds["exchanges"]
                    if one.get("input"))  # fmt: skip
    sizes = {name: sum(len(ds["exchanges"]) for ds in listed) for name, listed in datasets.items()}
    problems: tuple[str, ...] = ()
    if written:
        problems = _write(base, project, files, rows, copied)
    counts = {name: len(listed) for name, listed in datasets.items()}
    return ImportReport(project, counts, sizes, dict(links), unlinked, written, problems)


def _open(base: Path, project: str) -> Any:
    bw2data = import_brightway(base)
    if project not in bw2data.projects:
        raise ProjectError(
            message("there is no project '{project}' in {base}; run lca-models build", project=project, base=base)
        )
    bw2data.projects.set_current(project, update=False)
    return bw2data


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """bw2io prints and warns while it works."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def _read(path: Path) -> Imported:
    if not path.is_file():
        raise ProjectError(message("{path} is missing; name a workbook (.xlsx) or a .csv file", path=path))
    with _silence():
        from bw2io import CSVImporter, ExcelImporter

        try:
            importer = (CSVImporter if path.suffix.lower() == ".csv" else ExcelImporter)(path)
            importer.apply_strategies([
                one for one in importer.strategies
                if getattr(one, "__name__", "") not in _LINKING_STRATEGIES and not hasattr(one, "func")
            ], verbose=False)  # fmt: skip
            for dataset in importer.data:
                dataset["parameters"] = dataset.get("parameters") or []
            return Imported(path, str(importer.db_name), importer.metadata or {}, importer.data,
                            importer.project_parameters or [], importer.database_parameters or [])  # fmt: skip
        except Exception as error:  # bw2io answers a file that is no such workbook with whatever happens first
            what = str(error) or type(error).__name__
            raise ProjectError(
                message("{path} cannot be read as a workbook in Brightway's format ({what})", path=path, what=what)
            ) from None


def _check(files: Sequence[Imported]) -> None:
    """Everything in the files that must not reach Brightway, which evaluates formulas with a wider language."""
    problems = []
    for name, count in Counter(file.database for file in files).items():
        if count > 1:
            problems.append(message("{count} files hold the database '{name}'; give one", count=count, name=name))
    for file in files:
        for code, count in Counter(str(dataset.get("code")) for dataset in file.datasets).items():
            if count > 1:
                problems.append(
                    message(
                        "{name}: {count} processes have the code '{code}'; give each its own",
                        name=file.path.name,
                        count=count,
                        code=code,
                    )
                )
        problems += [f"{file.path.name}: {problem}" for problem in _formula_problems(file)]
    values: dict[str, tuple[Any, ...]] = {}
    for file in files:
        for parameter in file.project_parameters:
            value = parameter.get("formula") or parameter.get("amount")
            if values.setdefault(parameter["name"], (value, file.path.name))[0] != value:
                problems.append(
                    message(
                        "parameter '{name}' is {value} in {value_2} and {value_3} in {name_2}; make them agree",
                        name=parameter["name"],
                        value=values[parameter["name"]][0],
                        value_2=values[parameter["name"]][1],
                        value_3=value,
                        name_2=file.path.name,
                    )
                )
    if problems:
        raise ProjectError("\n".join(problems))


def _formula_problems(file: Imported) -> Iterator[str]:
    activity = [one for dataset in file.datasets for one in dataset["parameters"]]
    for parameter in (*file.project_parameters, *file.database_parameters, *activity):
        if parameter.get("name") in TAKEN_NAMES:
            yield message(
                "parameter '{name}' has a name that Brightway's formulas already use; rename it", name=parameter["name"]
            )
        yield from _faults(parameter, f"parameter '{parameter.get('name')}'")
        _restore(parameter)
    for dataset in file.datasets:
        for exchange in dataset["exchanges"]:
            yield from _faults(exchange, f"'{dataset.get('name')}' <- '{exchange.get('name')}'")
            if "pedigree" not in exchange and (scores := pedigree_of(str(exchange.get(PEDIGREE_SCORES) or ""))):
                exchange["pedigree"] = scores


def _faults(row: dict[str, Any], where: str) -> Iterator[str]:
    amount = row.get("amount")
    if row.get("formula"):
        row["formula"] = str(row["formula"])
        row["amount"] = amount if isinstance(amount, Real) else 0.0  # Brightway recalculates it
        try:
            parse_formula(row["formula"])
        except FormulaError as error:
            yield f"{where}: {error}"
    elif isinstance(amount, bool) or not isinstance(amount, Real) or not math.isfinite(float(amount)):
        yield message("{where}: amount {amount!r} is not a finite number; give one", where=where, amount=amount)


def _restore(parameter: dict[str, Any]) -> None:
    """Lists written as text, and units such as 1 read as numbers."""
    for key, value in parameter.items():
        if key == "unit" and isinstance(value, Real):
            parameter[key] = f"{value:g}"
        elif isinstance(value, str) and value.startswith("["):
            with contextlib.suppress(ValueError):
                parameter[key] = json.loads(value)


def _check_names(files: Sequence[Imported], rows: ProjectRows) -> None:
    """A file that brings a project parameter of the project, with another value, would change its results."""
    known = {row.name: row.formula or row.amount for row in rows.parameters if not row.scope}
    problems = []
    for file in files:
        for parameter in list(file.project_parameters):
            name, value = parameter["name"], parameter.get("formula") or parameter["amount"]
            if name in known and known[name] != value:
                problems.append(
                    message(
                        "{name}: parameter '{name_2}' is {value}, but {value_2} in the project; rename it",
                        name=file.path.name,
                        name_2=name,
                        value=value,
                        value_2=known[name],
                    )
                )
            elif name in known:
                file.project_parameters.remove(parameter)
    if problems:
        raise ProjectError("\n".join(problems))


def _write(base: Path, project: str, files: Sequence[Imported], rows: ProjectRows, copied: bool) -> tuple[str, ...]:
    """Write a new project, which has its name when it is complete; what this kit would refuse to calculate in it."""
    with project_workplace(base) as work:
        try:
            folder = _written(work, project, files, rows, copied)
            problems = _problems(folder)
            adopt(base, work, project, folder.relative_to(work).as_posix())
        finally:
            import_brightway(base)
    return problems


def _written(work: Path, project: str, files: Sequence[Imported], rows: ProjectRows, copied: bool) -> Path:
    """The folder of the new project below a base folder of its own."""
    with _silence():
        bw2data = import_brightway(work)
        try:
            if copied:
                copy_folder(rows.folder, work / folder_name(project), without=MARK)  # it belongs to what was built
            bw2data.projects.set_current(project, update=False)
            for file in files:
                _write_database(bw2data, file)
            _write_parameters(bw2data, files)
            for file in files:
                bw2data.Database(file.database).process()
            if not copied:
                _write_methods(bw2data, rows)
            folder = Path(bw2data.projects.dir)
        except OSError:
            raise
        except Exception as error:
            raise ProjectError(
                message("Brightway refuses what the files hold, so nothing was written: {error}", error=error)
            ) from None
        finally:
            close_databases(bw2data)
    return folder


def _problems(folder: Path) -> tuple[str, ...]:
    try:
        check_project(read_project_rows(folder))
    except ProjectError as error:
        return tuple(str(error).splitlines())
    return ()


def _write_database(bw2data: Any, file: Imported) -> None:
    database = bw2data.Database(file.database)
    database.register(**{str(key): value for key, value in file.metadata.items() if key != "backend"})
    data = {}
    for dataset in sorted(file.datasets, key=lambda one: str(one["code"])):
        kept = {key: value for key, value in dataset.items() if key not in ("parameters", "worksheet name")}
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
            manager.new_project_parameters(list(shared.values()))
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
    """The impact categories of the project whose flows the files bring."""
    keys = {node.id: node.key for node in rows.nodes}
    for method in rows.methods:
        factors = _factors(method, keys, bw2data)
        if factors:
            written = bw2data.Method(method.name)
            written.register(**{key: value for key, value in method.metadata.items() if key != "abbreviation"})
            written.write(factors)


def _factors(method: MethodRow, keys: Mapping[int, Any], bw2data: Any) -> list[tuple[Any, float]]:
    found = [(keys.get(flow, flow), factor) for flow, factor in method.factors]
    return [
        (key, factor) for key, factor in found if key[0] in bw2data.databases and bw2data.Database(key[0]).get(key[1])
    ]
