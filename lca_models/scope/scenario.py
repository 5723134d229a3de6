"""A scenario: a named set of choices, written as differences from the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.spelling import suggestion
from lca_models.scope.wording.catalogue import CHINESE


class ScenarioError(LcaModelsError, ValueError):
    """A choice must name something that exists and have a value that is possible; the message lists every fault."""


@dataclass(frozen=True)
class Scenario:
    """Settings as people write them: parameter name -> number, share, or code such as `CN-SC`.

    `asks`: what else of a calculation it fixes (rules, province, …), by the fields of CalculationSetup.
    """

    name: str
    description: str = ""
    settings: Mapping[str, str | float] = field(default_factory=dict)
    asks: Mapping[str, Any] = field(default_factory=dict)
    text_zh: str = ""  # of the description

    def words(self, language: str) -> str:
        """The description in a language; in English where the scenario has no other."""
        return (self.text_zh if language == CHINESE else "") or self.description


def stack(scenarios: Iterable[Scenario]) -> dict[str, str | float]:
    """The settings of several scenarios, later ones over earlier ones."""
    settings: dict[str, str | float] = {}
    for scenario in scenarios:
        settings |= scenario.settings
    return settings


def find_scenarios(names: Iterable[str], known: Mapping[str, Scenario]) -> tuple[Scenario, ...]:
    """Scenarios by name.

    Raises ScenarioError for names that are unknown.
    """
    names = tuple(names)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ScenarioError("; ".join(f"there is no scenario '{name}'; {suggestion(name, known)}" for name in unknown))
    return tuple(known[name] for name in names)


def parse_assignments(texts: Iterable[str]) -> dict[str, str]:
    """`NAME=VALUE` texts as settings.

    Raises ScenarioError for a text without a name or a value.
    """
    settings: dict[str, str] = {}
    problems = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name.strip() and equals and value.strip()):
            problems.append(f"'{text}' is no setting; write NAME=VALUE, for example grid_loss_rate=0.05")
        settings[name.strip()] = value.strip()
    if problems:
        raise ScenarioError("; ".join(problems))
    return settings
