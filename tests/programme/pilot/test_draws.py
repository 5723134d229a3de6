"""Draws of the pilot: keyed streams, and quantities inside their ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.pilot.draws import Draws, drawn, quantities
from lca_models.programme.pilot.kinds import sizes

VALUES = [name for name, one in quantities().items() if one.draw not in ("weight", "share")]


@given(seed=st.integers(0, 10**6), name=st.sampled_from(VALUES), field=st.text(max_size=8))
def test_a_value_lies_inside_the_ends_of_its_quantity_and_is_the_same_again(seed, name, field):
    value = Draws(seed, "007").of(name, field)

    assert quantities()[name].low <= value <= quantities()[name].high
    assert Draws(seed, "007").of(name, field) == value


def test_another_seed_company_or_field_is_another_stream():
    keys = [(0, "001", "a"), (1, "001", "a"), (0, "002", "a"), (0, "001", "b")]

    assert len({Draws(seed, company).stream(field).random() for seed, company, field in keys}) == 4


def test_what_is_drawn_before_moves_nothing_that_is_drawn_after():
    draws = Draws(3, "001")
    alone = draws.of("plant_energy")
    for name in VALUES:
        draws.of(name)

    assert draws.of("plant_energy") == alone


def test_of_one_thing_and_of_a_whole_weight_there_is_one_choice():
    draws = Draws(0, "001")

    assert draws.pick(["only"], "x") == "only"
    assert draws.one_of(["green_none"], "x") == "green_none"


@pytest.mark.parametrize("kind", sizes())
def test_a_size_lies_inside_its_ends(kind):
    found = [Draws(seed, "x").size(kind) for seed in range(20)]

    assert all(sizes()[kind].low <= one <= sizes()[kind].high for one in found)
    if sizes()[kind].draw == "choice":
        assert all(one == int(one) for one in found)


def test_an_unknown_way_of_drawing_is_a_fault_of_the_table():
    one = quantities()["green_none"]

    with pytest.raises(ValueError, match="nothing draws 'weight'"):
        drawn(one, Draws(0, "x").stream("y"))
