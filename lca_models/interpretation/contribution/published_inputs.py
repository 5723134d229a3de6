"""Published results for packs, and the inputs that their models state with the processes of this kit they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.tables.reading import Row, Table, read_table, rows_of
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

REFERENCES = "references.csv"
OTHER = "other materials"  # bar of rows that name none


@dataclass(frozen=True)
class PublishedMaterial:
    """One or more rows of a published model that share processes of this kit, per kWh of capacity."""

    names: tuple[str, ...]
    codes: frozenset[str]  # of the kit's processes compared with
    mass_kg: float
    score: float  # kg CO2e
    bar: str = OTHER  # of a waterfall
    cited: tuple[str, ...] = ()  # source and locator of each row


@dataclass(frozen=True)
class Reference:
    """A published result for packs of a chemistry, in kg CO2e (GWP100, AR6) per kWh of capacity."""

    id: str
    name: str
    chemistry: str
    measure: str  # `gate`, `materials` without the making of cells and pack, or `making` without materials
    value: float
    low: float | None
    high: float | None
    source: str
    locator: str
    comment: str


def published_materials(tables: tuple[Table, ...], chemistry: str) -> tuple[PublishedMaterial, ...]:
    """Materials of the published pack of a chemistry; rows that share a process of this kit become one."""
    return grouped_materials([row for row in rows_of(tables, "published_materials") if row["chemistry"] == chemistry])


def grouped_materials(rows: Sequence[Row]) -> tuple[PublishedMaterial, ...]:
    """Materials of rows of published_materials.csv; those that share a process of this kit become one."""
    groups: list[list[Row]] = []
    for row in rows:
        touching = [group for group in groups if _codes(group) & _codes([row])]
        groups = [group for group in groups if group not in touching]
        groups.append([*(member for group in touching for member in group), row])
    return tuple(_material(group) for group in groups)


def _codes(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(code for row in rows for code in row["kit_inputs"].split())


def _material(rows: Sequence[Row]) -> PublishedMaterial:
    masses = [float(row["kg_per_kwh"]) for row in rows]
    score = sum(mass * float(row["kg_co2e_per_kg"]) for mass, row in zip(masses, rows, strict=True))
    cited = dict.fromkeys(f"{row.cells.get('source', '')}, {row.cells.get('locator', '')}" for row in rows)
    return PublishedMaterial(tuple(row["input"] for row in rows), _codes(rows), sum(masses), score,
                             rows[0].cells.get("bar") or OTHER, tuple(cited))  # fmt: skip


def read_references(root: Path) -> tuple[Reference, ...]:
    """The published results that the inventories below `root` hold.

    Raises InventoryError for a table that cannot be read.
    """
    rows = read_table(root, REFERENCES).rows if (root / REFERENCES).is_file() else ()
    return tuple(
        Reference(row["id"], row["name"], row["chemistry"], row["measure"], float(row["kg_co2e_per_kwh"]),
                  _number(row["low"]), _number(row["high"]), row["source"], row["locator"], row["comment"])
        for row in rows
    )  # fmt: skip


def _number(text: str) -> float | None:
    return float(text) if text else None


def find_reference(references: Iterable[Reference], name: str, chemistry: str) -> Reference:
    """The reference of a name, or of the key of its source, for a chemistry.

    Raises ScenarioError for an unknown name, with the nearest, and for one without this chemistry.
    """
    known = tuple(references)
    name = next((one.id for one in known if one.source == name), name)
    if name not in {one.id for one in known}:
        near = suggestion(name, {one.id for one in known})
        raise ScenarioError(message("there is no reference '{name}'; {near}", name=excerpt(name), near=near))
    found = {one.chemistry: one for one in known if one.id == name}
    if chemistry not in found:
        raise ScenarioError(
            message("reference '{name}' says nothing of {chemistry}; it has {listed}",
                    name=name, chemistry=chemistry, listed=enumerated(sorted(found)))
        )  # fmt: skip
    return found[chemistry]
