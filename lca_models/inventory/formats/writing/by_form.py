"""One product as the files that another tool takes, by the name of a form, and what the form cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lca_models.inventory.files.commit import write_files
from lca_models.inventory.formats.writing import brightway_sheet, bw2package, exchange_table, open_lca
from lca_models.inventory.formats.writing.contents import Contents
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.wording.messages import message

WORKBOOK, BW2PACKAGE, OPENLCA, TABLE = "workbook", "bw2package", "openlca", "csv"
Written = tuple[bytes, tuple[str, ...]]  # a file, and what it cannot hold


@dataclass(frozen=True)
class Form:
    """A form: the ending of its file, and what writes it."""

    ending: str
    write: Callable[[Contents], Written]


TOOL_FORMS: Mapping[str, Form] = {
    BW2PACKAGE: Form(".bw2package", bw2package.write),
    WORKBOOK: Form(".xlsx", brightway_sheet.write),
    OPENLCA: Form(".zip", open_lca.write),
    TABLE: Form(".csv", exchange_table.write),
}


@dataclass(frozen=True)
class ExportReport:
    """What an export wrote, and what its form cannot hold."""

    files: tuple[Path, ...]
    database: str
    demand: tuple[str, str]  # database and code of the process to ask for
    processes: int
    exchanges: int
    parameters: int
    notes: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """The report as one JSON document."""
        return {
            "files": [str(path) for path in self.files], "database": self.database, "demand": list(self.demand),
            "processes": self.processes, "exchanges": self.exchanges, "parameters": self.parameters,
            "notes": list(self.notes),
        }  # fmt: skip

    def text(self) -> str:
        """The report for a terminal."""
        return "\n".join([
            *(str(path) for path in self.files),
            message("database '{name}': {processes} processes, {exchanges} exchanges, {parameters} parameters; ask for "
                    "'{demand}'", name=self.database, processes=self.processes, exchanges=self.exchanges,
                    parameters=self.parameters, demand="/".join(self.demand)),
            *(message("note: {remark}", remark=note) for note in self.notes),
        ])  # fmt: skip


def contents_of(system: ProductSystem, values: Mapping[str, float], amounts: np.ndarray) -> Contents:
    """A product system at the values and amounts of one result, as one database of the name of its product."""
    name = (system.pack.id if system.pack is not None else system.product.id if system.product is not None
            else system.demanded.key[1])  # fmt: skip
    return Contents(name, system, values, amounts)


def export_product(contents: Contents, form: str, path: Path) -> ExportReport:
    """Write one product in one of TOOL_FORMS, whole or not at all.

    Raises ProjectError for a file with the ending of another form, and for what the form cannot hold at all; OSError where
    it cannot be written.
    """
    found = TOOL_FORMS[form]
    if path.suffix.lower() != found.ending:
        raise ProjectError(
            message("--out is '{file}'; give a file that ends with {ending}", file=path, ending=found.ending)
        )
    content, notes = found.write(contents)
    files = {path.name: content}
    if form == TABLE:
        files[f"{path.stem}.parameters.csv"] = exchange_table.write_parameters(contents)
    write_files(path.parent, files)
    return ExportReport(
        tuple(path.parent / name for name in files), contents.name, contents.demand, len(contents.system.processes),
        sum(map(len, contents.rows.values())), len(contents.parameters), notes,
    )  # fmt: skip
