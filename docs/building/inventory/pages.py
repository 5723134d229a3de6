"""All pages of the inventories, written from the tables before the site is built."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from docs.building.inventory.places import Tables
from docs.building.inventory.processes import process_pages
from docs.building.inventory.provinces import province_pages
from docs.building.inventory.registers import (
    flows_page,
    folder_pages,
    index_page,
    parameter_pages,
    plants_page,
    sources_page,
)
from docs.building.inventory.scope_pages import exclusions_page, rule_sets_page
from lca_models.inventory.tables.reading import read_tables


def read(root: Path) -> Tables:
    """The tables of a folder, with what a unit of each process weighs as last accepted."""
    with (root / "snapshot" / "intensities.tsv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t")
        return Tables(read_tables(root), {one["process"]: (one["kg CO2-eq per unit"], one["unit"]) for one in lines})


def inventory_pages(tables: Tables) -> Iterator[tuple[str, str]]:
    """Place below `inventories/` and text of every page."""
    yield "index.md", index_page(tables)
    yield from folder_pages(tables)
    yield from process_pages(tables)
    yield from parameter_pages(tables)
    yield from province_pages(tables)
    yield "sources.md", sources_page(tables)
    yield "rule_sets.md", rule_sets_page(tables)
    yield "exclusions.md", exclusions_page(tables)
    yield "flows.md", flows_page(tables)
    yield "plants.md", plants_page(tables)


def write_inventories(root: Path, target: Path) -> None:
    """Write them all into a folder."""
    for place, text in inventory_pages(read(root)):
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
