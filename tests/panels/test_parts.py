"""A panel shows one state, whole: whatever a person does, all of its parts are drawn from the same choices."""

import re
from collections import Counter

import ipywidgets as widgets
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.panels.explorer.panel import ScenarioPanel
from lca_models.panels.model.scenario_form import OWN_FIELDS
from lca_models.panels.view import ViewPart
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.scenario import ScenarioError

PARAMETERS = ("grid_year", "grid_pathway", "recycling_route", "end_of_life_approach", "cell_plant_province", "cathode_province",
              "precursor_province", "graphite_province", "aluminium_province", "recycling_province")  # fmt: skip
ACTIONS = (*OWN_FIELDS, *PARAMETERS, "language", "basis", "plant", "pin", "reset", "tile")


def within(widget):
    """A widget and everything below it."""
    yield widget
    for child in widget.children if isinstance(widget, widgets.Box) else ():
        yield from within(child)


def refuse(_):
    raise ScenarioError("too much of it; take less")


@pytest.mark.parametrize("kind", [ScenarioPanel])
def test_a_change_is_one_state_with_each_part_in_one_place(model, kind):
    """a battery brings its own size, so two fields of the form move, and still the page is drawn once"""
    panel = kind(model)
    places = Counter(one.name for one in within(panel) if isinstance(one, ViewPart))
    fields = panel._fields[0]
    revisions = [panel.view.revision]
    fields.widgets["product"].value = "nmc811-80kwh"
    revisions.append(panel.view.revision)
    fields.choose("product", "nmc811-80kwh")  # what is shown already

    assert places == Counter(panel.view.parts.keys())
    assert [*revisions, panel.view.revision] == [1, 2, 2]


@pytest.mark.parametrize("kind", [ScenarioPanel])
def test_a_refusal_is_said_and_no_other_part_moves(model, kind, monkeypatch):
    """neither where a field takes no such value, nor where some parts of a state could be drawn and others not"""
    panel = kind(model)
    before = dict(panel.view.parts)
    panel._fields[0].choose("product", "lfp-60")
    refused = dict(panel.view.parts)
    monkeypatch.setattr(kind, "draw", refuse)
    panel._fields[0].choose("product", "nmc811-80kwh")

    assert "did you mean &#x27;lfp-60kwh&#x27;" in refused["alert"]
    assert "too much of it" in panel.view.parts["alert"]
    assert panel.view.revision == 3
    assert before == refused | {"alert": ""} == panel.view.parts | {"alert": ""}


def change(panel, action, place):
    """Something that a person can do, chosen by a number; the same number is the same thing for the same state."""
    if action in ("pin", "reset"):
        (panel.make_baseline if action == "pin" else panel.reset)()
    elif action == "tile":
        panel.map.selected = panel.view.parts["map"]["tiles"][place % 31]["code"]
    elif action in ("basis", "plant", "language"):
        one = {"basis": panel._basis, "plant": panel._plant, "language": panel._languages}[action]
        one.value = one.options[place % len(one.options)][1]
    elif action in ("green_percent", "pack_energy"):
        panel.fields[action].value = 20 + place % 81
    else:
        panel.fields[action].value = panel.fields[action].options[place % len(panel.fields[action].options)][1]


@pytest.fixture(scope="module")
def recorded(model):
    """An explorer, and every state that it sends to the page, with the basis that its map is in."""
    panel, states = ScenarioPanel(model), []
    panel.view.observe(lambda change: states.append((change["new"], panel.basis)), "shown")
    return panel, states


@settings(max_examples=examples(6))
@given(actions=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1000)), min_size=1, max_size=6))
def test_in_every_state_the_tile_of_the_plant_says_the_total(recorded, model, actions):
    """whatever is done, in whatever order: one state a change at most, the last one that of the form"""
    panel, states = recorded
    del states[:-1]
    for action, place in actions:
        change(panel, action, place)

    revisions = [shown["revision"] for shown, _ in states]
    assert revisions == list(range(panel.view.revision - len(states) + 1, panel.view.revision + 1))
    assert len(states) <= len(actions) + 1
    for shown, basis in states:
        pressed = [one for one in shown["parts"]["map"]["tiles"] if one["code"] == shown["parts"]["map"]["selected"]]
        scale = 1000 if basis is KWH_DELIVERED else 1  # a tile is in grams then
        total = total_in(shown["parts"]["totals"], basis)
        assert [float(one["value"]) for one in pressed] == [pytest.approx(total * scale, rel=1e-9)]
    total = model.evaluate(panel.form.setup()).total(panel.basis).amount
    assert total_in(panel.view.parts["totals"], panel.basis) == pytest.approx(total, rel=1e-9)


def total_in(html, basis):
    return float(re.search(f'data-testid="total {basis.code}" data-value="([^"]+)"', html)[1])


@settings(max_examples=examples(3))
@given(kind=st.just(ScenarioPanel), moves=st.lists(st.integers(0, 1000), min_size=1, max_size=4))
def test_what_a_panel_shows_is_what_its_state_draws(model, kind, moves):
    """no part is left over from a state on the way"""
    panel = kind(model)
    for move in moves:
        fields = panel._fields[move % len(panel._fields)].widgets
        field = fields[("product", "cell_plant_province", "rules")[move % 3]]
        field.value = field.options[move % len(field.options)][1]

    assert panel.view.parts == {**panel.draw(), "head": panel.head(), "alert": ""}
