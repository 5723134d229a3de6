"""Two bundles: effects by kind and line sum to the difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.editions.difference import (
    EditionError,
    Line,
    difference_of,
    energy_of,
    lines_of,
)
from tests.reporting.verification.editions.bundles import bundle

FIGURES = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.floats(0, 100), st.floats(0, 10)), min_size=1, max_size=5
)


def test_more_of_it_at_a_lower_factor_is_told_apart():
    """100 kWh at 0.5 become 120 at 0.4: +20 * 0.45 = +9 by inputs, -0.1 * 110 = -11 by factors"""
    found = difference_of(bundle({"power": (100, 0.5)}), bundle({"power": (120, 0.4)}, name="b.zip"))

    assert found.totals == (50, 48)
    assert found.effects == pytest.approx({"inputs": 9, "factors": -11, "rules": 0})
    assert not found.asks_for_renewal


@given(FIGURES, FIGURES)
def test_effects_sum_to_the_difference_of_any_two_bundles(old, new):
    found = difference_of(bundle(old), bundle(new))

    assert sum(found.effects.values()) == pytest.approx(found.totals[1] - found.totals[0], abs=1e-6)
    for one in found.lines:
        assert sum(one.effects.values()) == pytest.approx(one.change, abs=1e-6)


def test_a_line_that_is_new_is_an_input():
    found = difference_of(bundle({"a": (1, 2)}), bundle({"a": (1, 2), "b": (3, 4)}))

    assert [(one.name, one.effects) for one in found.lines] == [("b", {"inputs": 12, "factors": 0, "rules": 0})]


def test_other_rules_are_told_from_other_inputs_by_calculating_each_sheet_under_both():
    """sheet 10 -> 20; the new rules double every amount: 10, 20, 20, 40. Rules ((20 - 10) + (40 - 20)) / 2 = 15"""
    states = {(0, 1): 20.0, (1, 0): 20.0}

    def recalculated(sheet, setup):
        return {("manufacturing", "a"): Line("a", "manufacturing", states[sheet, setup], 1.0)}

    old, new = bundle({"a": (10, 1)}), bundle({"a": (40, 1)}, rules="eu-2031")
    found = difference_of(old, new, recalculated)
    assert found.effects == pytest.approx({"inputs": 15, "factors": 0, "rules": 15})
    assert found.rules_are_apart
    assert not difference_of(old, new).rules_are_apart
    assert ("rules", "rules", "cn-551", "eu-2031") in [(one.kind, one.what, one.old, one.new) for one in found.facts]


def test_a_longer_life_moves_the_result_per_kwh_delivered():
    """50 / 100 = 0.5 and 50 / 80 = 0.625: all of it the energy, and more than 10 %"""
    found = difference_of(bundle({"a": (50, 1)}, cycles="2000"), bundle({"a": (50, 1)}, energy=80.0, cycles="1600"))

    (old, new), shares = found.delivered
    assert (old, new) == (0.5, 0.625)
    assert shares == pytest.approx({"total": 0, "energy delivered": 0.125})
    assert found.asks_for_renewal
    assert [(one.what, one.old, one.new) for one in found.facts] == [("cycle_test.cycles", "2000", "1600")]
    assert found.document()["effects_kg_co2e_per_kwh_delivered"] == shares


def test_a_bundle_without_what_a_comparison_reads_is_refused_by_name():
    for read in (lines_of, energy_of):
        with pytest.raises(EditionError, match=r"empty\.zip"):
            read(Bundle({}, "empty.zip"))
