"""Settings as people write them -> parameter values, with every fault named at once."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.electricity.list_formulas import RULE_GUARD
from lca_models.inventory.electricity.supply import supply_problems
from lca_models.inventory.electricity.years import ELECTRICITY_RULES, GRID_YEARS
from lca_models.inventory.system.choices import resolve_choice
from lca_models.inventory.system.end_of_life import end_of_life_problems
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.records import USER_MIX_NUMBER, Choice, Province
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

SHARE_TOLERANCE = 1e-9


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
    if not problems:
        problems = _rescale_shares(values, parameters)
    if not problems:
        plain = {name: float(row.amount) for name, row in parameters.items() if not row.formula}
        guard = parameters[RULE_GUARD].formula if RULE_GUARD in parameters else ""
        lists = choices.get(ELECTRICITY_RULES, ()), choices.get(GRID_YEARS, ())
        problems = [*supply_problems(plain | values, guard, *lists), *end_of_life_problems(plain | values)]
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
    problem = problem or _limit_problem(row, value)
    return value, f"{name}={excerpt(given)}: {problem}" if problem else ""


def _limit_problem(row: ParameterRow, value: float) -> str:
    """What a rule set has against a value; empty when nothing."""
    if not (limits := row.data.get("rule_limits")):
        return ""
    rules, lowest, highest = limits
    return (
        ""
        if lowest <= value <= highest
        else message(
            "is outside what {rules} allows; give {lowest:g} to {highest:g}",
            rules=rules,
            lowest=lowest,
            highest=highest,
        )
    )


def _value(row: ParameterRow, given: str | float, choices: Mapping[str, tuple[Choice, ...]]) -> tuple[float, str]:
    if row.data.get("kind") == "choice":
        return resolve_choice(row, given, choices)
    try:
        value = read_number(given)
    except NumberError as error:
        return 0.0, str(error)
    if _is_share(row):
        return value, "" if 0 <= value <= 1 else message("is not a share; give a number from 0 to 1")
    if value < 0 <= row.amount:
        return value, message("is negative; give a number of at least 0 {unit}", unit=row.data.get("unit", "")).rstrip()
    return value, ""


def _is_share(row: ParameterRow) -> bool:
    """Whether a value above 1 is impossible: a share or a rate by kind, by name, or by its unit and limits."""
    named = {"share", "rate"} & set(row.name.split("_")) and 0 <= row.amount <= 1
    highest = (row.data.get("limits") or [None, None])[1]
    limited = row.data.get("unit") == "1" and highest is not None and highest <= 1
    return row.data.get("kind") == "share" or bool(named) or limited


def province_code(number: float, provinces: tuple[Province, ...]) -> str:
    """The ISO code of a province number; `CN` for the national mix, `USER-MIX` for the user's own."""
    codes = {float(province.number): province.code for province in provinces} | {float(USER_MIX_NUMBER): "USER-MIX"}
    return codes.get(float(number), "CN")


def _rescale_shares(values: dict[str, float], parameters: Mapping[str, ParameterRow]) -> list[str]:
    problems = []
    groups = {parameters[name].data.get("group") for name in values} - {None, ""}
    for group in sorted(str(group) for group in groups):
        members = {name: row for name, row in parameters.items() if row.data.get("group") == group}
        given = {name: values[name] for name in members if name in values}
        rest = {name: row.amount for name, row in members.items() if name not in given}
        left = 1 - sum(given.values())
        if left < -SHARE_TOLERANCE or (not rest and abs(left) > SHARE_TOLERANCE):
            problems.append(
                message(
                    "shares of '{group}' sum to {sum:g}, not 1: {listed}",
                    group=group,
                    sum=1 - left,
                    listed=", ".join(f"{name}={value:g}" for name, value in given.items()),
                )
            )
            continue
        base = sum(rest.values())
        for name, amount in rest.items():
            values[name] = max(left, 0.0) * (amount / base if base else 1 / len(rest))
    return problems
