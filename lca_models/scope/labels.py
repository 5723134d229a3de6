"""Labels of the catalogue in a language: the words of panels, figures, terminal and report."""

from __future__ import annotations

from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.catalogue import CATALOGUE, ENGLISH, LANGUAGES, catalogue
from lca_models.scope.wording.messages import message


class LabelError(LookupError):
    """A label must stand in the catalogue."""


def label(key: str, language: str = ENGLISH, **values: object) -> str:
    """The words of a key in a language, with `values` in place of the names in braces.

    Raises LabelError for an unknown key, ScenarioError for an unknown language.
    """
    check_language(language)
    words = catalogue()
    if key not in words:
        raise LabelError(f"there is no label '{key}' in {CATALOGUE.name}; {suggestion(key, words)}")
    text = words[key][language]
    return text.format(**values) if values else text


def stage_label(stage: str, language: str = ENGLISH) -> str:
    """The name of a stage of the life cycle; other text (`all other`) where the catalogue has it, else as it is."""
    key = f"stage.{stage.replace(' ', '_')}"
    return label(key, language) if stage in STAGES or key in catalogue() else stage


def word_label(text: str, language: str = ENGLISH) -> str:
    """A word that stands in a table (a column, a statistic, a stage) as a figure shows it; as it is without one."""
    key = f"word.{text.replace(' ', '_')}"
    return label(key, language) if key in catalogue() else stage_label(text, language)


def unit_words(unit: str, language: str = ENGLISH) -> str:
    """The unit of an amount in a table (`kilowatt hour`, `cycles`) in a language; a symbol (`kg/kWh`) as it is."""
    key = f"unit_name.{unit.replace(' ', '_')}"
    return label(key, language) if key in catalogue() else unit


def check_language(language: str) -> None:
    """Raises ScenarioError for a language that the catalogue does not hold."""
    if language not in LANGUAGES:
        raise ScenarioError(
            message(
                "there is no language '{language}'; {near}", language=language, near=suggestion(language, LANGUAGES)
            )
        )
