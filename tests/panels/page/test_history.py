"""Undo and redo."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels.page.history import STEPS, TOGETHER_MS, History
from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import CalculationSetup

START = PageState(CalculationSetup("lfp-60kwh"), CalculationSetup("lfp-60kwh"))


def at_energy(energy: float) -> PageState:
    return replace(START, setup=START.setup.with_setting("energy", energy))


def test_changes_of_one_field_within_800_ms_are_one_step():
    """60 -> 61 -> 62 by one drag, then 63 after a second: two steps"""
    history = History().after(at_energy(60), "energy", 0)
    history = history.after(at_energy(61), "energy", TOGETHER_MS - 1)
    history = history.after(at_energy(62), "energy", TOGETHER_MS - 1 + 1000)

    assert [one.setup.settings["energy"] for one in history.past] == [60, 62]


def test_another_field_begins_another_step():
    history = History().after(at_energy(60), "energy", 0).after(at_energy(61), "rules", 1)

    assert len(history.past) == 2


def test_a_new_choice_after_undo_forgets_what_was_undone():
    history = History().after(at_energy(60), "energy", 0)
    state, history = history.undone(at_energy(61))

    assert state.setup.settings["energy"] == 60
    assert history.future
    assert history.after(state, "rules", 5).future == ()


def test_tab_language_and_unit_stay_when_a_step_is_undone():
    history = History().after(at_energy(60), "energy", 0)
    state, _ = history.undone(replace(at_energy(61), tab="rules", language="zh"))

    assert (state.tab, state.language) == ("rules", "zh")


def test_without_a_step_nothing_changes():
    assert History().undone(START) == (START, History())
    assert History().redone(START) == (START, History())


@given(st.lists(st.integers(0, 400), min_size=1, max_size=130))
def test_undo_takes_back_and_redo_gives_again_a_hundred_steps(energies):
    """each change of a field of its own; after n undos and n redos the last state is there again"""
    history, state = History(), START
    for place, energy in enumerate(energies):
        history, state = history.after(state, f"field{place}", place * 1000.0), at_energy(energy)
    steps = len(history.past)
    last = state
    for _ in range(steps):
        state, history = history.undone(state)
    first = state
    for _ in range(steps):
        state, history = history.redone(state)

    assert steps == min(len(energies), STEPS)
    assert first == (START if len(energies) <= STEPS else at_energy(energies[len(energies) - STEPS - 1]))
    assert state == last
