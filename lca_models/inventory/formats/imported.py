"""Workbooks of others as bw2io reads them, and everything in them that must not reach Brightway.

Whatever a file holds, the answer is what it says or one line about what is wrong with it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import PEDIGREE_SCORES, pedigree_of
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.formats.sheets import WORKBOOKS, Sheet, look_at_workbook, read_sheets
from lca_models.inventory.system.rows import ProjectError, ProjectRows
from lca_models.inventory.tables.formulas import FormulaError, parse_formula
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.text_files import read_text, table_text
from lca_models.scope.wording.messages import message

_LINKING_STRATEGIES = ("link_iterable_by_fields", "link_technosphere_by_activity_hash")  # linked here, across all files


@dataclass(frozen=True)
class Imported:
    """What one file holds, as bw2io reads it."""

    path: Path
    database: str
    metadata: Mapping[str, Any]
    datasets: list[dict[str, Any]]
    project_parameters: list[dict[str, Any]]
    database_parameters: list[dict[str, Any]]


@contextlib.contextmanager
def refusing_faults(paths: Sequence[Path]) -> Iterator[None]:
    """Whatever a file holds that nobody thought of, as one line.

    Raises ProjectError in place of every error that is no message already.
    """
    try:
        yield
    except (LcaModelsError, OSError, MemoryError):
        raise
    except Exception as error:
        raise ProjectError(
            message(
                "{files} cannot be imported ({what}); look for cells that are out of place",
                files=", ".join(path.name for path in paths),
                what=f"{type(error).__name__}: {str(error)[:200]}",
            )
        ) from error


def look_at(paths: Sequence[Path], mapping: Path | None = None) -> None:
    """Look at files before anything is loaded for them: whether they are there, can be read, and are what their names say.

    `mapping`: a mapping table, which may be none yet. Raises ProjectError with a line for each that is not.
    """
    problems: list[str] = []
    for path in paths:
        with _noting(path, problems):
            _look_at(path)
    if mapping is not None and mapping.exists():
        with _noting(mapping, problems):
            look_at_workbook(mapping) if mapping.suffix.lower() in WORKBOOKS else read_text(mapping)
    if problems:
        raise ProjectError("\n".join(problems))


@contextlib.contextmanager
def _noting(path: Path, problems: list[str]) -> Iterator[None]:
    try:
        yield
    except LcaModelsError as error:
        problems.append(str(error))
    except OSError as error:
        problems.append(message("{path} cannot be read ({error})", path=path, error=error.strerror))


def _look_at(path: Path) -> None:
    if not path.is_file():
        raise ProjectError(message("{path} is missing; name a workbook (.xlsx) or a .csv file", path=path))
    if path.suffix.lower() in WORKBOOKS:
        look_at_workbook(path)
        return
    if path.suffix.lower() != ".csv":
        raise ProjectError(message("{path} is no workbook; name a workbook (.xlsx) or a .csv file", path=path))
    lines = csv.reader(io.StringIO(table_text(path)))
    with contextlib.suppress(csv.Error):  # which bw2io will say
        if problem := _number_problem(enumerate(lines, start=1), path.name):
            raise ProjectError(problem)


def read_workbook(path: Path) -> Imported:
    """What a workbook in Brightway's format holds.

    Raises ProjectError for a file that is none, with what it is instead.
    """
    is_csv = path.suffix.lower() not in WORKBOOKS
    if is_csv or not path.is_file():
        look_at([path])
    sheets = () if is_csv else read_sheets(path)
    for sheet in sheets:
        if problem := _number_problem(sheet.lines, f"{path.name} {sheet.name}"):
            raise ProjectError(problem)
    with silence():
        from bw2io import CSVImporter, ExcelImporter

        class Extractor:
            @staticmethod
            def extract(filepath: Path, sheet_name: str | None = None) -> list[tuple[str, list[list[Any]]]]:
                return [(sheet.name, list(_blocks(sheet))) for sheet in sheets]

        class SheetsImporter(ExcelImporter):  # type: ignore[misc]
            extractor = Extractor

        try:
            importer = (CSVImporter if is_csv else SheetsImporter)(path)
            importer.apply_strategies([
                one for one in importer.strategies
                if getattr(one, "__name__", "") not in _LINKING_STRATEGIES and not hasattr(one, "func")
            ], verbose=False)  # fmt: skip
            for dataset in importer.data:
                dataset["parameters"] = dataset.get("parameters") or []
            return Imported(path, str(importer.db_name), importer.metadata or {}, importer.data,
                            importer.project_parameters or [], importer.database_parameters or [])  # fmt: skip
        except MemoryError:
            raise
        except Exception as error:  # bw2io answers a file that is no such workbook with whatever happens first
            what = excerpt(" ".join(str(error).split()) or type(error).__name__, 200)
            raise ProjectError(
                message("{path} cannot be read as a workbook in Brightway's format ({what})", path=path, what=what)
            ) from None


def _blocks(sheet: Sheet) -> Iterator[list[Any]]:
    """Lines of a sheet, their texts without blanks around, with one empty line wherever there are some."""
    last = 0
    for number, cells in sheet.lines:
        if number > last + 1:
            yield [None] * len(cells)
        yield [cell.strip() if isinstance(cell, str) else cell for cell in cells]
        last = number


def _number_problem(lines: Iterable[tuple[int, Sequence[Any]]], name: str) -> str:
    """The first amount, as text, that Python reads as a number, but the one grammar does not; empty for none."""
    column = -1
    last = 0
    for line, cells in lines:
        headings = [cell.strip().lower() if isinstance(cell, str) else "" for cell in cells]
        if line > last + 1:
            column = -1
        last = line
        if "amount" in headings:
            column = headings.index("amount")
        elif not any(headings):
            column = -1
        elif 0 <= column < len(cells) and isinstance(cells[column], str) and (problem := number_problem(cells[column])):
            with contextlib.suppress(ValueError):
                float(cells[column])  # other texts, such as formulas, are no numbers to anybody
                return f"{name}:{line}  amount {problem}"
    return ""


def check_files(files: Sequence[Imported]) -> None:
    """Everything in the files that must not reach Brightway, which evaluates formulas with a wider language."""
    problems = []
    for name, count in Counter(file.database for file in files).items():
        if count > 1:
            problems.append(message("{count} files hold the database '{name}'; give one", count=count, name=name))
    for file in files:
        problems += [f"{file.path.name}: {problem}" for problem in _lacking(file)]
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
    values: dict[Any, tuple[Any, ...]] = {}
    for file in files:
        for parameter in file.project_parameters:
            value = parameter.get("formula") or parameter.get("amount")
            if values.setdefault(parameter.get("name"), (value, file.path.name))[0] != value:
                problems.append(
                    message(
                        "parameter '{name}' is {value} in {value_2} and {value_3} in {name_2}; make them agree",
                        name=parameter.get("name"),
                        value=values[parameter.get("name")][0],
                        value_2=values[parameter.get("name")][1],
                        value_3=value,
                        name_2=file.path.name,
                    )
                )
    if problems:
        raise ProjectError("\n".join(problems))


def _lacking(file: Imported) -> Iterator[str]:
    """What has no name."""
    if not file.database.strip() or file.database == "None":
        yield message("the database has no name; write it beside 'Database'")
    for dataset in file.datasets:
        if not str(dataset.get("name") or "").strip():
            yield message("the process with the code '{code}' has no name; give it one", code=dataset.get("code"))
    nameless = sum(not str(one.get("name") or "").strip() for one in (
        *file.project_parameters, *file.database_parameters, *(one for ds in file.datasets for one in ds["parameters"])
    ))  # fmt: skip
    if nameless:
        yield message("{count} parameters have no name; give each one", count=nameless)


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


def check_names(files: Sequence[Imported], rows: ProjectRows) -> None:
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
