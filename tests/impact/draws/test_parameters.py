"""Draws of uncertain parameters keep their distributions, their limits and the sums of their mixes."""

import numpy as np
import pytest

from lca_models.impact.compiled.execution import FEW
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.draws.parameters import moved_alone, parameter_distributions, uncertain_parameters
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_system

EMIT = "biosphere"
DATA = {
    "energy_need": {"kind": "number", "uncertainty type": 2, "loc": np.log(3.0), "scale": 0.2, "limits": [2.5, 4.0]},
    "coal_share": {"kind": "share", "group": "mix", "uncertainty type": 5, "loc": 0.5, "minimum": 0.0, "maximum": 1.0},
    "gas_share": {"kind": "share", "group": "mix", "uncertainty type": 5, "loc": 0.3, "minimum": 0.0, "maximum": 1.0},
    "wind_share": {"kind": "share", "group": "mix"},
    "plant_choice": {"kind": "choice", "uncertainty type": 4, "loc": 1.0, "minimum": 0.0, "maximum": 2.0},
}


@pytest.fixture(scope="module")
def model():
    parameters = {"energy_need": 3.0, "coal_share": 0.5, "gas_share": 0.3, "wind_share": 0.2, "plant_choice": 1.0}
    formula = "energy_need * (coal_share + 0.5 * gas_share) * plant_choice"
    return compile_system(make_system("pack", parameters, data=DATA, pack=(MANUFACTURING, [(EMIT, "co2", formula)])))


def test_only_uncertain_numbers_and_shares_are_drawn(model):
    inputs = uncertain_parameters(model)

    assert inputs.names == ("coal_share", "energy_need", "gas_share", "wind_share")
    assert inputs.uncertain.names == ("coal_share", "energy_need", "gas_share")
    assert inputs.central == pytest.approx([0.5, 3.0, 0.3, 0.2])


def test_shares_sum_to_one_in_every_sample_and_limits_hold(model):
    drawn = dict(zip(*(uncertain_parameters(model).names, uncertain_parameters(model).draw(5000, 1).T), strict=True))

    assert drawn["coal_share"] + drawn["gas_share"] + drawn["wind_share"] == pytest.approx(np.ones(5000), rel=1e-14)
    assert min(drawn[name].min() for name in drawn) >= 0
    assert drawn["energy_need"].min() >= 2.5
    assert drawn["energy_need"].max() <= 4.0


def test_what_is_set_or_has_moved_from_its_distribution_is_certain(model):
    assert "energy_need" not in uncertain_parameters(model, fixed=["energy_need"]).names
    moved = model.specialised(model.parameters, {"energy_need": 3.5})
    assert "energy_need" not in uncertain_parameters(moved).names


def test_no_spread_is_the_result_without_uncertainty(model):
    inputs = uncertain_parameters(model, spread=0.0)
    assert inputs.names == ()
    narrow = uncertain_parameters(model, spread=1e-9)
    results = model.specialised(narrow.names)(narrow.draw(50, 0))
    assert results.sum(axis=(1, 2)) == pytest.approx(np.full(50, model().sum()), rel=1e-7)


def test_the_same_seed_draws_the_same_numbers_however_many(model):
    """600 is more than one piece of 512 and no multiple of it"""
    inputs = uncertain_parameters(model)
    whole = inputs.draw(1500, seed=3)

    assert np.array_equal(whole, inputs.draw(1500, seed=3))
    assert np.array_equal(whole[:600], inputs.draw(600, seed=3))
    assert not np.array_equal(whole, inputs.draw(1500, seed=4))
    assert inputs.draw(0, seed=3).shape == (0, 4)


def test_a_few_samples_are_drawn_without_numba_and_are_those_of_many(model):
    inputs = uncertain_parameters(model)

    assert inputs.draw(600, seed=3) == pytest.approx(inputs.draw(600, seed=3, of_many=True), rel=1e-13)
    assert inputs.draw(600, seed=3) == pytest.approx(inputs.draw(FEW, seed=3)[:600], rel=1e-13)


def test_impossible_bounds_name_their_row():
    bad = {"energy_need": {"kind": "number", "uncertainty type": 5, "loc": 3.0, "minimum": 4.0, "maximum": 2.0,
                           "table": "parameters/plants.csv", "row": 7}}  # fmt: skip
    system = make_system("pack", {"energy_need": 3.0}, data=bad, pack=(MANUFACTURING, [(EMIT, "co2", "energy_need")]))
    with pytest.raises(ScenarioError, match=r"parameters/plants.csv:7: .*'energy_need' has minimum 4 and maximum 2"):
        uncertain_parameters(compile_system(system))


def test_samples_further_on_are_those_of_a_longer_draw(model):
    inputs = uncertain_parameters(model)

    for first, n in ((0, 10), (500, 30), (1024, 256)):
        assert np.array_equal(inputs.draw(n, 3, first), inputs.draw(1500, 3)[first : first + n])


def test_who_gives_a_share_gives_its_mix(model):
    """wind is certain itself: given, it is a fact with all that it makes room for"""
    assert uncertain_parameters(model, fixed=["wind_share"]).names == ("energy_need",)


WEIGHTS = {
    f"{name}_share": {"kind": "share", "group": "route", "uncertainty type": 2, "loc": np.log(amount), "scale": 0.3,
                      "limits": [0.0, 1.0]}
    for name, amount in (("common", 0.9), ("rare", 0.1))
}  # fmt: skip


@pytest.fixture(scope="module")
def weighted():
    amounts = {name: float(np.exp(one["loc"])) for name, one in WEIGHTS.items()}
    system = make_system(
        "pack", amounts, data=WEIGHTS, pack=(MANUFACTURING, [(EMIT, "co2", "common_share + 2 * rare_share")])
    )
    return compile_system(system)


@pytest.mark.parametrize("spread", [1.0, 1.5])
def test_weights_are_not_cut_off_where_their_shares_end(weighted, spread):
    """The mean of p exp(s z) over the sum of both is p + s² p (Σp² - p) to second order: 0.1 becomes 0.1065 with 0.3."""
    drawn = uncertain_parameters(weighted, spread=spread).draw(40_000, 0)

    assert drawn.sum(axis=1) == pytest.approx(np.ones(40_000), rel=1e-14)
    assert drawn.mean(axis=0) == pytest.approx(
        0.5 + np.array([0.4, -0.4]) * (1 - 2 * 0.09 * spread**2 * 0.09), abs=0.002
    )
    assert np.median(drawn, axis=0) == pytest.approx([0.9, 0.1], abs=0.001)


def test_a_share_moved_alone_is_what_its_mix_makes_of_its_weight(weighted):
    found = parameter_distributions(weighted.blueprint.parameters, {name: weighted.settings[name] for name in WEIGHTS})
    high = 0.9 * np.exp(0.3 * 1.959963984540054)

    assert moved_alone(found, np.full((2, 1), 0.975))[0, 0] == pytest.approx(high / (high + 0.1))
    assert moved_alone(found, np.full((2, 1), 0.5))[:, 0] == pytest.approx([0.9, 0.1])


def test_a_spread_is_widened_to_what_the_parameters_can_be_at_most(model):
    """A share from 0 to 1 around 0.5 stays so; four times as wide it would reach from -1.5 to 2.5."""
    inputs = uncertain_parameters(model, spread=4.0).uncertain
    ends = {name: (low, high) for name, low, high in zip(inputs.names, inputs.minimum, inputs.maximum, strict=True)}

    assert ends["coal_share"] == ends["gas_share"] == (0, 1)
    assert ends["energy_need"] == (2.5, 4.0)
    assert inputs.problems() == []
