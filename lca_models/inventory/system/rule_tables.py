"""`rules.csv` of the inventories, and rule sets that a user keeps in a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.settings import setting_problem
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import InventoryError, Place, Row, read_table
from lca_models.inventory.tables.records import Choice, record_of
from lca_models.scope.functional_unit import SERVICE_LIVES
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.spelling import suggestion
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
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

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
        Problem(
            Place(path.name, 1), message("column '{column}' is missing; copy the header of rules.csv", column=column)
        )
        for column in missing
    ]
    problems = problems or list(check_terms(table.rows))
    if not table.rows and not problems:
        problems = [Problem(Place(path.name, 1), message("holds no rule set; copy rows of rules.csv under a new name"))]
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
            yield Problem(
                row.place,
                message(
                    "aspect '{aspect}' is unknown; {near}",
                    aspect=row["aspect"],
                    near=suggestion(row["aspect"], ASPECTS),
                ),
            )
        if not row["rules"] or not row["value"]:
            yield Problem(row.place, message("{more} is empty; fill it in", more="value" if row["rules"] else "rules"))
        if row["key"]:
            yield from _check_key(row, first, aspects)
        for column in ("minimum", "maximum"):
            if row[column] and (problem := number_problem(row[column])):
                yield Problem(row.place, f"{column} {problem}")


def _check_key(row: Row, first: dict[tuple[str, str], Place], aspects: dict[str, Row]) -> Iterator[Problem]:
    key = (row["rules"], row["key"])
    if key in first:
        yield Problem(
            row.place,
            message(
                "repeats the key '{key}' of {value} for '{rules}'; delete one",
                key=row["key"],
                value=first[key],
                rules=row["rules"],
            ),
        )
    first.setdefault(key, row.place)
    other = aspects.setdefault(row["key"], row)
    if other["aspect"] != row["aspect"]:
        yield Problem(
            row.place,
            message(
                "'{key}' stands under '{aspect}', at {place} under '{aspect_2}'; give one key one aspect "
                "in all rule sets",
                key=row["key"],
                aspect=row["aspect"],
                place=other.place,
                aspect_2=other["aspect"],
            ),
        )
    if row["key"] == SERVICE_LIFE and row["value"] not in SERVICE_LIVES:
        yield Problem(
            row.place,
            message(
                "service_life '{value}' is unknown; {near}",
                value=row["value"],
                near=suggestion(row["value"], SERVICE_LIVES),
            ),
        )
    if row["key"] == STAGE_MAP:
        for entry in filter(str.strip, row["value"].split(";")):
            stage = entry.partition("=")[2].strip()
            if stage not in STAGES:
                yield Problem(
                    row.place,
                    message(
                        "stage_map gives '{entry}' the stage '{stage}', which is none; {near}",
                        entry=entry.strip(),
                        stage=stage,
                        near=suggestion(stage, STAGES),
                    ),
                )


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
            yield Problem(
                row.place,
                message(
                    "'{key}' is no parameter and no key of a rule set; {near}",
                    key=row["key"],
                    near=suggestion(row["key"], known),
                ),
            )
        elif row["key"] == METHOD and row["value"] not in methods:
            yield Problem(
                row.place,
                message(
                    "method '{value}' is not in methods.csv; {near}",
                    value=row["value"],
                    near=suggestion(row["value"], methods),
                ),
            )
        elif row["key"] in parameters and (problem := setting_problem(row["key"], row["value"], parameters, choices)):
            yield Problem(row.place, problem)
