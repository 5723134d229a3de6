"""Where a row of the tables stands on the site: a page and an anchor made of its key, never of its line.

`manufacturing/cells.csv`, process `cell_lfp`, input `anode_graphite` is
`inventories/processes/cell_lfp.html#cell-lfp--anode-graphite`; were the same input bought twice, the second row would end
in `-2`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from lca_models.inventory.tables.reading import Row, Table, rows_of

PROCESSES, PARAMETERS = "processes", "parameters"


def dashed(code: str) -> str:
    """A code as a part of an anchor."""
    return code.lower().replace("_", "-")


def row_anchor(process: str, bought: str, number: int = 1) -> str:
    """The anchor of a row of a process; `number` counts rows with the same input, from 1."""
    return f"{dashed(process)}--{dashed(bought)}{f'-{number}' if number > 1 else ''}"


@dataclass(frozen=True)
class Tables:
    """The tables by what their rows are, with what links need."""

    all: tuple[Table, ...]
    intensities: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # process -> kg CO2-eq per unit as text, unit

    def rows(self, kind: str) -> list[Row]:
        """The rows of one kind of table."""
        return [*rows_of(self.all, kind)]

    @cached_property
    def processes(self) -> dict[str, Row]:
        """Processes by code."""
        return {row["code"]: row for row in self.rows(PROCESSES)}

    @cached_property
    def plants(self) -> dict[str, Row]:
        """Processes that supply a plant with electricity, by code."""
        return {row["code"]: row for row in self.rows("plants")}

    @cached_property
    def flows(self) -> dict[str, Row]:
        """Elementary flows by code."""
        return {row["code"]: row for row in self.rows("elementary_flows")}

    @cached_property
    def parameters(self) -> dict[str, Row]:
        """Parameters by name."""
        return {row["name"]: row for row in self.rows(PARAMETERS)}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Sources by key."""
        return {row["key"]: row for row in self.rows("sources")}

    @cached_property
    def provinces(self) -> dict[str, Row]:
        """Provinces by code."""
        return {row["code"]: row for row in self.rows("provinces")}

    @cached_property
    def exchanges(self) -> dict[str, list[tuple[str, Row]]]:
        """Rows of each process with their anchors, in the order of the tables."""
        found: dict[str, list[tuple[str, Row]]] = {}
        for anchor, row in anchored(self.rows("exchanges")):
            found.setdefault(row["process"], []).append((anchor, row))
        return found

    @cached_property
    def buyers(self) -> dict[str, list[tuple[str, Row]]]:
        """Rows that buy, avoid or emit each code, with their anchors."""
        found: dict[str, list[tuple[str, Row]]] = {}
        for rows in self.exchanges.values():
            for anchor, row in rows:
                if row["type"] != "production":
                    found.setdefault(row["input"], []).append((anchor, row))
        return found

    def name(self, code: str) -> tuple[str, str]:
        """English and Chinese name of a process, a plant's electricity, a province's mix or a flow; its code else."""
        row = self.processes.get(code) or self.plants.get(code) or self.flows.get(code)
        if row:
            return row["name"], row["name_zh"]
        if province := self.province_of(code):
            return f"electricity, {province['name']}", f"电力，{province['name_zh']}"
        return ("electricity, China", "电力，全国") if code == "electricity_cn" else (code, "")

    def province_of(self, code: str) -> Row | None:
        """The province whose mix a code is, if any."""
        return self.provinces.get(code.removeprefix("electricity_").upper().replace("_", "-"))

    def place(self, code: str) -> str:
        """Page and anchor, below `inventories/`, of what a row buys or emits; empty for what has none."""
        if code in self.processes:
            return f"processes/{code}.html"
        if code in self.plants:
            return f"plants.html#{dashed(code)}"
        if code in self.flows:
            return f"flows.html#{dashed(code)}"
        if province := self.province_of(code):
            return f"provinces/{province['code'].lower()}.html"
        return "provinces/index.html#china" if code == "electricity_cn" else ""

    def parameter_place(self, name: str) -> str:
        """Page and anchor of a parameter, below `inventories/`; empty for what is none."""
        row = self.parameters.get(name)
        return f"parameters/{PurePosixPath(row.place.table).stem}.html#{dashed(name)}" if row else ""


def anchored(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Rows of processes with their anchors; a repeated input is numbered from its second row on."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row["process"], row["input"])
        seen[key] += 1
        yield row_anchor(*key, seen[key]), row


def by_folder(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by the folder of their table, in the order of the tables."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(PurePosixPath(row.place.table).parts[0], []).append(row)
    return found
