"""The body in which a page opens is found again as it was worked out; of another state it is worked out."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from lca_models.panels.page import kept_view as module
from lca_models.panels.page.answering import PageSession
from lca_models.panels.page.kept_view import FOLDER, kept_view
from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

LONG_AGO = 1_000_000_000
SETUP = CalculationSetup("toy")
STATE = PageState(SETUP, SETUP)


@pytest.fixture
def study(toy_study, tmp_path, monkeypatch):
    """The toy in a base folder of its own that nobody has touched for long, with two views kept."""
    base = tmp_path / "base"
    shutil.copytree(toy_study.base / toy_study.current.folder, base / toy_study.current.folder)
    for path in base.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(module, "MOST", 2)
    return replace(toy_study, base=base)


def made_in(study, *states):
    """Which of the states are worked out, by their place."""
    made = []
    for place, one in enumerate(states):
        kept_view(study, one, lambda place=place: made.append(place) or {"amount": 0.1 + 0.2, "rows": [place]})
    return made


def test_a_view_found_again_has_the_same_numbers_to_the_last_digit(study):
    kept_view(study, STATE, lambda: {"amount": 0.1 + 0.2, "none": None, "names": ["a", "铜"]})

    assert kept_view(study, STATE, dict) == {"amount": 0.1 + 0.2, "none": None, "names": ["a", "铜"]}


def test_the_page_opens_with_the_same_body_the_second_time(model, monkeypatch):
    """as data of JSON, which is what a browser is given"""
    monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(module, "state_of", lambda folder: "settled")
    monkeypatch.setattr(module, "code_state", lambda: "of this test")
    first = PageSession(model).first()[1].content
    again = PageSession(model)
    monkeypatch.setattr(again, "_body", None)  # nothing is worked out again

    assert first["view"]["intervals"]
    assert json.loads(json.dumps(first)) == again.first()[1].content


@pytest.mark.parametrize("other", [
    replace(STATE, setup=CalculationSetup("toy", province="CN-SC")), replace(STATE, baseline=CalculationSetup("other")),
    replace(STATE, shown={"plant": "anode_province"}), replace(STATE, language="zh"),
])  # fmt: skip
def test_another_state_is_another_view(study, other):
    assert made_in(study, STATE, other, STATE, other) == [0, 1]


@pytest.mark.parametrize("other", [
    replace(STATE, setup=CalculationSetup("mine.yaml")), replace(STATE, setup=CalculationSetup("toy", scenarios=("a.yaml",))),
    replace(STATE, tab="where"), replace(STATE, ranges={"cycles": (1.0, 2.0)}), replace(STATE, own={"cells": 1}),
])  # fmt: skip
def test_what_a_person_enters_and_other_tabs_are_not_kept(study, other):
    assert made_in(study, other, other) == [0, 1]


def test_a_project_edited_or_code_changed_is_another_state(study, monkeypatch):
    made = made_in(study, STATE)
    os.utime(study.place.folder / "parameters.db", (LONG_AGO, LONG_AGO + 1))
    made += made_in(study, STATE, STATE)
    monkeypatch.setattr(module, "code_state", lambda: "a line changed")

    assert made + made_in(study, STATE, STATE) == [0, 0, 0]


@pytest.mark.parametrize("damage", [lambda one: one[:-9], lambda one: one.replace(b"rows", b"sown"), lambda one: b"{}"])
def test_a_damaged_view_is_worked_out(study, damage):
    made_in(study, STATE)
    (path,) = (study.base / "cache" / FOLDER).iterdir()
    path.write_bytes(damage(path.read_bytes()))

    assert made_in(study, STATE) == [0]


def test_the_first_views_go_first_and_errors_pass(study):
    def fails():
        raise ScenarioError("no")

    three = [replace(STATE, shown={"plant": str(number)}) for number in range(3)]
    made_in(study, *three)

    assert len(list((study.base / "cache" / FOLDER).iterdir())) == 2
    with pytest.raises(ScenarioError, match="no"):
        kept_view(study, replace(STATE, shown={"plant": "other"}), fails)


def test_a_closed_cache_costs_time_only(study):
    (study.base / "cache").write_text("a file in the way", encoding="utf-8")

    assert made_in(study, STATE, STATE) == [0, 1]
