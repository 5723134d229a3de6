"""The setup as every tab shows it: its fields, its sentence, what is off and why, and the command that repeats it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import (
    CATEGORY,
    ENERGY,
    GREEN,
    INSTRUMENT,
    OF_SEVERAL,
    PRODUCT,
    RULES,
    TECHNOLOGY,
    Choosing,
    first_rules,
)
from lca_models.panels.model.idle_fields import idle_fields
from lca_models.panels.model.offer import APPROACH, AS_THE_RULES_SAY, INSTRUMENTS, Offer
from lca_models.panels.state import PageState
from lca_models.panels.views.said import View, choice_name, pair, said
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup, written
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, catalogue

GROUPS = {"battery": (PRODUCT, ENERGY), "power": (INSTRUMENT, TECHNOLOGY, GREEN), "plants": (), "end_of_life": (),
          "accounting": (RULES, CATEGORY)}  # fmt: skip
PLANT = "cell_plant_province"
STEPS = 200  # of a slider


def offer_view(model: PanelModel) -> View:
    """What there is to choose from, told once: groups and fields, with words, limits, units, entries; tables by their hash."""
    first = Choosing(model.offer, CalculationSetup(model.offer.products[0].code, DEFAULT_RULES))
    groups = {key: list(names) for key, names in GROUPS.items()}
    for one in model.offer.fields:
        groups.setdefault(one.group, []).append(one.name)
    fields = {name: _field(model, first, name) for name in first.names}
    return {"groups": groups, "fields": fields, "plants": list(model.offer.plants), "at": model.tables}


def _field(model: PanelModel, first: Choosing, name: str) -> View:
    key = "field.green_share" if name == GREEN else f"field.{name}"
    one = first.fields.get(name)
    label = said(key) if key in catalogue() or one is None else pair(one.words[ENGLISH], one.words[CHINESE])
    if first.is_number(name):
        lowest, highest, unit = first.limits(name)
        step = 1 if name in OF_SEVERAL else (highest - lowest) / STEPS
        return {"kind": "number", "label": label, "unit": unit, "lowest": lowest, "highest": highest, "step": step}
    view: View = {"kind": "choice", "label": label, "choices": _choices(first, name)}
    if name == TECHNOLOGY:
        view["of"] = {code: [choice_pair(name, one) for one in model.offer.technologies[parameter]]
                      for code, (_, parameter) in INSTRUMENTS.items()}  # fmt: skip
    return view


def _choices(first: Choosing, name: str) -> list[View]:
    found = [choice_pair(name, one) for one in first.offered(name)]
    by_rules = {APPROACH: "page.by_the_rules", CATEGORY: "page.category_by_the_rules"}
    return [{"code": AS_THE_RULES_SAY, "name": said(by_rules[name])}, *found] if name in by_rules else found


def choice_pair(field: str, one: Choice) -> View:
    """An entry of a list with its code."""
    return {"code": one.code, "name": choice_name(field, one)}


def setup_view(state: PageState, model: PanelModel) -> View:
    """Values of all fields, what is off and why, how many settings are the person's, sentence and command."""
    choosing = Choosing(model.offer, state.setup)
    off, chosen = idle_fields(model, state.setup), choosing.chosen
    fields = {}
    for name in choosing.names:
        view: View = {"value": choosing.value(name)}
        if name in chosen:
            view["yours"] = True
        if name == PRODUCT and choosing.value(name) not in [one.code for one in model.shipped_offer.products]:
            own = next(one for one in model.offer.products if one.code == choosing.value(name))
            view["also"] = choice_pair(name, own)
        if name in off:
            view["off"] = off[name]
        if name == ENERGY:
            view["lowest"], view["highest"], _ = choosing.limits(name)
        fields[name] = view
    return {
        "fields": fields,
        "sentence": sentence(model.offer, state.setup),
        "category": category_words_of(choosing),
        "yours": settings_count(state, model.offer),
        "rules_approach": approach_name(choosing, model.approach_of(state.setup.rules)),
        "command": command(state.setup),
    }


def category_words_of(choosing: Choosing) -> View | list[str] | None:
    """The name of the impact category that a person chose; None where it is that of the rules."""
    found = next((one for one in choosing.offered(CATEGORY) if one.code == choosing.value(CATEGORY)), None)
    return choice_name(CATEGORY, found) if found is not None else None


def settings_count(state: PageState, offer: Offer) -> int:
    """How many settings a person made, as a link and the command line hold them: rules, category, parameters, ranges.

    A share of power through another instrument is one of them, whichever fields show it.
    """
    other_rules = state.setup.rules != first_rules(offer)
    return int(other_rules) + bool(state.setup.method) + len(state.setup.settings) + len(state.ranges)


def approach_name(choosing: Choosing, code: str) -> View | list[str]:
    """The name of the end-of-life approach that the rules ask for."""
    found = next((one for one in choosing.fields[APPROACH].choices if one.code == code), None)
    return choice_name(APPROACH, found) if found else pair(code)


def sentence(offer: Offer, setup: CalculationSetup) -> View:
    """A setup as one sentence: pack, energy, place of the cell plant, green power, rules."""
    choosing = Choosing(offer, setup)
    named = {name: _entry(choosing, name) for name in (PRODUCT, RULES, PLANT, INSTRUMENT, TECHNOLOGY)}
    green = choosing.value(GREEN)
    values: View = {name: choice_name(name, one) for name, one in named.items() if one is not None}
    if named[TECHNOLOGY] is not None:
        values[TECHNOLOGY] = {"lower": values[TECHNOLOGY]}
    values[INSTRUMENT] = said(f"page.by.{choosing.value(INSTRUMENT)}")
    values |= {"energy": written(choosing.value(ENERGY)), "green": written(green)}
    own_size = "_sized" if choosing.value(ENERGY) != choosing.default(ENERGY) else ""
    return said(f"page.sentence{own_size}{'_green' if green else ''}", **values)


def _entry(choosing: Choosing, name: str) -> Choice | None:
    if name not in choosing.names:
        return None
    return next((one for one in choosing.offered(name) if one.code == choosing.value(name)), None)


def as_saved(setup: CalculationSetup) -> CalculationSetup:
    """A setup whose pack of one's own is named as the file that is saved, not by the place where the page keeps it."""
    return replace(setup, product=Path(setup.product).name) if setup.kind == DATA_SHEET else setup


def command(setup: CalculationSetup) -> list[str]:
    """The words of the command line that repeats a setup, options with their values."""
    plain = replace(as_saved(setup), rules="" if setup.rules == DEFAULT_RULES else setup.rules)
    words = plain.words()
    head, rest = words[:3], list(words[3:])
    return [shlex.join(head), *(shlex.join(rest[place : place + 2]) for place in range(0, len(rest), 2))]
