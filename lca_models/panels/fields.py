"""Fields of a panel as widgets, one for each field of a form, with the words of a language. They hold no state of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.scenario_form import APPROACH, AS_THE_RULES_SAY, ScenarioForm
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import CHINESE, catalogue

STEPS = 100  # of the slider of a parameter, from its lowest to its highest value


def make_field(name: str, form: ScenarioForm) -> widgets.Widget:
    """The widget of a field; the hook for style sheets and tests is the class `f-NAME`."""
    made: widgets.Widget
    if form.is_number(name):
        lowest, highest, _ = form.limits(name)
        if name == "green_percent":
            made = widgets.IntSlider(min=lowest, max=highest, value=form.green_percent)
        elif name == "pack_energy":
            made = widgets.FloatSlider(min=lowest, max=highest, value=form.pack_energy, step=1, readout_format=".1f")
        else:
            made = widgets.FloatSlider(
                min=lowest,
                max=highest,
                value=getattr(form, name),
                step=(highest - lowest) / STEPS,
                readout_format=".4g",
            )
    else:
        made = widgets.Dropdown()
    made.add_class("lca-field")
    made.add_class(f"f-{name}")
    return made


def fill_field(field: widgets.Widget, name: str, form: ScenarioForm, approach_of_rules: str) -> None:
    """Give a widget the words, limits, options and value of its field."""
    field.description = field_label(name, form)
    if form.is_number(name):
        field.min, field.max, _ = form.limits(name)
    else:
        options = tuple(field_options(name, form, approach_of_rules))
        if field.options != options:
            field.options = options
    field.value = getattr(form, name)
    field.tooltip = full_words(name, form)


def field_label(name: str, form: ScenarioForm) -> str:
    """The words before a field, with its unit."""
    unit = form.limits(name)[2] if form.is_number(name) else ""
    return f"{field_words(name, form)}, {unit}" if unit else field_words(name, form)


def field_words(name: str, form: ScenarioForm) -> str:
    """What a field is called: in the catalogue, or in the row of its parameter."""
    key = "field.green_share" if name == "green_percent" else f"field.{name}"
    if name in form.fields and key not in catalogue():
        return form.fields[name].words[form.language]
    return label(key, form.language)


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
    found = [] if form.is_number(name) else [one for one in form.offered(name) if one.code == getattr(form, name)]
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
