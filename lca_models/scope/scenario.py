"""A scenario: a named set of choices, written as differences from the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message


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
    file: str = field(default="", compare=False)  # that it stands in, for messages

    def words(self, language: str) -> str:
        """The description in a language; in English where the scenario has no other."""
        return (self.text_zh if language == CHINESE else "") or self.description


def parse_assignments(texts: Iterable[str]) -> dict[str, str]:
    """`NAME=VALUE` texts as settings.

    Raises ScenarioError for a text without a name or a value, and for a name that is set twice to different values.
    """
    settings: dict[str, str] = {}
    problems = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name.strip() and equals and value.strip()):
            problems.append(
                message("'{words}' is no setting; write NAME=VALUE, for example grid_loss_rate=0.05", words=text)
            )
        elif settings.setdefault(name.strip(), value.strip()) != value.strip():
            problems.append(
                message(
                    "{name} is set twice, to {value} and to {value_2}; keep one",
                    name=name.strip(),
                    value=settings[name.strip()],
                    value_2=value.strip(),
                )
            )
    if problems:
        raise ScenarioError(clauses(problems))
    return settings
