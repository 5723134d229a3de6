"""What a setup says of its parameters: who says each value, what stood there before, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lca_models.inventory.electricity.markets import NATION, USER_MIX
from lca_models.inventory.system.choices import choice_code
from lca_models.inventory.system.pack import said_by
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.settings import resolve_settings
from lca_models.inventory.tables.records import USER_MIX_NUMBER, Choice
from lca_models.scope.calculation_setup import written
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

PERSON, SCENARIO, RULES, TABLES = "person", "scenario", "rules", "tables"


@dataclass(frozen=True)
class Author:
    """Who says a value: a person on the command line or in Python, a scenario, a rule set, or a row with its source."""

    kind: str
    name: str = ""  # of the scenario, rule set or source
    is_yours: bool = False  # a person, or a file of theirs

    def words(self) -> str:
        """The author as notes name it."""
        match self.kind:
            case "person":
                return message("your setting")
            case "scenario":
                return message("scenario {name}", name=self.name)
            case "rules":
                return message("rules {name}", name=self.name)
        return self.name or message("no source")


@dataclass(frozen=True)
class Level:
    """What one author says of a calculation; later levels stand above earlier ones."""

    author: Author
    settings: Mapping[str, str | float]
    options: Mapping[str, str] = field(default_factory=dict)  # other words of a setup, such as its rules


@dataclass(frozen=True)
class GivenSetting:
    """A parameter that a setup sets: its value, who says so, and what would hold otherwise."""

    name: str
    value: str  # as people write it
    author: Author
    was: str
    was_author: Author
    overruled: tuple[tuple[Author, str], ...] = ()  # scenarios below that say another value

    @property
    def words(self) -> str:
        """`name=value`."""
        return f"{self.name}={self.value}"

    def said(self) -> str:
        """The setting with the value and source that it replaces."""
        return message("{setting} (was {was}, {source})", setting=self.words, was=self.was,
                       source=self.was_author.words())  # fmt: skip


def merged(levels: Iterable[Level]) -> dict[str, str | float]:
    """What holds of the settings of all levels."""
    found: dict[str, str | float] = {}
    for level in levels:
        found |= level.settings
    return found


def with_province(
    settings: Mapping[str, str | float],
    province: str,
    plant: str,
    parameters: Mapping[str, ParameterRow],
    choices: Mapping[str, tuple[Choice, ...]],
) -> dict[str, str | float]:
    """Settings with a province in place of the parameter of the plant.

    Raises ScenarioError where both are said and differ: neither is the older or the more particular one.
    """
    if not province:
        return dict(settings)
    if plant in settings and not _is_one_place(settings[plant], province, plant, parameters, choices):
        raise ScenarioError(
            message(
                "the plant has two provinces, {province} by --province and {value} by {name}; keep one",
                province=province,
                value=written(settings[plant]),
                name=plant,
            )
        )
    return {**settings, plant: province}


def _is_one_place(first: str | float, second: str, plant: str, parameters: Any, choices: Any) -> bool:
    try:
        numbers = [resolve_settings({plant: one}, parameters, choices)[plant] for one in (first, second)]
    except ScenarioError:  # whatever is wrong with one of them is said where all settings are resolved
        return str(first) == second
    return numbers[0] == numbers[1]


def without_restated_place(levels: tuple[Level, ...], system: ProductSystem, plant: str) -> tuple[Level, ...]:
    """The levels without a province of the last one that holds already: every result names the place of its plant."""
    below = merged(levels[:-1]).get(plant, float(system.parameters[plant].amount))
    last = levels[-1]
    if plant not in last.settings or not _is_one_place(
        below, str(last.settings[plant]), plant, system.parameters, system.choices
    ):
        return levels
    kept = {name: value for name, value in last.settings.items() if name != plant}
    return (*levels[:-1], replace(last, settings=kept))


def overruled_options(levels: Sequence[Level]) -> Iterator[tuple[str, str, Author, tuple[tuple[Author, str], ...]]]:
    """Options that levels say differently: name, the value that holds, who says it, and what the others say."""
    for name in dict.fromkeys(name for level in levels for name in level.options):
        said = [(level.author, level.options[name]) for level in reversed(levels) if name in level.options]
        if others := tuple((author, text) for author, text in said[1:] if text != said[0][1]):
            yield name, said[0][1], said[0][0], others


def given_settings(levels: Sequence[Level], system: ProductSystem) -> tuple[GivenSetting, ...]:
    """Every parameter that the levels set, in the order in which they first say it."""
    found = []
    for name in merged(levels):
        said = [(level.author, level.settings[name]) for level in reversed(levels) if name in level.settings]
        author, value = said[0]
        text = shown_value(system, name, value)
        others = [(one, shown_value(system, name, other)) for one, other in said[1:]]
        was_author, was = others[0] if others else (author_of(system, name), shown_value(system, name))
        differing = tuple((one, other) for one, other in others if other != text)
        found.append(GivenSetting(name, text, author, was, was_author, differing))
    return tuple(found)


def author_of(system: ProductSystem, name: str) -> Author:
    """Who says the value of a parameter where nobody sets it: the rule set, else the source of its row."""
    rules = system.rules
    facts = system.pack.given_names if system.pack is not None else frozenset()
    if rules is not None and name in rules.settings() and name not in facts:
        return Author(RULES, rules.id, is_yours=bool(rules.file))
    origin = system.pack.origin_of(name) if system.pack is not None else None
    if origin is not None:  # what the maker says, and not what stood there before them
        return Author(TABLES, said_by(origin))
    return Author(TABLES, str(system.parameters[name].data.get("source") or ""))


def shown_value(system: ProductSystem, name: str, value: str | float | None = None) -> str:
    """A value of a parameter as people write it: a code for a choice, else the number; default: the one in force."""
    row = system.parameters[name]
    if value is None:
        value = float(row.amount)
    if row.data.get("kind") != "choice":
        return value if isinstance(value, str) else f"{value:.6g}" if _is_long(value) else written(value)
    try:
        number = resolve_settings({name: value}, {name: row}, system.choices)[name]
    except ScenarioError:
        return written(value)
    return choice_code(row, number, system.choices)


def _is_long(value: float) -> bool:
    return len(written(value)) > 8


def rule_inputs(system: ProductSystem) -> tuple[GivenSetting, ...]:
    """What a rule set of the user's own file sets otherwise than the tables say."""
    rules, before = system.rules, system.before_rules
    if rules is None or before is None or not rules.file:
        return ()
    author = Author(RULES, rules.id, is_yours=True)
    return tuple(
        GivenSetting(name, shown_value(system, name), author, shown_value(before, name),
                     Author(TABLES, str(before.parameters[name].data.get("source") or "")))
        for name in rules.settings()
        if name in before.parameters and system.parameters[name].amount != before.parameters[name].amount
    )  # fmt: skip


def user_mix_is_nation(system: ProductSystem, values: Mapping[str, float]) -> tuple[str, ...]:
    """Plants whose power is the user's own mix although nobody has given one, so that it is the market of China."""
    bought = [row for row in system.exchanges if row.process[1] == USER_MIX and row.input[1] == NATION]
    if not any(float(row.amount) for row in bought):
        return ()
    return tuple(
        name for name, row in system.parameters.items()
        if row.data.get("choices") == "provinces" and values[name] == USER_MIX_NUMBER
    )  # fmt: skip
