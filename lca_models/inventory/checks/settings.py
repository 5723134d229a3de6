"""Rules between the settings of rule sets and scenarios and the parameters they set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lca_models.inventory.checks.parameters import parameter_row
from lca_models.inventory.system.admissibility import warnings_of
from lca_models.inventory.system.choices import codes_of
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.rule_tables import RULES_TABLE, TITLE, check_settings_of_rules, check_terms
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import Place, Table, rows_of
from lca_models.inventory.tables.records import Inventories
from lca_models.inventory.tables.scenarios import BASELINE, SCENARIOS_FILE, read_scenarios
from lca_models.scope.grammar.text_files import read_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def check_rule_table(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Breaches of rules.csv: single terms, and terms that set what the inventories do not hold."""
    rows = tuple(rows_of(tables, RULES_TABLE.removesuffix(".csv")))
    yield from check_terms(rows)
    for row in rows:
        if row["key"] in ("", TITLE) and "name_zh" in row.cells and not row["name_zh"]:
            yield Problem(
                row.place, message("name_zh is empty for '{value}'; give it in simplified Chinese", value=row["value"])
            )
    methods = [method.id for method in inventories.methods]
    yield from check_settings_of_rules(rows, parameter_rows(inventories), inventories.choices, methods)


def check_scenarios(root: Path, inventories: Inventories) -> Iterator[Problem]:
    """Breaches of scenarios.yaml: settings that no parameter takes.

    Raises InventoryError when the file is no mapping of scenarios.
    """
    parameters = parameter_rows(inventories)
    scenarios = {name: one for name, one in read_scenarios(root).items() if name != BASELINE.name}
    lines = read_text(root / SCENARIOS_FILE).splitlines() if (root / SCENARIOS_FILE).is_file() else []
    is_translated = any(scenario.text_zh for scenario in scenarios.values())
    for scenario in scenarios.values():
        starts = (number for number, line in enumerate(lines, start=1) if line.startswith(f"{scenario.name}:"))
        place = Place(SCENARIOS_FILE, next(starts, 1))
        if is_translated and not scenario.text_zh:
            yield Problem(
                place,
                message(
                    "scenario '{name}': text_zh is missing; give the description in simplified Chinese",
                    name=scenario.name,
                ),
            )
        try:
            resolve_settings(scenario.settings, parameters, inventories.choices)
        except ScenarioError as error:
            for line in str(error).splitlines():
                yield Problem(place, message("scenario '{name}': {line}", name=scenario.name, line=line))


def scenario_notes(root: Path, inventories: Inventories) -> tuple[str, ...]:
    """Values of scenarios that are possible, but outside what makes sense of their parameters.

    Raises InventoryError when the file is no mapping of scenarios.
    """
    parameters, found = parameter_rows(inventories), []
    for scenario in read_scenarios(root).values():
        with suppress(ScenarioError):  # reported as a problem
            values = resolve_settings(scenario.settings, parameters, inventories.choices)
            lines = warnings_of(values, parameters)
            found += [message("scenario '{name}': {line}", name=scenario.name, line=line) for line in lines]
    return tuple(found)


def parameter_rows(inventories: Inventories) -> dict[str, ParameterRow]:
    """Parameters as the rows of a project, with what the settings of people are judged by."""
    codes = codes_of(inventories)
    return {one.name: parameter_row(one, codes.get(one.name, ())) for one in inventories.parameters}
