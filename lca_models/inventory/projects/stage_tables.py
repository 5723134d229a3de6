"""A stage map as a small table: which processes of a Brightway project stand in which stage of the life cycle.

Columns `stage` and any of `database`, `process` (code or name), `input` (code or name of what is bought or emitted) and
`pattern` (of `DATABASE/CODE`); `*` stands for anything, and an empty cell for all. The first row that fits holds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from lca_models.inventory.system.rows import Key, Node, ProjectRows
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.grammar.text_files import TextFileError, table_text
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

COLUMNS = ("pattern", "database", "process", "input", "stage")


@dataclass(frozen=True)
class StageRule:
    """One row: the stage of what fits all of its patterns; an empty pattern fits all."""

    stage: str
    pattern: str = ""
    database: str = ""
    process: str = ""
    input: str = ""

    def fits(self, node: Node) -> bool:
        """Whether a process fits, whatever it buys."""
        database, code = node.key
        return (
            _fits(self.pattern, f"{database}/{code}")
            and _fits(self.database, database)
            and (_fits(self.process, code) or _fits(self.process, node.name))
        )

    def fits_input(self, node: Node) -> bool:
        """Whether what is bought or emitted fits."""
        return any(_fits(self.input, text) for text in (node.key[1], node.name, "/".join(node.key)))


def _fits(pattern: str, text: str) -> bool:
    return not pattern or pattern == text or fnmatchcase(text, pattern)


def read_stage_table(path: Path) -> tuple[StageRule, ...]:
    """The rows of a stage map.

    Raises InventoryError with every fault of the table.
    """
    if not path.is_file():
        raise InventoryError(message("there is no file {file}; give its path from the folder you are in", file=path))
    return stage_rules(_lines(path), path.name)


def stage_rules(lines: Sequence[Mapping[str, str]], name: str) -> tuple[StageRule, ...]:
    """Rules of the lines of a table, by column.

    Raises InventoryError with every fault.
    """
    problems, found = [], []
    for column in dict.fromkeys(column for line in lines for column in line):
        if column not in COLUMNS:
            problems.append(
                message(
                    "{name}: a stage map has no column '{column}'; {near}",
                    name=name,
                    column=column,
                    near=suggestion(column, COLUMNS),
                )
            )
    for number, line in enumerate(lines, start=2):
        said = {column: str(line.get(column) or "").strip() for column in COLUMNS}
        if not any(said.values()):
            continue
        if not said["stage"]:
            problems.append(
                message("{name}:{number}  gives no stage; name one or delete the row", name=name, number=number)
            )
        elif len(said["stage"]) > 60 or not said["stage"].isprintable():
            problems.append(message("{name}:{number}  the stage is no short line of text", name=name, number=number))
        elif not any(value for column, value in said.items() if column != "stage"):
            problems.append(
                message(
                    "{name}:{number}  says of no process that it is '{stage}'; give a pattern, a database or a process",
                    name=name,
                    number=number,
                    stage=said["stage"],
                )
            )
        else:
            found.append(StageRule(**said))
    if not found and not problems:
        problems.append(
            message("{name} holds no stage; its columns are {columns}", name=name, columns=enumerated(COLUMNS))
        )
    if problems:
        raise InventoryError("\n".join(problems))
    return tuple(found)


def stage_map_of(rules: Sequence[StageRule], rows: ProjectRows) -> dict[Key | tuple[Key, Key], str]:
    """Stages by process, and by (process, input) where a rule names inputs.

    Raises InventoryError for a rule that fits nothing in the project.
    """
    nodes = {node.key: node for node in rows.nodes}
    makers = [node for node in rows.nodes if node.type in ("process", "processwithreferenceproduct", "multifunctional")]
    found: dict[Key | tuple[Key, Key], str] = {}
    used = set()
    by_input = [(place, rule) for place, rule in enumerate(rules) if rule.input]
    for node in makers:
        for place, rule in enumerate(rules):
            if not rule.input and rule.fits(node):
                used.add(place)
                found.setdefault(node.key, rule.stage)
    for exchange in rows.exchanges if by_input else ():
        pair = (exchange.process, exchange.input)
        buyer, bought = nodes.get(exchange.process), nodes.get(exchange.input)
        if buyer is None or bought is None or pair in found:
            continue
        for place, rule in by_input:
            if rule.fits(buyer) and rule.fits_input(bought):
                used.add(place)
                found.setdefault(pair, rule.stage)
    if idle := [rule for place, rule in enumerate(rules) if place not in used]:
        raise InventoryError(
            "\n".join(
                message(
                    "the stage map gives '{stage}' to what the project does not have: {patterns}",
                    stage=rule.stage,
                    patterns=enumerated(f"{name}={value}" for name in COLUMNS[:-1] if (value := getattr(rule, name))),
                )
                for rule in idle[:20]
            )
        )
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    try:
        text = table_text(path)
    except TextFileError as error:
        raise InventoryError(str(error)) from None
    return [
        {
            (column or "").strip(): (value or "").strip()
            for column, value in line.items()
            if isinstance(value, str | None)
        }
        for line in csv.DictReader(io.StringIO(text))
    ]
