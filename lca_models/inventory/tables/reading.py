"""`inventories/` read as it stands: tables of text with the place of every row. Nothing is judged here."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lca_models.inventory.files.cells_as_text import as_it_was
from lca_models.inventory.files.commit import finish_interrupted
from lca_models.inventory.tables.schema import kind_of, schema_of
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.numbers import BLANKS
from lca_models.scope.grammar.text_files import TextFileError, table_text
from lca_models.scope.wording.messages import message


class InventoryError(LcaModelsError):
    """The tables of an inventory must keep their rules; the message lists every breach with its place and remedy."""


@dataclass(frozen=True)
class Place:
    """Where a row stands: table path relative to the inventories, and line number (1 is the header)."""

    table: str
    line: int

    def __str__(self) -> str:
        return f"{self.table}:{self.line}"


NOWHERE = Place("", 0)  # of what no row says


@dataclass(frozen=True)
class Row:
    """One line of a table, as text by column."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def __iter__(self) -> Iterator[str]:
        """The columns: without this, `in` would ask for 0, 1, 2 ... of which there is no end."""
        return iter(self.cells)


@dataclass(frozen=True)
class Table:
    """One CSV file. `kind` is the name its columns are listed under in columns.csv: its folder's, or what its header fits."""

    path: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def folder(self) -> str:
        return self.path.rsplit("/", 1)[0] if "/" in self.path else ""


def find_inventories() -> Path:
    """The folder of tables: $LCA_MODELS_INVENTORIES, the checkout's `inventories/`, or the copy in an installed wheel."""
    if given := os.environ.get("LCA_MODELS_INVENTORIES"):
        return Path(given)
    package = Path(__file__).resolve().parents[2]
    checkout = package.parent / "inventories"
    return checkout if (checkout / "columns.csv").is_file() else package / "shipped_inventories"


def read_tables(root: Path) -> tuple[Table, ...]:
    """Every CSV file below `root`, in the order of their paths.

    Raises InventoryError when the folder or its data dictionary is missing, or a file is not UTF-8 text or no table.
    """
    if root.is_file() and root.suffix.lower() in (".csv", ".tsv", ".txt"):
        _table_text(root, root.name)
    finish_interrupted(root)
    if not (root / "columns.csv").is_file():
        raise InventoryError(message("{root} holds no columns.csv; name the folder of inventory tables", root=root))
    tables, problems = [], []
    for name in _table_names(root):
        try:
            tables.append(read_table(root, name))
        except InventoryError as error:
            problems.append(str(error))
    if problems:
        raise InventoryError("\n".join(problems))
    schema = schema_of(row.cells for table in tables if table.path == "columns.csv" for row in table.rows)
    return tuple(replace(table, kind=kind_of(table.path, table.columns, schema)[0]) for table in tables)


class _Unread(Table):
    """A table of whose file only the header was read; its rows are read where they are first asked for."""

    _root: Path

    def __init__(self, root: Path, path: str, kind: str, columns: tuple[str, ...]) -> None:
        for name, value in {"_root": root, "path": path, "kind": kind, "columns": columns}.items():
            object.__setattr__(self, name, value)  # it is frozen as all tables are

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows. Raises InventoryError as `read_table` does."""
        return read_table(self._root, self.path).rows


def tables_on_demand(root: Path) -> tuple[Table, ...]:
    """The same tables for who needs the rows of a few: those of each are read where they are first asked for.

    Raises InventoryError where the data dictionary cannot be read; a table does so where its rows are asked for.
    """
    schema = schema_of(row.cells for row in read_table(root, "columns.csv").rows)
    found = []
    for name in _table_names(root):
        columns = _header(root / name)
        found.append(_Unread(root, name, kind_of(name, columns, schema)[0], columns))
    return tuple(found)


def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        return _parse(path.name, file.readline())[0]


def _table_names(root: Path) -> list[str]:
    """Paths of all tables, without hidden folders: Jupyter leaves copies in `.ipynb_checkpoints`."""
    names = (path.relative_to(root).as_posix() for path in root.rglob("*.csv"))
    return sorted(name for name in names if not any(part.startswith(".") for part in name.split("/")))


def read_table(root: Path, name: str) -> Table:
    """One table by its path below `root`; its kind is the name of the file.

    Raises InventoryError when it is missing, not UTF-8 text, or leaves a quotation open.
    """
    path = root / name
    if not path.is_file():
        raise InventoryError(message("{root} holds no {name}", root=root, name=name))
    return Table(name, name.rpartition("/")[2].removesuffix(".csv"), *_parse(name, _table_text(path, name)))


def _table_text(path: Path, name: str) -> str:
    try:
        return table_text(path, name)
    except TextFileError as error:
        raise InventoryError(str(error)) from None


def _parse(name: str, text: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    # Strict: an open quotation would otherwise swallow all lines below it. Only \n ends a line, as in an editor.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows = []
    line = 1  # where the row begins; a quoted cell may hold several lines
    try:
        for values in reader:
            if line == 1:
                columns = tuple(map(as_it_was, values))
            elif any(value.strip() for value in values):
                padded = [*values, *[""] * (len(columns) - len(values))]
                # Plain blanks only: one that nobody sees, such as U+00A0, is part of what the cell says.
                cells = {column: as_it_was(value.strip(BLANKS)) for column, value in zip(columns, padded, strict=False)}
                if len(values) > len(columns):
                    cells["(surplus)"] = ",".join(values[len(columns) :])
                rows.append(Row(Place(name, line), cells))
            line = reader.line_num + 1
    except csv.Error as error:
        too_long = len(text) > (most := csv.field_size_limit()) and "limit" in str(error)
        raise InventoryError(
            message(
                "{name}:{line}  a cell has more than {most:,} characters; shorten it, or close its quotation marks",
                name=name,
                line=line,
                most=most,
            )
            if too_long
            else message(
                "{name}:{line}  cannot be read ({error}); correct the quotation marks of this row",
                name=name,
                line=line,
                error=error,
            )
        ) from None
    return columns, tuple(rows)


def rows_of(tables: tuple[Table, ...], kind: str) -> Iterator[Row]:
    """Rows of all tables of one kind."""
    for table in tables:
        if table.kind == kind:
            yield from table.rows


def tables_hash(root: Path) -> str:
    """SHA-256 over the names and texts of all tables below `root`, in hexadecimal.

    How lines end and whether a byte order mark stands before them is a matter of the editor, and of git on Windows.
    """
    digest = hashlib.sha256()
    for name in _table_names(root):
        content = (root / name).read_bytes().removeprefix(codecs.BOM_UTF8)
        digest.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + b"\0")
    return digest.hexdigest()


def text_hash(path: Path) -> str:
    """SHA-256 of the text of a file in hexadecimal, as `tables_hash` takes it; empty where there is no file."""
    if not path.is_file():
        return ""
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    return hashlib.sha256(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).hexdigest()


def former_tables_hash(root: Path) -> str:
    """The hash of the tables by the rule of builders up to version 4, which took bytes as they stand."""
    digest = hashlib.sha256()
    for name in _table_names(root):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes() + b"\0")
    return digest.hexdigest()
