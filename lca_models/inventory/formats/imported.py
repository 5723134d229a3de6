"""What files of others hold, whatever their format, and everything in them that must not reach Brightway.

Whatever a file holds, the answer is what it says or one line about what is wrong with it.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import PEDIGREE_SCORES, pedigree_of
from lca_models.inventory.system.rows import ProjectError, ProjectRows
from lca_models.inventory.tables.formulas import FormulaError, parse_formula
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

MOST_PLACES = 5  # that a message lists
CHEMICAL_FORMULA = "chemical formula"
_LABEL = re.compile(r"[A-Z][A-Za-z0-9]*(?:[ (.,·-]?[A-Za-z0-9()]+)*(?:[+-][0-9]*)?")
FILE_PLACE = "place in the file"  # of a process and an exchange while they are imported, as FILE SHEET:ROW

FACTORS = "lca_models_factors"  # field of a flow that only its file has: its factors by category, as JSON
JOINT = " | "  # between the parts of the name of a category there


@dataclass(frozen=True)
class ImportedMethod:
    """An impact category that a file brings: factors by flow (database and code), in its unit per unit of the flow."""

    name: tuple[str, ...]
    metadata: Mapping[str, Any]
    factors: tuple[
        tuple[Any, ...], ...
    ]  # flow, factor (a number, or a distribution), and where it holds if not everywhere


@dataclass(frozen=True)
class Imported:
    """One database that a file holds, as Brightway would have it.

    Project parameters and impact categories of a file with several databases stand with its first one.
    """

    path: Path
    database: str
    metadata: Mapping[str, Any]
    datasets: list[dict[str, Any]]  # with `parameters`: those of the process
    project_parameters: list[dict[str, Any]]
    database_parameters: list[dict[str, Any]]
    notes: tuple[str, ...] = ()  # what the format says and could not be carried over, in sentences
    methods: tuple[ImportedMethod, ...] = ()


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
                files=enumerated(path.name for path in paths),
                what=f"{type(error).__name__}: {str(error)[:200]}",
            )
        ) from error


def place_of(file: Imported, row: Mapping[str, Any]) -> str:
    """Where a process or an exchange stands, before what is said of it: `FILE SHEET:ROW  `; of other formats the file."""
    place = str(row.get(FILE_PLACE) or "")
    return f"{place}  " if place else f"{file.path.name}: "


def set_labels_apart(file: Imported) -> tuple[str, ...]:
    """What stands in a column `formula` and is none, such as `Cu+` of an emission, under a name of its own; a note of it.

    Public files write the chemical formula of a flow there. A text is taken for one where it looks like one, names no
    parameter of the file, and the amount is a number.
    """
    activity = [one for dataset in file.datasets for one in dataset["parameters"]]
    known = {str(one.get("name")) for one in (*file.project_parameters, *file.database_parameters, *activity)}
    count = 0
    for exchange in (one for dataset in file.datasets for one in dataset["exchanges"]):
        text = exchange.get("formula")
        if exchange.get("type") == "biosphere" and isinstance(text, str) and _LABEL.fullmatch(text.strip()):
            amount = exchange.get("amount")
            words = set(re.findall(r"\w+", text))
            if isinstance(amount, int | float) and math.isfinite(amount) and not words & known:
                exchange[CHEMICAL_FORMULA] = exchange.pop("formula")
                count += 1
    if not count:
        return ()
    return (
        message("{file}: {count} flows have a chemical formula in the column 'formula'; their amounts are taken", count=count,
                file=file.path.name),
    )  # fmt: skip


def check_files(files: Sequence[Imported]) -> None:
    """Everything in the files that must not reach Brightway, which evaluates formulas with a wider language."""
    problems = []
    for name, count in Counter(file.database for file in files).items():
        if count > 1:
            problems.append(message("{count} files hold the database '{name}'; give one", count=count, name=name))
    for file in files:
        problems += _lacking(file)
        problems += _doubled(file)
        problems += _formula_problems(file)
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
        problem = message("the database has no name; write it beside 'Database'")
        yield f"{file.path.name}: {problem}"
    for dataset in file.datasets:
        if not str(dataset.get("name") or "").strip():
            problem = message("the process with the code '{code}' has no name; give it one", code=dataset.get("code"))
            yield f"{place_of(file, dataset)}{problem}"
    nameless = sum(not str(one.get("name") or "").strip() for one in (
        *file.project_parameters, *file.database_parameters, *(one for ds in file.datasets for one in ds["parameters"])
    ))  # fmt: skip
    if nameless:
        yield f"{file.path.name}: {message('{count} parameters have no name; give each one', count=nameless)}"


def _doubled(file: Imported) -> Iterator[str]:
    """Codes that several processes have, with where each of them stands."""
    places: dict[str, list[str]] = {}
    for dataset in file.datasets:
        places.setdefault(str(dataset.get("code")), []).append(str(dataset.get(FILE_PLACE) or file.path.name))
    for code, listed in places.items():
        if len(listed) > 1:
            yield message(
                "{name}: {count} processes have the code '{code}'; give each its own",
                name=enumerated(dict.fromkeys(listed[:MOST_PLACES])), count=len(listed), code=code,
            )  # fmt: skip


def _formula_problems(file: Imported) -> Iterator[str]:
    activity = [one for dataset in file.datasets for one in dataset["parameters"]]
    for parameter in (*file.project_parameters, *file.database_parameters, *activity):
        if parameter.get("name") in TAKEN_NAMES:
            problem = message(
                "parameter '{name}' has a name that Brightway's formulas already use; rename it", name=parameter["name"]
            )
            yield f"{file.path.name}: {problem}"
        yield from _faults(parameter, f"{file.path.name}: parameter '{parameter.get('name')}'")
        _restore(parameter)
    for dataset in file.datasets:
        for exchange in dataset["exchanges"]:
            where = place_of(file, exchange)
            yield from _faults(exchange, f"{where}'{dataset.get('name')}' <- '{exchange.get('name')}'")
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
        if isinstance(amount, str) and "," in amount:
            yield f"{where}: {message('amount {problem}', problem=number_problem(amount))}"
        else:
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
