"""Under which rules and settings a result stands: the setup, the rule set with its status, the boundary, the factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lca_models.inventory.system.rows import ExchangeRow, Node
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.cut_off import BOUNDARY, exclusions_of, left_out
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.status import TextStatus, rule_set_status, text_statuses
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.calculation_setup import RULE_FILES, SCENARIO_FILES, CalculationSetup, file_and_name
from lca_models.scope.rules import BOUNDARY as BOUNDARY_TERM
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

FOLDER = "setup/"


def setup_inside(declared: Declared) -> CalculationSetup:
    """The setup that gives the result where the bundle is: files by their names, without the folders of whoever made it."""
    setup = declared.result.complete_setup
    curve = setup.fade_curve
    return replace(
        setup,
        product=declared.file.name,
        rules=_inside(setup.rules, RULE_FILES),
        scenarios=tuple(_inside(one, SCENARIO_FILES) for one in setup.scenarios),
        fade_curve=replace(curve, file="") if curve is not None else None,
    )


def _inside(text: str, endings: tuple[str, ...]) -> str:
    """`FILE` or `FILE#NAME` by the name of the file; a plain name as it is."""
    file, name = file_and_name(text, endings)
    return text if not file else Path(file).name + (f"#{name}" if name else "")


def setup_files(declared: Declared) -> dict[str, bytes]:
    """Files of the user that the setup names, rule sets and scenarios, as members beside it.

    Raises OSError where one cannot be read, ValueError for two of one name.
    """
    setup, found = declared.result.complete_setup, dict[str, bytes]()
    named = [file_and_name(setup.rules, RULE_FILES)[0],
             *(file_and_name(one, SCENARIO_FILES)[0] for one in setup.scenarios)]  # fmt: skip
    for file in dict.fromkeys(filter(None, named)):
        member, content = FOLDER + Path(file).name, Path(file).read_bytes()
        if found.setdefault(member, content) != content:
            raise ValueError(member)
    return found


def setup_document(declared: Declared) -> dict[str, Any]:
    """The setup as a document; `CalculationSetup(**document)` is it again, beside the data sheet of its name."""
    return setup_inside(declared).document()


def rules_document(declared: Declared) -> dict[str, Any]:
    """The rule set in force with every term, and name, date and status of it and of every other text that is spoken of.

    `kit_defaults` are terms that this kit chose, as the rule is not public.
    """
    rules = declared.result.rule_set
    used = rule_set_status(rules)
    others = [one for one in text_statuses().values() if one.id != used.id]
    return {
        "in_force": {**_status(used), "title_en": rules.words(ENGLISH), "title_zh": rules.words(CHINESE),
                     "terms": rules.document(),
                     "kit_defaults": [term.key or term.description for term in declared.result.kit_defaults_in_use]},
        "texts": [_status(one) for one in (used, *others)],
    }  # fmt: skip


def _status(one: TextStatus) -> dict[str, str]:
    return {
        "id": one.id, "name_en": one.english, "name_zh": one.chinese, "date": one.date, "status_en": one.status_en,
        "status_zh": one.status_zh, "source": one.source, "confidence": one.confidence,
    }  # fmt: skip


def boundary_table(declared: Declared) -> ResultTable:
    """What each stage holds, process by process, and what is left out of it, with the reason."""
    return ResultTable("boundary", ("stage", "is", "item", "reason", "source"), tuple(_boundary(declared)))


def _boundary(declared: Declared) -> Iterator[tuple[Cell, ...]]:
    result = declared.result
    names = {node.key[1]: node.name for node in result.system.processes}
    for term in result.rule_set.terms:
        if term.aspect == BOUNDARY_TERM and not term.key:
            yield "", "rule", term.value, term.description, term.source
    for stage in result.system.stage_names:
        buyers = dict.fromkeys(one.buyer for one in lines_of_result(declared) if one.stage == stage)
        for buyer in buyers:
            yield stage, "included", names.get(buyer, buyer), "", ""
        for one in left_out(declared):
            if one.stage == stage:
                reason = one.proof if one.kind == BOUNDARY else "left out: see results/cutoff.csv"
                yield stage, "excluded", one.name, reason, one.source


def exclusions_table(declared: Declared) -> ResultTable:
    """The exclusions of the inventories that concern the product, as their table has them."""
    columns = ("item", "name_zh", "stage", "share_low", "share_high", "share_of", "source", "locator", "evidence",
               "comment", "text_zh")  # fmt: skip
    return ResultTable(
        "exclusions", columns, tuple(tuple(row[one] for one in columns) for row in exclusions_of(declared))
    )


def factors_table(declared: Declared) -> ResultTable:
    """The factor of everything that the product's own processes buy or emit, kg CO2e per unit, with its source.

    A factor of a background process is what stands behind one unit of it, everything upstream included.
    """
    system = declared.result.system
    nodes = {node.key: node for node in (*system.processes, *system.flows)}
    rows: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for one in lines_of_result(declared):
        exchange: ExchangeRow = system.exchanges[one.place]
        rows.setdefault(exchange.input, _factor(nodes[exchange.input], one.what, one.unit, one.factor, one.factor_of))
    columns = ("code", "database", "name", "location", "kg_co2e_per_unit", "unit", "factor_of", "source", "locator",
               "evidence", "allocation")  # fmt: skip
    return ResultTable("factors", columns, tuple(rows[key] for key in sorted(rows)))


def _factor(node: Node, what: str, unit: str, factor: float, factor_of: str) -> tuple[Cell, ...]:
    said = [str(node.data.get(name) or "") for name in ("source", "locator", "evidence", "allocation")]
    return node.key[1], node.key[0], what, str(node.data.get("location") or ""), factor, unit, factor_of, *said


def stage_map_table(declared: Declared) -> ResultTable:
    """The stage of every line, and the one that it has before the rule set moves it."""
    system = declared.result.system
    before = (system.before_rules or system).stages
    known = before if len(before) == len(system.stages) else system.stages
    rows = tuple((one.name, one.buyer, one.input, one.stage, known[one.place]) for one in lines_of_result(declared))
    return ResultTable("stage_map", ("line", "process", "input", "stage", "stage_before_rules"), rows)
