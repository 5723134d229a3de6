"""Choice parameters: a code that people write -> the number that a formula compares.

A formula that compares a choice with a number nobody offers would leave a plant without electricity and say nothing, so a
parameter offers only the codes that its formulas supply.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.formulas import Alike, names_in, parse_formula
from lca_models.inventory.tables.reading import Place, Table, read_table
from lca_models.inventory.tables.records import LIST_COLUMNS, Choice, Inventories, Parameter, choices_of
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

GUARD_ENDING = "_guard"
Choices = Mapping[str, tuple[Choice, ...]]  # lists by name


def read_choices(root: Path) -> dict[str, tuple[Choice, ...]]:
    """The lists of the inventories below `root`, by name.

    Raises InventoryError when a table cannot be read.
    """
    return choices_of(tuple(read_table(root, path.name) for path in sorted(root.glob("*.csv")) if _may_be_list(path)))


def _may_be_list(path: Path) -> bool:
    """Whether the first line of a table may hold the columns of a list; most lines of other tables need not be read then."""
    with path.open("rb") as file:
        header = file.readline()
    is_plain = header.isascii() and b"\0" not in header
    return not is_plain or all(column.encode() in header for column in LIST_COLUMNS)


def resolve_choice(row: ParameterRow, given: str | float, choices: Choices) -> tuple[float, str]:
    """The number of a choice written as code, name or number, and what is wrong with it (empty when nothing is)."""
    name = str(row.data.get("choices"))
    offered = offered_choices(row, choices)
    if name not in choices:
        if _number(given) in [choice.number for choice in offered]:
            return _number(given), ""
        return 0.0, message(
            "chooses from '{name}', which is no known list; {near}", name=name, near=suggestion(name, choices)
        )
    text = str(given).strip().lower()
    for column in ("code", "name", "name_zh"):
        for choice in offered:
            if text and getattr(choice, column).lower() == text:
                return float(choice.number), ""
    if _number(given) in [choice.number for choice in offered]:
        return _number(given), ""
    words = [text for choice in offered for text in (choice.code, choice.name)]
    near = suggestion(str(given), words, listed=[choice.code for choice in offered])
    if any(text in (choice.code.lower(), choice.name.lower(), str(choice.number)) for choice in choices[name]):
        return 0.0, message("is supplied by no process of this project; {near}", near=near)
    if name == "provinces":
        return 0.0, message("is no province; {near}", near=near)
    return 0.0, message("is not in the list {name}; {near}", name=name, near=near)


def offered_choices(row: ParameterRow, choices: Choices) -> tuple[Choice, ...]:
    """The entries of its list that a parameter can take in its project."""
    codes = row.data.get("codes") or ()
    listed = choices.get(str(row.data.get("choices")))
    if listed is None:
        return tuple(Choice(f"{code:g}", int(code), "", "") for code in codes)
    return tuple(choice for choice in listed if not codes or choice.number in codes)


def choice_code(row: ParameterRow, number: float, choices: Choices) -> str:
    """The code of a choice parameter's number; the number itself where no list has it."""
    return _codes(Alike(choices.get(str(row.data.get("choices")), ()))).get(number) or f"{number:g}"


@lru_cache(maxsize=64)
def _codes(listed: Alike[tuple[Choice, ...]]) -> dict[float, str]:
    """Codes of a list by their numbers; of two with one number the first."""
    return {choice.number: choice.code for choice in reversed(listed.of)}


def _number(given: str | float) -> float:
    try:
        return read_number(given)
    except NumberError:
        return math.nan


def codes_of(inventories: Inventories) -> dict[str, tuple[int, ...]]:
    """The numbers each choice parameter can take: those of its list that the formulas supply.

    Where every use of the parameter is a factor `(parameter == number)` of an exchange, only these numbers supply
    anything; where it is used in another way (`a if … else b`, a guard, arithmetic), all numbers of the list hold.
    """
    compared: dict[str, set[int]] = {}
    otherwise: set[str] = set()
    for parameter in inventories.parameters:
        if parameter.formula and not parameter.name.endswith(GUARD_ENDING):
            otherwise |= names_in(parameter.formula)
    for exchange in inventories.exchanges:
        if exchange.formula:
            factors = dict(_compared_factors(parse_formula(exchange.formula)))
            for name, number in factors.items():
                compared.setdefault(name, set()).add(number)
            otherwise |= names_in(exchange.formula) - set(factors)
    found = {}
    for parameter in inventories.parameters:
        if parameter.kind == "choice":
            numbers = sorted(choice.number for choice in inventories.choices.get(parameter.choices, ()))
            supplied = compared.get(parameter.name, set()) if parameter.name not in otherwise else set()
            found[parameter.name] = tuple(number for number in numbers if not supplied or number in supplied)
    return found


def with_guards(inventories: Inventories) -> Inventories:
    """The inventories with a guard beside each choice that has none: 1, and a division by zero for a code nobody supplies.

    Brightway itself then refuses such a code; without a guard a plant would have no electricity and nobody would know.
    """
    names, found = {parameter.name for parameter in inventories.parameters}, codes_of(inventories)
    guards = [
        replace(
            parameter,
            name=parameter.name + GUARD_ENDING,
            kind="derived",
            amount=1.0,
            formula=f"1/({' + '.join(f'({parameter.name} == {code})' for code in codes)})",
            unit="1",
            choices="",
            evidence="calculated",
            label=f"guard of: {parameter.label}",
            label_zh=f"校验：{parameter.label_zh}",
            comment="Division by zero where the choice is a code that no process supplies",
            further=(),
        )
        for parameter in inventories.parameters
        if parameter.kind == "choice"
        and parameter.name + GUARD_ENDING not in names
        and (codes := found[parameter.name])
    ]
    return replace(inventories, parameters=(*inventories.parameters, *guards))


def _compared_factors(node: ast.expr) -> Iterator[tuple[str, int]]:
    """(parameter, number) of every factor `(parameter == number)` of a product."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            yield from _compared_factors(left)
            yield from _compared_factors(right)
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()], comparators=[ast.Constant(value=int(number))]):
            yield name, number


def check_lists(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Breaches of the rules of lists: codes and numbers are whole, and each stands once."""
    for table in tables:
        if table.folder or not set(LIST_COLUMNS) <= set(table.columns):
            continue
        first: dict[tuple[str, str], Place] = {}
        for row in table.rows:
            if not float(row["number"]).is_integer():
                yield Problem(
                    row.place,
                    message(
                        "number {number} of '{code}' is not whole; give a whole number",
                        number=row["number"],
                        code=row["code"],
                    ),
                )
            for column in ("code", "number"):
                text = row["code"].lower() if column == "code" else f"{float(row['number']):g}"
                if (column, text) in first:
                    yield Problem(
                        row.place,
                        message(
                            "repeats the {column} '{value}' of {value_2}; change or delete one",
                            column=column,
                            value=row[column],
                            value_2=first[column, text],
                        ),
                    )
                first.setdefault((column, text), row.place)


def check_choices(inventories: Inventories, complete: bool = True) -> Iterator[Problem]:
    """Breaches of the rules of choice parameters: the list exists and holds the default, and an exchange supplies it.

    Whether an exchange supplies it can be said only of `complete` inventories, none of whose rows was left unread.
    """
    codes = codes_of(inventories) if complete else {}
    for parameter in inventories.parameters:
        if parameter.kind == "choice" and parameter.choices:
            yield from _check_choice(parameter, inventories.choices, codes.get(parameter.name))


def _check_choice(parameter: Parameter, choices: Choices, codes: tuple[int, ...] | None) -> Iterator[Problem]:
    listed = choices.get(parameter.choices)
    if listed is None:
        yield Problem(
            parameter.place,
            message(
                "'{name}' chooses from '{choices}', but there is no list {choices}.csv beside columns.csv; {near}",
                name=parameter.name,
                choices=parameter.choices,
                near=suggestion(parameter.choices, choices),
            ),
        )
        return
    if parameter.amount not in [choice.number for choice in listed]:
        what = (
            message("province number")
            if parameter.choices == "provinces"
            else message("number of {choices}", choices=parameter.choices)
        )
        near = sorted(listed, key=lambda choice: abs(choice.number - parameter.amount))[:3]
        yield Problem(
            parameter.place,
            message(
                "'{name}' is {amount:g}, which is no {what}; give one of the column number of {choices}.csv, such as {listed}",
                name=parameter.name,
                amount=parameter.amount,
                what=what,
                choices=parameter.choices,
                listed=enumerated(f"{choice.number} ({choice.code})" for choice in near),
            ),
        )
    elif codes is not None and parameter.amount not in codes:
        yield Problem(
            parameter.place,
            message(
                "'{name}' is {amount:g}, which no exchange supplies; give one of {listed}",
                name=parameter.name,
                amount=parameter.amount,
                listed=enumerated(str(code) for code in codes[:8]),
            ),
        )
