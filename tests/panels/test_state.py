"""The state of the page."""

from dataclasses import replace

from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import PACK

STATE = PageState(CalculationSetup("lfp-60kwh"), CalculationSetup("lfp-60kwh"))


def test_a_tab_a_language_and_a_row_ask_for_nothing_new():
    assert replace(STATE, tab="rules", language="zh", open_row="x", shown={"plant": "y"}, rev=3).asked == STATE.asked


def test_what_is_counted_per_moves_numbers_but_is_no_step_of_undo():
    moved = replace(STATE, per=PACK)

    assert moved.asked != STATE.asked
    assert moved.undoable == STATE.undoable


def test_ranges_and_own_entries_are_taken_back_with_the_setup():
    moved = replace(STATE, ranges={"energy": (1.0, 2.0)}, own={"graphite": 1.2}, tab="mine")

    assert moved.with_undoable(STATE) == replace(STATE, tab="mine")
