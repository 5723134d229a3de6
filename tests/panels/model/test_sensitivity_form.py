"""Ranges that a person may edit."""

import pytest

from lca_models.panels.model.sensitivity_form import InputRange, SensitivityForm
from lca_models.scope.scenario import ScenarioError

MASS = InputRange("pack_mass", {"en": "Mass", "zh": "质量"}, "kg", 440.0, 400.0, 480.0)


def test_a_range_must_hold_the_value_between_two_numbers():
    form = SensitivityForm({"pack_mass": MASS})
    for low, high in (("abc", 500), (450, 500), (400, 430), (400, "inf")):
        with pytest.raises(ScenarioError, match="give two numbers with 440 between them"):
            form.set_range("pack_mass", low, high)
    with pytest.raises(ScenarioError, match="did you mean 'pack_mass'"):
        form.set_range("pack_mas", 1, 2)

    assert form.ranges == {"pack_mass": MASS}


def test_reset_returns_to_the_ranges_of_the_inventories():
    form = SensitivityForm({"pack_mass": MASS})
    form.set_range("pack_mass", "420", "450")
    edited = form.ranges["pack_mass"]
    form.reset()

    assert (edited.low, edited.high) == (420, 450)
    assert form.ranges["pack_mass"] == MASS
