"""`rules.csv` of the inventories, and rule sets that a user keeps in a file of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.settings import setting_problem
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import InventoryError, Place, Row, read_table
from lca_models.inventory.tables.records import Choice, record_of
from lca_models.scope.functional_unit import SERVICE_LIVES
from lca_models.scope.rules import (
    ASPECTS,
    DEFAULT_RULES,
    METHOD,
    RESERVED_KEYS,
    SERVICE_LIFE,
    STAGE_MAP,
    RuleSet,
    Term,
)
from lca_models.scope.spelling import suggestion
from lca_models.scope.stages import STAGES

RULES_TABLE = "rules.csv"
RULE_COLUMNS = ("rules", "aspect", "key", "value", "description", "source", "locator", "confidence", "kit_default")
TITLE = "title"  # key of the row that names a rule set


def read_rules(root: Path) -> dict[str, RuleSet]:
    """Rule sets of the inventories by id; without a table, a default one that sets nothing.

    Raises InventoryError when the table cannot be read.
    """
    if not (root / RULES_TABLE).is_file():
        return {DEFAULT_RULES: RuleSet(DEFAULT_RULES, DEFAULT_RULES)}
    return rules_of(read_table(root, RULES_TABLE).rows)


def read_rules_file(path: Path) -> dict[str, RuleSet]:
    """Rule sets of a file of the user, in the columns of rules.csv.

    Raises InventoryError with every problem of the file.
    """
    table = read_table(path.parent, path.name)
    missing = [column for column in RULE_COLUMNS if column not in table.columns]
    problems = [
        Problem(Place(path.name, 1), f"column '{column}' is missing; copy the header of rules.csv")
        for column in missing
    ]
    problems = problems or list(check_terms(table.rows))
    if not table.rows and not problems:
        problems = [Problem(Place(path.name, 1), "holds no rule set; copy rows of rules.csv under a new name")]
    if problems:
        raise InventoryError("\n".join(map(str, problems)))
    return {name: replace(rules, file=str(path)) for name, rules in rules_of(table.rows).items()}


def rules_of(rows: Iterable[Row]) -> dict[str, RuleSet]:
    """Rule sets by id."""
    titles: dict[str, tuple[str, str]] = {}
    terms: dict[str, list[Term]] = {}
    for row in rows:
        if row["key"] == TITLE:
            titles[row["rules"]] = row["value"], row["name_zh"]
        terms.setdefault(row["rules"], [])
        if row["key"] != TITLE:
            terms[row["rules"]].append(record_of(Term, row, is_kit_default=row["kit_default"] == "yes"))
    named = {name: titles.get(name, (name, "")) for name in terms}
    return {name: RuleSet(name, named[name][0], tuple(found), title_zh=named[name][1]) for name, found in terms.items()}


def check_terms(rows: Iterable[Row]) -> Iterator[Problem]:
    """Breaches of the rules of single terms: known aspects, no key twice, reserved keys with values that exist."""
    rows = tuple(rows)
    first: dict[tuple[str, str], Place] = {}
    aspects: dict[str, Row] = {}
    for row in rows:
        if row["aspect"] not in ASPECTS and row["key"] != TITLE:
            yield Problem(row.place, f"aspect '{row['aspect']}' is unknown; {suggestion(row['aspect'], ASPECTS)}")
        if not row["rules"] or not row["value"]:
            yield Problem(row.place, f"{'value' if row['rules'] else 'rules'} is empty; fill it in")
        if row["key"]:
            yield from _check_key(row, first, aspects)
        for column in ("minimum", "maximum"):
            if not _is_number(row[column]):
                yield Problem(row.place, f"{column} '{row[column]}' is not a number; write it as 0.2")


def _check_key(row: Row, first: dict[tuple[str, str], Place], aspects: dict[str, Row]) -> Iterator[Problem]:
    key = (row["rules"], row["key"])
    if key in first:
        yield Problem(row.place, f"repeats the key '{row['key']}' of {first[key]} for '{row['rules']}'; delete one")
    first.setdefault(key, row.place)
    other = aspects.setdefault(row["key"], row)
    if other["aspect"] != row["aspect"]:
        yield Problem(row.place, f"'{row['key']}' stands under '{row['aspect']}', at {other.place} under "
                      f"'{other['aspect']}'; give one key one aspect in all rule sets")  # fmt: skip
    if row["key"] == SERVICE_LIFE and row["value"] not in SERVICE_LIVES:
        yield Problem(row.place, f"service_life '{row['value']}' is unknown; {suggestion(row['value'], SERVICE_LIVES)}")
    if row["key"] == STAGE_MAP:
        for entry in filter(str.strip, row["value"].split(";")):
            stage = entry.partition("=")[2].strip()
            if stage not in STAGES:
                yield Problem(row.place, f"stage_map gives '{entry.strip()}' the stage '{stage}', which is none; "
                              f"{suggestion(stage, STAGES)}")  # fmt: skip


def _is_number(text: str) -> bool:
    try:
        return not text or math.isfinite(float(text))
    except ValueError:
        return False


def check_settings_of_rules(
    rows: Iterable[Row],
    parameters: Mapping[str, ParameterRow],
    choices: Mapping[str, tuple[Choice, ...]],
    methods: Iterable[str],
) -> Iterator[Problem]:
    """Breaches between rule sets and the inventories: unknown parameters and methods, impossible values."""
    known = {*parameters, *RESERVED_KEYS}
    for row in rows:
        if not row["key"] or row["key"] == TITLE:
            continue
        if row["key"] not in known:
            yield Problem(row.place, f"'{row['key']}' is no parameter and no key of a rule set; "
                          f"{suggestion(row['key'], known)}")  # fmt: skip
        elif row["key"] == METHOD and row["value"] not in methods:
            yield Problem(
                row.place, f"method '{row['value']}' is not in methods.csv; {suggestion(row['value'], methods)}"
            )
        elif row["key"] in parameters and (problem := setting_problem(row["key"], row["value"], parameters, choices)):
            yield Problem(row.place, problem)
