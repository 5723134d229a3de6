"""A compiled system as one file of numbers and text: a sealed .npz archive, read without Brightway and without pickle."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.impact.compiled.blueprint import Blueprint
from lca_models.impact.compiled.checks.documents import blueprint_faults, document_faults
from lca_models.impact.compiled.checks.tapes import tape_faults
from lca_models.impact.compiled.tape import Tape
from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.sealed import SealError, check_archive, refusing, seal_archive, tell_former
from lca_models.inventory.stored.row_hash import is_as_hashed, is_of_another_rule
from lca_models.inventory.system.rows import ParameterRow, ProjectRows
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

FORMAT = "lca_models compiled system 2"  # raise the number when older files can no longer be read
UNSEALED_FORMAT = "lca_models compiled system 1"  # of the first edition, whose files carry no checksum
MOST_SHOWN = 3  # faults of a file
_ARRAYS = ("columns", "suppliers", "signs", "amounts", "intensities", "stages", "credits", "foreground")


@dataclass(frozen=True)
class CompiledFile:
    """What a file holds: the blueprint, the parameters that vary, the values of all, and the tape."""

    blueprint: Blueprint
    parameters: tuple[str, ...]
    settings: Mapping[str, float]
    tape: Tape
    is_sealed: bool = True  # whether the file that held it has a checksum


def write_compiled(content: CompiledFile, path: Path | str) -> None:
    """Writes a compiled system, all at once or not at all."""
    blueprint, tape = content.blueprint, content.tape
    text = {
        "format": FORMAT,
        "processes": blueprint.processes,
        "demand": blueprint.demand,
        "demand_amount": blueprint.demand_amount,
        "formulas": blueprint.formulas,
        "derived": blueprint.derived,
        "parameters": {
            name: {"name": row.name, "scope": row.scope, "amount": row.amount, "formula": row.formula, "data": row.data}
            for name, row in blueprint.parameters.items()
        },
        "categories": blueprint.categories,
        "units": blueprint.units,
        "category_ids": blueprint.category_ids,
        "is_own": blueprint.is_own,
        "stage_names": blueprint.stage_names,
        "rows_hash": blueprint.rows_hash,
        "varying": content.parameters,
        "settings": content.settings,
        "registers": tape.registers,
    }
    arrays = {f"blueprint_{name}": getattr(blueprint, name) for name in _ARRAYS}
    arrays |= {f"tape_{one.name}": getattr(tape, one.name) for one in fields(tape) if one.name != "registers"}
    document = np.frombuffer(json.dumps(text, default=_plain, ensure_ascii=False).encode(), dtype=np.uint8)
    target = Path(path)
    write_files(target.parent, {target.name: seal_archive(write_archive({"document": document, **arrays}))})


def read_compiled(path: Path | str, *, rows_hash: str = "", rows: ProjectRows | None = None) -> CompiledFile:
    """What a file of a compiled system holds.

    `rows_hash`: of the Brightway project that the file has to be made from (`ProductSystem.rows_hash`), or `rows`: of that
    project, which are hashed as the edition did that wrote the file. Raises ScenarioError for a file that is none, that was
    changed since it was written, that another edition of the kit wrote, or that belongs to another state of the project.
    """
    path = Path(path)
    if not os.path.isfile(path):
        raise ScenarioError(message("there is no file {path}", path=path))
    with refusing(lambda words: no_compiled_system(path, words)):
        content = path.read_bytes()
        is_sealed = check_archive(content)
        arrays = read_archive(content)
        text = json.loads(arrays.pop("document").tobytes())
        if text["format"] not in (FORMAT, UNSEALED_FORMAT):
            raise ScenarioError(
                message(
                    "{path} is of the format '{format}', this edition reads '{FORMAT}'; compile it anew",
                    path=path,
                    format=excerpt(text["format"]),
                    FORMAT=FORMAT,
                )
            )
        if is_sealed != (text["format"] == FORMAT):
            raise SealError(message("its checksum is damaged"))
        found = _content(text, arrays)
        _check_project(path, found.blueprint.rows_hash, rows_hash, rows)
    if not is_sealed:
        tell_former(path)
    return replace(found, is_sealed=is_sealed)


def _check_project(path: Path, kept: str, rows_hash: str, rows: ProjectRows | None) -> None:
    """Raises ScenarioError where a file was made from another state of a project; warns where nobody can tell."""
    if rows is not None:
        is_same = is_as_hashed(rows, kept)
    else:
        is_same = rows_hash in ("", kept)
        if not is_same and is_of_another_rule(kept, rows_hash):
            words = message(
                "{path} was made from a project that an earlier version hashed by another rule: whether it was edited since is "
                "told with rows=study.rows",
                path=path,
            )
            warnings.warn(words, UserWarning, stacklevel=4)
            return
    if not is_same:
        raise ScenarioError(message("{path} was compiled before the project was edited; compile it anew", path=path))


def _content(text: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> CompiledFile:
    """What a file says, after everything in it was found to be possible. Raises SealError for what is not."""
    _refuse(document_faults(text))
    tapes = {name.removeprefix("tape_"): array for name, array in arrays.items() if name.startswith("tape_")}
    kept = {name.removeprefix("blueprint_"): array for name, array in arrays.items() if not name.startswith("tape_")}
    _refuse(blueprint_faults(text, kept))
    tape = Tape(registers=text["registers"], **tapes)
    _refuse(tape_faults(tape, len(text["varying"]), 2 * len(text.get("stage_names", STAGES)) * len(text["categories"])))
    blueprint = Blueprint(
        processes=tuple(text["processes"]),
        demand=text["demand"],
        demand_amount=text["demand_amount"],
        formulas=tuple((exchange, formula, names) for exchange, formula, names in text["formulas"]),
        derived=tuple((name, formula, names) for name, formula, names in text["derived"]),
        parameters={name: ParameterRow(**row) for name, row in text["parameters"].items()},
        categories=tuple(tuple(category) for category in text["categories"]),
        units=tuple(text["units"]),
        rows_hash=text["rows_hash"],
        category_ids=tuple(text.get("category_ids", ())),
        is_own=bool(text.get("is_own", _is_own(text))),
        stage_names=tuple(text.get("stage_names", STAGES)),
        **kept,
    )
    return CompiledFile(blueprint, tuple(text["varying"]), text["settings"], tape)


def _is_own(text: Mapping[str, Any]) -> bool:
    """Whether a file of the first edition, which does not say so, is of this kit's tables: their parameters say their kind."""
    return bool(text["parameters"]) and all("kind" in row["data"] for row in text["parameters"].values())


def _refuse(faults: Iterable[str]) -> None:
    if listed := list(faults):
        raise SealError("; ".join(listed[:MOST_SHOWN]))


def no_compiled_system(path: Path | str, words: str) -> ScenarioError:
    """The error that a file holds something else."""
    return ScenarioError(
        message("{path} is no compiled system ({error}); write one with CompiledSystem.save", path=path, error=words)
    )


def _plain(value: Any) -> Any:
    """Numbers of NumPy, and what else Brightway may have stored with a parameter, as JSON knows it."""
    return value.item() if isinstance(value, np.generic) else str(value)
