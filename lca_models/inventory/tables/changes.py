"""Two versions of the tables compared row by row, whatever file or line a row stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from lca_models.inventory.tables.reading import Place, Row, Table
from lca_models.inventory.tables.schema import Schema, key_of, schema_of

RowKey = tuple[str, tuple[str, ...]]  # kind of table, values of its key columns
_BY_FOLDER = ("processes", "parameters", "elementary_flows")  # the folder of these rows is their database


@dataclass(frozen=True)
class CellChange:
    """One cell of a row that is in both versions."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that only one version has (`old` or `new` is None), or whose cells differ."""

    kind: str  # of the table, as in columns.csv
    key: tuple[str, ...]
    old: Row | None
    new: Row | None
    cells: tuple[CellChange, ...]

    @property
    def change(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def row(self) -> Row:
        """The new row, or the old one where it was removed."""
        if (row := self.new or self.old) is None:
            raise ValueError(f"a change of {'/'.join(self.key)} needs the old row, the new row or both")
        return row

    @property
    def source(self) -> str:
        """The source the row cites now."""
        return self.row["source"]

    @property
    def follows(self) -> bool:
        """Whether the amount only follows from a formula that did not change."""
        return (
            [cell.column for cell in self.cells] == ["amount"]
            and bool(self.row["formula"])
            and self.change == "changed"
        )


def compare_tables(old: tuple[Table, ...], new: tuple[Table, ...]) -> tuple[RowChange, ...]:
    """Rows that differ, in the order of tables and lines of the new version; removed rows stand where they stood."""
    before, after = index_rows(old, (*old, *new)), index_rows(new, (*old, *new))
    schemas = _schema(old), _schema(new)
    found = []
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        cells = _cell_changes(key[0], one, other, schemas) if one and other else ()
        if cells or one is None or other is None:
            found.append(RowChange(*key, one, other, cells))
    return tuple(sorted(found, key=lambda change: (change.row.place.table, change.row.place.line, change.key)))


def index_rows(tables: tuple[Table, ...], versions: tuple[Table, ...] = ()) -> dict[RowKey, Row]:
    """All rows by kind and key; `versions` are the tables that say and tell apart the keys."""
    versions = versions or tables
    schema = _schema(versions)
    keys = {
        kind: key_of(kind, schema)  # none in a former data dictionary
        or _leading_key([table for table in versions if table.kind == kind], _quantities(schema, kind))
        for kind in {table.kind for table in tables}
    }
    found: dict[RowKey, Row] = {}
    for table in tables:
        columns = keys[table.kind]
        for row in table.rows:
            key = tuple(row[column] for column in columns)
            number = 2
            while (table.kind, key) in found:  # a table may repeat a key where no rule forbids it
                key, number = (*key[: len(columns)], f"({number})"), number + 1
            found[table.kind, key] = row
    return found


def _schema(tables: Iterable[Table]) -> Schema:
    return schema_of(row.cells for table in tables if table.kind == "columns" for row in table.rows)


def _quantities(schema: Schema, kind: str) -> frozenset[str]:
    """Columns that hold a quantity, by the data dictionary: they cannot name a row."""
    return frozenset(column.name for column in schema.get(kind, ()) if column.type in ("number", "formula"))


def _leading_key(tables: list[Table], quantities: frozenset[str]) -> tuple[str, ...]:
    """The fewest leading columns that no two rows of a version share, as far as they hold no quantity."""
    columns = tuple(takewhile(lambda column: column not in quantities, tables[0].columns)) or tables[0].columns
    for count in range(1, len(columns) + 1):
        rows = [[tuple(row[column] for column in columns[:count]) for row in table.rows] for table in tables]
        if all(len(set(listed)) == len(listed) for listed in rows):
            return columns[:count]
    return columns


def _cell_changes(kind: str, old: Row, new: Row, schemas: tuple[Schema, Schema]) -> tuple[CellChange, ...]:
    """Cells that differ. A column that only one version knows is a change of columns.csv, not of every row."""
    known = [
        {column.name for column in schema[kind]} if kind in schema else set(row.cells)
        for schema, row in zip(schemas, (old, new), strict=True)
    ]
    found = [
        CellChange(column, old[column], new[column])
        for column in dict.fromkeys((*old.cells, *new.cells))
        if column in known[0] & known[1] and not _same(old[column], new[column])
    ]
    if kind in _BY_FOLDER and _folder(old) != _folder(new):
        found.append(CellChange("folder", _folder(old), _folder(new)))
    return tuple(found)


def _same(old: str, new: str) -> bool:
    """Whether two cells say the same; 1 and 1.0 do."""
    if old == new:
        return True
    try:
        return float(old) == float(new)
    except ValueError:
        return False


def _folder(row: Row) -> str:
    return row.place.table.rpartition("/")[0]


def tables_of(rows: Mapping[RowKey, Row]) -> tuple[Table, ...]:
    """Tables made of rows by key, each row on a line of its own."""
    listed: dict[tuple[str, str], list[Row]] = {}
    for (kind, _), row in rows.items():
        listed.setdefault((row.place.table, kind), []).append(row)
    return tuple(
        Table(
            path,
            kind,
            tuple(dict.fromkeys(column for row in members for column in row.cells)),
            tuple(Row(Place(path, line), row.cells) for line, row in enumerate(members, start=2)),
        )
        for (path, kind), members in sorted(listed.items())
    )


def with_changes(rows: Mapping[RowKey, Row], changes: Iterable[RowChange]) -> dict[RowKey, Row]:
    """Rows of the old version with some of the changes made."""
    found = dict(rows)
    for change in changes:
        if change.new is None:
            del found[change.kind, change.key]
        else:
            found[change.kind, change.key] = change.new
    return found
