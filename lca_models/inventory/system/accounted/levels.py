"""Who says what of one calculation: scenarios in their order, and above them the person who asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lca_models.inventory.system.accounted.given import PERSON, SCENARIO, Author, Level, with_province
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.records import Choice
from lca_models.scope.calculation_setup import CalculationSetup, written
from lca_models.scope.scenario import Scenario, ScenarioError
from lca_models.scope.wording.messages import message

OPTIONS = ("product", "rules", "method")  # that a person and a scenario may say differently
Stacked = Sequence[tuple[Scenario, CalculationSetup]]  # scenarios with what they ask for, the lowest first


def said_levels(
    setup: CalculationSetup,
    stacked: Stacked,
    theirs: Collection[str],
    plant: str,
    parameters: Mapping[str, ParameterRow],
    choices: Mapping[str, tuple[Choice, ...]],
    problems: list[str],
) -> tuple[Level, ...]:
    """What each author says; a province stands for the parameter of the plant. What is wrong is added to `problems`.

    `theirs`: names of the scenarios that a person keeps in files of their own.
    """
    said = [(Author(SCENARIO, one.name, is_yours=one.name in theirs), asked) for one, asked in stacked]
    found = []
    for author, asked in (*said, (Author(PERSON, is_yours=True), setup)):
        try:
            settings = with_province(asked.settings, asked.province, plant, parameters, choices)
        except ScenarioError as error:
            problems += str(error).splitlines()
            settings = {}
        options = {name: written(getattr(asked, name)) for name in OPTIONS if getattr(asked, name)}
        found.append(Level(author, settings, options))
    return tuple(found)


def places_of(stacked: Stacked, setup: CalculationSetup) -> dict[str, str]:
    """The file and the scenario of each setting that a scenario holds and the setup does not."""
    return {
        name: message("{file}, scenario '{scenario}'", file=one.file, scenario=one.name)
        for one, _ in stacked
        for name in one.settings
        if name not in setup.settings
    }


def with_one_place(asked: CalculationSetup, settings: Mapping[str, str | float], plant: str) -> CalculationSetup:
    """What is asked for with the province of the plant that holds, said once."""
    kept = {name: value for name, value in settings.items() if name != plant or not asked.province}
    return replace(asked, settings=kept, province=str(settings[plant]) if asked.province else "")
