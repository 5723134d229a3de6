"""Pages `factors`, `processes` and `model`: what each process buys and emits, line by line, and what that comes to in kg."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.system.own.structure import OWN_DATABASE
from lca_models.inventory.system.rows import Key, Node
from lca_models.reporting.declaration.calculation.book.pages import Cell, Page, follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, plain, quoted
from lca_models.reporting.declaration.calculation.kit.lines import Column, Line, Lines
from lca_models.reporting.declaration.calculation.kit.translation import Written
from lca_models.reporting.declaration.calculation.texts import both, texts
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

FACTORS, PROCESSES, MODEL = "factors", "processes", "model"
FACTOR_COLUMNS = ("code", "name_en", "name_zh", "value", "unit", "source", "database", "scores", "hash")
PROCESS_COLUMNS = ("code", "name_en", "name_zh", "unit", "supply", "production", "kg_per_unit")
MODEL_COLUMNS = ("process", "process_en", "process_zh", "bought", "name_en", "name_zh", "line_kind", "stage", "amount", "unit",
                 "quantity", "factor", "kg_per_run", "kg_pack", "source", "scores")  # fmt: skip
SUPPLY, PRODUCTION, INTENSITY = 4, 5, 6
PROCESS, BOUGHT, STAGE, AMOUNT, QUANTITY, FACTOR, PER_RUN, KG = 0, 3, 7, 8, 10, 11, 12, 13
MOST_SOURCES = 6  # that a factor names


@dataclass
class ModelCells:
    """Where the pages have what other pages read."""

    lines: Lines
    processes: dict[int, int] = field(default_factory=dict)  # rows of `processes` by column of the system
    rows: dict[int, list[int]] = field(default_factory=dict)  # rows of `model` by column of the system
    by_line: dict[int, Line] = field(default_factory=dict)  # lines by row of `model`
    factors: dict[object, str] = field(default_factory=dict)  # cells of `factors`


def fill_model(into: Filling, lines: Lines) -> ModelCells:
    """The three pages, their parameters left to be named."""
    cells = ModelCells(lines)
    factors = into.page(FACTORS, FACTOR_COLUMNS, (30, 40, 30, 18, 16, 44, 24, 12, 20))
    processes = into.page(PROCESSES, PROCESS_COLUMNS, (30, 40, 30, 12, 18, 18, 18))
    model = into.page(MODEL, MODEL_COLUMNS, (26, 30, 24, 26, 34, 26, 12, 22, 18, 12, 18, 18, 18, 18, 40, 12))
    for column in lines.columns:
        cells.processes[column.place] = processes.add([text(column.node.key[1]), *_names(column.node, is_process=True),
                                                       text(_unit(column.node))])  # fmt: skip
    for column in lines.columns:
        cells.rows[column.place] = []
        for line in column.lines:
            row = _fill_line(into, cells, model, column, line)
            cells.rows[column.place].append(row)
            cells.by_line[row] = line
    for column in lines.columns:
        _fill_process(cells, processes, model, column)
    if factors.rows > 1:
        into.book.name("factor_code", factors.span(0, 2, factors.rows))
        into.book.name("factor_value", factors.span(3, 2, factors.rows))
    return cells


def _names(node: Node, *, is_process: bool = False) -> list[Cell]:
    """Its name in English and in Chinese; a process of the maker's own goes by its code, which has one language."""
    if node.key[0] == OWN_DATABASE:
        return [text(node.key[1]), text(node.key[1])]
    if is_process:
        return [text(node.name), text(str(node.data.get("name_zh") or node.name))]
    return [text(node.product_words(ENGLISH)), text(node.product_words(CHINESE))]


def _unit(node: Node) -> str:
    return str(node.data.get("unit") or "")


def _fill_line(into: Filling, cells: ModelCells, model: Page, column: Column, line: Line) -> int:
    """A line of the model; its number."""
    system, lines = cells.lines.assessment.system, cells.lines
    process = column.node
    head = [text(process.key[1]), *_names(process, is_process=True)]
    factor = _factor(into, cells, column, line)
    if line.is_background:
        words = texts()["background"]
        row = model.add([*head, text("background"), text(words[0]), text(words[1]), text("background"), text(line.stage)])
        model.put(row, 9, text(_unit(process)))
        model.put(row, 14, text(_sources(lines, line.exchanges)))
    else:
        place = line.exchanges[0]
        exchange, node = system.exchanges[place], lines.bought_node(place)
        kind = "emits" if system.is_biosphere[place] else "avoids" if line.sign < 0 else "buys"
        row = model.add([*head, text(lines.bought_code(place)), *_names(node), text(kind), text(line.stage)])
        model.put(row, 9, text(_unit(node)))
        model.put(row, 14, text(_sources(lines, (place,))))
        model.put(row, 15, text(str(exchange.data.get("pedigree_scores") or "")))
    model.put(row, AMOUNT, _amount(line.amount))
    sign = "-" if line.sign < 0 else ""
    model.put(row, FACTOR, follows(factor))
    model.put(row, PER_RUN, follows(f"{sign}{model.place(row, AMOUNT)}*{model.place(row, FACTOR)}"))
    if column.is_foreground:
        supply = f"{PROCESSES}!E{cells.processes[column.place]}"
        model.put(row, QUANTITY, follows(f"{supply}*{model.place(row, AMOUNT)}"))
        if line.stage:
            model.put(row, KG, follows(f"{supply}*{model.place(row, PER_RUN)}"))
    return row


def _amount(written: Written) -> Cell:
    return follows(written.text) if written.is_live else number(written.value)


def _factor(into: Filling, cells: ModelCells, column: Column, line: Line) -> str:
    """The cell of the kg of one unit: of a process of the workbook, or a cited value."""
    if line.supplier is not None:
        return f"{PROCESSES}!G{cells.processes[line.supplier]}"
    key: object
    page = into.book.pages[FACTORS]
    system, lines = cells.lines.assessment.system, cells.lines
    if line.is_background:
        key = (column.node.key, line.stage)
        if key not in cells.factors:
            words = texts()["background_of"]
            code = f"background_{column.node.key[1]}" + (f"_{line.stage.replace(' ', '_')}" if line.stage else "")
            row = page.add([text(code), text(f"{words[0]} {column.node.name}"),
                            text(f"{words[1]}{column.node.data.get('name_zh') or column.node.name}"), number(line.unit_score),
                            text(f"kg/{_unit(column.node)}"), text(_sources(lines, line.exchanges)), text(column.node.key[0]),
                            text(""), text(_hash(lines, line.exchanges))])  # fmt: skip
            cells.factors[key] = page.place(row, 3)
        return cells.factors[key]
    place = line.exchanges[0]
    node = lines.bought_node(place)
    key = node.key
    if key not in cells.factors:
        own = _own_exchanges(lines, node.key) if not system.is_biosphere[place] else (place,)
        row = page.add([text(node.key[1]), *_names(node), number(line.unit_score * line.sign), text(f"kg/{_unit(node)}"),
                        text(_sources(lines, own)), text(node.key[0]), text(""), text(_hash(lines, own))])  # fmt: skip
        cells.factors[key] = page.place(row, 3)
    return cells.factors[key]


def _own_exchanges(lines: Lines, key: Key) -> tuple[int, ...]:
    return tuple(place for place, row in enumerate(lines.assessment.system.exchanges) if row.process == key)


def _sources(lines: Lines, places: tuple[int, ...]) -> str:
    """Sources of exchanges, those behind most of them first."""
    counts: dict[str, int] = {}
    for place in places:
        data = lines.assessment.system.exchanges[place].data
        source = both("your_input", " / ") if data.get("evidence") == USER else str(data.get("source") or "")
        if source:
            counts[source] = counts.get(source, 0) + 1
    found = sorted(counts, key=lambda one: (-counts[one], one))
    return "; ".join(found[:MOST_SOURCES]) + (" …" if len(found) > MOST_SOURCES else "")


def _hash(lines: Lines, places: tuple[int, ...]) -> str:
    """Digits of the hash of the rows behind a factor."""
    system, rows = lines.assessment.system, []
    for place in places:
        row = system.exchanges[place]
        rows.append([*row.process, *row.input, row.type, float(lines.assessment.amounts[place]), row.formula,
                     "" if row.data.get("evidence") == USER else str(row.data.get("source") or ""),
                     str(row.data.get("locator") or "")])  # fmt: skip
    return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]


def _fill_process(cells: ModelCells, processes: Page, model: Page, column: Column) -> None:
    """Supply and intensity of a process."""
    row, lines = cells.processes[column.place], cells.lines
    assessment = lines.assessment
    processes.put(row, PRODUCTION, _amount(column.production))
    if column.is_foreground:
        terms = _buyers(cells, model, column.place)
        if column.is_frozen:
            processes.put(row, SUPPLY, number(float(assessment.supply[column.place])))
        else:
            if column.place == int(assessment.system.makers[assessment.system.product_index[assessment.system.demand]]):
                terms.insert(0, plain(assessment.system.demand_amount))
            whole = "".join(terms).removeprefix("+") or "0"
            processes.put(row, SUPPLY, follows(f"({whole})/{processes.place(row, PRODUCTION)}"))
    if column.is_frozen:
        key = assessment.system.products[int((assessment.system.makers == column.place).nonzero()[0][0])]
        processes.put(row, INTENSITY, number(float(assessment.intensities[assessment.system.product_index[key]])))
    elif cells.rows[column.place]:
        span = model.span(PER_RUN, cells.rows[column.place][0], cells.rows[column.place][-1])
        processes.put(row, INTENSITY, follows(f"SUM({span})/{processes.place(row, PRODUCTION)}"))
    else:
        processes.put(row, INTENSITY, number(0))


def _buyers(cells: ModelCells, model: Page, column: int) -> list[str]:
    """What others need of a process, in signed cells."""
    found, foreground = list[str](), set(cells.lines.foreground)
    for row, line in cells.by_line.items():
        if line.supplier == column and not line.stage and line.column in foreground:
            found.append(f"{'-' if line.sign < 0 else '+'}{model.place(row, QUANTITY)}")
    return found


def stage_sum(into: Filling, stage: str) -> str:
    """The formula of what a stage comes to, over the whole page."""
    model = into.book.pages[MODEL]
    return f"SUMIFS({model.span(KG, 2, model.rows)},{model.span(STAGE, 2, model.rows)},{quoted(stage)})"


def sum_over(into: Filling, column: int, wanted: Mapping[int, str]) -> str:
    """The formula of a sum over the lines of the model, by the texts of columns."""
    model = into.book.pages[MODEL]
    conditions = ",".join(f"{model.span(at, 2, model.rows)},{quoted(words)}" for at, words in wanted.items())
    return f"SUMIFS({model.span(column, 2, model.rows)},{conditions})"
