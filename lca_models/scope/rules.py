"""Accounting rule sets: the terms of a declaration, each with its source and confidence, as settings of the inventories.

A term sets a parameter, sets one of the reserved keys below, or is a statement in words. Everything that changes a number
is a parameter or a term of the functional unit, so two rule sets differ by their settings alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lca_models.scope.functional_unit import TESTED_CYCLES
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import message

DEFAULT_RULES = "cn-551"
SERVICE_LIFE, METHOD, STAGE_MAP = "service_life", "method", "stage_map"
RESERVED_KEYS = (SERVICE_LIFE, METHOD, STAGE_MAP)

FUNCTIONAL_UNIT, ELECTRICITY, END_OF_LIFE = "functional unit", "electricity", "end of life"
DISTRIBUTION, BOUNDARY, CUT_OFF = "distribution", "boundary", "cut-off"
CHARACTERIZATION, DATA_QUALITY = "characterization", "data quality"
ASPECTS = (FUNCTIONAL_UNIT, ELECTRICITY, END_OF_LIFE, DISTRIBUTION, BOUNDARY, CUT_OFF, CHARACTERIZATION, DATA_QUALITY)


@dataclass(frozen=True)
class Term:
    """One term of a rule set."""

    aspect: str
    key: str  # parameter, reserved key, or empty for a statement
    value: str  # as people write it
    description: str
    source: str
    locator: str
    confidence: str  # confirmed, secondary, recalled, own inference
    is_kit_default: bool  # the rule is not public, so this kit chose
    minimum: float | None = None  # limits this rule set puts on the parameter
    maximum: float | None = None
    name_zh: str = ""  # of a statement
    text_zh: str = ""  # of the description

    def value_words(self, language: str) -> str:
        """The value of a statement in a language; a setting is a code, and as people write it in every one."""
        return (self.name_zh if language == CHINESE and not self.key else "") or self.value

    def words(self, language: str) -> str:
        """The description in a language; in English where the rule set has no other."""
        return (self.text_zh if language == CHINESE else "") or self.description


@dataclass(frozen=True)
class RuleSet:
    """An accounting rule set."""

    id: str
    title: str
    terms: tuple[Term, ...] = ()
    file: str = ""  # of the user, as given; empty for those of the inventories
    title_zh: str = ""

    def words(self, language: str) -> str:
        """The title in a language; in English where the rule set has no other."""
        return (self.title_zh if language == CHINESE else "") or self.title

    @property
    def reference(self) -> str:
        """How a setup names it: its id, after the file where a user keeps it."""
        return f"{self.file}#{self.id}" if self.file else self.id

    def settings(self) -> dict[str, str | float]:
        """Parameters that the rule set sets, as people write them, in the units of the parameters."""
        return {term.key: term.value for term in self.terms if term.key and term.key not in RESERVED_KEYS}

    def settings_of(self, aspect: str) -> dict[str, str | float]:
        """Parameters that one aspect sets, in their units."""
        return {name: value for name, value in self.settings().items() if self._aspect(name) == aspect}

    def _aspect(self, key: str) -> str:
        return next(term.aspect for term in self.terms if term.key == key)

    def term(self, key: str) -> Term | None:
        """The term with a key; None where the rule set is silent."""
        return next((term for term in self.terms if term.key == key), None)

    def value(self, key: str, otherwise: str) -> str:
        """The value of a key, or `otherwise` where the rule set is silent."""
        found = self.term(key)
        return found.value if found else otherwise

    @property
    def service_life(self) -> str:
        """How the energy delivered is counted: tested cycles or warranty years."""
        return self.value(SERVICE_LIFE, TESTED_CYCLES)

    @property
    def stage_patterns(self) -> tuple[tuple[str, str], ...]:
        """(pattern of `folder/process>input`, stage) of the stage map; the first that fits a purchase holds."""
        entries = [entry.partition("=") for entry in self.value(STAGE_MAP, "").split(";") if entry.strip()]
        return tuple((pattern.strip(), stage.strip()) for pattern, _, stage in entries)

    def limits(self) -> dict[str, tuple[float, float]]:
        """Lowest and highest value that the rule set allows, by parameter and in its unit."""
        return {
            term.key: (
                term.minimum if term.minimum is not None else float("-inf"),
                term.maximum if term.maximum is not None else float("inf"),
            )
            for term in self.terms
            if term.minimum is not None or term.maximum is not None
        }

    @property
    def kit_defaults(self) -> tuple[Term, ...]:
        """Terms that this kit chose because the rule is not public."""
        return tuple(term for term in self.terms if term.is_kit_default)

    def document(self) -> list[dict[str, object]]:
        """The terms, one mapping each, for programs."""
        return [
            {
                "aspect": term.aspect,
                "key": term.key,
                "value": term.value,
                "value_zh": term.value_words(CHINESE),
                "description": term.description,
                "text_zh": term.text_zh,
                "source": term.source,
                "locator": term.locator,
                "confidence": term.confidence,
                "kit_default": term.is_kit_default,
            }
            for term in self.terms
        ]


def mixed_rules(first: RuleSet, second: RuleSet, aspects_of_second: Iterable[str]) -> RuleSet:
    """The first rule set with some aspects taken from the second."""
    taken = frozenset(aspects_of_second)
    terms = [term for term in first.terms if term.aspect not in taken]
    terms += [term for term in second.terms if term.aspect in taken]
    names = "+".join(aspect for aspect in ASPECTS if aspect in taken)
    return RuleSet(f"{first.id} with {names} of {second.id}" if taken else first.id, first.title, tuple(terms))


def find_rules(name: str, known: Mapping[str, RuleSet]) -> RuleSet:
    """A rule set by id.

    Raises ScenarioError for an unknown one.
    """
    if name not in known:
        raise ScenarioError(message("there is no rule set '{name}'; {near}", name=name, near=suggestion(name, known)))
    return known[name]
