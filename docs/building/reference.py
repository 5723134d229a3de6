"""The pages of reference that are written from the kit itself: commands, public names, columns of the tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docs.building.commands import commands_page, plain
from docs.building.names import PHASES, name_pages

INDEX = """# Reference

| | |
| --- | --- |
| [Commands](commands.md) | every command of `lca-models`, with what it takes |
| [Public names](python/index.md) | every name of `import lca_models as lm`: shapes, units, errors, source |
| [Files](files.md) | what goes in and out: data sheet, scenario, rules, JSON, the folder of a report |
| [Columns](columns.md) | what each column of each table of the inventories means |
| [The address](address.md) | what stands behind the address of the page |
"""
PYTHON = "# Public names\n\nIn the order of a study; [the kit in Python](../../python.md) has them in one table.\n\n"


def reference_pages(inventories: Path) -> Iterator[tuple[str, str]]:
    """Place below `reference/` and text of every page."""
    yield "index.md", INDEX
    yield "commands.md", commands_page()
    yield "columns.md", columns_page(inventories)
    pages = [*name_pages()]
    listed = "\n".join(f"* [{PHASES.get(place[:-3], place)}]({place})" for place, _ in pages)
    yield "python/index.md", f"{PYTHON}{listed}\n"
    for place, text in pages:
        yield f"python/{place}", text


def columns_page(inventories: Path) -> str:
    """The data dictionary of the tables, as it stands in columns.csv."""
    with (inventories / "columns.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    parts = [
        "# Columns of the tables\n",
        "Written from `inventories/columns.csv`, from which the checks and the records are made too. A key identifies a row.\n",
    ]
    for kind, lines in groupby(rows, key=lambda row: row["table"]):
        parts += [f"## {kind}\n", "| column | type | required | what it means |\n| --- | --- | --- | --- |"]
        parts += [column(line) for line in lines]
        parts.append("")
    return "\n".join(parts)


def column(line: dict[str, str]) -> str:
    """A line of the dictionary."""
    choices = line["allowed"].split("|") if line["allowed"] and line["type"] == "choice" else []
    allowed = f" One of {', '.join(f'`{one}`' for one in choices)}." if choices else ""
    required = "key" if line["key"] == "yes" else "yes" if line["required"] == "yes" else ""
    return f"| `{line['column']}` | {line['type']} | {required} | {plain(line['description'])}{allowed} |"


def write_reference(inventories: Path, target: Path) -> None:
    """Write them all into a folder."""
    for place, text in reference_pages(inventories):
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
