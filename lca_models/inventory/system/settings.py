"""Settings as people write them -> parameter values, with every fault named at once."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.system.admissibility import (
    joint_problems,
    shares_problems,
    value_problem,
    with_other_shares,
)
from lca_models.inventory.system.choices import resolve_choice
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.records import USER_MIX_NUMBER, Choice, Province
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def resolve_settings(
    settings: Mapping[str, str | float],
    parameters: Mapping[str, ParameterRow],
    choices: Mapping[str, tuple[Choice, ...]],
    places: Mapping[str, str] = {},
) -> dict[str, float]:
    """Numbers by parameter name; setting one share of a group rescales the shares that are not set.

    `places`: for messages, where a setting stands that no person has just written. Raises ScenarioError with
    every unknown name and impossible value.
    """
    problems: list[str] = []
    values: dict[str, float] = {}
    for looked_at, (name, given) in enumerate(settings.items()):
        if len(problems) == MOST_PROBLEMS:
            problems.append(message("and {count} settings that were not looked at", count=len(settings) - looked_at))
            break
        value, problem = _resolve(name, given, parameters, choices)
        if problem:
            problems.append(f"{places[name]}: {problem}" if name in places else problem)
        else:
            values[name] = value
    problems = problems or list(shares_problems(values, parameters))
    if not problems:
        values = with_other_shares(values, parameters)
        plain = {name: float(row.amount) for name, row in parameters.items() if not row.formula}
        problems = joint_problems(plain | values, parameters, choices)
    if problems:
        raise ScenarioError("\n".join(problems))
    return values


def setting_problem(
    name: str, given: str | float, parameters: Mapping[str, ParameterRow], choices: Mapping[str, tuple[Choice, ...]]
) -> str:
    """What is wrong with one setting; empty when nothing is."""
    return _resolve(name, given, parameters, choices)[1]


def _resolve(
    name: str, given: str | float, parameters: Mapping[str, ParameterRow], choices: Mapping[str, tuple[Choice, ...]]
) -> tuple[float, str]:
    if name not in parameters:
        return 0.0, message(
            "there is no parameter '{name}'; {near}", name=excerpt(name), near=suggestion(name, parameters)
        )
    row = parameters[name]
    if row.formula:
        return 0.0, message(
            "parameter '{name}' is derived ({formula}); set what it depends on", name=name, formula=row.formula
        )
    value, problem = _value(row, given, choices)
    return value, f"{name}={excerpt(given)}: {problem}" if problem else ""


def _value(row: ParameterRow, given: str | float, choices: Mapping[str, tuple[Choice, ...]]) -> tuple[float, str]:
    if row.data.get("kind") == "choice":
        return resolve_choice(row, given, choices)
    try:
        value = read_number(given)
    except NumberError as error:
        return 0.0, str(error)
    return value, value_problem(row, value)


def province_code(number: float, provinces: tuple[Province, ...]) -> str:
    """The ISO code of a province number; `CN` for the national mix, `USER-MIX` for the user's own."""
    codes = {float(province.number): province.code for province in provinces} | {float(USER_MIX_NUMBER): "USER-MIX"}
    return codes.get(float(number), "CN")
