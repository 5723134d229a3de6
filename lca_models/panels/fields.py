"""Fields of a panel as widgets, one for each field of a form, with the words of a language. They hold no state of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.scenario_form import APPROACH, AS_THE_RULES_SAY, ScenarioForm
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import CHINESE, catalogue

SLIDERS = ("pack_energy", "green_percent")
LABELS = {
    "product": "field.product",
    "pack_energy": "field.pack_energy",
    "rules": "field.rules",
    "instrument": "field.instrument",
    "technology": "field.technology",
    "green_percent": "field.green_share",
    "end_of_life_approach": "field.end_of_life_approach",
}


def make_field(name: str, form: ScenarioForm) -> widgets.Widget:
    """The widget of a field; the hook for style sheets and tests is the class `f-NAME`."""
    made: widgets.Widget
    if name in SLIDERS:
        lowest, highest, _ = form.limits(name)
        if name == "green_percent":
            made = widgets.IntSlider(min=lowest, max=highest, value=form.green_percent)
        else:
            made = widgets.FloatSlider(min=lowest, max=highest, value=form.pack_energy, step=1, readout_format=".1f")
    else:
        made = widgets.Dropdown()
    made.add_class("lca-field")
    made.add_class(f"f-{name}")
    return made


def fill_field(field: widgets.Widget, name: str, form: ScenarioForm, approach_of_rules: str) -> None:
    """Give a widget the words, limits, options and value of its field."""
    field.description = field_label(name, form)
    if name in SLIDERS:
        field.min, field.max, _ = form.limits(name)
    else:
        options = tuple(field_options(name, form, approach_of_rules))
        if field.options != options:
            field.options = options
    field.value = getattr(form, name)
    field.tooltip = full_words(name, form)


def field_label(name: str, form: ScenarioForm) -> str:
    """The words before a field, with its unit."""
    words = label(LABELS.get(name, f"field.{name}"), form.language)
    return f"{words}, {form.limits(name)[2]}" if name in SLIDERS else words


def field_options(name: str, form: ScenarioForm, approach_of_rules: str) -> list[tuple[str, str]]:
    """(words, code) of everything a field can take."""
    offered = form.offered(name)
    options = [(choice_words(name, choice, form.language), choice.code) for choice in offered]
    if name == APPROACH:
        named = next(words for words, code in options if code == approach_of_rules)
        options.insert(0, (label("approach.of_the_rules", form.language, name=named), AS_THE_RULES_SAY))
    return options


def full_words(name: str, form: ScenarioForm) -> str:
    """The whole name of the entry chosen, as the inventories have it; nothing for a number."""
    found = [] if name in SLIDERS else [one for one in form.offered(name) if one.code == getattr(form, name)]
    return "".join((one.name_zh if form.language == CHINESE else one.name) for one in found)


def choice_words(name: str, choice: Choice, language: str) -> str:
    """An entry of a list in a language: from the catalogue where it has it, else from the inventories."""
    key = f"{name}.{choice.code}"
    if key in catalogue():
        return label(key, language)
    return (choice.name_zh if language == CHINESE else choice.name) or choice.name or choice.code


def link_fields(fields: Mapping[str, widgets.Widget], chosen: Callable[[str, Any], None]) -> None:
    """Tell `chosen` of every change that a person makes."""
    for name, field in fields.items():
        field.observe(lambda change, name=name: chosen(name, change["new"]), "value")
